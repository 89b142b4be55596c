"""Scores by language, English beside all others, and by country."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from bench.metrics import overall, tokens
from bench.tables import table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bench.data import Page
    from bench.metrics import Score

    Row = dict[str, Any]
    Scored = Mapping[str, Sequence[tuple[Page, Score]]]  # the same pages in each column

SET = "fundus"  # the one with pages in other languages than English
ENGLISH_SHARE = 0.04  # of the words of an English text, and more, are "the" or "of"
ENGLISH, OTHERS, BEHIND = "English", "other languages", "how far they are behind"


def show_languages(name: str, split: str, scored: Scored) -> list[Row]:
    """Print F1 by language and country of a set and split, a column each of `scored`; return the rows."""
    found = {group: _f1_of(scored, pages) for group, pages in groups(page for page, _ in next(iter(scored.values()), ())).items()}
    if {ENGLISH, OTHERS} <= set(found):
        english, others = found.pop(ENGLISH), found.pop(OTHERS)
        behind = {"pages": None, **{column: english[column] - others[column] for column in scored}}
        found = {ENGLISH: english, OTHERS: others, BEHIND: behind, **found}
    if found:
        print(f"\n## F1 by language and country, {name}, {split}\n")
        header = ("", "pages", *scored)
        print(table(header, [[group, *(cells[key] for key in header[1:])] for group, cells in found.items()]), flush=True)
    return [{"set": name, "split": split, "group": group, **cells} for group, cells in found.items()]


def groups(pages: Iterable[Page]) -> dict[str, set[str]]:
    """Return the ids of pages by language, then by country: a country's code does not say which language its papers are in."""
    languages: dict[str, set[str]] = defaultdict(set)
    countries: dict[str, set[str]] = defaultdict(set)
    for page in pages:
        languages[ENGLISH if is_english(page.body) else OTHERS].add(page.id)
        countries[page.lang].add(page.id)
    return {**dict(sorted(languages.items())), **dict(sorted(countries.items()))}


def is_english(text: str) -> bool:
    """Return whether a text is in English, by the share of its two most frequent words."""
    words = tokens(text.lower())
    return sum(word in {"the", "of"} for word in words) >= ENGLISH_SHARE * max(len(words), 1)


def _f1_of(scored: Scored, pages: set[str]) -> Row:
    """Return the number of pages, and the F1 on them by column."""
    columns = {name: overall([score for page, score in each if page.id in pages])["F1"] for name, each in scored.items()}
    return {"pages": len(pages), **columns}
