"""What comes of a page in a table: the documented columns, for the rows of files and for the columns of other engines."""

from __future__ import annotations

from collections.abc import Callable
from textwrap import shorten
from typing import TYPE_CHECKING, Any

from cleaner.pipeline import PIPELINE, Pipeline, explain
from cleaner.read.encoding import decode

if TYPE_CHECKING:
    from cleaner.article import Article
    from cleaner.explanation import Explanation
    from cleaner.pipeline import Kind

#: The columns of a row, in order; `removed` only if asked for.
COLUMNS = (
    "id",
    "url",
    "title",
    "deck",
    "byline",
    "authors",
    "date",
    "body",
    "captions",
    "credits",
    "notes",
    "quality",
    "removed",
)
#: Those that are read off the article.
FIELDS = COLUMNS[2:]

#: A pipeline, or the function that says which for a page's address, such as `Profiles.pipeline`.
Choice = Pipeline | Callable[[str | None], Pipeline]


def explained(
    source: str | bytes | None, url: str | None, kind: Kind | None = None, pipeline: Choice = PIPELINE
) -> Explanation | str:
    """Return what the pipeline for `url` does to `source`; if that fails, why, in words for a table of errors."""
    if source is None:
        return "null, not text"
    try:
        if isinstance(source, bytes) and b"\0" in source and "\0" in decode(source):
            return "binary data, not text"
        chosen = pipeline if isinstance(pipeline, Pipeline) else pipeline(url)
        found = explain(source, url=url, kind=kind, pipeline=chosen)
        _ = found.article
    except Exception as error:  # noqa: BLE001  (a page that cannot be cleaned must not stop the others)
        return shorten(f"{type(error).__name__}: {error}", 300)
    return found


def fields_of(article: Article, *, removed: bool) -> dict[str, Any]:
    """Return the article's columns, plain values; `removed` only if asked for."""
    row = {name: getattr(article, name) for name in FIELDS[:-1]}
    if removed:
        row["removed"] = [vars(removal) for removal in article.removed]
    return row
