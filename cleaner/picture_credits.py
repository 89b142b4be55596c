"""Picture credits as they are written at the end of a line: found by their label, their agency or their sign."""

from __future__ import annotations

from functools import cache

from cleaner import resources
from cleaner.labels import before, match, spaced
from cleaner.names import is_name
from cleaner.patterns import pattern
from cleaner.trie import fold

LONGEST = 12  # words
_CHARS = 110  # at the end of a text in which its credit stands
_MOST_PARTS = 8  # of "A/B/C"

_MARKS = ("©", "(c)", "(C)", "（Ｃ）", "ⓒ")
SIGNS = (":", "：", "/", " by ", " of ", " via ", *_MARKS)  # every credit has one of them, or closes a bracket
_LABEL_END = pattern(r"\s*(?:[:：©|/]|$)|(?<=by)\s")
_SEPARATOR = pattern(r"\s*[:：©]\s*|(?<= by)\s|(?<= of)\s")
# A label opens the line, or follows a sentence's end, a dash or a bracket, or a sentence that it was glued to.
_OPENED = pattern(r"(?:^|[.!?…”\")]\s?|[|–—-] |[(\[]|[a-z])$")
# A label glued to the caption ("... im Luschniki-StadionBild: Pavel Golovkin/dpa").
_GLUED = pattern(r"(?<=[a-zß-öø-ÿ\d)”\"»“….!?])[A-ZÄÖÜ][a-zäöüß]+$")
_WHO = pattern(r"(?:[^\W\d_a-z][^:$%\n]{1,90}|[@©][^:\n]{2,60})$")
_NAME = pattern(r"\s?[^\W\d_a-zß-öø-ÿ][\w.'’\- ]{0,38}")
# A name before the first slash: the line's start, a sentence's end, a bracket or a dash stands before it.
_NAME_AT_END = pattern(r"(?:^|[.!?…”\"]\s?|[(\[|]\s?|[–—-]\s)([^\W\d_a-zß-öø-ÿ][\w.'’\- ]{0,38})$")
_BOUNDARY = pattern(r"[\s(\[|–—.!?”-]$|^$")
_SIGN = pattern(r"(?:^|(?<=[\s(\[|.]))[(\[]?(?:©|\([cC]\)|ⓒ)\s*[^\n©]{2,60}?[)\]]?$|（Ｃ）\s*[^\n©]{2,60}$")
_BRACKET = pattern(r"\(([^()]{2,60})\)\.?$")
_CLOSES = '.!?…”"'
_PARTS = pattern(r"\s*[/|,]\s*| via ")


def find(text: str) -> int | None:
    """Return where the picture credit that closes `text` starts, or None."""
    offset = max(0, len(text) - _CHARS)
    last = text[offset:]
    for look in (_with_label, _with_agency, _in_brackets, _with_sign):
        start = look(last)
        if start is not None and len(last[start:].split()) <= LONGEST and not (start == 0 and offset):
            return offset + start
    return None


def is_alone(text: str) -> bool:
    """Tell whether `text`, which stands with a picture, is its credit and nothing else.

    Beside a picture less is asked of a credit than at a line's end: a label that opens the line, "/AFP", "@name" will do.

    >>> is_alone("(Bild: Ann Lee / made with a program)"), is_alone("/AFP via Getty Images"), is_alone("Map of the town")
    (True, True, False)
    """
    if text[0] == "/" or text.lstrip("([|–—- ")[:1] in ("©", "@"):
        return True
    start = find(text)
    if start is not None:
        return not text[:start].strip(" ([|–—-")
    return is_labelled(text)


def is_labelled(text: str) -> bool:
    """Tell whether `text` opens with a credit's label and the sign that ends it: "Photo: ...", "Photograph by ..."."""
    end = match("credit", text)
    return end is not None and _LABEL_END.match(text, end) is not None


def _with_label(text: str) -> int | None:
    """Return where a label such as "Photo:" starts that a name or an agency follows up to the end, or None."""
    if not any(sign in text for sign in (":", "：", "©", " by ", " of ")):
        return None
    for separator in _SEPARATOR.finditer(text):
        if not (_WHO.match(text, separator.end()) or _has_via(text) or _opens_with_agency(text[separator.end() :])):
            continue
        start = before("credit", text, separator.start())
        if start is not None and _OPENED.search(text[:start]):
            return len(text[:start].rstrip("([ "))
        if start is None and (glued := _GLUED.search(text, 0, separator.start())) and fold(glued[0]) in spaced("credit"):
            return glued.start()
    return None


def _has_via(text: str) -> bool:
    """Tell whether `text` ends as "ann_lee via Pixabay" does: then the name may be one that its bearer writes small."""
    return text.rstrip(" .)]").rpartition(" via ")[2] in _agencies()


def _opens_with_agency(text: str) -> bool:
    """Tell whether `text` opens with an agency's name: some write theirs small ("dpa", "picture alliance / Ann Lee")."""
    return _PARTS.split(text.rstrip(" .)]"), maxsplit=1)[0] in _agencies()


def _in_brackets(text: str) -> int | None:
    """Return where a credit such as "(Unsplash)" or "Ann Lee (REUTERS)" starts, or None.

    It follows a sentence, as no "(e.g., Facebook)" does.
    """
    bracket = _BRACKET.search(text)
    parts = _PARTS.split(bracket[1]) if bracket else ()
    if bracket is None or _agencies().isdisjoint(parts) or any(part[:1].islower() and part not in _agencies() for part in parts):
        return None
    ahead = text[: bracket.start()].rstrip()
    if not ahead or ahead[-1] in _CLOSES:
        return bracket.start()
    found = _NAME_AT_END.search(ahead)
    return found.start(1) if found and found.start(1) and is_name(found[1]) else None  # one alone may be a byline


def _with_agency(text: str) -> int | None:
    """Return where a credit such as "REUTERS/Kayhan Ozer/Pool" or "Ann Lee via Getty Images" starts, or None."""
    bare = text.rstrip(" .)]")
    via = bare.rfind(" via ")
    if via > 0 and bare[via + 5 :] in _agencies():
        found = _NAME_AT_END.search(bare[:via])
        return found.start(1) if found else via + 1
    at, known = len(bare), False
    for _ in range(_MOST_PARTS):
        slash = bare.rfind("/", 0, at)
        is_agency = bare[slash + 1 : at].strip() in _agencies()
        if slash < 0 or not (is_agency or _NAME.fullmatch(bare, slash + 1, at)):
            break
        known = known or is_agency
        at = slash
    return _first_name(bare[:at].rstrip(), known=known) if at < len(bare) else None


def _first_name(text: str, *, known: bool) -> int | None:
    """Return where the name or agency before the first slash starts; a name needs an agency after it (`known`)."""
    for words in range(4, 0, -1):
        start = len(text) - len(" ".join(text.split(" ")[-words:]))
        if text[start:].lstrip("([") in _agencies() and _BOUNDARY.search(text[:start]):
            return start
    found = _NAME_AT_END.search(text) if known else None
    return found.start(1) if found else None


def _with_sign(text: str) -> int | None:
    """Return where "© Ann Lee" starts, or None."""
    found = _SIGN.search(text) if any(mark in text for mark in _MARKS) else None
    return found.start() if found else None


@cache
def _agencies() -> frozenset[str]:
    return frozenset(resources.agencies())
