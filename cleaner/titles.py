"""The candidates for an HTML page's title, what is known of each, and the choice between them.

A page names its article in many places: in its head for search engines and for other sites, in its headings for its readers.
One of them is nearly always the title that the newsroom would give; which one is weighed by a few signs that hold for all
sites. The weights (`data/titles.json`) are fitted by `training/titles.py`.
"""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urlsplit

from cleaner import resources, told
from cleaner.document import CJK, words_of
from cleaner.patterns import pattern
from cleaner.zones import headings, in_head, is_prose, key, told_blocks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cleaner.document import Block, Document

    Words = tuple[str, ...]

_WORD = pattern(rf"[{CJK}]|[^\W{CJK}]+")
# Where a title may be cut from a site's name, a section's or a kicker: " - Outlet", "｜Outlet", "Kenia: ...";
# in Korean a letter stands for the bar, "ㅣOutlet".
_SEPARATOR = pattern(r"\s+(?:[-–—|·•:/»«>‹›~]+\s+)+|\s?[|｜ㅣ»«]\s?|(?<=\w)[:：]\s+")
_BAR = pattern(r"[|｜ㅣ]")  # inside a title it sets apart what is no part of it, more surely than the signs of the next line
_DASH = pattern(r"\s[-–—•·»:/]+\s")
_TITLED = pattern(r"head(?:line|ing)|title", re.IGNORECASE)
NEAR = 0.5  # of the words, shared by a heading and a title of the head that are about one thing
MOST = 40  # headings looked at
MOST_WORDS = 40  # of a line that may be a title


class Candidate(NamedTuple):
    """What may be the title: its words in small letters, and how many were cut from around it (0 where it stands alone).

    `bar` and `dash` tell whether there is still a sign inside it at which it could have been cut.
    """

    words: Words
    cut: int
    bar: bool
    dash: bool


class Page(NamedTuple):
    """What a page calls its article: in the head by source, in its headings, and the heading that agrees best with the head."""

    told: dict[str, Words]
    headings: list[tuple[Words, Block]]
    best: Words
    best_block: Block | None


def words(text: str) -> Words:
    """Return the words of `text` in small letters; in scripts without spaces, its letters."""
    return tuple(words_of(text.casefold()))


def survey(doc: Document) -> Page:
    """Return what the page calls its article, as far as it is still open."""
    said = {name: words(block.text) for block in told_blocks(doc) for name in title_sources(block)}
    site = sites(doc)
    found = [(own, block) for block in headings(doc)[:MOST] if block.words <= MOST_WORDS and (own := words(block.text))]
    found = [(own, block) for own, block in found if "".join(own) not in site]  # the logo
    likeness = [max((shared(own, each) for each in said.values()), default=0.0) for own, _ in found]
    at = max(range(len(found)), key=likeness.__getitem__, default=None)
    best = None if at is None else found[at]
    if at is None or (said and likeness[at] < NEAR):
        found += [(own, block) for block in _lesser_headings(doc) if (own := words(block.text))]
    return Page(said, found, *(best or ((), None)))


def title_sources(block: Block) -> Sequence[str]:
    """Return the names under which an HTML page's head has the block as a title."""
    names = block.element.names.split() if block.element else ()
    return [name for name in names if name in told.TITLES]


def _lesser_headings(doc: Document) -> Iterator[Block]:
    """Yield what looks like a heading above the first paragraph, and is no `h1`."""
    count = 0
    for block in doc.open:
        if in_head(block) or block.element is None or "h1" in block.element.context:
            continue
        if is_prose(block) or count == MOST:
            return
        if block.tag == "h2" or (3 <= block.words <= MOST_WORDS and _TITLED.search(block.element.names)):
            count += 1
            yield block


def candidates(doc: Document, page: Page) -> list[Candidate]:
    """Return the candidates, each once: titles of the head and headings, whole, and without what may be no part of them."""
    least: dict[Words, Candidate] = {}
    texts = [block.text for block in told_blocks(doc) if title_sources(block)]
    for text in (*texts, *(block.text for _, block in page.headings)):
        whole = words(text)
        for start, end in pieces(text):
            piece = text[start:end]
            if own := words(piece):
                made = Candidate(own, len(whole) - len(own), has_bar(piece), has_dash(piece))
                least[own] = min(least.get(own, made), made)
    site = sites(doc)
    named = [candidate for own, candidate in least.items() if "".join(own) not in site]
    return named or list(least.values())


def pieces(text: str) -> Iterator[tuple[int, int]]:
    """Yield where in `text` a title may stand: all of it, and what is before and after each sign at which it may be cut."""
    yield 0, len(text)
    for found in _SEPARATOR.finditer(text):
        yield 0, found.start()
        yield found.end(), len(text)


def has_bar(piece: str) -> bool:
    """Tell whether a bar is left inside a title, which sets apart what is no part of it."""
    return _BAR.search(piece) is not None


def has_dash(piece: str) -> bool:
    """Tell whether another sign is left inside a title at which it may be cut."""
    return _DASH.search(piece) is not None


def shared(one: Words | frozenset[str], other: Words | frozenset[str]) -> float:
    """Return the share of their different words that two titles have in common: 1 when they have all."""
    some, others = frozenset(one), frozenset(other)  # which does not copy one that it is given
    return 2 * len(some & others) / (len(some) + len(others)) if some and others else 0.0


def signs(doc: Document, page: Page, found: Sequence[Candidate]) -> list[dict[str, float]]:
    """Return what is known of each candidate, as numbers by name: those that `data/titles.json` weighs."""
    steps = [words(step) for step in unquote(urlsplit(doc.url or "").path).split("/")]
    path, slug = frozenset(chain(*steps)), max(steps, key=len)
    site = [name for name in sites(doc) if len(name) >= told.SHORTEST_SITE]
    own = page.told.get("ld:headline")
    others = [said for name, said in page.told.items() if not name.startswith("ld:")]
    agreed = own is not None and (
        any(own == heading for heading, _ in page.headings) or any(said[: len(own)] == own for said in others)
    )
    news = told.is_news(doc.hints)
    return [
        {
            "heading": float(candidate.words == page.best),
            "opens": sum(said[: len(candidate.words)] == candidate.words for said in page.told.values()) / (len(page.told) or 1),
            "like": max((shared(candidate.words, said) for said in page.told.values()), default=0.0),
            "address": len(path.intersection(candidate.words)) / len(path) if path else 0.0,
            "slug": shared(candidate.words, slug),
            "site": float(any(name in "".join(candidate.words) for name in site)),
            "cut": float(candidate.cut),
            "bar": float(candidate.bar),
            "dash": float(candidate.dash),
            "news": float(news and agreed and candidate.words == own),
            "news_heading": float(news and candidate.words == page.best),
        }
        for candidate in found
    ]


def sites(doc: Document) -> frozenset[str]:
    """Return the names of the page's site as `key` has them: what its head says, and what its address is called."""
    return doc.fact("sites", _sites)


def _sites(doc: Document) -> frozenset[str]:
    return frozenset(filter(None, map(key, (*told.sites(doc.hints), _host(urlsplit(doc.url or "").netloc)))))


def _host(netloc: str) -> str:
    """Return the part of a host's name that names the site: its longest but for the last."""
    return max(netloc.partition(":")[0].split(".")[:-1], key=len, default="")


def choose(doc: Document, page: Page) -> Words:
    """Return the words of the best candidate, none when there is no candidate."""
    found = candidates(doc, page)
    weights = resources.title_weights()
    rated = [sum(weights[name] * value for name, value in each.items()) for each in signs(doc, page, found)]
    at = max(range(len(found)), key=rated.__getitem__, default=None)
    return () if at is None else found[at].words


def part(text: str, sought: Words) -> tuple[int, int] | None:
    """Return where in `text` the words `sought` stand, if it opens or ends with them; signs that belong to them come along."""
    folded = text.casefold()
    if not sought or sought[0] not in folded or sought[-1] not in folded:  # the cheap question first
        return None
    spans = [(found[0], *found.span()) for found in _WORD.finditer(text)]
    own = tuple(word.casefold() for word, _, _ in spans)
    if own == sought:
        return 0, len(text)
    if own[: len(sought)] == sought:
        end = spans[len(sought)][1]
        return 0, len(_TAIL.sub("", text[:end]))
    if own[-len(sought) :] == sought:
        start = spans[-len(sought) - 1][2]
        return start + _LEAD.match(text[start:]).end(), len(text)  # type: ignore[union-attr]
    return None


_TAIL = pattern(r"[\s|｜ㅣ·•:：/»«>‹›~,;(\[–—-]+$")
_LEAD = pattern(r"[\s|｜ㅣ·•:：/»>›~,;.)\]–—-]*")
