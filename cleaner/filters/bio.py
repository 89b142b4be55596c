"""Who the author is."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from cleaner.document import Document, Label, Mark
from cleaner.names import read_names
from cleaner.patterns import pattern
from cleaner.zones import is_prose

if TYPE_CHECKING:
    from collections.abc import Iterator

LAST = 8  # blocks at the end in which a bio may stand
LONGEST, LONGEST_LABELLED = 150, 80  # words
NAME = r"(?:(?:Dr|Prof|Mr|Ms|Mrs)\.? )?[A-ZÀ-Þ][\w'’.-]+(?: (?:[A-Z]\.|van|von|de|del|la|bin|al|[A-ZÀ-Þ][\w'’.-]+)){1,4}"
ROLES = (
    r"(?:writer|reporter|editor|journalist|correspondent|columnist|author|blogger|contributor|fellow|professor|lecturer|analyst|"
    r"freelancer|producer|photographer|commentator|critic|faculty|physician|attorney|consultant|scientist|engineer|nurse|teacher|chef|novelist|historian|copywriter|content \w+|marketer|specialist|consultant|"
    r"founder|co-founder|ceo|director|manager|strategist|coach|expert|enthusiast|researcher|economist|attorney|lawyer|dietitian|"
    r"redakteur(?:in)?|gründer(?:in)?|leiter(?:in)?|chefredakteur(?:in)?|volontär(?:in)?|expert(?:e|in)|direktor(?:in)?|geschäftsführer(?:in)?|mitarbeiter(?:in)?|professeur|directeur|directrice|fundador|director|direttore|reporter(?:in)?|korrespondent(?:in)?|journalist(?:in)?|autor(?:in)?|kolumnist(?:in)?|fellow|professor(?:in)?|"
    r"journaliste|rédacteur|rédactrice|auteur|autrice|periodista|redactor|redactora|giornalista|redacteur|journalist|redaktør)"
)
_LABEL = pattern(
    r"^\W{0,6}(?:about the authors?|about (?:our )?(?:contributors?|guest)|(?:the )?authors? bio|meet the (?:author|expert|team)|written by|über (?:den autor|die autorin|die autoren)|die autorin|der autor|à propos de l.auteur|sobre (?:el|la|o|a) autora?|over de auteur|l.autore)\W*$",
    re.IGNORECASE,
)


def bio(doc: Document) -> Iterator[Mark]:
    """Who the author is: a box at the story's end that names the author and a trade, kept as a note."""
    last = doc.open[-LAST:]
    if len(doc.open) < 4:
        return
    authors = {
        name.casefold()
        for mark in doc.marks
        if mark.label is Label.BYLINE
        for name in read_names(doc.text[mark.start : mark.end])
    }
    # A story may open with a name and a trade, its author's even: who that is stands below it.
    nowhere = len(doc.blocks)
    first, second = (*(block.index for block in doc.open if is_prose(block)), nowhere, nowhere)[:2]
    labelled = False
    for i, block in enumerate(last):
        if block.words > LONGEST:
            continue
        if _LABEL.match(block.text):
            yield from block.marks(Label.BOILERPLATE, "the label of an author's box")
            labelled = True
            continue
        named = block.index > second and any(block.text.casefold().startswith(name) for name in authors)
        if i >= len(last) - 4 or labelled or named:
            told = block.index > first and any(pattern.match(block.text) for pattern in _patterns())
            if told or (named and block.words >= 6):
                yield from block.marks(Label.NOTE, "names the author and a trade, after the story")
            elif labelled and 8 <= block.words <= LONGEST_LABELLED and block.ends:
                yield from block.marks(Label.NOTE, "stands under the label of an author's box")
        labelled = False


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of "Ann Lee is a reporter" and of "Ann Lee covers"."""
    return (
        re.compile(
            rf"^\W{{0,3}}(?:(?i:{ROLES}) )?(?:(?i:About (?:the author|{NAME}))\W{{0,3}})?{NAME}(?:, [^.]{{2,60}},)? (?:is|was|has been|ist|war|est|es|è|är|er) (?:currently )?(?:an?|the|our|one of|[\w’']+(?:’s|'s)|eine?|der|die|une?|una|il|la|en|et)?\b[^.]{{0,140}}?\b(?i:{ROLES}|zuständig|verantwortlich)\b"
        ),
        re.compile(
            rf"^{NAME} (?:covers|writes (?:about|on|for)|reports (?:on|for|from)|joined|has (?:covered|written|been (?:a|an|with|covering|writing))|is (?:based|responsible)|brings|holds|lives in|specializes|specialises|works (?:as|for)|schreibt|berichtet|arbeitet|couvre|escribe)\b"
        ),
    )
