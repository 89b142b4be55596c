"""Words as numbers: what is told from arrays is what a loop over the words would tell."""

from __future__ import annotations

import re

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from cleaner.document import CJK
from cleaner.model.context_features import add_story
from cleaner.model.table import Table
from cleaner.model.vocabulary import Vocabulary, signs
from cleaner.model.words import pieces_of, words_of
from cleaner.read import read
from cleaner.trie import fold

_TOKEN = re.compile(rf"\d+|[{CJK}]|[^\W\d_{CJK}]+")
LINES = st.lists(
    st.text(st.sampled_from("aB ßİıi\u0307’'_-.,12²٣٤Жé東京ー\u0e01\u0e51\u064b𝐀𝟎🙂\ud800"), max_size=80), min_size=1, max_size=6
)


def _numbers(words: list[str]) -> list[int]:
    known: dict[str, int] = {}
    return [known.setdefault(word, len(known)) for word in words]


@given(LINES)
def test_words_are_runs_of_letters_numbers_and_characters(lines: list[str]) -> None:
    """They are those that a pattern finds line by line, and two have one hash when they are the same."""
    found = words_of(lines)
    expected = [(row, word) for row, line in enumerate(lines) for word in _TOKEN.findall(fold(line))]
    assert list(zip(found.rows.tolist(), found.strings(), strict=True)) == expected
    words = ["0" if word.isdecimal() else word for _, word in expected]
    assert _numbers(found.hashes.tolist()) == _numbers(words)


@given(LINES)
def test_pieces_stand_between_blanks(lines: list[str]) -> None:
    """They are those that `split` finds line by line."""
    found = pieces_of(lines)
    expected = [(row, word) for row, line in enumerate(lines) for word in fold(line).split(" ") if word]
    assert list(zip(found.rows.tolist(), found.strings(), strict=True)) == expected
    assert _numbers(found.hashes.tolist()) == _numbers([word for _, word in expected])


def test_words_of_long_texts_have_the_same_hashes() -> None:
    """Beyond the length for which powers are kept, nothing changes."""
    short, long = words_of(["the bridge"]), words_of(["the bridge", *["a line of words"] * 9_000])
    assert long.hashes[:2].tolist() == short.hashes.tolist()


def test_vocabulary_adds_the_weights_of_all_signs() -> None:
    """The score of a line is the sum of what its signs weigh, long lines by their first and last words alone."""
    lines = ["Read 12 more", "...", "One word " * 20 + "at the end", "東京 read", "More: read more"]
    weights = {sign: 2.0 ** -(number % 7) for number, sign in enumerate(sorted({each for line in lines for each in signs(line)}))}
    table = Table(len(lines))
    Vocabulary(weights, -1.0).add(table, read("\n".join(lines), kind="text").blocks)
    expected = [sum(weights[sign] for sign in signs(line)) - 1.0 if signs(line) else 0.0 for line in lines]
    assert table["vocabulary"].tolist() == np.clip(np.array(expected, np.float32), -8, 8).tolist()


def test_story_shares_its_words() -> None:
    """A teaser shares what the story says once, a paragraph of the story what another says too."""
    lines = ["Storm hits northern coast", "The storm took roofs from houses", "Houses lost their roofs", "Cup final tonight"]
    table = Table(4)
    prose = np.array([False, True, True, False])
    add_story(table, np.arange(4), pieces_of(lines), {"body": np.array([0.1, 0.9, 0.9, 0.1])}, prose)
    assert table["in_story"].tolist() == np.array([1 / 4, 2 / 5, 2 / 4, 0], np.float32).tolist()
    assert table["before_story"].tolist() == [1, 0, -1, -2]
