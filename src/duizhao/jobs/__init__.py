"""Many documents over a `concurrent.futures.Executor`: bounded, every result consumed, order kept."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from multiprocessing import get_context
from typing import TypeVar

A = TypeVar("A")
B = TypeVar("B")

_AHEAD = 2  # tasks waiting for each worker, so that none is idle and memory stays bounded


def run_all(
    work: Callable[[A], B], items: Iterable[A], jobs: int = 1, executor: Executor | None = None
) -> Iterator[B]:
    """The results of `work` for all items, in their order. An error of a worker is raised here.

    Args:
        work: a picklable function.
        jobs: processes; 1 works in this one.
        executor: another place to work in (a Dask client's, say); it is left open.
    """
    if executor is None and jobs <= 1:
        yield from map(work, items)
        return
    if executor is None:
        # spawn: no locks of half-forked libraries, the same on every system
        with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
            yield from run_all(work, items, jobs, pool)
        return
    waiting: deque[Future[B]] = deque()
    try:
        for item in items:
            waiting.append(executor.submit(work, item))
            if len(waiting) >= max(1, jobs) * _AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        for future in waiting:
            future.cancel()
