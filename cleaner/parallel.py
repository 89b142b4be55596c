"""One function over many arguments in several processes: in order, lazily, in bounded memory."""

from __future__ import annotations

from collections import deque
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Future

S = TypeVar("S")
R = TypeVar("R")

_BATCH = 32  # sources a task: a task costs about as much to send as one article to clean
_AHEAD = 4  # tasks waiting for each worker


def _run(function: Callable[[S], R], batch: list[S]) -> list[R]:
    return [function(one) for one in batch]


def map_in_order(function: Callable[..., R], sources: Iterable[S], workers: int, options: dict[str, Any]) -> Iterator[R]:
    """Yield `function(source, **options)` for each source, in order; an error is raised when its source's turn comes."""
    job = partial(_run, partial(function, **options))
    left = iter(sources)
    waiting: deque[Future[list[R]]] = deque()
    with ProcessPoolExecutor(workers) as pool:
        try:
            while True:
                while len(waiting) < workers * _AHEAD and (batch := list(islice(left, _BATCH))):
                    waiting.append(pool.submit(job, batch))
                if not waiting:
                    return
                yield from waiting.popleft().result()
        finally:
            for task in waiting:
                task.cancel()
