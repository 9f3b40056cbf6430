"""turns.yaml: turns of a sentence that no list of words catches, each with an example."""

import re
from functools import cache
from typing import NamedTuple

import msgspec

from tracker.importer import lexicon, verbs
from tracker.model import Text


class MoneyTurn(msgspec.Struct, frozen=True):
    """What stands before a sum, and what behind it, as patterns; in the example it stands between two strokes."""

    rule: Text
    example: Text
    before: Text | None = None
    behind: Text | None = None


class PlaceTurn(msgspec.Struct, frozen=True):
    r"""What is matched behind a place or, if it ends with `\Z`, searched before it; in the example | is the bound."""

    example: Text
    turn: Text


class DeedTurn(msgspec.Struct, frozen=True):
    """What in the front of an article, or `anywhere`, tells of a deed that no word of its instrument names."""

    example: Text
    turn: Text
    anywhere: Text | None = None


class StepTurn(msgspec.Struct, frozen=True):
    """What in a headline or a first sentence tells of a step that no word of its stage names."""

    stage: Text
    example: Text
    turn: Text


class Turns(msgspec.Struct, frozen=True):
    """turns.yaml: of sums one by one, of places by what they say, of deeds by their instrument, of steps in order."""

    money: tuple[MoneyTurn, ...]
    places: dict[str, tuple[PlaceTurn, ...]]
    deeds: dict[str, tuple[DeedTurn, ...]]
    steps: tuple[StepTurn, ...]


class AroundSum(NamedTuple):
    """A turn around a sum, ready to be looked for, and the id of its rule."""

    rule: str
    before: re.Pattern[str] | None
    behind: re.Pattern[str] | None

    def fits(self, before: str, behind: str) -> bool:
        """Whether a sum's sentence takes this turn."""
        return (not self.before or bool(self.before.search(before))) and (
            not self.behind or bool(self.behind.match(behind))
        )


@cache
def known() -> Turns:
    """All turns, read once."""
    return lexicon.read_data(Turns, "turns.yaml")


def with_verbs(turn: str) -> str:
    """A turn in which the verbs in angle brackets are patterns of all their forms."""
    return _VERBS.sub(lambda match: verbs.forms(*match[1].split()), turn)


_VERBS = re.compile(r"<([가-힣]+(?: [가-힣]+)*)>")


@cache
def around_sums() -> tuple[AroundSum, ...]:
    """Those by which a sum is none of the policy's."""
    return tuple(
        AroundSum(
            f"sum.{one.rule}",
            re.compile(one.before + r"\Z") if one.before else None,
            re.compile(one.behind) if one.behind else None,
        )
        for one in known().money
    )


@cache
def of_deeds(*, anywhere: bool) -> dict[str, re.Pattern[str]]:
    """Those that tell of a deed, in the front or wherever they stand, by its instrument."""
    found = {
        slug: [with_verbs(one.turn) for one in deeds if bool(one.anywhere) == anywhere]
        for slug, deeds in known().deeds.items()
    }
    return {slug: re.compile("|".join(deeds)) for slug, deeds in found.items() if deeds}


@cache
def at_place(kind: str) -> re.Pattern[str]:
    """Those of one kind by which a place only stands by."""
    return re.compile("|".join(one.turn for one in known().places[kind]))


@cache
def of_steps() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Those that tell of a step, with its stage; the first that fits is the one."""
    return tuple((one.stage, re.compile(one.turn)) for one in known().steps)
