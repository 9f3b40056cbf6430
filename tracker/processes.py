"""Spread work over forked processes, which see all that this one has made so far."""

import gc
import os
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

Item = TypeVar("Item")
Result = TypeVar("Result")
Told = Callable[[int, int], None]
"""Told of how many of how many things are done."""
FEW = 500
"""Fewer things than this are done in one process: starting more would take longer."""
CHUNK = 50
"""Things that a process does before it tells of them."""


def quiet(_done: int, _total: int) -> None:
    """For those who do not want to know."""


def spread(work: Callable[[Item], Result], items: Sequence[Item], jobs: int, told: Told = quiet) -> list[Result]:
    """What `work` gives for each item, in their order; in up to `jobs` processes if there are many.

    Raises RuntimeError if one of the processes fails, which has then printed why.
    """
    if jobs < 2 or len(items) < FEW or not hasattr(os, "fork"):
        return list(_alone(work, items, told))
    chunks = [items[start : start + CHUNK] for start in range(0, len(items), CHUNK)]
    results: dict[int, list[Result]] = {}
    for number, result in _together(work, chunks, jobs):
        results[number] = result
        told(min(len(results) * CHUNK, len(items)), len(items))
    return [one for number in range(len(chunks)) for one in results[number]]


def _alone(work: Callable[[Item], Result], items: Sequence[Item], told: Told) -> Iterator[Result]:
    for number, item in enumerate(items, 1):
        yield work(item)
        told(number, len(items))


def _together(
    work: Callable[[Item], Result], chunks: Sequence[Sequence[Item]], jobs: int
) -> Iterator[tuple[int, list[Result]]]:
    """Number and results of each chunk, as they are done."""
    import multiprocessing
    from multiprocessing.connection import wait

    gc.freeze()  # so that the collector does not touch, and so copy, what the processes share
    fork = multiprocessing.get_context("fork")
    pipes: list[Connection[object, Any]] = []
    for own in range(jobs):
        receiver, sender = fork.Pipe(duplex=False)
        fork.Process(target=_work, args=(work, chunks, own, jobs, sender, os.getpid()), daemon=True).start()
        sender.close()
        pipes.append(receiver)
    left = len(chunks)
    while left:
        wait(pipes)
        for pipe in [pipe for pipe in pipes if pipe.poll()]:
            try:
                yield pipe.recv()
                left -= 1
            except EOFError:
                pipes.remove(pipe)
                if not pipes:
                    raise RuntimeError("a process failed: see above") from None
    gc.unfreeze()


def _work(
    work: Callable[[Item], Result],
    chunks: Sequence[Sequence[Item]],
    own: int,
    jobs: int,
    sender: "Connection[tuple[int, list[Result]], object]",
    parent: int,
) -> None:
    """Do every `jobs`-th chunk, unless the parent was killed: its lock is held as long as we live."""
    for number in range(own, len(chunks), jobs):
        results = []
        for item in chunks[number]:
            if os.getppid() != parent:
                return
            results.append(work(item))
        sender.send((number, results))
