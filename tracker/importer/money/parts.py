"""Find which sums are parts of another: in brackets behind it, or because they add up to it."""

import itertools
import re
from collections.abc import Iterator, Sequence

from tracker.importer import verbs
from tracker.importer.money import amounts
from tracker.importer.money.amounts import Sum

REACH = 600
"""Letters within which parts may stand from their total."""
MOST_PARTS = 5
NEAR = 22
"""Letters between two sums that follow each other closely."""


_BRACKETS = re.compile(r"\((?P<inside>[^()\n]{4,200})\)")
_AT_TOTAL = re.compile(r"\s?원?(?:을|를|이|의|은|는)?\s?(?:규모(?:의|로)?|가량|정도|상당|안팎|내외|남짓)?\s?")
_FIRM = re.compile(
    r"현금|현물|참여\s?기관|대학|대학교|민간|기업|업체|회사|자부담|자체|민자|은행|금고|신협|㈜|그룹|공사(?!비)|[가-힣]대$|[가-힣]사$|[A-Za-z]{2}"
)


def in_brackets(every: Sequence[Sum], text: str) -> Iterator[tuple[Sum, list[Sum]]]:
    """`100억 원(정부 40억 원, 시 30억 원, 민간 30억 원)`: a total and its parts with their sources."""
    for match in _BRACKETS.finditer(text):
        inside = [one for one in every if match.start() < one.start < match.end()]
        before = [one for one in every if one.end <= match.start()]
        if (
            not (len(inside) > 1 or _is_national(inside, match.group("inside")))
            or not before
            or not _AT_TOTAL.fullmatch(text[before[-1].end : match.start()])
        ):
            continue
        if max(one.amount for one in inside) >= before[-1].amount:
            continue
        starts = [match.start() + 1, *(one.end for one in inside)]
        yield before[-1], [_sourced(one, text[start : one.start]) for one, start in zip(inside, starts, strict=False)]


def _is_national(inside: Sequence[Sum], words: str) -> bool:
    """`(국비 12억 원)`: the state's part alone, and nobody says who pays the rest."""
    return len(inside) == 1 and inside[0].fund == "national" and bool(re.match(r"(?:이\s?중\s)?국[비고]\s?\d", words))


def is_inside(one: Sum, before: Sum, text: str) -> bool:
    """Whether a sum stands in the brackets right behind another."""
    between = text[before.end : one.start]
    return len(between) < NEAR and ")" not in between and bool(re.match(r"\s?원?\(", between))


_SHORT = {
    **dict.fromkeys(("국", "국비"), "national"),
    **dict.fromkeys(("도", "도비"), "provincial"),
    **dict.fromkeys(("시", "시비", "군", "군비", "구", "구비", "시·군비", "군·구비", "구·군비"), "municipal"),
    **dict.fromkeys(("지", "지방비"), "local"),
    **dict.fromkeys(("민", "민자", "민간", "자부담"), "private"),
    "기타": None,
}
_PAYER = "|".join(sorted(_SHORT, key=len, reverse=True))
_SHORT_PART = (
    rf"(?:{_PAYER}|[가-힣]{{2,10}}\s(?:출자|부담|분담|자부담))\s?\d+(?:,\d{{3}})*(?:\.\d+)?(?:\s?억(?:\s?원)?)?"
)
_SHORTHAND = re.compile(rf"\s?원?\s?\((?P<parts>{_SHORT_PART}(?:\s?[,·/+]\s?{_SHORT_PART})+)\)")
_LISTED = re.compile(rf"({_PAYER}|[가-힣]{{2,10}}\s(?:출자|부담|분담|자부담))\s?(\d[\d,.]*\d|\d)")
_PERCENT = rf"(?:{_PAYER})[가는]?\s?\d{{1,2}}%"
_PERCENTS = rf"(?P<parts>{_PERCENT}(?:(?:[,·/]\s?|[와과]\s?|\s){_PERCENT})+)"
_PERCENT_BEHIND = re.compile(
    rf"\s?원?\s?(?:\({_PERCENTS.replace('parts', 'inside')}\)"
    rf"|(?:[은는을를.]|이며|이고|인데|으로,?|이다\.|입니다\.)\s{_PERCENTS}(?:[로의씩다이입]|으로|\s))"
)
_RATIO = re.compile(
    rf"(?P<one>{_PAYER})[와과·]\s?(?P<other>{_PAYER})[를가]?\s(?P<first>\d)\s?(?:대|:)\s?(?P<second>\d)으?로\s"
    r"(?:합쳐|나눠|더해|분담해)?\s?\Z"
)
"""`국비와 도비를 7대3으로 합쳐`."""
_PERCENT_BEFORE = re.compile(rf"{_PERCENTS}\s?(?:등|씩|로|으로)?\s?(?:총|모두|합쳐)?\s?(?:사업비\s)?\Z")


_PERCENT_TOLD = re.compile(rf"(?:재원|사업비|예산|비용)[은는]\s{_PERCENTS}")
TOLD_WITHIN = 160
"""Letters behind a total within which `재원은 국비 50%, 도비 25%, 군비 25%` tells its parts."""


def in_percent(every: Sequence[Sum], text: str) -> Iterator[tuple[Sum, list[Sum]]]:
    """`100억원(국비 50%, 시비 50%)`: shares that come to all of it."""
    for total in every:
        match = _PERCENT_BEHIND.match(text, total.end) or _PERCENT_BEFORE.search(
            text, max(0, total.start - 48), total.start
        )
        shares = next(filter(None, match.groups())) if match else ""
        if ratio := _RATIO.search(text, max(0, total.start - 48), total.start):
            match, shares = ratio, f"{ratio['one']} {ratio['first']}0% {ratio['other']} {ratio['second']}0%"
        if match and (parts := _shared(total, shares, match)):
            yield total, parts
    for match in _PERCENT_TOLD.finditer(text):
        before = [one for one in every if 0 < match.start() - one.end < TOLD_WITHIN and not one.fund]
        largest = max(before, key=lambda one: one.amount) if before else None
        if largest and (parts := _shared(largest, match.group("parts"), match)):
            yield largest, parts


def _shared(total: Sum, shares: str, match: re.Match[str]) -> list[Sum]:
    """The parts that shares make of a total; none if they do not come to all of it."""
    listed = re.findall(rf"({_PAYER})[가는]?\s?(\d{{1,2}})%", shares)
    if sum(int(share) for _, share in listed) != 100:
        return []
    return [
        Sum(total.amount * int(share) // 100, _SHORT[name], name, False, match.start(), match.end())
        for name, share in listed
    ]


def in_shorthand(every: Sequence[Sum], text: str) -> Iterator[tuple[Sum, list[Sum]]]:
    """`86억원(국 60, 시 26)`: parts in the total's own unit, if they come to it."""
    for total in every:
        match = _SHORTHAND.match(text, total.end)
        if not match:
            continue
        listed = _LISTED.findall(match.group("parts"))
        figures = [(name, float(figure.replace(",", ""))) for name, figure in listed]
        unit = next((unit for unit in (10**8, 10**6, 10**4) if _comes_to(figures, unit, total.amount)), None)
        if unit:
            yield (
                total,
                [
                    Sum(round(figure * unit), _SHORT.get(name, "private"), name, False, match.start(), match.end())
                    for name, figure in figures
                ],
            )


_INCLUDING = re.compile(r"(?:을|를)?\s?포함(?:한|해|하여)?,?\s?(?:총|모두|전체)?\s?(?:사업비|예산)?\s?(?:총|약)?\s?")


def including(kept: Sequence[Sum], text: str) -> Iterator[tuple[Sum, list[Sum]]]:
    """`국비 9억 원 포함 총사업비 18억 원`: a part right before its total."""
    for before, part, total in zip([None, *kept], kept, kept[1:], strict=False):
        is_run = before and before.fund and part.start - before.end <= NEAR
        is_part = part.fund and not total.fund and part.amount <= total.amount
        if is_part and not is_run and _INCLUDING.fullmatch(text, part.end, total.start):
            yield total, [part]


_HALVES = re.compile(
    r"원?[^.\n]{0,24}다\.\s(?P<state>국비|도비|시비)[와과]\s(?P<town>도비|시비|군비|구비|지방비)[가는를]\s절반씩|"
    r"원?[은을]\s(?P<upper>[가-힣]{0,4}도)[와과]\s(?P<lower>[가-힣]{0,4}[시군])가\s(?:반씩|절반씩)|"
    r"원?[은을]?\s(?P<left>국비|도비|시비)(?:[·,]\s?|[와과]\s)(?P<right>도비|시비|군비|구비|지방비)[가를]?\s?(?:절반|반반|반)씩|"
    r"원?이\s(?:들어가는데|드는데|투입되는데),?\s(?P<one>국비|도비|시비)[와과]\s(?P<other>도비|시비|군비|구비|지방비)가\s절반씩|"
    r"원?(?:으로|이며|이고|인데|,)?,?\s(?:이\s(?:중|가운데)\s)?절반은\s(?P<first>국비|도비|시비|군비|지방비)(?:로|이고|,)?,?\s"
    r"(?:나머지(?:\s절반)?[는은]|절반은)\s(?P<rest>국비|도비|시비|군비|구비|지방비|민자)"
)


def in_halves(every: Sequence[Sum], text: str) -> Iterator[tuple[Sum, list[Sum]]]:
    """`116억원으로 절반은 국비, 나머지는 지방비`."""
    for total in every:
        if match := _HALVES.match(text, total.end):
            half = total._replace(amount=total.amount // 2)
            names = filter(None, match.groups())
            yield total, [half._replace(fund=_SHORT.get(name) or source(name), label=name) for name in names]


_MATCHED = re.compile(r"원?에\s(?P<other>도비|시비|군비|구비|지방비)를\s같은\s(?:액수|금액|규모)로")


def matched(every: Sequence[Sum], text: str) -> Iterator[tuple[Sum, list[Sum]]]:
    """`예산 65억 원은 국비 32억 5000만 원에 도비를 같은 액수로 보탠 것`."""
    for total, part in itertools.pairwise(every):
        if part.fund and 2 * part.amount == total.amount and (found := _MATCHED.match(text, part.end)):
            yield total, [part, part._replace(fund=_SHORT[found["other"]], label=found["other"])]


_FIRST_PART = re.compile(
    r"원?(?:,|이며|인데|으로,?|이고|이다\.|입니다\.|\.)?\s(?:이\s(?:중|가운데)\s)?(?:국비|도비|시비|[가-힣]{1,10}[가이])?\s?(?:약\s)?"
)
_REST_TOLD = re.compile(r"[^\n\d]{0,16}나머지(?!\s\d)")


def with_rest(every: Sequence[Sum], text: str) -> Iterator[tuple[Sum, list[Sum]]]:
    """`사업비는 20억 원, 나라가 15억 원을 내고 나머지는 민간이 댄다`: a total, and the one part that has a figure."""
    for total, part in itertools.pairwise(every):
        is_paid = _LAST_PAYER.search(text[max(0, total.start - 16) : total.start])
        fits = part.fund and not total.fund and not is_paid and part.amount < total.amount
        if fits and _FIRST_PART.fullmatch(text, total.end, part.start) and _REST_TOLD.match(text, part.end):
            yield total, [part]


_AND_LOCAL = re.compile(
    r"원?에\s(?:(?:도비|시비)[와과]\s[시군구]비|[시군구]비[와과]\s도비|지방비)를\s(?:합쳐|더해|보태)\s(?:모두|총)\s(?:약\s)?"
)


def with_local(every: Sequence[Sum], text: str) -> Iterator[tuple[Sum, list[Sum]]]:
    """`해양수산부가 댄 9억 원에 도비와 군비를 합쳐 모두 18억 원`: the rest is local."""
    for part, total in itertools.pairwise(every):
        if part.fund == "national" and part.amount < total.amount and _AND_LOCAL.fullmatch(text, part.end, total.start):
            yield total, [part, part._replace(amount=total.amount - part.amount, fund="local", label="지방비")]


_EACH_YEAR = re.compile(
    r"(?:씩,?(?:\s\d+년에\s걸쳐\s적립하는(?=\s))?|[을를]\s(?:[가-힣]+에\s)?(?:출연|적립)해)\s(?:총|모두|합쳐|전체)\s(?:약\s)?\Z"
)


def over_years(every: Sequence[Sum], text: str) -> Iterator[tuple[Sum, list[Sum]]]:
    """`해마다 구비 10억 원씩 총 50억 원`: who pays the share of a year pays the whole; of two, each its half."""
    for before, each, total in zip([None, *every], every, every[1:], strict=False):
        if not each.fund or total.fund or not _EACH_YEAR.fullmatch(text, each.end, total.start):
            continue
        if not before or before.start != each.start:
            first = source(_label(before, text)) if before and before.amount + each.amount == total.amount else None
            # `시가 8억 원, 두 기업이 2억 원씩 모두 12억 원`
            both = [before._replace(fund=first), each] if before and first else None
            yield total, both or [each._replace(amount=total.amount)]
        elif before.amount + each.amount == total.amount:
            yield total, [before, each]


def _comes_to(figures: Sequence[tuple[str, float]], unit: int, amount: int) -> bool:
    return sum(round(figure * unit) for _, figure in figures) == amount


def _sourced(one: Sum, label: str) -> Sum:
    """A part with the source that its label names."""
    if one.fund or one.label:
        return one
    words = re.sub(r"^(?:원)?[\s,·ㆍ및와과]*|[\s:]*(?:약|총|각각|합쳐|모두|함께|나눠)?\s*$", "", label)
    return one._replace(fund=source(words), label=words)


_TWO_GOVERNMENTS = re.compile(r"[가-힣](?:도|시)[와과]\s[가-힣]{1,4}[시군구]$")
"""`가람도와 달빛군`: both pay it."""


def source(label: str) -> str | None:
    """The kind of money that a payer's name stands for; the name of a programme, or of who gets it, for none."""
    label = re.sub(r"(?<=[시군구도])\s돈[이은]?$", "", label.strip())
    label = re.sub(r"(?<=[시군구도행재금사부처청산구천주전울종원북남])[이가]$", "", label.strip())
    payer = (label.split() or [""])[-1]
    if _TWO_GOVERNMENTS.search(label):
        return "local"
    if payer.endswith(("사업", "사업비", "에", "에게")):
        return None
    if payer.endswith(("지방비", "지자체", "지방자치단체")):
        return "local"
    if payer.endswith(("잉여금", "순세계잉여금")):
        return "local"
    if payer.endswith("도비"):
        return "provincial"
    if payer.endswith(("시비", "군비", "구비")):
        return "municipal"
    if re.search(r"정부|국비|국고|국가|나라|중앙|균특|[가-힣]{2,}부[가는]?$", label):
        return "national"
    if amounts.is_province(payer):
        return "provincial"
    if re.search(r"^[가-힣]{0,3}(?<![공지연기도친])[시군구]$", payer):
        return "municipal"
    return "private" if _FIRM.search(label) else None


def adding_up(kept: Sequence[Sum], text: str, aside: Sequence[Sum] = ()) -> Iterator[tuple[Sum, list[Sum]]]:
    """Sums that come to another one exactly: its parts, whatever their names, nearest first."""
    # a total that itself is a part is the larger one's
    for total in sorted(kept, key=lambda one: -one.amount):
        if total.fund:
            continue
        nearest = _near(total, kept, text)
        sets = itertools.chain(
            _making(total, [one for one in nearest if one.fund][:8]),
            _making(total, nearest[:8]),
            _making(total, _near(total, [*kept, *aside], text)[:8]) if aside else (),
        )
        close = (_in_order(found, text) for found in sets if _belong_together(found, total, text))
        told = (found for found in close if _is_told_of(found, text))
        if found := min(told, key=lambda found: _is_scattered(found, text), default=None):
            yield total, found


def _is_scattered(found: Sequence[Sum], text: str) -> bool:
    """Whether parts stand in several sentences: those of one are sooner the parts of a total than others that fit."""
    return bool(re.search(r"다\.|\n", text[found[0].end : found[-1].start]))


def items(every: Sequence[Sum]) -> Iterator[tuple[Sum, Sequence[Sum]]]:
    """Totals with what they are spent on: sums in a row beside a total that come to it exactly, by nobody's name.

    `꾸러미에 69억 원을 담았다. 시험장에 26억 원, 장비에 21억 5천만 원, 교육에 …`.
    """
    bare = [one for one in every if not one.fund and not one.is_rough]
    for at, total in enumerate(bare):
        others = [one for one in bare[at + 1 : at + ITEMS] if one.amount != total.amount]
        before = [one for one in bare[max(0, at - ITEMS) : at] if one.amount != total.amount]
        runs = (*_runs_making(total, others), *_runs_making(total, before[::-1]))
        if found := next((run for run in runs if not _is_chance(total, run)), None):
            yield total, sorted(found, key=lambda one: one.start)


ITEMS = 14
"""Sums beside a total among which its items are sought."""


def _runs_making(total: Sum, near: Sequence[Sum]) -> Iterator[Sequence[Sum]]:
    """Sums in a row that come to a total; one or two others may stand before them."""
    for first in range(min(3, len(near))):
        added = itertools.accumulate(one.amount for one in near[first:])
        last = next((number for number, amount in enumerate(added, 1) if amount >= total.amount), None)
        if last and last > 1 and sum(one.amount for one in near[first : first + last]) == total.amount:
            yield near[first : first + last]


def _is_chance(total: Sum, found: Sequence[Sum]) -> bool:
    """Two sums make a third by chance, unless two of them have digits that no round figures have."""
    exact = sum(len(str(one.amount).rstrip("0")) >= 3 for one in (total, *found))
    return len(found) < 3 and exact < 2


def _in_order(found: Sequence[Sum], text: str) -> list[Sum]:
    """Parts as they stand in the text, each with the source that its label names."""
    labelled = [_sourced(one, _label(one, text)) for one in sorted(found, key=lambda one: one.start)]
    return _shared_out(text, _with_firm(labelled))


def _is_told_of(found: Sequence[Sum], text: str) -> bool:
    """Whether one of the parts has a source or a year: what a sum is spent on adds up to it too."""
    return any(one.fund or _YEAR.search(text, max(0, one.start - 12), one.start) for one in found)


_SHARED_OUT = re.compile(rf"\s?원?으?로\s(?:나눠|나누어)\s{verbs.GIVES}")


def _shared_out(text: str, found: list[Sum]) -> list[Sum]:
    """`가람 3억 원, 달빛 2억 원으로 나눠 낸다`: two places pay, and nobody else is named."""
    if any(one.fund for one in found) or not _SHARED_OUT.match(text, found[-1].end):
        return found
    return [one._replace(fund="municipal") for one in found]


def _with_firm(found: list[Sum]) -> list[Sum]:
    """`달빛중공업이 100억 원을 내고 도와 시가 …`: the one who is left beside governments, and is no public body."""
    unknown = [one for one in found if not one.fund]
    if (
        len(unknown) == 1
        and len(found) > 1
        and _PAYER_NAME.fullmatch(unknown[0].label)
        and not _NO_FIRM.search(unknown[0].label[:-1])
    ):
        return [one._replace(fund="private") if one is unknown[0] else one for one in found]
    return found


def is_public(name: str) -> bool:
    """Whether a payer's name is that of a public body, whose money is none of firms."""
    return bool(_NO_FIRM.search(name))


_PAYER_NAME = re.compile(r"[가-힣A-Za-z ]{3,14}[이가]")
_NO_FIRM = re.compile(r"(?:공사|공단|재단|원|센터|파크|청|기금|정부|협회|조합|사업|측)$")


def _near(total: Sum, every: Sequence[Sum], text: str) -> list[Sum]:
    """What may be part of a total, the nearest first; said twice, a sum is still one part."""
    near = [
        one
        for one in every
        if one.amount < total.amount and abs(one.start - total.start) < REACH and one.amount * 50 > total.amount
    ]
    near.sort(key=lambda one: -abs(one.start - total.start))
    return list({_as_said(one, total, text): one for one in near}.values())[::-1]


def _as_said(one: Sum, total: Sum, text: str) -> tuple[int, str | None, str]:
    """What makes a sum the same as another; in its total's own sentence also who pays it: `시가 5억, 은행이 5억`."""
    payer = f"{one.label}가" if one.label and one.fund else (_label(one, text).split() or [""])[-1]
    is_named = payer.endswith(("이", "가")) or (not one.fund and source(payer))
    return one.amount, one.fund, payer if is_named else ""


_YEAR = re.compile(r"(?:올해|내년|\d년(?:도|엔|에)?|\d(?:단계|공구|차)(?:\s?사업)?[은는에엔]?)\s?(?:약\s)?\Z")
"""What is paid year by year or stage by stage is no further item; what one purpose gets is."""


def _belong_together(found: Sequence[Sum], total: Sum, text: str) -> bool:
    """Parts all have a source, or stand in one paragraph if one has, else in one sentence: firms tell each its own.

    Two of which one has a source come to a total of another paragraph by chance.
    """
    if all(one.fund for one in found):
        return True
    is_named = any(one.fund for one in found)
    every = [*found, total] if is_named and len(found) == 2 else found
    first, last = min(one.end for one in every), max(one.start for one in every)
    return not re.search(r"\n" if is_named else r"다\.|\n", text[first:last])


def _making(total: Sum, near: Sequence[Sum]) -> Iterator[tuple[Sum, ...]]:
    for count in range(2, MOST_PARTS + 1):
        for found in itertools.combinations(near, count):
            if sum(one.amount for one in found) == total.amount:
                yield found


def _label(one: Sum, text: str) -> str:
    """The word or two right before a sum; of a longer clause, who pays in it: `협약에 따라 올해 시가`."""
    near = text[max(0, one.start - 16) : one.start]
    if match := _SHORT_LABEL.search(near):
        return re.split(r"[다요]\.\s", match.group(1))[-1]
    payer = _LAST_PAYER.search(near) or _LAST_WORDS.search(near)
    return payer.group(1) if payer else ""


_SHORT_LABEL = re.compile(
    r"(?:^|[,·(]|(?:와|과|및|다\.|원에|원으로|원[을를]\s[가-힣]{1,3}고)\s|\n)\s?([^,·()\n]{1,12})$"
)
_LAST_WORDS = re.compile(r"(?:^|\s)([가-힣A-Za-z]{2,8}(?:\s[가-힣A-Za-z]{2,6})?)\s$")
_LAST_PAYER = re.compile(r"(?:^|\s)([가-힣A-Za-z]{1,10}[이가])\s(?:약\s|총\s|각각\s)?$")


_EQUAL = re.compile(
    r"(?P<first>[가-힣]{1,10})[와과]\s?(?P<second>[가-힣]{2,12})(?:은|는|이|가)\s각(?:각|자)?\s(?:약\s)?\Z"
)
_TOGETHER = re.compile(r"씩,?\s?(?:모두|총|합쳐|합해|더해)\s(?:약\s)?")


def in_equal_shares(every: Sequence[Sum], text: str) -> Iterator[tuple[Sum, list[Sum]]]:
    """`가람구와 달빛은행은 각각 5억원씩 모두 10억원을`: two who pay the same."""
    for each, total in itertools.pairwise(every):
        payers = _EQUAL.search(text, max(0, each.start - 40), each.start)
        if payers and 2 * each.amount == total.amount and _TOGETHER.fullmatch(text, each.end, total.start):
            yield total, [each._replace(fund=source(name), label=name) for name in payers.groups()]
