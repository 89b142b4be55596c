"""Cost grows with the length of the text, and not faster, on texts made to be nasty."""

from __future__ import annotations

from time import perf_counter

import pytest

from cleaner import clean
from tests.material import NASTY

SHORT, LONG = 25_000, 200_000  # characters: eight times as many
MOST = 24  # times the time of the short text that the long one may take; squared cost would take 64
LEAST = 0.02  # seconds; anything faster is noise
LONGEST_LINE = 440  # characters; where a pattern that backtracks shows
LINE_SECONDS = 0.4  # that no single line may take


def seconds(text: str) -> float:
    """Return the time that cleaning `text` takes."""
    start = perf_counter()
    clean(text)
    return perf_counter() - start


@pytest.mark.parametrize("name", NASTY)
def test_no_line_is_slow(name: str) -> None:
    """No line of a few hundred characters takes long: no pattern tries its ways through it one by one."""
    unit = NASTY[name]
    clean(unit)  # what is read once is read now
    for length in range(8, LONGEST_LINE, 4):
        times = max(1, length // len(unit))
        for line in (unit * times, f"Ferry runs aground {unit * times}x"):
            assert min(seconds(line) for _ in range(2)) < LINE_SECONDS, f"{times} times {unit!r}"


@pytest.mark.parametrize("name", NASTY)
def test_cost_is_linear(name: str) -> None:
    """Eight times the text takes at most some eight times the time, with room for a busy machine."""
    unit = NASTY[name]
    clean(unit)
    short, long = unit * (SHORT // len(unit)), unit * (LONG // len(unit))
    most = MOST * max(LEAST, *(seconds(short) for _ in range(2)))
    assert min(seconds(long), seconds(long)) <= most
