"""The pages with gold, and the same pages as text by several tools.

A data folder holds `<set>.jsonl.gz` (rows `id, site, url, lang, title, deck, body, captions, authors, date, html`) and
`dumps/<set>.<tool>.jsonl.gz` (rows `id, text`). `snippets.jsonl.gz` has rows `id, site, url, html, with, without`: pages with
snippets that their story must and must not hold. Its own README says where the pages come from.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

SETS = ("fundus", "wcxb")
SNIPPETS = "snippets"
LIGHT = ("trafilatura_recall", "newspaper4k", "readability", "boilerpy3")
WHOLE = ("inscriptis", "bs4")
SPLITS = ("train", "validation")


class MissingDataError(Exception):
    """The data folder, or a file in it, is not there."""


@dataclass(frozen=True)
class Page:
    """What the gold says about a page. `captions` is None where the gold has no images.

    A page of snippets has no gold body: the story must hold those that are `wanted`, and none that are `unwanted`.
    """

    id: str
    site: str
    url: str
    title: str | None
    body: str
    captions: tuple[str, ...] | None
    lang: str = ""  # fundus: the country's code
    wanted: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()

    @property
    def split(self) -> str:
        """Which split the page's site is in."""
        return split_of(self.site)


class Source(NamedTuple):
    """The HTML of a page, and what is held against it."""

    page: Page
    html: str


def split_of(site: str) -> str:
    """Return "validation" for a third of the sites, by a hash of their name, else "train"."""
    number = int(hashlib.sha1(site.encode(), usedforsecurity=False).hexdigest(), 16)
    return "validation" if number % 3 == 0 else "train"


def pages(folder: Path, name: str) -> list[Page]:
    """Return the pages of the set `name` in order, without their HTML."""
    return [_page(row) for row in _rows(folder, f"{name}.jsonl.gz")]


def sources(folder: Path, name: str, split: str, limit: int | None = None) -> Iterator[Source]:
    """Yield the first `limit` pages of `split` of the set `name`, or of the snippets, one by one: all HTML at once is large."""
    read = snippet_page if name == SNIPPETS else _page
    rows = (row for row in _rows(folder, f"{name}.jsonl.gz") if split_of(row["site"]) == split)
    return (Source(read(row), row["html"]) for row in islice(rows, limit))


def _page(row: dict[str, Any]) -> Page:
    return Page(
        id=row["id"],
        site=row["site"],
        url=row["url"],
        title=row["title"],
        body=row["body"],
        captions=None if row["captions"] is None else tuple(row["captions"]),
        lang=row.get("lang") or "",
    )


def snippet_page(row: dict[str, Any]) -> Page:
    """Return the page of a row of snippets."""
    wanted, unwanted = tuple(row["with"]), tuple(row["without"])
    return Page(row["id"], row["site"], row["url"], None, "", None, wanted=wanted, unwanted=unwanted)


def dump(folder: Path, name: str, tool: str) -> dict[str, str]:
    """Return the texts of the set `name` as `tool` gives them, by page id."""
    return {row["id"]: row["text"] or "" for row in _rows(folder, dump_name(name, tool))}


def dump_name(name: str, tool: str) -> str:
    """Return where in the data folder the dump lies."""
    return f"dumps/{name}.{tool}.jsonl.gz"


def select(all_pages: Sequence[Page], split: str, limit: int | None = None) -> list[Page]:
    """Return the first `limit` pages of `split`."""
    return [page for page in all_pages if page.split == split][:limit]


def written(file: Path) -> Iterator[tuple[str, str]]:
    """Yield (family, line) of a file of lines that were written to be told from stories, or to be learned from."""
    for row in file.read_text("utf-8").splitlines():
        family, _, line = row.partition("\t")
        yield family, line


def digest(folder: Path, names: Sequence[str]) -> str:
    """Return one SHA-256 over the names and the contents of the files."""
    total = hashlib.sha256()
    for name in sorted(names):
        total.update(f"{name} {hashlib.sha256(_existing(folder, name).read_bytes()).hexdigest()}\n".encode())
    return total.hexdigest()


def _rows(folder: Path, name: str) -> Iterator[dict[str, Any]]:
    """Yield the rows of one file."""
    with gzip.open(_existing(folder, name), "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def _existing(folder: Path, name: str) -> Path:
    """Return the path of a file in the data folder, which must be there."""
    if not folder.is_dir():
        message = f"no data folder at {folder.resolve()}: name it with --data"
        raise MissingDataError(message)
    if not (folder / name).is_file():
        message = f"no {name} in the data folder {folder.resolve()}: it is needed for this run"
        raise MissingDataError(message)
    return folder / name
