"""What an HTML page says of itself: Open Graph, Twitter cards, JSON-LD, the title, the canonical address.

The hints are a plain dict. Each of these keys is there only when the page has it:

- `og`, `twitter`, `meta`: the values of meta tags by name, without the prefix; the first of a name counts
- `title`: the `<title>`; `lang`: the language as the page declares it; `url`: the canonical address
- `times`: what the first `<time datetime>` of the page say
- `ld`: the JSON-LD objects that describe an article or a page, each flat dict as it stands; broken ones are mended or left out
"""

from __future__ import annotations

import json
import re
from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from selectolax.lexbor import LexborHTMLParser, LexborNode

_TELLING = 'meta[content], time[datetime], script[type="application/ld+json"]'
_LONGEST = 2_000_000  # characters of a piece of JSON-LD
_TIMES = 6
_MOST = 400  # objects of JSON-LD
_INSIDE = ("@graph", "mainEntity", "mainEntityOfPage", "hasPart", "liveBlogUpdate")  # where an object has others that matter
_COMMENTS = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/|\]\]>)\s*(?:;\s*)?$"
)
_TRAILING = re.compile(r",(\s*[}\]])")


def read_head(parser: LexborHTMLParser) -> dict[str, Any]:
    """Return the hints of a parsed page."""
    hints: dict[str, Any] = {}
    times: list[str] = []
    scripts: list[LexborNode] = []
    for node in parser.css(_TELLING):  # in one go: each search looks at the whole page
        if node.tag == "meta":
            _read_meta(node.attributes, hints)
        elif node.tag == "script":
            scripts.append(node)
        elif len(times) < _TIMES:
            times.append(node.attributes.get("datetime") or "")
    title = parser.css_first("title")
    if title is not None and (text := " ".join((title.text() or "").split())):
        hints["title"] = text
    root = parser.css_first("html")
    if root is not None and (lang := root.attributes.get("lang") or root.attributes.get("xml:lang")):
        hints["lang"] = lang
    link = parser.css_first('link[rel="canonical"]')
    if link is not None and (address := link.attributes.get("href")):
        hints["url"] = address
    if any(times):
        hints["times"] = [value.strip() for value in times if value]
    objects = list(islice(_linked_data(scripts), _MOST))
    if objects:
        hints["ld"] = objects
    return hints


def _read_meta(found: Mapping[str, str | None], hints: dict[str, Any]) -> None:
    name = (found.get("property") or found.get("name") or found.get("itemprop") or "").strip().lower()
    value = (found.get("content") or "").strip()
    if name and value:
        group, _, rest = name.partition(":")
        if rest and group in ("og", "twitter", "article"):
            hints.setdefault(group, {}).setdefault(rest, value)
        else:
            hints.setdefault("meta", {}).setdefault(name, value)


def _linked_data(scripts: Iterable[LexborNode]) -> Iterator[dict[str, Any]]:
    """Yield every object of the page's JSON-LD, those inside others and in `@graph` too."""
    for node in scripts:
        text = node.text() or ""
        if len(text) > _LONGEST:
            continue
        waiting = [_loads(text)]
        while waiting:
            value = waiting.pop()
            if isinstance(value, list):
                waiting += reversed(value)
            elif isinstance(value, dict):
                yield value
                waiting += [value[key] for key in reversed(_INSIDE) if key in value]


def _loads(text: str) -> object:
    """Return what a piece of JSON-LD says, None when it cannot be told; control characters and trailing commas are forgiven."""
    with suppress(ValueError, RecursionError):
        return json.loads(text, strict=False)
    with suppress(ValueError, RecursionError):
        return json.loads(_TRAILING.sub(r"\1", _COMMENTS.sub("", text)), strict=False)
    return None
