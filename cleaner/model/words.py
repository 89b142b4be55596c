"""The words of many lines as numbers: a hash of each, of all lines at once.

A loop over words costs more than all that is asked about them. Here the text is looked up character by character in a table of
kinds, as `letters.py` does; a word is a run of one kind, and its hash the sum of its characters' codes, each times a power
of an odd number by its place in the word, modulo 2**64 (Rabin and Karp, "Efficient randomized pattern-matching algorithms",
1987). A number is one word, "0"; a character of a script without spaces is a word of its own.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from cleaner.document import CJK
from cleaner.phrases import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_SIGN, _LETTER, _DIGIT, _UNSPACED = range(4)
_PATTERNS = {_DIGIT: r"\d", _UNSPACED: f"[{CJK}]", _LETTER: r"[^\W_]"}  # the first that matches tells
_ODD = 0x9E3779B97F4A7C15  # 2**64 over the golden ratio
_LONGEST = 256  # characters; of a longer word the last ones are not told apart


class Words(NamedTuple):
    """The words of some lines in order: the line of each, its hash, and where it stands in `text`, the folded lines."""

    rows: NDArray[Any]
    hashes: NDArray[Any]
    starts: NDArray[Any]
    ends: NDArray[Any]
    text: str

    def strings(self) -> list[str]:
        """Return the words as they are read."""
        spans = zip(self.starts.tolist(), self.ends.tolist(), strict=True)
        return ["0" if self.text[start].isdecimal() else self.text[start:end] for start, end in spans]

    def of(self, chosen: NDArray[Any]) -> Words:
        """Return some of the words, by number or by flag."""
        return Words(self.rows[chosen], self.hashes[chosen], self.starts[chosen], self.ends[chosen], self.text)


def words_of(lines: Sequence[str]) -> Words:
    """Return the words of `lines`, which hold no line break.

    >>> words_of(["Read 12 more", "東京"]).strings()
    ['read', '0', 'more', '東', '京']
    """
    text = fold("\n".join(lines))
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    kinds = _kinds_of(codes)
    edges = np.ones(len(kinds) + 1, bool)  # between characters of two kinds
    edges[1:-1] = (kinds[1:] != kinds[:-1]) | (kinds[1:] == _UNSPACED)
    inside = kinds != _SIGN
    opens, closes = edges[:-1] & inside, edges[1:] & inside
    starts, ends = np.flatnonzero(opens), np.flatnonzero(closes) + 1
    rows = np.searchsorted(np.flatnonzero(codes == ord("\n")), starts)
    return Words(rows, _hashes(codes, kinds, starts, ends), starts, ends, text)


def _hashes(codes: NDArray[Any], kinds: NDArray[Any], starts: NDArray[Any], ends: NDArray[Any]) -> NDArray[Any]:
    """Return the hash of each word."""
    lengths = np.where(kinds[starts] == _DIGIT, 1, ends - starts)
    opens = np.cumsum(lengths) - lengths
    places = np.arange(lengths.sum()) - np.repeat(opens, lengths)
    at = places + np.repeat(starts, lengths)
    said = np.where(kinds[at] == _DIGIT, ord("0"), codes[at])
    return np.add.reduceat(said * _powers().take(places, mode="clip"), opens) if len(opens) else np.zeros(0, np.uint64)


@cache
def _powers() -> NDArray[Any]:
    """Return the powers of the odd number, from 0 up."""
    return np.cumprod(np.array([1] + [_ODD] * (_LONGEST - 1), np.uint64))


def _kinds_of(codes: NDArray[Any]) -> NDArray[Any]:
    """Return the kind of each character."""
    kinds = _kinds().take(codes, mode="clip")
    beyond = np.flatnonzero(codes > 0xFFFF)
    kinds[beyond] = [_kind(chr(code)) for code in codes[beyond].tolist()]
    return kinds


@cache
def _kinds() -> NDArray[Any]:
    """Return the kind of every character of the Basic Multilingual Plane."""
    everything = "".join(map(chr, range(0x10000)))
    kinds = np.full(len(everything), _SIGN, np.uint8)
    for kind, pattern in reversed(_PATTERNS.items()):
        kinds[[found.start() for found in re.finditer(pattern, everything)]] = kind
    return kinds


@cache
def _kind(char: str) -> int:
    return next((kind for kind, pattern in _PATTERNS.items() if re.match(pattern, char)), _SIGN)
