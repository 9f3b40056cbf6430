"""Work spread over processes: the same results, in order, and faults are not lost."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from support import ROOT
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


LIMIT = processes.Limit(seconds=1, memory=100 * 2**20)


def spend(what: str) -> str:
    if what == "time":
        while True:
            pass
    if what == "time in a library":
        re.fullmatch("(a|a)*b", "a" * 40)
    if what == "memory":
        return str(len(bytearray(200 * 2**20)))
    if what == "itself":
        os.kill(os.getpid(), signal.SIGKILL)
    return what


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_what_costs_more_than_the_limit_is_given_up_and_all_else_is_done(jobs: int) -> None:
    costly = ["time", "time in a library", "memory", "itself"]
    items = ["a", *costly, "b", "itself", "c"]
    assert processes.guard(spend, items, jobs, LIMIT) == ["a", *[None] * 4, "b", None, "c"]


def test_the_time_of_many_items_is_not_added() -> None:
    def work(number: int) -> int:
        ends = time.process_time() + 0.4
        while time.process_time() < ends:
            pass
        return number

    assert processes.guard(work, range(4), 1, LIMIT) == [0, 1, 2, 3]


def test_no_process_outlives_its_parent(tmp_path: Path) -> None:
    script = """
import os, sys, time
sys.path.insert(0, sys.argv[1])
from tracker import processes
def work(number):
    open(f"{sys.argv[2]}/{os.getpid()}", "x").close()
    time.sleep(600)
processes.spread(work, range(3), 2)
"""
    parent = subprocess.Popen([sys.executable, "-c", script, ROOT, tmp_path])
    while len(list(tmp_path.iterdir())) < 2:
        time.sleep(0.01)
    parent.kill()
    parent.wait()
    for child in tmp_path.iterdir():
        ends = time.monotonic() + 60
        while is_alive(int(child.name)):
            assert time.monotonic() < ends
            time.sleep(0.01)


def is_alive(process: int) -> bool:
    try:
        return " Z " not in Path(f"/proc/{process}/stat").read_text("utf-8")
    except FileNotFoundError:
        return False
