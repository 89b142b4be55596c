"""Picture credits, and the captions they close."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from cleaner import resources
from cleaner.document import Block, Document, Label, Mark
from cleaner.labels import before

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_CREDIT = 12  # words
LONGEST_CAPTION = 60  # words; a longer text that ends in a credit is a paragraph with a credit glued to it
_CREDIT_CHARS = 110
_SEPARATOR = re.compile(r"\s*[:：©]\s*|(?<= by)\s|(?<= of)\s")
# A label opens the line, or follows a sentence's end, a dash or a bracket, or a sentence that it was glued to.
_OPENED = re.compile(r"(?:^|[.!?…”\")]\s?|[|–—-] |[(\[]|[a-z])$")
_WHO = re.compile(r"(?:[^\W\d_a-z][^:$%\n]{1,90}|[@©][^:\n]{2,60})$")
# A small letter against a capital that opens a sentence; names that are written so have no blank and small words after them.
_JOINT = re.compile(r"(?<=[a-zß-öø-ÿ]{2})(?=(?:[–—] ?)?[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]+ [a-zß-öø-ÿ]+ [a-zß-öø-ÿ]+)")


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of a credit with an agency, and of a bare copyright, each at a block's end."""
    agency = "(?:" + "|".join(map(re.escape, resources.agencies())) + ")"
    name = r"[^\W\d_][\w.'’\- ]{1,38}"
    return (
        re.compile(
            rf"(?:^|(?<=[\s(\[|–—-])|(?<=[.!?”]))[(\[]?(?:(?:{name}|{agency})\s?/\s?)*(?:{agency}(?:\s?/\s?(?:{name}|{agency}))+|(?<=/){agency}|(?<=/ ){agency}|(?:{name} )?(?i:via|for|from) {agency})[)\]]?\.?$"
        ),
        re.compile(r"(?:^|(?<=[\s(\[|.]))[(\[]?(?:©|\([cC]\)|ⓒ)\s*[^\n©]{2,60}?[)\]]?$"),
    )


def credit(doc: Document) -> Iterator[Mark]:
    """Picture credits ("Photo: AFP", "REUTERS/Kayhan Ozer"): alone they are credits, at a line's end they close a caption."""
    for block in doc.open:
        text = block.text
        if block.bullet or text[-1] in "!?:" or (text[-1] == "." and not _may_be(block)):
            continue
        start = find(text)
        if start is None:
            continue
        before = text[:start].strip(" ([|–—-")
        if not before:
            yield from block.marks(Label.CREDIT, "a picture credit alone", 0, _glued(text))
        elif block.words <= LONGEST_CAPTION:
            yield from block.marks(Label.CAPTION, f"closes with the picture credit “{text[start:].strip()}”")
        else:
            yield from block.marks(Label.CREDIT, "a picture credit after a paragraph", start)


def _glued(text: str) -> int:
    """Return where a credit ends that the next sentence was glued to ("Photo: PrivateThey met ..."): the whole text, if none was."""
    joint = _JOINT.search(text)
    return joint.start() if joint else len(text)


def _may_be(block: Block) -> bool:
    """Tell whether a block that ends in a full stop may close with a credit: prose with a colon in it does not."""
    tail = block.text[-_CREDIT_CHARS:]
    return "/" in tail or "©" in tail or (":" in tail and block.words <= LONGEST_CAPTION // 2)


def find(text: str) -> int | None:
    """Return where the picture credit that closes `text` starts, or None."""
    offset = max(0, len(text) - _CREDIT_CHARS)
    last = text[offset:]
    labelled = _labelled(last)
    if labelled is not None and not (labelled == 0 and offset):
        return offset + labelled
    agency, copyright_sign = _patterns()
    for which, signs in ((agency, ("/", " via ", " for ")), (copyright_sign, ("©", "(c)", "(C)", "ⓒ"))):
        found = which.search(last) if any(sign in last for sign in signs) else None
        if found and len(found[0].split()) <= LONGEST_CREDIT and not (found.start() == 0 and offset):
            return offset + found.start()
    return None


def _labelled(text: str) -> int | None:
    """Return where a label such as "Photo:" starts that a name or an agency follows up to the end, or None."""
    for separator in _SEPARATOR.finditer(text):
        start = before("credit", text, separator.start())
        if start is not None and _OPENED.search(text[:start]) and _WHO.match(text, separator.end()):
            return len(text[:start].rstrip("([ "))
    return None
