"""Who reported, edited and contributed."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from cleaner import resources
from cleaner.document import Document, Label, Mark
from cleaner.labels import before, match
from cleaner.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 60  # words
_COLONS = (":", "：")  # after a label of one word: "Research: Ann Lee", not "Research Triangle is growing"
_NAMED = pattern(r"\s*[:：]?\s*(?:the )?[“\"(]?[A-ZÀ-ÞА-ЯІЇЄ\u3040-\u9fff\uac00-\ud7af]")
LAST = 10  # blocks at the end in which such a line may stand
# Codes of who wrote it, as "lni", "(AP/lni)", "DJG/DJN/apo".
_INITIALS = pattern(
    r"^\(?[a-z]{2,4}(?:[/-][a-z]{2,5})*\)?$|^\([A-Za-z]{2,5}(?:[/, -]+[A-Za-z]{2,5}){0,3}\)$|^[A-Za-zÀ-ž]{2,5}(?:/ ?[A-Za-zÀ-ž]{2,5}){2,4}/?$"
)


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    agency = "(?:" + "|".join(map(re.escape, resources.agencies())) + ")"
    return (
        # An agency, as "(TT-Reuters)", "/ritzau/", "EFE jrs/mgl", "čtk, jv", "— Reuters".
        re.compile(
            rf"^[(/–— ]*(?:[a-z]{{2,4}}, )?{agency}(?:\s?(?:[/,+&-]|and|und|og|och|en|et|y|e)\s?{agency})*"
            r"(?:(?: [A-Z]{2,4})+| [a-z]{2,4}(?:/[a-z]{2,4})+|, [a-z]{2,4})?[)/]*$"
        ),
        re.compile(
            r"^(?:Quellen?|Sources?|Fuentes?|Fonti?|Bron(?:nen)?|Källa|Kilde|Źródło|Zdroj|Kaynak|Источник|Джерело|出典|来源|출처)\s*[:：]\s*\S.{0,60}$"
        ),
    )


def wire(doc: Document) -> Iterator[Mark]:
    """Who reported, wrote, edited or contributed, an agency or initials alone, at the story's end: kept as credits."""
    for block in doc.open[-LAST:]:
        if block.words <= LONGEST and is_wire(block.text):
            yield from block.marks(Label.CREDIT, "says who reported it")


def is_wire(text: str) -> bool:
    """Tell whether the line names those who reported, and nothing else."""
    agency, source = _patterns()
    if len(text) < 24 and (_INITIALS.match(text) or agency.match(text)):
        return True
    end = match("wire", text)
    if end is not None and (" " in text[:end] or text[end : end + 1] in _COLONS) and _names(text, end):
        return True
    return before("contributed", text, len(text.rstrip(".) "))) is not None or source.match(text) is not None


def _names(text: str, end: int) -> bool:
    """Tell whether what follows the label `text[:end]` is names or an agency, or nothing: "Avec AFP" is a label and its name."""
    rest = text[end:].strip(" .:：")
    return bool(_NAMED.match(text, end) or _patterns()[0].match(rest)) or not text[end:].strip(" .")
