"""One run over a corpus: from the inputs to the output, by way of the workers, checkpoint by checkpoint."""

from __future__ import annotations

import multiprocessing
import time
from contextlib import closing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from cleaner.corpus import items, sources
from cleaner.corpus.items import Item, Skip
from cleaner.corpus.output import Checkpoint, Output, OutputError
from cleaner.corpus.streams import compressor
from cleaner.corpus.work import Counts, Part, Work
from cleaner.parallel import map_batches

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.context import BaseContext

    from cleaner.corpus.inputs import Inputs, Total

_MOST_ITEMS, _MOST_SIZE, _MOST_SEEN = 128, 1 << 20, 4096  # of a batch: items, their bytes, and records with those skipped


class Mark(NamedTuple):
    """Where the input is after a batch, what was skipped in it, and how many bytes of the input were read up to there."""

    file: int
    record: int
    skipped: dict[str, int]
    read: int


@dataclass(frozen=True)
class Plan:
    """What a run is to do. `options` are the words for what the output depends on: a run goes on only with the same.

    `limit` is the most bytes of a record, `pause` the seconds between two checkpoints.
    """

    inputs: Inputs
    output: Output
    work: Work
    options: dict[str, Any]
    workers: int = 1
    limit: int = 10_000_000
    pause: float = 5.0


def run(plan: Plan, total: Total, start: Checkpoint, watch: Callable[[Counts, int], None]) -> Counts:
    """Do the run from `start` and return the counts, those from before `start` included.

    `watch` is told of the counts and of the bytes of the input that were read, after each batch. Memory does not grow with the
    corpus. OSError and OutputError when the output cannot be written; then, and whenever the process ends, the run can go on from
    the last checkpoint.
    """
    progress, output = start, plan.output
    if not progress.complete:
        with closing(output):
            output.open(progress)
            _work(plan, progress, watch)
            progress.complete = True
            output.save(progress)
    watch(progress.counts, total.size)
    output.finish(progress)
    return progress.counts


def start_of(plan: Plan, total: Total, *, resume: bool) -> Checkpoint | None:
    """Return where the run starts; None when it is to go on but is complete already.

    OutputError when an interrupted run is in the way, or is to go on but was asked for something else.
    """
    wanted = {"inputs": total.digest, **plan.options}
    found = plan.output.checkpoint()
    if found is None:
        complete = plan.output.path.exists() and not plan.output.rows.exists()
        return None if resume and complete else Checkpoint(wanted)
    if not resume:
        raise OutputError(
            f"{plan.output.path}: a run was interrupted here; go on with it by --resume, or remove {plan.output.checkpoint_path}"
        )
    other = [name for name in {**found.plan, **wanted} if found.plan.get(name) != wanted.get(name)]
    if other:
        raise OutputError(
            f"{plan.output.path}: the interrupted run cannot go on, it had other {', '.join(other)}; "
            f"ask for the same, or remove {plan.output.checkpoint_path} to start again"
        )
    return found


def _work(plan: Plan, progress: Checkpoint, watch: Callable[[Counts, int], None]) -> None:
    """Write the part of every batch from `progress` on, and checkpoints between."""
    work = replace(plan.work, compression=plan.output.compression)
    saved = time.monotonic()
    with closing(map_batches(work, batches(plan, progress), plan.workers, _context())) as parts:
        for mark, part in parts:
            plan.output.write(part, progress)
            progress.file, progress.record = mark.file, mark.record
            progress.counts.add(part.counts)
            progress.counts.add(Counts(skipped=mark.skipped))
            watch(progress.counts, mark.read)
            if time.monotonic() - saved >= plan.pause:
                plan.output.save(progress)
                saved = time.monotonic()
    if not progress.rows:  # a packed file of nothing is not nothing
        plan.output.write(Part(compressor(plan.output.compression)(b""), b"", Counts()), progress)


def batches(plan: Plan, start: Checkpoint) -> Iterator[tuple[Mark, list[Item]]]:
    """Yield the items of the input after `start` in batches, which depend on nothing but the input."""
    batch: list[Item] = []
    skipped: dict[str, int] = {}
    size = seen = before = 0
    mark = Mark(start.file, start.record, {}, 0)
    for number, file in enumerate(plan.inputs()):
        if number < start.file:
            before += file.size
            continue
        done = start.record if number == start.file else 0
        for record, (item, read) in enumerate(sources.read(file, plan.work.fields, plan.limit, done), done + 1):
            seen += 1
            if isinstance(item, Skip):
                skipped[item.what] = skipped.get(item.what, 0) + 1
            else:
                batch.append(item)
                size += items.size(item)
            mark = Mark(number, record, skipped, before + read)
            if len(batch) == _MOST_ITEMS or size >= _MOST_SIZE or seen == _MOST_SEEN:
                yield mark, batch
                batch, skipped, size, seen = [], {}, 0, 0
        before += file.size
    if seen:
        yield mark, batch


def _context() -> BaseContext | None:
    """Return how processes are started: from a server without threads, where there is one, which has the phrases ready."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return None
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["cleaner.corpus.warm"])
    return context
