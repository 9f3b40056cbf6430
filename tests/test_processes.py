"""Work spread over processes: the same results, in order, and faults are not lost."""

import os
import signal

import pytest

from tracker import processes


def double(number: int) -> int:
    return 2 * number


@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_results_stand_in_the_order_of_the_items(jobs: int) -> None:
    for _ in range(30):  # one call may not disturb the next
        assert processes.spread(double, range(12), jobs) == [2 * number for number in range(12)]


def test_what_the_work_raises_is_raised_with_the_place_where_it_was() -> None:
    def fail(number: int) -> int:
        return 1 // (3 - number)

    with pytest.raises(ZeroDivisionError) as caught:
        processes.spread(fail, range(9), 2)
    assert any("in fail" in note for note in caught.value.__notes__)


def test_processes_that_die_are_not_waited_for() -> None:
    def die(_: int) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    with pytest.raises(RuntimeError, match="died"):
        processes.spread(die, range(9), 2)


def test_every_step_is_told() -> None:
    told: list[tuple[int, int]] = []
    processes.spread(double, range(4), 2, lambda *step: told.append(step))
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]
