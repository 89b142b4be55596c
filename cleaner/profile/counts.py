"""On how many pages of a site each line stands: the state from which a profile is made, to be merged across shards."""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass, field
from math import ceil
from typing import TYPE_CHECKING

from cleaner.profile.lines import AFTER, BEFORE, INSIDE, seen
from cleaner.profile.pages import read_pages, site_of
from cleaner.profile.profile import Profile, Repeat, in_order, one_site
from cleaner.read import read

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cleaner.document import Document
    from cleaner.profile.pages import Source

BOUND = 50_000  # lines and runs of two that are kept; each takes some 500 bytes
FEWEST, LEAST = 2, 0.01  # pages, and share of the pages, of a line that a profile lists
VERSION = 1


@dataclass
class Counts:
    """The lines of a site's pages, with the number of pages that have each: to be added to, merged, and made a profile.

    Memory is bounded by a Misra-Gries summary: when there are more than twice `bound` lines, all counts are lowered by
    that of the `bound + 1`-th, and those at 0 go. As long as the pages have no more than `bound` different lines and
    runs in all, counts are exact, and `merge` is associative and commutative to the last bit. Beyond, a count is never
    too high and too low by at most `error` pages, and `error` is at most (lines counted, summed over pages) /
    (`bound` + 1), in whatever order shards are merged (Agarwal et al. 2012, "Mergeable Summaries").
    """

    site: str = ""
    pages: int = 0
    bound: int = BOUND
    error: int = 0
    table: dict[str, Repeat] = field(default_factory=dict)

    @classmethod
    def of(cls, documents: Iterable[Source], *, site: str | None = None, bound: int = BOUND) -> Counts:
        """Return the counts of `documents`, as `learn` takes them. ValueError for URLs of several sites without a `site`."""
        counts = cls(site or "", bound=bound)
        for doc in read_pages(documents):
            if site is None and doc.url is not None:
                counts.site = one_site(counts.site, site_of(doc.url))
            counts.add(doc)
        return counts

    def add(self, doc: Document) -> None:
        """Count the lines of one page as it was read. A page without a line is none."""
        if not doc.blocks:
            return
        self.pages += 1
        for key, zones, line in seen(doc.blocks):
            one = Repeat(key, line, 1, int(BEFORE in zones), int(INSIDE in zones), int(AFTER in zones))
            self.table[key] = self.table[key].plus(one) if key in self.table else one
        self._shrink()

    def merge(self, other: Counts) -> Counts:
        """Return the counts over the pages of both. ValueError when they are of different sites."""
        table = dict(self.table)
        for key, repeat in other.table.items():
            table[key] = table[key].plus(repeat) if key in table else repeat
        site, bound = one_site(self.site, other.site), min(self.bound, other.bound)
        merged = Counts(site, self.pages + other.pages, bound, self.error + other.error, table)
        merged._shrink()
        return merged

    def _shrink(self) -> None:
        """Lower all counts, when there are too many lines, so that at most `bound` of them stay."""
        if len(self.table) <= 2 * self.bound:
            return
        cut = sorted((repeat.pages for repeat in self.table.values()), reverse=True)[self.bound]
        self.error += cut
        self.table = {key: repeat.less(cut) for key, repeat in self.table.items() if repeat.pages > cut}

    def profile(self) -> Profile:
        """Return what stands on two pages and more, and on one of a hundred."""
        fewest = max(FEWEST, ceil(LEAST * self.pages))
        lines = in_order(repeat for repeat in self.table.values() if repeat.pages >= fewest)
        return Profile(self.site, self.pages, lines, self.error)

    def missing(self, profile: Profile) -> float:
        """Return the staleness of an older `profile`: how much of what it lists these pages lack, 0 to 1."""
        return profile.missing(sum(self.table[key].pages for key in profile.standing if key in self.table), self.pages)

    def to_bytes(self) -> bytes:
        """Return the counts as compressed JSON: what a shard hands to the one that merges."""
        state = [VERSION, self.site, self.pages, self.bound, self.error, sorted(self.table.values())]
        return zlib.compress(json.dumps(state).encode("ascii"))

    @classmethod
    def from_bytes(cls, state: bytes) -> Counts:
        """Return the counts that `to_bytes` wrote. ValueError for anything else."""
        try:
            version, site, pages, bound, error, rows = json.loads(zlib.decompress(state))
            table = {row[0]: Repeat(*row) for row in rows}
        except (zlib.error, ValueError, TypeError, LookupError) as problem:
            raise ValueError(f"not counts as Counts.to_bytes writes them: {problem}") from problem
        if version != VERSION:
            raise ValueError(f"counts of version {version!r}; this release reads version {VERSION}")
        return cls(site, pages, bound, error, table)


def count_page(counts: dict[str, Counts], url: str | None, source: str | bytes, site: str | None = None) -> bool:
    """Count a page under the site of its address, else under `site`. False when there is neither: then it is left out."""
    site = site_of(url or "") or site
    if site:
        counts.setdefault(site, Counts(site)).add(read(source, url=url))
    return bool(site)


def learn(documents: Iterable[Source], *, site: str | None = None, bound: int = BOUND) -> Profile:
    """Return what the pages of one site repeat.

    `documents` are sources, text or bytes as `clean` takes them, or pairs (URL, source); each is read once, as `clean`
    reads it, and not kept. `site` is taken from the URLs unless it is given. Memory is bounded by `bound` lines: see
    `Counts`, which is also what to use when the pages lie in several places. ValueError when the URLs are of several
    sites: `Profiles.learn` tells them apart.
    """
    return Counts.of(documents, site=site, bound=bound).profile()
