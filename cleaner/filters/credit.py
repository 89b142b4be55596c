"""Picture credits, and the captions they close."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cleaner import picture_credits
from cleaner.document import Block, Document, Label, Mark, ends_sentence
from cleaner.patterns import pattern
from cleaner.zones import is_prose, is_reported

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_CAPTION = 60  # words; a longer text that ends in a credit is a paragraph with a credit glued to it
LONGEST_CLOSED = 30  # words of a caption whose credit ends in a full stop after a colon, as sentences do too
SHORTEST_CAPTION, LONGEST_CREDITED = 4, 25  # words of a caption whose credit stands on a line of its own
_TAIL = 110  # characters
_SENTENCES = pattern(r"[.!?…][\"”»)]?\s+[^\W\d_a-zß-öø-ÿ]")  # where one ends and the next begins
SHORTEST_CITING = 20  # words of a paragraph that ends as a sentence does before it says where its facts are from
_SOURCE = pattern(
    r"\W*(?:sources?|quellen?|fuentes?|fonti?|fontes?|bron(?:nen)?|källa|källor|kilder?|źródło|zdroj|kaynak|источник|джерело|出典|来源|출처)\b",
    re.IGNORECASE,
)
# A small letter against a capital that opens a sentence; names that are written so have no blank and small words after them.
_JOINT = pattern(r"(?<=[a-zß-öø-ÿ]{2})(?=(?:[–—] ?)?[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]+ [a-zß-öø-ÿ]+ [a-zß-öø-ÿ]+)")


def credit(doc: Document) -> Iterator[Mark]:
    """Picture credits ("Photo: AFP", "REUTERS/Kayhan Ozer"): alone they are credits, at a line's end they close a caption."""
    above = None  # the open block before, if it has no credit of its own
    end = next((block.index for block in reversed(doc.open) if is_prose(block)), 0)  # what stands last may end the story
    for block in doc.open:
        last, above = above, block
        text = block.text
        start = picture_credits.find(text) if _may_close(block) else None
        if start is None:
            continue
        above = None
        if not text[:start].strip(" ([|–—-"):
            if last is not None and last.index == block.index - 1 < end and not doc.elements and _is_credited(last, text):
                yield from last.marks(Label.CAPTION, f"one sentence right above the picture credit “{text}”")
            yield from block.marks(Label.CREDIT, "a picture credit alone", 0, _glued(text))
        elif _is_citing(text, start):
            continue
        elif block.words <= LONGEST_CAPTION:
            yield from block.marks(Label.CAPTION, f"closes with the picture credit “{text[start:].strip()}”")
        else:
            yield from block.marks(Label.CREDIT, "a picture credit after a paragraph", start)


def _may_close(block: Block) -> bool:
    """Tell whether a block is worth looking at: list items, questions, and prose without the signs of a credit are not."""
    tail = block.text[-_TAIL:]
    if block.bullet or tail[-1] in "!?:":
        return False
    if tail[-1] == ")" or tail.endswith(")."):
        return True
    if tail[-1] != ".":
        return any(sign in tail for sign in picture_credits.SIGNS)
    return "/" in tail or "©" in tail or (":" in tail and block.words <= LONGEST_CLOSED)


def _is_credited(block: Block, credit: str) -> bool:
    """Tell whether `block` is the caption of a picture whose `credit` stands alone on the next line.

    On training pages 95 % of single sentences there are no story; of several sentences, of long ones, and of lines without a full stop,
    which may be headings and items of lists, most are.
    """
    text = block.text
    if block.bullet or text[-1] != "." or not SHORTEST_CAPTION <= block.words <= LONGEST_CREDITED:
        return False
    return "©" not in credit and not _SOURCE.match(credit) and _SENTENCES.search(text) is None and not is_reported(text)


def _is_citing(text: str, start: int) -> bool:
    """Tell whether `text` is a paragraph that names the source of what it says ("... needs.” – Source: Gitnux"): no picture's."""
    said = text[:start].rstrip(" ([|–—-⇥")
    return len(said.split()) >= SHORTEST_CITING and ends_sentence(said) and _SOURCE.match(text, start) is not None


def _glued(text: str) -> int:
    """Return where a credit ends that the next sentence was glued to ("Photo: PrivateThey met ..."): the whole text, if none was."""
    joint = _JOINT.search(text)
    return joint.start() if joint else len(text)
