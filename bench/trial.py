"""Pages of HTML under every system, one after the other: what each gives, how long it takes, and where it fails."""

from __future__ import annotations

import gc
import time
from dataclasses import dataclass, field
from statistics import fmean, median
from typing import TYPE_CHECKING, NamedTuple

from bench.metrics import Captions, Score, Snippets, caption_in_body, find_snippets, match_captions, same_title, score, shingles
from bench.peers import SYSTEMS, output_of, quiet
from bench.systems import cleaned

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bench.data import Page, Source
    from bench.peers import Output, Reader

# Makes a system load what it loads late, such as trafilatura its parser of dates in words.
_WARM_UP = """<html lang="fr"><head><title>A page</title></head><body><article><h1>A page</h1>
<time>publié le 3ème mars 2021</time><p>A sentence of eight words stands on it.</p></article></body></html>"""


class Result(NamedTuple):
    """A page under one system.

    Its score, its captions if gold and system have any, whether one of the gold's stands in the body if there is any, and
    its snippets if it is a page of those.
    """

    page: Page
    score: Score
    captions: Captions | None
    caption_in_body: bool | None
    snippets: Snippets | None


@dataclass
class Trial:
    """What one system did: a result and the seconds of processor time a page, and the errors by page."""

    results: list[Result] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def milliseconds(self) -> tuple[float | None, float | None]:
        """Mean and median of a page, None without pages."""
        return (fmean(self.seconds) * 1e3, median(self.seconds) * 1e3) if self.seconds else (None, None)


def run_trials(sources: Iterable[Source], readers: Mapping[str, Reader]) -> dict[str, Trial]:
    """Return the trial of each system; they take turns page by page, so that a busy machine slows all of them."""
    trials = {name: Trial() for name in readers}
    with quiet():
        for name, reader in readers.items():
            _read(reader, _WARM_UP, "https://example.org/", SYSTEMS[name].empty)
        gc.collect()
        gc.freeze()
        for source in sources:
            for name, reader in readers.items():
                gc.collect()  # the garbage of the one before is not this one's to clear
                output, seconds, error = _read(reader, source.html, source.page.url, SYSTEMS[name].empty)
                trials[name].results.append(judge(source.page, output))
                trials[name].seconds.append(seconds)
                if error:
                    trials[name].errors[source.page.id] = error
        gc.unfreeze()
    return trials


def _read(reader: Reader, html: str, url: str, empty: Output) -> tuple[Output, float, str]:
    """Return what the system gives, `empty` where it raises; its seconds; and its error if it did raise."""
    error = ""
    start = time.process_time()
    try:
        output = reader(html, url)
    except Exception as raised:  # noqa: BLE001  (whatever a system raises is a page that it did not read)
        output, error = empty, f"{type(raised).__name__}: {raised}"
    return output, time.process_time() - start, error


def judge(page: Page, output: Output) -> Result:
    """Return the output held against what is known of the page."""
    title = None if output.title is None or page.title is None else same_title(output.title, page.title)
    scored = score(shingles(page.body), shingles(output.body))._replace(title=title)
    both = output.captions is not None and page.captions is not None
    captions = match_captions(output.captions or (), page.captions or ()) if both else None
    in_body = caption_in_body(output.body, page.body, page.captions) if page.captions else None
    snippets = find_snippets(output.body, page.wanted, page.unwanted) if page.wanted or page.unwanted else None
    return Result(page, scored, captions, in_body, snippets)


def measure_html(source: Source) -> Result:
    """Return the page under the cleaner alone, which must not raise."""
    page = source.page
    return judge(page, output_of(cleaned(source.html, page.id, url=page.url, kind="html")))
