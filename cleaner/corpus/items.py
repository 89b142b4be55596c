"""What stands in a corpus: places, records, and what is wrong with those that are none."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cleaner.pipeline import Kind

#: The fields of a row that are asked for when none is named, in this order: the text, the identifier, the address.
TEXT_FIELDS = ("text", "html", "content", "raw_content")
ID_FIELDS = ("id",)
URL_FIELDS = ("url", "uri")

#: Fields that hold HTML, by their name.
HTML_FIELDS = ("html", "raw_html")


class Place(NamedTuple):
    """Where something stands: the file, what is counted in it ("line" or "record"), the number from 1, the byte if known."""

    file: str
    unit: str
    number: int
    offset: int | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the place as the first columns of a row of errors."""
        found: dict[str, Any] = {"file": self.file, self.unit: self.number}
        return found if self.offset is None else {**found, "offset": self.offset}

    def __str__(self) -> str:
        """Return `file:number`, the id of a record that has none of its own."""
        return f"{self.file}:{self.number}"


class Record(NamedTuple):
    """A page to clean."""

    place: Place
    source: str | bytes
    id: str
    url: str | None = None
    kind: Kind | None = None


class Line(NamedTuple):
    """A line of JSON: parsed where it is cleaned, because that is where there is time."""

    place: Place
    line: bytes


class Bad(NamedTuple):
    """A record that cannot be cleaned, and why."""

    place: Place
    reason: str


class Skip(NamedTuple):
    """A record that is no page, and what it is instead."""

    what: str


Item = Line | Record | Bad


def size(item: Item) -> int:
    """Return about how much there is to do and to send: bytes or characters."""
    if isinstance(item, Line):
        return len(item.line)
    return len(item.source) if isinstance(item, Record) else len(item.reason)


@dataclass(frozen=True)
class Fields:
    """Which fields of a row are the page. What is None is looked for by the usual names."""

    text: str | None = None
    id: str | None = None
    url: str | None = None
    kind: Kind | None = None

    def names(self) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
        """Return the names that are looked for: of the text, the identifier, the address."""
        return (
            TEXT_FIELDS if self.text is None else (self.text,),
            ID_FIELDS if self.id is None else (self.id,),
            URL_FIELDS if self.url is None else (self.url,),
        )

    def columns(self, there: list[str]) -> list[str]:
        """Return those of the columns that are there which `record` will look at."""
        return [name for name in (_first(there, names) for names in self.names()) if name is not None]

    def record(self, place: Place, row: Mapping[str, Any]) -> Record | Bad:
        """Return the page in a row, or what is wrong with the row."""
        texts, ids, urls = self.names()
        name = _first(row, texts)
        if name is None:
            wanted = " or ".join(repr(one) for one in texts)
            return Bad(place, f"no field {wanted}; there is {', '.join(map(repr, list(row)[:20])) or 'none'}")
        source = row[name]
        if not isinstance(source, (str, bytes)):
            return Bad(place, f"the field {name!r} is {_kind_of(source)}, not text")
        found = row.get(_first(row, ids) or "")
        address = row.get(_first(row, urls) or "")
        return Record(
            place,
            source,
            str(place) if found is None else found if isinstance(found, str) else json.dumps(found, default=str),
            address if isinstance(address, str) else None,
            self.kind or ("html" if name in HTML_FIELDS else None),
        )

    def parse(self, item: Line) -> Record | Bad:
        """Return the page in a line of JSON, or what is wrong with the line."""
        try:
            row = json.loads(item.line)
        except UnicodeDecodeError as error:
            return Bad(item.place, f"not UTF-8: {error.reason} at byte {error.start} of the line")
        except (ValueError, RecursionError) as error:
            return Bad(item.place, f"not JSON: {error}")
        if not isinstance(row, dict):
            return Bad(item.place, f"{_kind_of(row)}, not a JSON object")
        return self.record(item.place, row)


def _first(there: Mapping[str, Any] | list[str], names: tuple[str, ...]) -> str | None:
    return next((name for name in names if name in there), None)


def _kind_of(value: object) -> str:
    """Return what a value of JSON is, in its own words."""
    return {"NoneType": "null", "bool": "a boolean", "int": "a number", "float": "a number", "str": "a string"}.get(
        type(value).__name__, "an array" if isinstance(value, list) else "an object"
    )
