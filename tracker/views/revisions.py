"""What an initiative said before and says differently now: sums and dates of promises. Entries are oldest first."""

import re
from collections.abc import Iterable, Iterator

from tracker.model import Budget, Entry, Milestone

ALIKE = 0.3
"""How much of two promises under one id has to be the same, of 1, for the later to be the earlier made anew."""


def revised(entries: Iterable[Entry]) -> Iterator[tuple[Entry, Budget, Budget]]:
    """Each sum that is not what was said of the same purpose before: the entry, the old budget, the new."""
    before: dict[str, Budget] = {}
    for entry in entries:
        for budget in entry.budgets:
            old = before.get(budget.what)
            before[budget.what] = budget
            if old and (old.amount, old.status) != (budget.amount, budget.status):
                yield entry, old, budget


def redated(entries: Iterable[Entry]) -> Iterator[tuple[Entry, Milestone, Milestone]]:
    """Each promise made before under the same id, in like words, with another date: the entry, the old, the new."""
    before: dict[str, list[Milestone]] = {}
    for entry in entries:
        for item in entry.milestones:
            made = before.setdefault(item.id, [])
            old = next((other for other in reversed(made) if alike(other.what, item.what)), None)
            made.append(item)
            if old and old.due != item.due:
                yield entry, old, item


def alike(one: str, other: str) -> bool:
    """Whether two promises say nearly the same: Dice's measure on the bigrams of their letters, notes left out."""
    first, second = _bigrams(one), _bigrams(other)
    return 2 * len(first & second) >= ALIKE * (len(first) + len(second))


def _bigrams(text: str) -> set[str]:
    letters = re.sub(r"\([^)]*\)|\W", "", text)
    return {letters[place : place + 2] for place in range(max(1, len(letters) - 1))}
