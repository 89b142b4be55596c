"""How articles, explanations and the list of filters look. Each form of a source is a function in the table `FORMS`."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from cleaner import PIPELINE, Label, contents, explain
from cleaner.pipeline import describe, name_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cleaner import Article, Explanation, Pipeline
    from cleaner.pipeline import Kind

    Form = Callable[[bytes, "Request"], str]

#: The chapters of the pipeline: the name of the tuple in `cleaner.contents`, and its heading.
CHAPTERS = {
    "CHARACTERS": "Characters",
    "PAGE": "What an HTML page says of itself",
    "FIRST_LOOK": "At first look",
    "PROMPTS": "Prompts to the reader",
    "PICTURES": "Pictures and video",
    "LINKS": "Links, embeds, notes",
    "FRAME": "The frame of the story",
    "AFTER": "After the story",
    "SECOND_LOOK": "The labeller",
    "DOUBT": "In doubt",
}

_RESET, _DIM = "\033[0m", "\033[2m"
_COLOURS = {  # ANSI: of the left column
    Label.TITLE: "\033[1;36m",
    Label.DECK: "\033[36m",
    Label.BYLINE: "\033[33m",
    Label.DATE: "\033[33m",
    Label.CAPTION: "\033[34m",
    Label.CREDIT: "\033[34m",
    Label.NOTE: "\033[35m",
    Label.BOILERPLATE: "\033[31m",
}

# What Markdown would read as its own: emphasis, code, links and tags.
_INLINE = re.compile(r"[\\`*\[\]<]|(?<!\w)_|_(?!\w)")
_BULLET = re.compile(r"[-*•‣▪●◦·■□]\s+")
# Line breaks of Unicode that JSON leaves as they are, though an object is to stay on one line.
_BREAKS = {0x85: "\\u0085", 0x2028: "\\u2028", 0x2029: "\\u2029"}


class Request(NamedTuple):
    """How one source is to be shown: its name, what cleans it, colours or none, and what it is if its look does not tell."""

    name: str
    pipeline: Pipeline = PIPELINE
    url: str | None = None
    colour: bool = False
    kind: Kind | None = None

    def explain(self, source: bytes) -> Explanation:
        """Return the explanation of `source`; its article is what `clean` returns."""
        return explain(source, url=self.url, kind=self.kind, pipeline=self.pipeline)


def article_text(source: bytes, request: Request) -> str:
    """Return title and body as they are, then the other fields, a line each with its name."""
    article = request.explain(source).article
    details = "\n".join(f"{name}: {value}" for name, value in _details(article))
    return _stacked(article.title, article.body, details)


def article_json(source: bytes, request: Request) -> str:
    """Return the article as a JSON object on one line."""
    return _json({"source": request.name, **request.explain(source).article.to_dict()})


def article_markdown(source: bytes, request: Request) -> str:
    """Return the article as Markdown: a heading, the deck in italics, the body, and the other fields as a list."""
    article = request.explain(source).article
    details = "\n".join(f"- {name}: {_inline(value)}" for name, value in _details(article) if name != "Deck")
    return _stacked(
        f"# {_inline(article.title)}" if article.title else None,
        f"*{_inline(article.deck)}*" if article.deck else None,
        *map(_paragraph, article.paragraphs),
        details,
    )


def explanation_text(source: bytes, request: Request) -> str:
    """Return the listing of the explanation, for a terminal in colours."""
    explanation = request.explain(source)
    listing = explanation.listing()
    if not listing or not request.colour:
        return _stacked(listing)
    rows = zip(explanation.lines(), listing.split("\n"), strict=True)
    return _stacked("\n".join(_coloured(row, label, reason) for (label, _, reason, _), row in rows))


def explanation_json(source: bytes, request: Request) -> str:
    """Return the explanation as a JSON object on one line."""
    return _json({"source": request.name, **request.explain(source).to_dict()})


FORMS: dict[tuple[str, str], Form] = {
    ("clean", "text"): article_text,
    ("clean", "json"): article_json,
    ("clean", "markdown"): article_markdown,
    ("explain", "text"): explanation_text,
    ("explain", "json"): explanation_json,
}


def headed(shown: str, name: str, form: str, *, first: bool) -> str:
    """Return what is shown of one of several sources, under the source's name."""
    heading = f"<!-- {name} -->" if form == "markdown" else f"==> {name} <=="
    return ("" if first else "\n") + f"{heading}\n\n{shown}"


def chapters(pipeline: Pipeline = PIPELINE) -> Iterator[tuple[str, list[tuple[int, str, str]]]]:
    """Yield each chapter's heading and its filters: number, name, what it does."""
    rows = {name_of(one): (number, name_of(one), describe(one)) for number, one in enumerate(pipeline, 1)}
    for constant, heading in CHAPTERS.items():
        names = [name_of(one) for one in getattr(contents, constant)]
        found = [rows[name] for name in names if name in rows]
        if found:
            yield heading, found


def filters(pipeline: Pipeline) -> str:
    """Return the table of the filters, by chapter."""
    width = max((len(name) for name in pipeline.names), default=0)
    tables = (
        "\n".join([heading, *(f"  {number:2}  {name:{width}}  {about}" for number, name, about in rows)])
        for heading, rows in chapters(pipeline)
    )
    return _stacked(*tables)


def _details(article: Article) -> Iterator[tuple[str, str]]:
    """Yield the fields beside title and body: a name and a value for each."""
    single = (("Deck", article.deck), ("Byline", article.byline), ("Date", article.date))
    yield from ((name, value) for name, value in single if value)
    for name, values in (("Caption", article.captions), ("Credit", article.credits), ("Note", article.notes)):
        yield from ((name, value) for value in values)


def _stacked(*parts: str | None) -> str:
    """Return the parts that are there, a blank line between them and a line break at the end."""
    there = [part for part in parts if part]
    return "\n\n".join(there) + "\n" if there else ""


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False).translate(_BREAKS) + "\n"


def _paragraph(text: str) -> str:
    """Return a paragraph so that Markdown shows it as it is, an item of a list as an item."""
    bullet = _BULLET.match(text)
    if bullet:
        return f"- {_inline(text[bullet.end() :])}"
    return ("\\" if text[0] in "#>" else "") + _inline(text)


def _inline(text: str) -> str:
    """Return `text` with a backslash before every sign that Markdown would take for its own."""
    return _INLINE.sub(r"\\\g<0>", text)


def _coloured(row: str, label: Label, reason: str) -> str:
    """Return a row of the listing with its left column coloured, and dim where it is not the article."""
    gutter, bar, rest = row.partition(" | ")
    why = f"  [{reason}]" if reason else ""
    text = rest.removesuffix(why)
    shown = f"{_DIM}{rest}{_RESET}" if label is Label.BOILERPLATE else text + (f"{_DIM}{why}{_RESET}" if why else "")
    return f"{_COLOURS.get(label, '')}{gutter}{_RESET}{bar}{shown}"
