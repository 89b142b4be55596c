"""Cost grows with the length of the text, and not faster, on texts made to be nasty."""

from __future__ import annotations

from time import process_time
from typing import TYPE_CHECKING

import pytest

from cleaner import clean
from tests.material import BOMBS, NASTY

if TYPE_CHECKING:
    from cleaner.pipeline import Kind

SHORT, LONG = 3_125, 200_000  # characters
MOST = 3  # times its share of the short text's time that a longer one may take; squared cost takes 4 at four times the length
FEW, MANY = 1_500, 12_000  # elements of a page
LEAST = 0.02  # seconds; anything faster is noise
LONGEST_LINE = 440  # characters; where a pattern that backtracks shows
LINE_SECONDS = 0.4  # that no single line may take


def seconds(text: str, kind: Kind | None = None) -> float:
    """Return the processor time that cleaning `text` takes: what else the machine does hardly shows in it."""
    start = process_time()
    clean(text, kind=kind)
    return process_time() - start


@pytest.mark.parametrize("name", tuple(NASTY))
def test_no_line_is_slow(name: str) -> None:
    """No line of a few hundred characters takes long: no pattern tries its ways through it one by one."""
    unit = NASTY[name]
    clean(unit)  # what is read once is read now
    for length in range(8, LONGEST_LINE, 4):
        times = max(1, length // len(unit))
        for line in (unit * times, f"Ferry runs aground {unit * times}x"):
            assert seconds(line) < LINE_SECONDS or seconds(line) < LINE_SECONDS, f"{times} times {unit!r}"


@pytest.mark.parametrize("name", tuple(NASTY))
def test_cost_is_linear(name: str) -> None:
    """Twice the text takes twice the time, again and again, with room for a busy machine; squared cost shows early."""
    unit = NASTY[name]
    clean(unit)
    base = max(LEAST, *(seconds(unit * (SHORT // len(unit))) for _ in range(2)))
    length = SHORT
    while length < LONG:
        length *= 2
        text, most = unit * (length // len(unit)), MOST * base * length / SHORT
        assert seconds(text) <= most or seconds(text) <= most, f"{length} characters of {unit!r}"


@pytest.mark.parametrize("name", tuple(BOMBS))
def test_cost_of_pages_is_linear(name: str) -> None:
    """A page of eight times the elements takes eight times the time, with room; squared cost would take 64."""
    bomb = BOMBS[name]
    clean(bomb(10), kind="html")
    base = max(LEAST, *(seconds(bomb(FEW), "html") for _ in range(2)))
    most = MOST * base * MANY / FEW
    assert seconds(bomb(MANY), "html") <= most or seconds(bomb(MANY), "html") <= most
