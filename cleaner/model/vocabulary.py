"""A score of the words of short lines: what menus, prompts and teasers say, and stories do not.

A line is its words and pairs of words, digits folded to 0, with the first and the last word marked as such; characters are
the words of scripts without spaces. The score is a sum of learned weights. Words of a language that no training page is in
say nothing, so a text of which the vocabulary knows too little gets no score at all.
"""

from __future__ import annotations

import re
from functools import cached_property
from itertools import chain, pairwise, repeat
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from cleaner.document import words_of
from cleaner.phrases import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from cleaner.document import Block
    from cleaner.model.table import Table

_DIGITS = re.compile(r"\d+")
_BREAK = "\n"  # stands before the first word of a line and after its last
_BEYOND = np.iinfo(np.int64).max  # no pair is as high a number
WHOLE, END = 240, 60  # characters of a line that is read whole, and of the end of a longer one
FIRST, LAST = 14, 6  # words of a line that are looked at, from its start and from its end
KNOWN = 0.25  # share of a text's words that the vocabulary must know
MOST = 8.0


def signs(text: str) -> list[str]:
    """Return what the vocabulary is asked about a line.

    >>> signs("Read 12 more")
    ['read', '0', 'more', 'read 0', '0 more', '^read', 'more$']
    """
    (words,) = _looked_at([text])
    return [*words, *map(" ".join, pairwise(words)), "^" + words[0], words[-1] + "$"] if words else []


def _looked_at(texts: Sequence[str]) -> list[list[str]]:
    """Return the words of each line that are looked at."""
    lines = _words([text[:WHOLE] for text in texts])
    long = [row for row, words in enumerate(lines) if len(words) > FIRST + LAST or len(texts[row]) > WHOLE]
    for row, last in zip(long, _words([texts[row][-END:] for row in long]), strict=False):
        lines[row] = lines[row][:FIRST] + last[-LAST:]
    return lines


def _words(texts: Sequence[str]) -> list[list[str]]:
    """Return the words of each line, a number being one, and its digits 0."""
    folded = _DIGITS.sub(" 0 ", fold("\n".join(texts))).replace("_", " ")
    return [words_of(line) for line in folded.split("\n")]


def _parts(sign: str) -> tuple[str, ...]:
    """Return the word of a sign, or the two words that it is a pair of; either side of a line is a word, too."""
    if sign[0] == "^":
        return _BREAK, sign[1:]
    return (sign[:-1], _BREAK) if sign[-1] == "$" else tuple(sign.split(" "))


class _Index(NamedTuple):
    """A vocabulary in numbers: that of each word (0 for others), weights by number, and weights by pairs of numbers.

    The pair of numbers a, b is `a * len(words) + b`; `pairs` are sorted.
    """

    numbers: dict[str, int]
    words: NDArray[Any]
    pairs: NDArray[Any]
    weights: NDArray[Any]


class Vocabulary:
    """The learned weights of words and pairs of words."""

    def __init__(self, weights: Mapping[str, float], bias: float = 0.0) -> None:
        """Take the weights."""
        self.weights, self.bias = weights, bias

    def add(self, table: Table, blocks: Sequence[Block]) -> None:
        """Add the score of each block ("said as"), and whether the text's language is known."""
        lines = _looked_at([block.text for block in blocks])
        told = self._told(list(chain.from_iterable((_BREAK, *words) for words in lines)))
        lengths = np.array([len(words) for words in lines])
        starts = np.cumsum(lengths + 1) - lengths - 1
        scores = np.add.reduceat(told.sum(axis=0), starts)
        known = np.add.reduceat((told != 0).sum(axis=0), starts)
        enough = 0 < known.sum() >= KNOWN * (2 * lengths + 1)[lengths > 0].sum()
        table.add("vocabulary", np.clip(np.where(known, scores + self.bias, 0), -MOST, MOST) if enough else 0.0)
        table.add("language_known", enough)

    def _told(self, words: list[str]) -> NDArray[Any]:
        """Return the weight of each word, and of the pair of it and the next, 0 where there is none: shape (2, words)."""
        index = self._index
        numbers = np.fromiter(map(index.numbers.get, words, repeat(0)), np.int64, len(words))
        pairs = numbers * len(index.words) + np.append(numbers[1:], numbers[:1])
        at = np.searchsorted(index.pairs, pairs)
        return np.stack([index.words[numbers], np.where(index.pairs[at] == pairs, index.weights[at], 0)])

    @cached_property
    def _index(self) -> _Index:
        told = [(_parts(sign), weight) for sign, weight in self.weights.items()]
        words = dict.fromkeys(("", _BREAK, *chain.from_iterable(parts for parts, _ in told)))
        numbers = {word: number for number, word in enumerate(words)}
        single = np.zeros(len(words))
        double = {_BEYOND: 0.0}
        for parts, weight in told:
            if len(parts) == 1:
                single[numbers[parts[0]]] = weight
            else:
                double[numbers[parts[0]] * len(words) + numbers[parts[1]]] = weight
        pairs = np.array(sorted(double), np.int64)
        return _Index(numbers, single, pairs, np.array([double[pair] for pair in pairs.tolist()]))

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Return the weights as arrays to be saved."""
        return {
            "vocabulary.signs": np.array("\n".join(self.weights)),
            "vocabulary.weights": np.array(list(self.weights.values()), np.float16),
            "vocabulary.bias": np.array(self.bias, np.float32),
        }

    @classmethod
    def of(cls, arrays: Mapping[str, NDArray[Any]]) -> Vocabulary:
        """Return the vocabulary that was saved (see `arrays`)."""
        names = str(arrays["vocabulary.signs"]).split("\n")
        return cls(
            dict(zip(names, arrays["vocabulary.weights"].astype(float).tolist(), strict=True)), float(arrays["vocabulary.bias"])
        )
