"""What the head of an HTML page tells of its article, read out of the document's hints: titles, authors, times, site.

Every function takes `Document.hints`; on a text, which has none, all of them return nothing.
"""

from __future__ import annotations

import re
from functools import cache
from html import unescape
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, NamedTuple

from cleaner import resources
from cleaner.labels import match
from cleaner.names import ROLES, read_names, strip_label
from cleaner.patterns import pattern
from cleaner.zones import key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    Hints = Mapping[str, Any]

TITLES = ("title", "og:title", "twitter:title", "ld:headline", "ld:alternativeHeadline", "ld:name")
AUTHORS = tuple(
    "ld:author author parsely-author sailthru.author dc.creator dcterms.creator byl cxenseparse:author article:author".split()
)
PUBLISHED = tuple(
    "ld:datePublished article:published_time article:published og:published_time og:pubdate parsely-pub-date sailthru.date datepublished "
    "publish-date publication_date pubdate dc.date.issued dcterms.created dc.date cxenseparse:recs:publishtime ld:dateCreated "
    "ld:uploadDate date".split()
)
MODIFIED = ("ld:dateModified", "article:modified_time", "og:updated_time", "last-modified", "dcterms.modified", "datemodified")
_GROUPS = ("og", "twitter", "article")
TIME = "time"  # a `<time datetime>` of the page, when its head does not say when it was published
LONGEST = 400  # characters of what is a title, a name or a time
MOST = 30  # of one kind
_ARTICLE = pattern(r"(?:Article|Posting|Report|Review|Recipe|HowTo|Course|Book|VideoObject)$")
_NAME = pattern(r"[^\W\d_][\w.'’ ()&-]{1,40}")
_NOBODY = frozenset(
    "admin adminn administrator webmaster undefined null none anonymous unknown guest user root unbekannt anonym".split()
)
_NOBODY |= frozenset(map("{} author".format, ("no", "guest", "unknown", "default", "site", "staff"))) | {
    "kein autor",
    "sin autor",
}
# Words of firms' names, of offices that sign what nobody wrote, and of what stands beside a name.
_FIRM = frozenset(
    "inc ltd llc llp pc gmbh ag corp corporation company co agency agencies media group association society university college institute "
    "center centre foundation studio studios magazine times newspaper department ministry online digital marketing solutions services network "
    "webmaster admin editorial editors writers by written posted published reviewed checked verified fact expert reviewer guest senior former "
    "managing director manager consultant engineer founder principal officer analyst specialist columnists redakteur redakteurin "
    "wirtschaftsredakteur korrespondent korrespondentin".split()
)
SHORTEST_SITE = 4  # letters of a site's name that says something inside another name
# "Published August 7, 2023 by Nicole Burke", "ByNina Pineda": where the names begin.
_BY = pattern(r"(?:^|(?<=\s))(?:by|By|BY|von|Von|par|Par|por|Por|door|Door)(?::?\s+|:|(?<=By)(?=[A-Z][a-z.]))(?=[^\W\d_])")
# "Catherine Bell Executive Editor", "Liz Kenny Former Consultant": a trade that follows the name without a sign, by its first word.
_TRADE = pattern(
    r"\s(?:Senior|Former|Executive|Chief|Managing|Founder|Founding|Deputy|Associate|Contributing|Leitender?|Fact[- ]?[Cc]hecked)\b"
    r".*?(?=[,;|•·⋅]|\sand\s|\sund\s|$)"
)
_GLUED = pattern(r"(?<=[a-zß-ÿ]{3})[A-ZÀ-Þ].*")  # "Ulrich ExnerKorrespondent"
_SURROGATE = pattern("[\ud800-\udfff]")  # half a character, which JSON can name and no encoder takes
_TAG = pattern(r"</?[a-zA-Z][^<>]*>")
_ADDRESS = pattern(r"https?://|^www\.|^/|@|\.com/")


class Told(NamedTuple):
    """One thing that the head says: in which words, and under which of its names."""

    source: str
    text: str


def people(text: str) -> tuple[str, ...]:
    """Return the names in what the head has for an author: several if it lists them, else the whole if it may be one name.

    >>> people("Ana Sol and Bo Eld"), people("susan"), people("By Ana Sol")
    (('Ana Sol', 'Bo Eld'), ('susan',), ('Ana Sol',))
    """
    bare = strip_label(text).strip(' "')
    if bare.casefold() in _NOBODY:
        return ()
    return read_names(text) or ((bare,) if _NAME.fullmatch(bare) else ())


def firms(hints: Hints) -> frozenset[str]:
    """Return the names of the site and its publisher as `key` has them: those of them that say something inside a name."""
    return frozenset(name for name in map(key, sites(hints)) if len(name) >= SHORTEST_SITE)


def is_firm(name: str, firms: frozenset[str]) -> bool:
    """Tell whether `name` is a site's, an agency's or an office's, not a person's."""
    bare = key(name)
    if name.casefold() in _NOBODY:
        return True
    if any(firm in bare for firm in firms) or bare in _agencies() or "." in name.rstrip(".").rpartition(" ")[2][1:]:
        return True
    if not (_FIRM | ROLES).isdisjoint(re.split(r"[\s,.()-]+", name.casefold())):
        return True
    return match("byline", name) == len(name)  # a label alone that has the shape of a name: "記事"


def persons(text: str, firms: frozenset[str]) -> tuple[str, ...]:
    """Return the names of persons in what the head has for an author: no firm's, agency's or trade's."""
    return tuple(name for name in people(text) if not is_firm(name, firms))


def signed(line: str, firms: frozenset[str]) -> tuple[str, ...]:
    """Return the names of persons in a byline that the page shows, where other words may have the shape of names."""
    by = _BY.search(line)
    bare = _TRADE.sub(",", line[by.end() :] if by else line)
    names = (_GLUED.sub("", name) for name in read_names(bare))
    return tuple(name for name in names if not is_firm(name, firms))


@cache
def _agencies() -> frozenset[str]:
    return frozenset(map(key, resources.agencies()))


def lines(hints: Hints) -> Iterator[tuple[list[str], str]]:
    """Yield titles, authors and times: each text once for each of the three, with the names under which the head has it."""
    things = _articles(hints)
    times = list(_named(hints, PUBLISHED, things)) or [Told(TIME, text) for text in hints.get("times", ())]
    written = (told for told in _named(hints, AUTHORS, things) if not _ADDRESS.search(told.text))
    for group in (_named(hints, TITLES, things), written, chain(times, _named(hints, MODIFIED, things))):
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
        # A thing that is a person as well is a site named after its author.
        if {"WebSite", "Organization", "NewsMediaOrganization"} & set(kinds(thing)) and "Person" not in kinds(thing):
            found += _names(dict(thing))
    return tuple(dict.fromkeys(text for name in found if name and (text := plain(name))))


def summaries(hints: Hints) -> tuple[str, ...]:
    """Return what the head says in a sentence or two that the article is about."""
    found = (hints.get("og", {}).get("description"), hints.get("meta", {}).get("description"))
    return tuple(dict.fromkeys(filter(None, map(plain, found))))


def is_news(hints: Hints) -> bool:
    """Tell whether the page calls its article news."""
    return any(
        kind.endswith("NewsArticle") or kind in ("LiveBlogPosting", "Report")
        for thing in hints.get("ld", ())
        for kind in kinds(thing)
    )


def kinds(thing: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the types of an object of JSON-LD."""
    found = thing.get("@type")
    return tuple(kind for kind in (found if isinstance(found, list) else [found]) if isinstance(kind, str))


def plain(text: object) -> str:
    """Return a value of the head as text: entities written out, tags taken away, white space collapsed; empty when it is none."""
    if not isinstance(text, str):
        return ""
    if not text.isascii():
        text = _SURROGATE.sub("\ufffd", text)
    if "&" in text:
        text = unescape(text)
    if "<" in text:
        text = _TAG.sub("", text)
    return " ".join(text.split())


def _named(hints: Hints, sources: Iterable[str], things: Sequence[Mapping[str, Any]]) -> Iterator[Told]:
    """Yield what the head has under the names `sources`, in their order; `things` are the articles and pages of its JSON-LD."""
    for source in sources:
        group, _, name = source.partition(":")
        if group == "ld":
            values = _linked(things, name, hints)
        elif group in _GROUPS:
            values = (hints.get(group, {}).get(name),)
        else:
            values = (hints.get("title") if source == "title" else hints.get("meta", {}).get(source),)
        for value in values:
            text = plain(value)
            if text and len(text) <= LONGEST:
                yield Told(source, text)


def _articles(hints: Hints) -> list[Mapping[str, Any]]:
    """Return the objects of the JSON-LD that describe an article, then those that describe a page."""
    typed = [(kinds(thing), thing) for thing in hints.get("ld", ())]
    articles = [thing for names, thing in typed if any(map(_ARTICLE.search, names))]
    return articles + [thing for names, thing in typed if any(name.endswith("Page") for name in names)]


def _linked(things: Sequence[Mapping[str, Any]], name: str, hints: Hints) -> Iterable[Any]:
    """Return the values of `name` in the first of `things` that has it."""
    value = next((thing[name] for thing in things if thing.get(name)), None)
    return _names(value, hints.get("ld", ())) if name == "author" else (value,)


def _names(value: object, things: Iterable[Mapping[str, Any]] = ()) -> Iterator[str]:
    """Yield the names in what JSON-LD says of people or firms: a text, an object, a reference, or a list of such."""
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, str):
            yield each
        elif isinstance(each, dict):
            name = each.get("name")
            if name is None and "@id" in each:
                name = next((thing.get("name") for thing in things if thing.get("@id") == each["@id"] and "name" in thing), None)
            yield from (text for text in (name if isinstance(name, list) else [name]) if isinstance(text, str))
