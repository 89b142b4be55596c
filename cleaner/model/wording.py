"""How a line is worded: what sites say to their readers has turns of phrase of its own, in every language.

A line is its runs of four to six characters, blanks and signs among them, so that endings, compounds and scripts without
blanks need no rules (Cavnar and Trenkle, "N-gram-based text categorization", 1994). Each run has a learned weight, found by
its hash (Weinberger et al., "Feature hashing for large scale multitask learning", 2009); the score is their sum over the
root of their number, so that long lines do not shout.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np

from cleaner import resources
from cleaner.model.words import codes_of, powers_of
from cleaner.trie import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

SIZES = (4, 5, 6)  # characters
BITS = 18  # of a run's number
READ = 120  # characters of a line: by then whoever asks something has asked
TELLING = 3  # words that a reason names
_MIX = np.uint64(0xC2B2AE3D27D4EB4F)  # an odd number: spreads what a hash says over its high bits
_DIGITS, _WORD = re.compile(r"\d+"), re.compile(r"\w+")
_BREAK = "\n"


def scores(lines: Sequence[str]) -> NDArray[Any]:
    """Return how much each line (white space folded) is worded as a site's: log odds, 0 where either may speak."""
    text = spelled(lines)
    starts = np.flatnonzero(codes_of(text) == ord(_BREAK))[: len(lines)]
    total, count = np.zeros(len(lines)), np.zeros(len(lines))
    for inside, numbers in runs(text):
        total += np.add.reduceat(np.where(inside, _weights()["weights"][numbers], 0), starts, dtype=np.int32)
        count += np.add.reduceat(inside, starts, dtype=np.int32)
    found: NDArray[Any] = total / np.sqrt(np.maximum(count, 1)) * _weights()["scale"]
    return found


def telling(line: str) -> list[str]:
    """Return the words of `line` that speak most for a site, in small letters and in their order."""
    text = spelled([line])
    by_character = np.zeros(len(text))
    for size, (inside, numbers) in zip(SIZES, runs(text), strict=True):
        starts = np.flatnonzero(inside)
        for place in range(size):
            by_character[starts + place] += _weights()["weights"][numbers[starts]]
    words = [(float(by_character[slice(*word.span())].sum()), word) for word in _WORD.finditer(text)]
    most = sorted(words, key=lambda found: -found[0])[:TELLING]
    return [word[0] for _, word in sorted(most, key=lambda found: found[1].start())]


def spelled(lines: Sequence[str]) -> str:
    """Return the lines as their runs are read: a break before each, small letters, numbers as 0, and room for a last run."""
    return _DIGITS.sub("0", fold("".join(f"{_BREAK} {line[:READ]} " for line in lines))) + _BREAK * SIZES[-1]


def runs(text: str) -> Iterator[tuple[NDArray[Any], NDArray[Any]]]:
    """Yield, for each size, whether a run that starts at each character of `text` ends in the same line, and its number."""
    codes = codes_of(text)
    line = np.cumsum(codes == ord(_BREAK))
    powers, inverses = powers_of(len(codes))
    sums = np.zeros(len(codes) + 1, np.uint64)
    np.cumsum(codes * powers[: len(codes)], out=sums[1:])
    last = len(codes) - SIZES[-1]
    for size in SIZES:
        hashes = (sums[size : size + last] - sums[:last]) * inverses[:last]  # as those of words
        yield line[:last] == line[size - 1 : size - 1 + last], (hashes * _MIX) >> np.uint64(64 - BITS)


def _weights() -> dict[str, NDArray[Any]]:
    """Return the weight of each run by its number, whole numbers, and how much one of them counts."""
    return resources.weights("wording")
