"""Names of people as bylines have them: told from other words by their shape alone."""

from __future__ import annotations

import re
from functools import cache

from cleaner.patterns import pattern

# Small words inside names: "Till van der Eckert", "Maria de los Santos", "Leonardo da Vinci", "Karim al-Khatib".
PARTICLES = frozenset(
    "van von der den de del della di da do dos das du la le los las el al bin ibn ter ten zu zur af av och y e mc st".split()
)
# Words of trades and desks: in capitals they have the shape of a name.
ROLES = frozenset(
    "staff writer reporter correspondent editor contributor columnist journalist bureau news desk team press agency redaktion redaktionen".split()
)
# Words of headings and buttons that nobody is called: "In This Article", "About Our Team".
_NOBODY = ROLES | set(
    "this that these those your our about how what why when where view share article articles contents newsletter subscribe".split()
)
_SPLIT = pattern(
    r"\s*(?:,|;|&|\||/|•|·|⋅|●|∙|\band\b|\bund\b|\bet\b|\by\b|\boch\b|\ben\b|\bog\b|\bi\b|\be\b|\bwith\b|\bmit\b|、|・)\s*"
)
_LABEL = pattern(
    r"^(?:(?:story|text|written|words|report(?:ed)?|posted|article|analysis|review|interview)\s+(?:and \w+ )?by|by|von|par|por|di|door|av|af|autor(?:en|es|in|a)?|auteurs?|authors?|text)\b[:\s]+",
    re.IGNORECASE,
)
# Where they wrote, or for whom: "Ann Lee in New York", "Bo Eld for the Gazette".
_PLACE = pattern(
    r"\s+(?:in|for|at|from|aus|bei|für|à|pour|depuis|em|para|desde|voor|för)\s+(?:the\s+|der\s+|die\s+|das\s+)?[^\W\d_a-zß-öø-ÿ].*$"
)
_WORD = pattern(r"[^\W\d_][^\W\d_.'’-]*(?:[.'’-]+[^\W\d_]*)*")


def is_name(text: str) -> bool:
    """Tell whether `text` has the shape of one person's name: two to five words in capitals, small particles aside."""
    words = text.split()
    if not 2 <= len(words) <= 5 or len(text) > 45 or not _NOBODY.isdisjoint(map(str.casefold, words)):
        return False
    big = 0
    for word in words:
        if not _WORD.fullmatch(word):
            return False
        if word[0].isupper() or (word.casefold().split("-")[0] in PARTICLES and any(map(str.isupper, word))):
            big += 1
        elif word.casefold().split("-")[0] not in PARTICLES:
            return False
    return (big >= 2 and words[0][0].isupper()) or (big >= 1 and words[0] in PARTICLES)


def is_eastern_name(text: str) -> bool:
    """Tell whether `text` has the shape of a Chinese, Japanese or Korean name."""
    return _east().match(text) is not None


@cache
def _east() -> re.Pattern[str]:
    return re.compile(r"^[\u3400-\u9fff々\uac00-\ud7af]{2,6}(?:[ \u3000][\u3400-\u9fff\uac00-\ud7af]{1,4})?(?:記者| ?기자)?$")


def strip_label(text: str) -> str:
    """Return `text` without a leading "By", "Von", "Story by"."""
    return _LABEL.sub("", text.strip(), count=1)


def read_names(byline: str) -> tuple[str, ...]:
    """Return the names in a byline, in order, without labels, roles, agencies and places."""
    parts = (_PLACE.sub("", part.strip(" .:-–—")) for part in _SPLIT.split(strip_label(byline)))
    names = [part.title() if part.isupper() else part for part in parts if is_name(part) or is_eastern_name(part)]
    return tuple(dict.fromkeys(names))
