"""Cost grows with the length of the text, and not faster, on texts made to be nasty."""

from __future__ import annotations

from time import perf_counter

import pytest

from cleaner import clean
from tests.material import NASTY

SHORT, LONG = 25_000, 200_000  # characters: eight times as many
MOST = 24  # times the time of the short text that the long one may take; squared cost would take 64
LEAST = 0.02  # seconds; anything faster is noise


def seconds(text: str) -> float:
    """Return the shortest of two runs."""
    return min(_once(text) for _ in range(2))


def _once(text: str) -> float:
    start = perf_counter()
    clean(text)
    return perf_counter() - start


@pytest.mark.parametrize("name", NASTY)
def test_cost_is_linear(name: str) -> None:
    """Eight times the text takes at most some eight times the time, with room for a busy machine."""
    unit = NASTY[name]
    clean(unit * 20)  # what is read once is read now
    short, long = unit * (SHORT // len(unit)), unit * (LONG // len(unit))
    before = max(LEAST, seconds(short))
    assert seconds(long) <= MOST * before
