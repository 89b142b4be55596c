"""Tables and lines for people to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def figure(value: float | str | None) -> str:
    """Return a cell: shares with three decimals, counts and words as they are, "-" for what there is none of.

    >>> figure(0.5), figure(7), figure(None)
    ('0.500', '7', '-')
    """
    if value is None:
        return "-"
    return f"{value:.3f}" if isinstance(value, float) else str(value)


def table(header: Sequence[str], rows: Sequence[Sequence[float | str | None]]) -> str:
    """Return a Markdown table with its columns aligned: the first to the left, the others to the right."""
    cells = [list(header), *([figure(value) for value in row] for row in rows)]
    widths = [max(2, *map(len, column)) for column in zip(*cells, strict=True)]  # a rule is a dash and a colon at least
    rule = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
    return "\n".join(_line(line, widths) for line in [cells[0], rule, *cells[1:]])


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    others = [cell.rjust(width) for cell, width in zip(cells[1:], widths[1:], strict=True)]
    return f"| {' | '.join([cells[0].ljust(widths[0]), *others])} |"


def shorten(text: str, width: int = 160) -> str:
    """Return `text` on one line, its middle left out if it is longer than `width`."""
    line = " ".join(text.split())
    if len(line) <= width:
        return line
    half = (width - 3) // 2
    return f"{line[:half]} … {line[-half:]}"
