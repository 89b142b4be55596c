"""What all adapters share: a page to a row of the documented columns, with one value for the options."""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import repeat
from typing import TYPE_CHECKING, Any

from cleaner.corpus.rows import FIELDS, Choice, explained, fields_of
from cleaner.corpus.streams import MissingExtraError
from cleaner.pipeline import PIPELINE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyarrow import Schema

    from cleaner.pipeline import Kind

_SURROGATE = re.compile("[\ud800-\udfff]")


@contextmanager
def host(extra: str) -> Iterator[None]:
    """Import an adapter's host inside this: when it is missing, a MissingExtraError (an ImportError) says what to install."""
    try:
        yield
    except ImportError as error:
        name = error.name or extra
        raise MissingExtraError(f"cleaner.adapters.{extra} needs {name}: pip install 'article-cleaner[{extra}]'") from error


@dataclass(frozen=True)
class Cleaning:
    """How pages are cleaned. Called with a page and its address it returns a row; it pickles.

    `pipeline` may be a function of the page's address, such as `Profiles.load("profiles/").pipeline`. `kind` says what the
    pages are ("text", "html"), if it is not to be told by their look. `removed` adds the column of what was taken away.

    A row has the columns of `cleaner batch` from `title` on, and `error`: None, or why the page could not be cleaned, and
    then the others are None.
    """

    pipeline: Choice = PIPELINE
    kind: Kind | None = None
    removed: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return (*(name for name in FIELDS if self.removed or name != "removed"), "error")

    def schema(self, prefix: str = "") -> Schema:
        """Return the columns as a schema of Arrow, which is what most engines take types from."""
        from cleaner.corpus.table import schema  # noqa: PLC0415  (it needs pyarrow, which not all hosts have)

        found = schema(self.columns)
        for at, name in enumerate(found.names):
            found = found.set(at, found.field(at).with_name(prefix + name))
        return found

    def __call__(self, source: str | bytes | None, url: str | None = None) -> dict[str, Any]:
        """Return the row of one page. Whatever goes wrong with it is in `error`."""
        found = explained(source, url if isinstance(url, str) else None, self.kind, self.pipeline)
        if isinstance(found, str):
            return {**dict.fromkeys(self.columns), "error": _sound(found)}
        return {**_sound(fields_of(found.article, removed=self.removed)), "error": None}

    def rows(self, sources: Iterable[Any], urls: Iterable[Any] | None = None) -> Iterator[dict[str, Any]]:
        """Yield the row of each page."""
        return map(self, sources, repeat(None) if urls is None else urls)

    def counted(self, source: str | bytes | None, url: str | None = None) -> tuple[dict[str, Any], list[str]]:
        """Return the row of one page, and the name of the filter for each piece that was removed."""
        row = replace(self, removed=True)(source, url)
        taken = [removal["filter"] for removal in row["removed"] or ()]
        return {name: row[name] for name in self.columns}, taken


def _sound(value: Any) -> Any:  # noqa: ANN401  (any value of a row)
    """Return the value as JSON and Arrow can have it: tuples as lists, and half a surrogate pair as U+FFFD."""
    if isinstance(value, str):
        return value if value.isascii() else _SURROGATE.sub("\ufffd", value)
    if isinstance(value, dict):
        return {name: _sound(one) for name, one in value.items()}
    return [_sound(one) for one in value] if isinstance(value, (list, tuple)) else value
