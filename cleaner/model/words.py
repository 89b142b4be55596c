"""The words of many lines as numbers: a hash of each, of all lines at once.

A loop over words costs more than all that is asked about them. Here the text is looked up character by character in a table of
kinds, as `letters.py` does; a word is a run of one kind, and its hash the sum of its characters' codes, each times a power
of an odd number by its place in the word, modulo 2**64 (Karp and Rabin, "Efficient randomized pattern-matching algorithms",
1987). All numbers are one word, "0"; a character of a script without spaces is a word of its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from cleaner.document import CJK
from cleaner.trie import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_SIGN, _LETTER, _DIGIT, _UNSPACED = range(4)
_PATTERNS = {_DIGIT: r"\d", _UNSPACED: f"[{CJK}]", _LETTER: r"[^\W_]"}  # the first that matches tells
_ODD = 0x9E3779B97F4A7C15  # 2**64 over the golden ratio
_USUAL = 1 << 16  # characters of the texts for which its powers are kept


@dataclass(frozen=True)
class Words:
    """The words of some lines in order: the line of each, its hash, and where it stands in `text`, the folded lines."""

    rows: NDArray[Any]
    hashes: NDArray[Any]
    starts: NDArray[Any]
    ends: NDArray[Any]
    text: str

    @cached_property
    def numbers(self) -> NDArray[Any]:
        """A number for each word, from 0 up: the same for the same."""
        found: NDArray[Any] = np.unique(self.hashes, return_inverse=True)[1]
        return found

    def strings(self) -> list[str]:
        """Return the words as they stand in the folded lines."""
        spans = zip(self.starts.tolist(), self.ends.tolist(), strict=True)
        return [self.text[start:end] for start, end in spans]

    def of(self, chosen: NDArray[Any]) -> Words:
        """Return some of the words, by number or by flag."""
        return Words(self.rows[chosen], self.hashes[chosen], self.starts[chosen], self.ends[chosen], self.text)


def distinct(numbers: NDArray[Any]) -> NDArray[Any]:
    """Return the different ones of `numbers` in order.

    Asked for nothing else, `np.unique` imports numpy.ma: 20 ms and a megabyte in the life of a process.
    """
    return np.unique(numbers, return_index=True)[0]


def words_of(lines: Sequence[str]) -> Words:
    """Return the words of `lines`, which hold no line break.

    >>> words_of(["Read 12 more.", "東京"]).strings()
    ['read', '12', 'more', '東', '京']
    """
    text = fold("\n".join(lines))
    codes = codes_of(text)
    return _words(text, codes, _kinds_of(codes))


def pieces_of(lines: Sequence[str]) -> Words:
    """Return what stands between blanks in `lines`, which hold no other white space.

    >>> pieces_of(["Read “12” more"]).strings()
    ['read', '“12”', 'more']
    """
    text = fold("\n".join(lines))
    codes = codes_of(text)
    return _words(text, codes, np.where((codes == ord(" ")) | (codes == ord("\n")), np.uint8(_SIGN), np.uint8(_LETTER)))


def codes_of(text: str) -> NDArray[Any]:
    """Return the code of each character."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def _words(text: str, codes: NDArray[Any], kinds: NDArray[Any]) -> Words:
    """Return the words of a text whose characters are of `kinds`."""
    edges = np.ones(len(kinds) + 1, bool)  # between characters of two kinds
    edges[1:-1] = (kinds[1:] != kinds[:-1]) | (kinds[1:] == _UNSPACED)
    inside = kinds != _SIGN
    opens, closes = edges[:-1] & inside, edges[1:] & inside
    starts, ends = np.flatnonzero(opens), np.flatnonzero(closes) + 1
    rows = np.searchsorted(np.flatnonzero(codes == ord("\n")), starts)
    hashes = _hashes(codes, starts, ends)
    hashes[kinds[starts] == _DIGIT] = ord("0")
    return Words(rows, hashes, starts, ends, text)


def _hashes(codes: NDArray[Any], starts: NDArray[Any], ends: NDArray[Any]) -> NDArray[Any]:
    """Return the hash of each word."""
    powers, inverses = powers_of(len(codes))
    sums = np.zeros(len(codes) + 1, np.uint64)
    np.cumsum(codes * powers[: len(codes)], out=sums[1:])
    found: NDArray[Any] = (sums[ends] - sums[starts]) * inverses[starts]
    return found


def powers_of(size: int) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return at least the first `size` powers of the odd number and of its inverse, modulo 2**64."""
    return _usual_powers() if size <= _USUAL else _powers(size)


@cache
def _usual_powers() -> tuple[NDArray[Any], NDArray[Any]]:
    return _powers(_USUAL)


def _powers(size: int) -> tuple[NDArray[Any], NDArray[Any]]:
    powers = np.full((2, size), [[_ODD], [pow(_ODD, -1, 1 << 64)]], np.uint64)
    powers[:, 0] = 1
    np.cumprod(powers, axis=1, out=powers)
    return powers[0], powers[1]


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
        for run in re.finditer(f"(?:{pattern})+", everything):
            kinds[slice(*run.span())] = kind
    return kinds


@cache
def _kind(char: str) -> int:
    return next((kind for kind, pattern in _PATTERNS.items() if re.match(pattern, char)), _SIGN)
