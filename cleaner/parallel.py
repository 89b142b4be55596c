"""A job over many items in several processes: in order, lazily, in bounded memory, and past a process that dies.

Items travel in batches, so that sending costs little beside the work; the job itself goes to each process once. A process that
dies takes the whole pool with it, and nobody can say over which batch it died. So every batch that was under way is done again
in a process apart, and if that dies too, item by item: the one it dies over is named, all others are done.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import threading
from abc import ABC, abstractmethod
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator
    from concurrent.futures import Future
    from multiprocessing.context import BaseContext

S = TypeVar("S")
R = TypeVar("R")
T = TypeVar("T")
Tag = TypeVar("Tag")

_MOST_ITEMS, _MOST_SIZE = 32, 1 << 17  # of a batch of sources: a few hundredths of a second of work
_AHEAD = 4  # batches waiting for each process

DIED = "the process that worked on it died: out of memory, killed from outside, or ended by a filter"


class WorkerDiedError(RuntimeError):
    """A worker process died over a source, also when it was alone with it."""


class Job(ABC, Generic[S, R, T]):
    """What is done to the items of a batch: `each` of them, and the results as a `whole`. It must pickle."""

    @abstractmethod
    def each(self, item: S, /) -> R:
        """Return the result of one item."""

    @abstractmethod
    def whole(self, results: list[R], /) -> T:
        """Return what comes back of a batch."""

    @abstractmethod
    def died(self, item: S, /) -> R:
        """Return the result of an item over which a process died."""


def map_batches(
    job: Job[S, R, T], batches: Iterable[tuple[Tag, list[S]]], workers: int, context: BaseContext | None = None
) -> Generator[tuple[Tag, T], None, None]:
    """Yield the tag of each batch, and what `job` makes of the batch, in order.

    `workers` processes of the start method `context` share the work; with one worker it is done in this process, where nothing
    guards against its end. RuntimeError when processes cannot be started.
    """
    if workers <= 1:
        yield from ((tag, _do(job, batch)) for tag, batch in batches)
        return
    with closing(_Crew(job, workers, context)) as crew:
        tags: deque[Tag] = deque()
        left = iter(batches)
        while True:
            while len(tags) < workers * _AHEAD and (following := next(left, None)) is not None:
                tags.append(following[0])
                crew.send(following[1])
            if not tags:
                return
            yield tags.popleft(), crew.take()


class _Crew(Generic[S, R, T]):
    """The processes, and the batches that they have."""

    def __init__(self, job: Job[S, R, T], workers: int, context: BaseContext | None) -> None:
        self.job, self.workers, self.context = job, workers, context
        self.waiting: deque[tuple[list[S], Future[T] | None]] = deque()  # None: to be done apart
        self.pool = self._pool(workers)
        self.apart: ProcessPoolExecutor | None = None

    def send(self, batch: list[S]) -> None:
        """Give a batch to the processes."""
        try:
            self.waiting.append((batch, self.pool.submit(_work, batch)))
        except BrokenProcessPool:
            self.waiting.append((batch, None))

    def take(self) -> T:
        """Return what came of the batch that was given first and not yet taken."""
        batch, future = self.waiting.popleft()
        if future is not None:
            try:
                return future.result()
            except BrokenProcessPool:
                self._renew()
        return self._take_apart(batch)

    def close(self) -> None:
        """Let the processes go."""
        for pool in (self.pool, self.apart):
            if pool is not None:
                pool.shutdown(cancel_futures=True)

    def _renew(self) -> None:
        """Make a new pool; what the broken one had begun or not yet begun is to be done apart, for one of them killed it."""
        self.pool.shutdown()
        self.waiting = deque(
            (batch, None if future is None or isinstance(future.exception(), BrokenProcessPool) else future)
            for batch, future in self.waiting
        )
        self.pool = self._pool(self.workers)

    def _take_apart(self, batch: list[S]) -> T:
        """Return what comes of a batch that may kill its process, done in a process apart."""
        try:
            return cast("T", self._alone(_work, batch))
        except BrokenProcessPool:
            return self.job.whole([self._one(item) for item in batch])

    def _one(self, item: S) -> R:
        try:
            return cast("R", self._alone(_work_one, item))
        except BrokenProcessPool:
            return self.job.died(item)

    def _alone(self, function: Callable[[Any], Any], argument: object) -> object:
        """Return the function's value in a process that does nothing else. BrokenProcessPool when it dies."""
        if self.apart is None:
            self.apart = self._pool(1)
            try:
                self.apart.submit(os.getpid).result()
            except BrokenProcessPool as error:
                raise RuntimeError(
                    "worker processes cannot be started: a script needs `if __name__ == '__main__':` around a call that "
                    "uses several, and filters that can be imported"
                ) from error
        try:
            return self.apart.submit(function, argument).result()
        except BrokenProcessPool:
            self.apart.shutdown()
            self.apart = None
            raise

    def _pool(self, workers: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(workers, self.context, _start, (self.job,))


_job: Job[Any, Any, Any]  # of this process, if it is a worker


def _start(job: Job[Any, Any, Any]) -> None:
    """Make this process a worker: it has a job, leaves Ctrl-C to its parent, and does not outlive it."""
    global _job  # noqa: PLW0603  (what a pool's processes have for memory)
    _job = job
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow_parent, daemon=True).start()


def _follow_parent() -> None:
    """End this process when its parent is no more: a parent that was killed could not tell it to."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _work(batch: list[Any]) -> Any:  # noqa: ANN401  (what the job makes of it)
    return _do(_job, batch)


def _work_one(item: object) -> object:
    return _job.each(item)


def _do(job: Job[S, R, T], batch: list[S]) -> T:
    return job.whole([job.each(item) for item in batch])


class _Failed(NamedTuple):
    """In the place of a result: the error that there was instead."""

    error: Exception


class _Mapping(Job[S, R | _Failed, list[R | _Failed]]):
    """The job that `map_in_order` gives to its workers: a function with its options."""

    def __init__(self, function: Callable[..., R], options: dict[str, Any]) -> None:
        self.function, self.options = function, options

    def each(self, source: S) -> R | _Failed:
        try:
            return self.function(source, **self.options)
        except Exception as error:  # noqa: BLE001  (it is raised where the source's turn comes)
            return _Failed(_portable(error))

    def whole(self, results: list[R | _Failed]) -> list[R | _Failed]:
        return results

    def died(self, source: S) -> _Failed:
        return _Failed(
            WorkerDiedError(f"{DIED}; the source begins {source[:60]!r}" if isinstance(source, (str, bytes)) else DIED)
        )


def _portable(error: Exception) -> Exception:
    """Return the error, or one that says the same if it cannot travel between processes."""
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301  (our own)
    except Exception:  # noqa: BLE001  (an exception of a user's class may do anything)
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error


def map_in_order(function: Callable[..., R], sources: Iterable[S], workers: int, options: dict[str, Any]) -> Iterator[R]:
    """Yield `function(source, **options)` for each source, in order; an error is raised when its source's turn comes.

    The error is WorkerDiedError when a process died over the source.
    """
    job: _Mapping[S, R] = _Mapping(function, options)
    with closing(map_batches(job, _batches(sources), workers)) as results:
        for number, batch in results:
            for index, result in enumerate(batch, number):
                if not isinstance(result, _Failed):
                    yield result
                elif isinstance(result.error, WorkerDiedError):
                    raise WorkerDiedError(f"source {index}: {result.error}")
                else:
                    raise result.error


def _batches(sources: Iterable[S]) -> Iterator[tuple[int, list[S]]]:
    """Yield the sources in batches, each with the number of its first source (from 0): few long ones, more short ones."""
    batch: list[S] = []
    number = size = 0
    for source in sources:
        batch.append(source)
        size += len(source) if isinstance(source, (str, bytes)) else 0
        if len(batch) == _MOST_ITEMS or size >= _MOST_SIZE:
            yield number, batch
            number += len(batch)
            batch, size = [], 0
    if batch:
        yield number, batch
