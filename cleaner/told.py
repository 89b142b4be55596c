"""What the head of an HTML page tells of its article, read out of the document's hints: titles, authors, times, site.

Every function takes `Document.hints`; on a text, which has none, all of them return nothing.
"""

from __future__ import annotations

import re
from html import unescape
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    Hints = Mapping[str, Any]

TITLES = ("title", "og:title", "twitter:title", "ld:headline", "ld:alternativeHeadline", "ld:name")
AUTHORS = ("ld:author", "author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "byl", "cxenseparse:author", "article:author")
PUBLISHED = (
    "ld:datePublished",
    "article:published_time",
    "article:published",
    "og:published_time",
    "og:pubdate",
    "parsely-pub-date",
    "sailthru.date",
    "datepublished",
    "publish-date",
    "publication_date",
    "pubdate",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "cxenseparse:recs:publishtime",
    "ld:dateCreated",
    "ld:uploadDate",
    "date",
)
MODIFIED = ("ld:dateModified", "article:modified_time", "og:updated_time", "last-modified", "dcterms.modified", "datemodified")
LONGEST = 400  # characters of what is a title, a name or a time
MOST = 30  # of one kind
_ARTICLE = re.compile(r"(?:Article|Posting|Report|Review|Recipe|HowTo|Course|Book|VideoObject)$")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_ADDRESS = re.compile(r"https?://|^www\.|^/|@|\.com/")


class Told(NamedTuple):
    """One thing that the head says: in which words, and under which of its names."""

    source: str
    text: str


def titles(hints: Hints) -> Iterator[Told]:
    """Yield what the head calls the page or the article."""
    yield from _named(hints, TITLES)


def authors(hints: Hints) -> Iterator[Told]:
    """Yield the names of those who wrote the article, one by one where the head has them so."""
    yield from (told for told in _named(hints, AUTHORS) if not _ADDRESS.search(told.text))


def published(hints: Hints) -> Iterator[Told]:
    """Yield when the article was published, as the head has it: the surest first."""
    yield from _named(hints, PUBLISHED)


def modified(hints: Hints) -> Iterator[Told]:
    """Yield when the article was changed, as the head has it."""
    yield from _named(hints, MODIFIED)


def lines(hints: Hints) -> Iterator[tuple[list[str], str]]:
    """Yield all of that: each text once for titles, authors and times, with the names under which the head has it."""
    for group in (titles(hints), authors(hints), chain(published(hints), modified(hints))):
        found: dict[str, list[str]] = {}
        for told in group:
            found.setdefault(told.text, []).append(told.source)
        for text, names in islice(found.items(), MOST):
            yield names, text


def sites(hints: Hints) -> tuple[str, ...]:
    """Return the names of the site and its publisher."""
    found = [hints.get("og", {}).get("site_name"), hints.get("meta", {}).get("application-name")]
    for thing in hints.get("ld", ()):
        found += _names(thing.get("publisher")) if "publisher" in thing else ()
        if {"WebSite", "Organization", "NewsMediaOrganization"} & set(kinds(thing)):
            found += _names(thing)
    return tuple(dict.fromkeys(text for name in found if name and (text := plain(name))))


def description(hints: Hints) -> str:
    """Return the summary that the head has of the article, empty if it has none."""
    return plain(hints.get("og", {}).get("description") or hints.get("meta", {}).get("description") or "")


def is_news(hints: Hints) -> bool:
    """Tell whether the page calls its article news."""
    return any(kind.endswith("NewsArticle") or kind in ("LiveBlogPosting", "Report") for thing in hints.get("ld", ()) for kind in kinds(thing))


def kinds(thing: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the types of an object of JSON-LD."""
    found = thing.get("@type")
    return tuple(kind for kind in (found if isinstance(found, list) else [found]) if isinstance(kind, str))


def plain(text: object) -> str:
    """Return a value of the head as text: entities written out, tags taken away, white space collapsed; empty when it is none."""
    if not isinstance(text, str):
        return ""
    if "&" in text:
        text = unescape(text)
    if "<" in text:
        text = _TAG.sub("", text)
    return " ".join(text.split())


def _named(hints: Hints, sources: Iterable[str]) -> Iterator[Told]:
    for source in sources:
        for value in _values(hints, source):
            text = plain(value)
            if text and len(text) <= LONGEST:
                yield Told(source, text)


def _values(hints: Hints, source: str) -> Iterable[Any]:
    group, _, name = source.partition(":")
    if group == "ld":
        return _linked(hints, name)
    if group in ("og", "twitter", "article"):
        return (hints.get(group, {}).get(name),)
    return (hints.get("title") if source == "title" else hints.get("meta", {}).get(source),)


def _linked(hints: Hints, name: str) -> Iterator[Any]:
    """Yield the values of `name` in the first article of the JSON-LD that has it, else in the first page."""
    things = hints.get("ld", ())
    articles = [thing for thing in things if any(map(_ARTICLE.search, kinds(thing)))]
    pages = [thing for thing in things if any(kind.endswith("Page") for kind in kinds(thing))]
    for thing in (*articles, *pages):
        if thing.get(name):
            yield from _names(thing[name], things) if name == "author" else (thing[name],)
            return


def _names(value: Any, things: Iterable[Mapping[str, Any]] = ()) -> Iterator[str]:
    """Yield the names in what JSON-LD says of people or firms: a text, an object, a reference, or a list of such."""
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, str):
            yield each
        elif isinstance(each, dict):
            name = each.get("name")
            if name is None and "@id" in each:
                name = next((thing.get("name") for thing in things if thing.get("@id") == each["@id"] and "name" in thing), None)
            yield from (text for text in (name if isinstance(name, list) else [name]) if isinstance(text, str))
