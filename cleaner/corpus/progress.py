"""What people see of a run: a bar on a terminal, else a line a minute, and a summary at the end."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, NoReturn, TextIO

from cleaner.corpus.streams import MissingExtraError, need
from cleaner.profile.profile import STALE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tqdm import tqdm

    from cleaner.corpus.work import Counts
    from cleaner.profile import Profile, Profiles

_PAUSE = 60.0  # seconds between two lines
_FEWEST, _MOST = 3, 10  # pages of a site before it is said to have changed; sites that are named


class Progress:
    """Tells of a run on `stream`: called with the counts and the bytes of the input that were read, out of `total`."""

    def __init__(self, total: int, stream: TextIO | None = None) -> None:
        """Show a bar if `stream` (the standard error) is a terminal and tqdm is there, else a line a minute."""
        self.stream = stream or sys.stderr
        self.total, self.began = total, time.monotonic()
        self.first: tuple[int, int] | None = None  # records and bytes at the first call: a run that goes on has some
        self.told = self.began
        self.bar = self._bar()

    def __call__(self, counts: Counts, read: int) -> None:
        """Show how far the run is."""
        records = counts.rows + counts.errors
        if self.first is None:
            self.first = (records, read)
        rate = (records - self.first[0]) / max(time.monotonic() - self.began, 1e-9)
        if self.bar is not None:
            self.bar.set_postfix_str(f"{records} records, {rate:.0f}/s, {counts.errors} errors", refresh=False)
            self.bar.update(read - self.bar.n)
        elif time.monotonic() - self.told >= _PAUSE:
            self.told = time.monotonic()
            self.stream.write(f"cleaner: {records} records, {rate:.0f}/s, {counts.errors} errors; {self._left(read)}\n")
            self.stream.flush()

    def close(self) -> None:
        """Leave the bar as it is."""
        if self.bar is not None:
            self.bar.close()

    def _left(self, read: int) -> str:
        """Return how much of the input was read, and how long the rest will take at the speed so far."""
        took, done = time.monotonic() - self.began, read - (self.first or (0, 0))[1]
        left = f", {_duration(took * (self.total - read) / done)} left" if done > 0 else ""
        return f"{read / max(self.total, 1):.1%} of the input{left}"

    def _bar(self) -> tqdm[NoReturn] | None:
        if not self.stream.isatty():
            return None
        try:
            bar: type[tqdm[NoReturn]] = need("tqdm", "a progress bar").tqdm
        except MissingExtraError:
            return None
        bar.monitor_interval = 0  # no thread of its own: processes are started beside it
        return bar(total=self.total, unit="B", unit_scale=True, desc="cleaner", file=self.stream, dynamic_ncols=True)


def _duration(seconds: float) -> str:
    """Return a time as hours and minutes.

    >>> _duration(7384), _duration(50)
    ('2 h 03 min', '1 min')
    """
    minutes = round(seconds / 60)
    return f"{minutes // 60} h {minutes % 60:02} min" if minutes >= 60 else f"{max(minutes, 1)} min"


def summary(counts: Counts, output: str, seconds: float) -> str:
    """Return what came of a run: the numbers, what was skipped, and what each filter removed."""
    lines = [f"cleaner: {counts.rows} rows in {output}, {counts.errors} errors, {seconds:.1f} s in this run"]
    if counts.skipped:
        lines.append("  skipped: " + ", ".join(f"{number} {what}" for what, number in sorted(counts.skipped.items())))
    if counts.removed:
        width = max(map(len, [*counts.removed, "filter"]))
        lines.append(f"  {'filter':{width}} {'pieces':>10} {'characters':>12} {'documents':>10}")
        ranked = sorted(counts.removed.items(), key=lambda row: (-row[1][0], row[0]))
        lines += [f"  {name:{width}} {pieces:10} {signs:12} {docs:10}" for name, (pieces, signs, docs) in ranked]
    return "\n".join(lines) + "\n"


def fit(counts: Counts, profiles: Profiles) -> str:
    """Return how many pages had a profile, and which profiles no longer fit their sites; "" without profiles."""
    if not profiles:
        return ""
    lines = [f"  profiles: {sum(pages for pages, _ in counts.sites.values())} documents of {len(counts.sites)} sites had one"]
    gone = {profile.site: profile.missing(lines, pages) for profile, pages, lines in _seen(counts, profiles)}
    stale = sorted((site for site, share in gone.items() if share >= STALE), key=lambda site: (-gone[site], site))
    lines += [f"  {site} has changed: {gone[site]:.0%} of what its pages had is gone; learn it again" for site in stale[:_MOST]]
    if len(stale) > _MOST:
        lines.append(f"  and so have {len(stale) - _MOST} other sites")
    return "\n".join(lines) + "\n"


def _seen(counts: Counts, profiles: Profiles) -> Iterator[tuple[Profile, int, int]]:
    """Yield the profiles of which enough pages were seen, the number of these, and the lines of the profile on them."""
    for profile in profiles:
        pages, lines = counts.sites.get(profile.site, (0, 0))
        if pages >= _FEWEST:
            yield profile, pages, lines
