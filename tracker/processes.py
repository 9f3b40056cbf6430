"""Spread work over forked processes, which see all that this one has made so far and can be killed at their work."""

import ctypes
import gc
import os
import pickle
import select
import signal
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple, NoReturn, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
Told = Callable[[int, int], None]
"""Told of how many of how many things are done."""


class Limit(NamedTuple):
    """What one item may cost: whole seconds of processor time, and bytes beyond what the process began with."""

    seconds: int
    memory: int


class DiedError(RuntimeError):
    """A process was killed at its work, by its limits or from outside."""


def quiet(_done: int, _total: int) -> None:
    """For those who do not want to know."""


def spread(work: Callable[[Item], Result], items: Sequence[Item], jobs: int, told: Told = quiet) -> list[Result]:
    """What `work` gives for each item, in their order, made in up to `jobs` processes.

    What it raises is raised here; DiedError if a process dies without a word.
    """
    results: dict[int, Result] = {}
    jobs = min(jobs, len(items))
    for number, result in _together(work, items, jobs) if jobs > 1 and _can_fork() else _alone(work, items):
        if isinstance(result, BaseException):
            raise result
        results[number] = result
        told(len(results), len(items))
    return [results[number] for number in range(len(items))]


def guard(work: Callable[[Item], Result], items: Sequence[Item], jobs: int, limit: Limit) -> list[Result | None]:
    """The same, always in other processes, which are killed at an item that costs more than the limit: it gives None.

    Where processes cannot be forked there is no guard.
    """
    results: dict[int, Result | None] = {}
    jobs = min(jobs, len(items))
    for number, result in _together(work, items, max(jobs, 1), limit) if _can_fork() else _alone(work, items):
        if isinstance(result, BaseException) and not isinstance(result, DiedError):
            raise result
        results[number] = None if isinstance(result, DiedError) else result
    return [results[number] for number in range(len(items))]


def _can_fork() -> bool:
    return hasattr(os, "fork")


def _alone(work: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[tuple[int, Result]]:
    for number, item in enumerate(items):
        yield number, work(item)


def _together(
    work: Callable[[Item], Result], items: Sequence[Item], jobs: int, limit: Limit | None = None
) -> Iterator[tuple[int, Result | Exception]]:
    """Number of each item with its result or what it raised, as they are done; a process that died is replaced."""
    gc.freeze()  # so that the collector does not touch, and so copy, what the processes share
    left = iter(range(len(items)))
    workers: list[_Worker] = []

    def employ() -> None:
        if (number := next(left, None)) is not None:
            workers.append(_Worker(work, items, limit, [worker.orders for worker in workers]))
            workers[-1].order(number)

    try:
        for _ in range(jobs):
            employ()
        while workers:
            for worker in _ready(workers):
                number, result = worker.item, worker.result()
                if isinstance(result, DiedError):
                    workers.remove(worker)
                    employ()
                elif (following := next(left, None)) is not None:
                    worker.order(following)
                else:
                    workers.remove(worker)
                    worker.dismiss()
                yield number, result
    finally:
        for worker in workers:
            worker.kill()
        gc.unfreeze()


class _Worker:
    """A forked process that does one item after another, by the numbers that it is sent."""

    def __init__(
        self, work: Callable[[Any], Any], items: Sequence[Any], limit: Limit | None, others: list[int]
    ) -> None:
        self.item = -1
        taken, self.orders = os.pipe()
        results, given = os.pipe()
        parent = os.getpid()
        self._pid = os.fork()
        if not self._pid:
            for file in (*others, self.orders, results):
                os.close(file)  # or the end of this process would not show, nor that of its parent
            _work(work, items, limit, parent, taken, given)
        os.close(taken)
        os.close(given)
        self.results = os.fdopen(results, "rb")

    def order(self, number: int) -> None:
        """Have it do an item."""
        self.item = number
        with suppress(BrokenPipeError):  # it has died: its result will say so
            os.write(self.orders, number.to_bytes(8, "little"))

    def result(self) -> Any:
        """What its item gave, or what was raised; DiedError if nothing whole comes any more."""
        try:
            return pickle.load(self.results)  # noqa: S301 - our own process wrote it
        except (EOFError, pickle.UnpicklingError):
            self.kill()
            return DiedError("a process died at its work")

    def dismiss(self) -> None:
        """Let it end."""
        os.close(self.orders)
        self.results.close()
        os.waitpid(self._pid, 0)

    def kill(self) -> None:
        """End it at once."""
        os.kill(self._pid, signal.SIGKILL)
        self.dismiss()


def _ready(workers: Sequence[_Worker]) -> list[_Worker]:
    """Wait until some have done their items."""
    poll = select.poll()
    for worker in workers:
        poll.register(worker.results, select.POLLIN)
    ready = {file for file, _ in poll.poll()}
    return [worker for worker in workers if worker.results.fileno() in ready]


def _work(
    work: Callable[[Any], Any], items: Sequence[Any], limit: Limit | None, parent: int, taken: int, given: int
) -> NoReturn:
    """Do the items that are ordered until there are none, or the parent was killed: its locks last while we live."""
    try:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        _die_with_parent()
        if limit:
            _bound_memory(limit.memory)
        while os.getppid() == parent and (order := os.read(taken, 8)):
            outcome = _outcome(work, items[int.from_bytes(order, "little")], limit)
            with os.fdopen(given, "wb", closefd=False) as results:
                results.write(pickle.dumps(outcome))
    except MemoryError:
        os._exit(1)
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
        os._exit(1)
    os._exit(0)


def _outcome(work: Callable[[Any], Any], item: Any, limit: Limit | None) -> Any:
    """What an item gives, or what it raises."""
    if limit:
        signal.signal(signal.SIGPROF, signal.SIG_DFL)  # which kills, in the midst of a library too
        signal.setitimer(signal.ITIMER_PROF, limit.seconds)
    try:
        return work(item)
    except MemoryError:
        raise
    except Exception as error:
        error.add_note(traceback.format_exc())
        return error
    finally:
        if limit:
            signal.setitimer(signal.ITIMER_PROF, 0)


def _bound_memory(more: int) -> None:
    """Let this process take so many bytes beyond what it has; only Linux says what that is."""
    try:
        pages = int(Path("/proc/self/statm").read_bytes().split()[0])
    except OSError:
        return
    import resource

    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (pages * resource.getpagesize() + more, hard))


def _die_with_parent() -> None:
    """Have Linux kill this process in the midst of an item, too."""
    library = ctypes.CDLL(None)
    if hasattr(library, "prctl"):
        library.prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
