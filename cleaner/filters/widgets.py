"""Weather, markets and scores beside the story."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cleaner.document import Document, Label, Mark
from cleaner.patterns import pattern
from cleaner.zones import head, tail

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST = 20  # words
_WEATHER = pattern(
    r"-?\d{1,3}\s?°\s?[CF]?\b.*-?\d{1,3}\s?°|^\D{0,30}-?\d{1,3}\s?°\s?[CF]?$|\b\d{1,2}-day forecast\b", re.IGNORECASE
)
# "IMOEX 2924,21", "DAX 18.161,01 +0,4 %", "EUR/USD 1.0712": a name in capitals, a figure with decimals, a change.
_MARKET = pattern(
    r"^[A-ZА-Я][A-ZА-Я0-9&./ -]{1,24}[\s:]+[$€£¥]?\d[\d.,\s]*[.,]\d{1,4}\s?[$€£¥%]?(?:\s*[(+▲▼−-]\s?\d[\d.,]*\s?%?\)?)*$"
)
_BUTTON = pattern(r"^[A-ZÀ-ÞА-Я][A-ZÀ-ÞА-Я ]{3,30} [>›»→]$")


def widgets(doc: Document) -> Iterator[Mark]:
    """Weather, markets and buttons around the story: figures with a sign and no sentence ("19°C 14°C", "IMOEX 2924,21")."""
    for block in (*head(doc), *tail(doc)):
        if block.words <= MOST and not block.ends and not block.bullet:
            for pattern, what in ((_WEATHER, "the weather"), (_MARKET, "a market's figures"), (_BUTTON, "a button")):
                if pattern.search(block.text):
                    yield from block.marks(Label.BOILERPLATE, f"{what}, outside the story")
                    break
