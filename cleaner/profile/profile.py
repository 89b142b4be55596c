"""What a site repeats, as a value: to read, to keep in a file, to add up, and to put into a pipeline as a filter."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from cleaner.document import Document, Label, Mark
from cleaner.profile.lines import is_run, key_of_example, line_key
from cleaner.profile.matching import MOST_PAGES, taken
from cleaner.profile.pages import read_pages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from cleaner.profile.pages import Source

FORMAT, VERSION = "cleaner site profile", 1
STALE = 0.5  # staleness from which a profile should be learned anew


class Repeat(NamedTuple):
    """A line, or a run of two, that stands on several pages.

    `line` is an example of it, `pages` the number of pages that have it, and `before`, `inside` and `after` the numbers of
    those that have it there, seen from the story; a line in header and footer counts for both. `key` is what it is
    compared by, and `varies` says whether it reads otherwise on some page ("Briefing 12", "Briefing 13").
    """

    key: str
    line: str
    pages: int
    before: int = 0
    inside: int = 0
    after: int = 0
    varies: bool = False

    def plus(self, other: Repeat) -> Repeat:
        """Return the sum. The example is the shorter one, then the first by alphabet, so that order does not matter."""
        same = self.line == other.line
        return Repeat(
            self.key,
            self.line if same else min(self.line, other.line, key=lambda text: (len(text), text)),
            self.pages + other.pages,
            self.before + other.before,
            self.inside + other.inside,
            self.after + other.after,
            self.varies or other.varies or not same,
        )

    def less(self, pages: int) -> Repeat:
        """Return the repeat with every count that much lower, none below 0."""
        pages, before, inside, after = (max(0, count - pages) for count in self[2:6])
        return self._replace(pages=pages, before=before, inside=inside, after=after)


@dataclass(frozen=True)
class Profile:
    """What the pages of one site repeat. It is a filter: `PIPELINE.before("headline", profile)`.

    `pages` is the number of pages it was learned from, `lines` what stands on two and more of them, the most frequent
    first. Counts may be too low by `error` pages, which is 0 unless the site was huge (see `Counts`).
    """

    site: str = ""
    pages: int = 0
    lines: tuple[Repeat, ...] = ()
    error: int = 0

    name: ClassVar[str] = "profile"
    about: ClassVar[str] = "Lines that the pages of this site repeat, around its stories and in runs inside them"

    @cached_property
    def _table(self) -> dict[str, Repeat]:
        return {repeat.key: repeat for repeat in self.lines}

    def __reduce__(self) -> tuple[type[Profile], tuple[Any, ...]]:
        """Pickle the fields alone."""
        return Profile, (self.site, self.pages, self.lines, self.error)

    def __call__(self, doc: Document) -> Iterator[Mark]:
        """Yield a mark for each open block that is the site's and could not be the story's."""
        for block, reason in taken(doc, self._table, self.pages):
            yield from block.marks(Label.BOILERPLATE, reason)

    def merge(self, other: Profile) -> Profile:
        """Return the profile over the pages of both; ValueError when they are of different sites.

        Associative and commutative. A line that only one of them lists counts as if no page of the other had it, though
        one may: what must be exact across shards merges `Counts`.
        """
        lines = dict(self._table)
        for repeat in other.lines:
            lines[repeat.key] = lines[repeat.key].plus(repeat) if repeat.key in lines else repeat
        site = one_site(self.site, other.site)
        return Profile(site, self.pages + other.pages, in_order(lines.values()), self.error + other.error)

    def staleness(self, documents: Iterable[Source]) -> float:
        """Return how much of what should stand on pages of the site is missing from `documents`, 0 to 1.

        About 0 while the site is as it was; from `STALE` on, it has changed and the profile should be learned anew.
        """
        found = pages = 0
        for doc in read_pages(documents):
            pages += bool(doc.blocks)
            found += self.found(doc)
        return self.missing(found, pages)

    @cached_property
    def standing(self) -> dict[str, float]:
        """The keys of the lines that most pages have, with the share of pages that have each."""
        return {one.key: self._share(one) for one in self.lines if not is_run(one.key) and self._share(one) >= MOST_PAGES}

    def found(self, doc: Document) -> int:
        """Return how many of the lines that most pages have this page has, in any zone."""
        return len(self.standing.keys() & {line_key(block.text) for block in doc.blocks})

    def missing(self, found: int, pages: int) -> float:
        """Return the staleness, given how many lines were found on `pages` pages in all. 0 where nothing can be told."""
        if not self.standing or not pages:
            return 0.0
        return round(max(0.0, 1 - found / pages / sum(self.standing.values())), 3)

    def report(self, most: int = 40) -> str:
        """Return the `most` frequent lines as a table to read: on how many pages they stand, and where."""
        lines = [one for one in self.lines if not is_run(one.key)]
        heading = (
            f"{self.site or 'a site'}: {self.pages} pages, {len(lines)} lines and {len(self.lines) - len(lines)} runs of two"
        )
        rows = [f"{one.pages:5}  {self._share(one):4.0%}  {_where(one):19}  {one.line}" for one in lines[:most]]
        rest = [f"... and {len(lines) - most} lines more"] if len(lines) > most else []
        return "\n".join([heading, f"pages  share {'where':19}  line", *rows, *rest])

    def _share(self, one: Repeat) -> float:
        return one.pages / self.pages if self.pages else 0.0

    def to_json(self) -> str:
        """Return the profile as JSON, a line of text for each line of the site, so that people can review and edit it."""
        head = {"format": FORMAT, "version": VERSION, "site": self.site, "pages": self.pages, "error": self.error}
        rows = (
            {
                "line": one.line,
                "pages": one.pages,
                "share": round(self._share(one), 3),
                "zones": {"before": one.before, "inside": one.inside, "after": one.after},
                "varies": one.varies,
                "key": one.key,
            }
            for one in self.lines
        )
        opening = json.dumps(head, ensure_ascii=False)[:-1]
        return f'{opening}, "lines": [\n' + ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n]}\n"

    @classmethod
    def from_json(cls, text: str) -> Profile:
        """Return the profile that `to_json` wrote; rows may be deleted, or added with `line` and `pages` alone.

        ValueError for anything else, and for a version that this release does not read.
        """
        try:
            read = json.loads(text)
            kind = read["format"], read["version"]
            found = cls(str(read["site"]), int(read["pages"]), in_order(map(_repeat, read["lines"])), int(read.get("error", 0)))
        except (ValueError, LookupError, TypeError, AttributeError) as problem:
            raise ValueError(f"not a profile as `cleaner learn` writes it: {problem!r}") from problem
        if kind != (FORMAT, VERSION):
            raise ValueError(f"a file of {kind[0]!r}, version {kind[1]!r}; this release reads {FORMAT!r}, version {VERSION}")
        return found

    def save(self, path: str | Path) -> None:
        """Write the profile to the file `path` as JSON."""
        with open(path, "w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:  # noqa: PTH123
            file.write(self.to_json())

    @classmethod
    def load(cls, path: str | Path) -> Profile:
        """Return the profile in a file. ValueError names the file when it holds none."""
        with open(path, encoding="utf-8") as file:  # noqa: PTH123  (pathlib is not loaded for who only cleans)
            text = file.read()
        try:
            return cls.from_json(text)
        except ValueError as problem:
            raise ValueError(f"{path}: {problem}") from problem


def one_site(one: str, other: str) -> str:
    """Return the site that both are of; one of them may be unknown. ValueError for two sites."""
    if one and other and one != other:
        raise ValueError(f"pages of {one} and of {other} make no profile of one site")
    return one or other


def in_order(repeats: Iterable[Repeat]) -> tuple[Repeat, ...]:
    """Return the repeats, those on the most pages first, then by key."""
    return tuple(sorted(repeats, key=lambda one: (-one.pages, one.key)))


def _repeat(row: dict[str, Any]) -> Repeat:
    """Return the repeat of a row of the file."""
    line, zones = str(row["line"]), row.get("zones", {})
    before, inside, after = (int(zones.get(name, 0)) for name in ("before", "inside", "after"))
    key = str(row.get("key") or key_of_example(line))
    return Repeat(key, line, int(row["pages"]), before, inside, after, bool(row.get("varies", False)))


def _where(one: Repeat) -> str:
    """Return the zones in which a line stands, the most frequent first."""
    zones = sorted(zip(one[3:6], ("before", "inside", "after"), strict=True), key=lambda zone: -zone[0])
    return ", ".join(name for count, name in zones if count)
