"""Lines of an article's data, in which names, dates and counters stand beside each other: what is what in them.

"1. Februar 2022 Ana Sol Ratgeber, Wohnen 3 Kommentare", "By Bo Eld | May 5, 2024 | 8 min read": the byline is the names.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from cleaner import resources
from cleaner.dates import day_spans, find_day, is_date, time_spans
from cleaner.labels import before, match
from cleaner.names import is_eastern_name, is_name, read_names, strip_label
from cleaner.patterns import pattern
from cleaner.phrases import builtin_inside

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    Span = tuple[int, int]

# Families of phrases that stand beside names and dates.
_BESIDE = ("counts", "comments", "listen", "share")
_SEPARATOR = pattern(r"\s[|•·⋅●∙–—/-]{1,2}\s|[|•·⋅●∙]|//")
_EDGE = " \t,;:|•·⋅●∙–—/()[]-"
# "By Ana Sol on", "von Bo Eld am": the small word that led to a date.
_LED = pattern(r"(?<=\s)[a-zß-ÿа-яё]{1,3}$")
_GLUED = pattern(r"(?<=[a-zß-ÿ]{2})[A-ZÀ-Þ]\w+$")  # "Ana SolPublished"
_UNSPACED = "\u3040"  # the first letter of the scripts that write words without spaces
_MOST = 240  # characters


def is_date_line(text: str) -> bool:
    """Tell whether `text` is a date and nothing else but counters: "1. Februar 2022 (1 Kommentar)"."""
    if is_date(text):
        return True
    rest = without_counters(text) if len(text) <= _MOST and find_day(text) else text
    return rest != text and is_date(rest.strip(_EDGE))


def without_counters(text: str) -> str:
    """Return a line with bars in the place of its counters: "3 Kommentare", "8 min read", "Share this"."""
    return _blanked(text, _counters(text))


def signature(text: str, known: Collection[str] = ()) -> Span | None:
    """Return where in a line the names of its authors stand, with the byline's label if it has one; None if none is sure.

    A line without date or counter is all signature. In others it is what follows a label, else the names that are `known`,
    else names with which the line opens. Those who only reviewed or checked the text are no authors.
    """
    other = sorted((*_reviews(text), *_data(text))) if len(text) <= _MOST else []
    if not other:
        return 0, len(text)
    pieces = [piece for piece in _pieces(text, other) if not _is_bare(text[slice(*piece)])]
    marked = [piece for piece in pieces if _is_marked(text[slice(*piece)], known)]
    if marked:
        return marked[0][0], marked[-1][1] if _adjoin(text, marked) else marked[0][1]
    spans = [span for piece in pieces if (span := _known_in(text, piece, known))]
    if spans:
        return spans[0][0], spans[-1][1] if _adjoin(text, spans) else spans[0][1]
    own = [piece for piece in pieces[:1] if _is_names(text[slice(*piece)])]
    return own[0] if own else None


def _is_bare(piece: str) -> bool:
    """Tell whether a piece is a date, or a label and no more: "Written by"."""
    return is_date(piece) or match("byline", piece) == len(piece)


def _is_marked(piece: str, known: Collection[str]) -> bool:
    """Tell whether a piece opens with a byline's label, and names follow."""
    end = match("byline", piece)
    rest = piece[end:].strip(_EDGE) if end else ""
    folded = rest.casefold()
    alone = bool(rest) and " " not in rest and not rest.islower()  # "by Sol"
    return alone or bool(read_names(rest)) or any(name.casefold() in folded for name in known)


def _is_names(piece: str) -> bool:
    """Tell whether a piece is names and nothing else."""
    bare = strip_label(piece)
    return is_name(bare) or is_eastern_name(bare) or (len(read_names(bare)) > 1 and len(bare) < _MOST // 2)


def _known_in(text: str, piece: Span, known: Collection[str]) -> Span | None:
    """Return where in a piece the known names stand, from the first to the last, with a title such as "Dr." before them."""
    start, end = piece
    found = [
        match.span()
        for name in known
        for match in re.compile(r"\W+".join(map(re.escape, name.split())), re.IGNORECASE).finditer(text, start, end)
    ]
    if not found:
        return None
    first, last = min(found)[0], max(right for _, right in found)
    ahead = text[start:first].strip()
    return (start if ahead.endswith(".") and " " not in ahead else first), last


def _adjoin(text: str, spans: list[Span]) -> bool:
    """Tell whether nothing but signs stands between the spans."""
    return all(not text[left[1] : right[0]].strip(_EDGE) for left, right in pairwise(spans))


def _pieces(text: str, other: list[Span]) -> Iterator[Span]:
    """Yield what stands between dates, counters and separators, without what only leads to them."""
    at = 0
    for left, right in (*sorted((*other, *(found.span() for found in _SEPARATOR.finditer(text)))), (len(text), len(text))):
        if left > at:
            piece = _trimmed(text, at, left)
            if piece:
                yield piece
        at = max(at, right)


def _trimmed(text: str, start: int, end: int) -> Span | None:
    """Return the span without signs at its ends and without the words that lead to a date: "Updated", "on"."""
    last = -1
    while end != last:
        last = end
        end = start + len(text[start:end].rstrip(_EDGE))
        label = before("date", text[start:end], end - start)
        led = _LED.search(text, start, end)
        glued = _GLUED.search(text, start, end)
        if label is not None:
            end = start + label
        elif led and led.start() > start:
            end = led.start()
        elif glued and match("date", glued[0]) == len(glued[0]):
            end = glued.start()
    start = end - len(text[start:end].lstrip(_EDGE))
    return (start, end) if start < end else None


def _data(text: str) -> Iterator[Span]:
    """Yield the dates, times and counters in a line."""
    days = day_spans(text)
    yield from days
    if days:
        yield from time_spans(_blanked(text, days))
    yield from _counters(_blanked(text, days))


def _blanked(text: str, spans: Collection[Span]) -> str:
    """Return the line with bars in the place of the spans."""
    for left, right in spans:
        text = text[:left] + "|" * (right - left) + text[right:]
    return text


def _counters(text: str) -> list[Span]:
    return builtin_inside(text, _BESIDE)


def _reviews(text: str) -> Iterator[Span]:
    """Yield "Reviewed by Bo Eld, MD" and the like: from the label to the line's end, or to a byline's label."""
    folded = text.casefold()
    for label in _reviewed():
        at = folded.find(label)
        if at >= 0 and not (at and folded[at - 1].isalnum() and label[0] < _UNSPACED):
            yield at, len(text)


@cache
def _reviewed() -> tuple[str, ...]:
    return tuple(label.casefold() for label in resources.table("labels").get("reviewed", ()))
