"""Spread work over forked processes, which see all that this one has made so far."""

import ctypes
import gc
import os
import signal
import traceback
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

Item = TypeVar("Item")
Result = TypeVar("Result")
Told = Callable[[int, int], None]
"""Told of how many of how many things are done."""


def quiet(_done: int, _total: int) -> None:
    """For those who do not want to know."""


def spread(work: Callable[[Item], Result], items: Sequence[Item], jobs: int, told: Told = quiet) -> list[Result]:
    """What `work` gives for each item, in their order, made in up to `jobs` processes.

    What it raises is raised here; RuntimeError if a process dies without a word.
    """
    jobs = min(jobs, len(items)) if hasattr(os, "fork") else 1
    results: dict[int, Result] = {}
    for number, result in _together(work, items, jobs) if jobs > 1 else _alone(work, items):
        results[number] = result
        told(len(results), len(items))
    return [results[number] for number in range(len(items))]


def _alone(work: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[tuple[int, Result]]:
    for number, item in enumerate(items):
        yield number, work(item)


def _together(work: Callable[[Item], Result], items: Sequence[Item], jobs: int) -> Iterator[tuple[int, Result]]:
    """Number and result of each item, as they are done."""
    import multiprocessing
    from multiprocessing.connection import wait

    gc.freeze()  # so that the collector does not touch, and so copy, what the processes share
    fork = multiprocessing.get_context("fork")
    taken = fork.Value("l", 0)
    pipes: list[Connection[object, Any]] = []
    workers = []
    for _ in range(jobs):
        receiver, sender = fork.Pipe(duplex=False)
        workers.append(fork.Process(target=_work, args=(work, items, taken, sender, os.getpid()), daemon=True))
        workers[-1].start()
        sender.close()
        pipes.append(receiver)
    left = len(items)
    while left:
        wait(pipes)
        for pipe in [pipe for pipe in pipes if pipe.poll()]:
            try:
                number, result = pipe.recv()
            except EOFError:
                pipes.remove(pipe)
                if not pipes:
                    raise RuntimeError("a process died at its work") from None
                continue
            if isinstance(result, BaseException):
                raise result
            left -= 1
            yield number, result
    for worker in workers:
        worker.join()  # each still counts once more, in memory that the next call may be given
    gc.unfreeze()


def _work(
    work: Callable[[Item], Result],
    items: Sequence[Item],
    taken: Any,
    sender: "Connection[tuple[int, Result | Exception], object]",
    parent: int,
) -> None:
    """Take items until there are none, or the parent was killed: its locks are held as long as we live."""
    _die_with_parent()
    while os.getppid() == parent:
        with taken.get_lock():
            number = taken.value
            taken.value += 1
        if number >= len(items):
            return
        try:
            result: Result | Exception = work(items[number])
        except Exception as error:
            error.add_note(traceback.format_exc())
            result = error
        sender.send((number, result))


def _die_with_parent() -> None:
    """Have Linux kill this process in the midst of an item, too."""
    library = ctypes.CDLL(None)
    if hasattr(library, "prctl"):
        library.prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
