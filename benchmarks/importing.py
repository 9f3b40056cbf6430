#!/usr/bin/env python3
"""Time the importer: an article warm, and one from the shell beside a Python that does nothing.

    importing.py ARTICLE… [--runs 10]

Tells medians in ms; for the shell, processor time (user and system) and wall time.
"""

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from tracker import importer, vocabulary  # noqa: E402 - the repository is no installed package


def warm(articles: Sequence[Path], runs: int) -> float:
    """Processor time an article takes once all is loaded, in ms."""
    words = vocabulary.load(ROOT / "content")
    for path in articles:
        importer.report(path, words)
    times = []
    for _ in range(runs):
        started = process_time()
        for path in articles:
            importer.report(path, words)
        times.append(1000 * (process_time() - started) / len(articles))
    return median(times)


def shell(command: Sequence[str]) -> tuple[float, float]:
    """Processor time and wall time of one run, in ms."""
    started = perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        _, _, used = os.wait4(process.pid, 0)
        process.returncode = 0
    return 1000 * (used.ru_utime + used.ru_stime), 1000 * (perf_counter() - started)


def main() -> None:
    """Measure and print; the two commands take turns, so that a busy machine troubles both alike."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", nargs="+", type=Path)
    parser.add_argument("--runs", type=int, default=10)
    args = parser.parse_args()
    print(f"{'warm':24}{warm(args.articles, args.runs):8.1f}")
    one = [sys.executable, str(ROOT / "build.py"), "import", str(args.articles[0]), "--json"]
    commands = {"python -c pass": [sys.executable, "-c", "pass"], "build.py import --json": one}
    shell(one)  # fills the caches
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
    for _ in range(args.runs):
        for name, command in commands.items():
            times[name].append(shell(command))
    for name, found in times.items():
        used, wall = (median(column) for column in zip(*found, strict=True))
        print(f"{name:24}{used:8.1f} of the processor{wall:8.1f} on the wall")


if __name__ == "__main__":
    main()
