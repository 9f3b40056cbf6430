"""Take each sum once: what is said again, rounded in a headline or with a slip of a digit, is one sum."""

import re
from collections.abc import Iterator, Sequence

from tracker import money
from tracker.importer.candidates import Question
from tracker.importer.money.amounts import Money

LEAD = 250
"""Letters of the body in which a sum may stand rounded."""


def once(budgets: Sequence[Money], text: str, body_start: int) -> list[Money]:
    """Each sum once: the one that says most; a rounded repetition goes into the exact sum."""
    kept: list[Money] = []
    for one in sorted(budgets, key=_precedence):
        if not any(_repeats(one, other, body_start) or _rounds(one, other, text, body_start) for other in kept):
            kept.append(one)
    whole = [one for one in kept if not any(_is_part(one, other) for other in kept)]
    return sorted(whole, key=lambda budget: budget.start)


def _is_part(one: Money, other: Money) -> bool:
    return other.amount > one.amount and len(one.breakdown) == 1 and one.amount in other.breakdown.values()


def agreed(budgets: Sequence[Money], text: str, body_start: int) -> list[Money]:
    """Of totals that differ by a slip of a digit, the one that says that it is the total, else the last."""
    kept: list[Money] = []
    for one in budgets:
        rival = next((other for other in kept if _is_slip(one, other, body_start)), None)
        if rival is None:
            kept.append(one)
        elif not _TOTAL.search(text[max(0, rival.start - 12) : rival.start]):
            kept[kept.index(rival)] = one
    return kept


_TOTAL = re.compile(r"(?:총|합계|모두|합쳐)[^\d\n]{0,8}$")


def _is_slip(one: Money, other: Money, body_start: int) -> bool:
    """Two sums of four digits or more, nearly the same, one of them told in front."""
    digits = min(len(str(money.amount).rstrip("0")) for money in (one, other))
    near = abs(one.amount - other.amount) * 50 <= max(one.amount, other.amount)
    return (
        near
        and digits >= 4
        and min(one.start, other.start) < body_start + LEAD
        and one.breakdown.keys() == other.breakdown.keys()
    )


def disputes(budgets: Sequence[Money], agreed: Sequence[Money]) -> Iterator[Question]:
    """What an article says twice and not alike is asked."""
    dropped = [one for one in budgets if one not in agreed]
    if dropped:
        amounts = [
            one.amount
            for one in budgets
            if one in dropped or any(abs(one.amount - other.amount) * 50 <= one.amount for other in dropped)
        ]
        told = ", ".join(money.format_won(amount) for amount in amounts)
        yield Question("budgets", f"기사 안에서 금액이 엇갈립니다: {told}", tuple(map(str, amounts)))


def _precedence(one: Money) -> tuple[int, int, bool, int]:
    """Which of two sums says more: parts first, then digits, then years."""
    return (-len(one.breakdown), -len(str(one.amount).rstrip("0")), one.period is None, one.start)


_ROUGHLY = re.compile(r"\s?원?\s?(?:넘게|이상|가까이|남짓|안팎|이\s넘는)")


def _rounds(one: Money, other: Money, text: str, body_start: int) -> bool:
    """A headline's sum cut to its first figures: 3조 over 3조 4000억; in the lead, `5000억 원 넘게`."""
    is_cut = one.start < body_start or (one.start < body_start + LEAD and _ROUGHLY.match(text, one.end))
    if not is_cut or one.breakdown.keys() - other.breakdown.keys() or _is_round(other):
        return False
    unit = 10 ** min(len(str(one.amount)) - len(str(one.amount).rstrip("0")), 12)
    near = abs(other.amount - one.amount) <= other.amount * 0.14
    return near and one.amount in (other.amount // unit * unit, (other.amount + unit // 2) // unit * unit)


def _rounds_a_part(one: Money, other: Money) -> bool:
    """`국비 115억` of a headline, where the parts say 국비 115억 5000만."""
    if len(one.breakdown) != 1:
        return False
    part = other.breakdown.get(next(iter(one.breakdown)), 0)
    fewer = len(str(one.amount).rstrip("0")) < len(str(part).rstrip("0"))
    return fewer and len(other.breakdown) > 1 and abs(part - one.amount) * 100 <= part


def _is_round(one: Money) -> bool:
    """Of two figures: nobody writes 200억 for 210억."""
    return len(str(one.amount).rstrip("0")) <= 2


def _repeats(one: Money, other: Money, body_start: int) -> bool:
    if one.amount == other.amount or one.amount in other.breakdown.values() or _rounds_a_part(one, other):
        return True
    exact, round_one = sorted((one, other), key=lambda budget: len(str(budget.amount).rstrip("0")), reverse=True)
    if (
        one is not round_one
        or one.start > body_start + LEAD
        or abs(exact.amount - round_one.amount) > exact.amount // 50
    ):
        return False
    digits = str(round_one.amount).rstrip("0")
    unit = round_one.amount // int(digits)
    return len(digits) <= 2 and (exact.amount + unit // 2) // unit * unit == round_one.amount
