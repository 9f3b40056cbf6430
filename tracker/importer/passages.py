"""Tell what an article reports from what it only recalls, hopes for or compares: of those parts no value is taken."""

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from tracker.importer import lexicon
from tracker.importer.page.cleaning import Article
from tracker.importer.when.days import Day
from tracker.model import PartialDate

Kind = Literal["recalled", "ongoing", "hoped", "compared"]
LEAD_SENTENCES = 2
"""Sentences of the body that tell the news whatever their form; the second may still explain what a thing is."""
LONG_AGO = 60
"""Days before the event from which on a dated deed is history."""


class Passage(NamedTuple):
    """A part of the text that reports no news, and why."""

    kind: Kind
    start: int
    end: int


_EXPLAINS = re.compile(
    r"(?:하는|되는|키는|주는|받는|있는)\s(?:[가-힣]+\s)?(?:사업|제도|프로젝트|지역|구역|단지|특구|기술)(?:이다|다)\.?\s*$"
    r"|(?:을|를)\s(?:말한다|뜻한다|의미한다|일컫는다)\.?\s*$"
    r"|^이\s(?:사업|제도|단지|특구)의\s(?:핵심|목적|골자|취지)[은는]\s"
    r"|(?:지정|선정)(?:되면|될 경우|되는 경우|\s?시|\s?지역[은는에]|받으면)[\s,].{0,300}"
    r"(?:받는다|받을 수 있다|받게 된다|누릴 수 있다|제공된다|주어진다|이뤄진다|가능하다|가능해진다)\.?\s*$"
)
"""What a thing is, and what everybody gets to whom it is granted."""
_SET_AGAINST = re.compile(r"것과(?:는)?\s(?:대비|대조|비교)(?:된다|를\s이룬다|됩니다)\.?\s*$")
"""`가람이 접은 것과 대비된다`."""
_COMPARED = re.compile(
    r"\s*(?:(?:반면|이와 달리|이에 비해|이에 반해|이와 별도로|이와 별개로)[\s,]"
    r"|함께\s(?:뽑힌|선정된|지정된|이름을 올린)\s[가-힣]{1,5}[은는]\s)"
)
"""What others do, or who was chosen too."""
_RECALLED = re.compile(r"\s*(?:앞서|이에 앞서|그간|당초|애초|(?:[가-힣]+\s){0,3}그동안)[\s,]")
_LAST_YEAR = re.compile(
    r"\s*(?:지난해|작년|재작년)(?:에는|에도|에|엔)?\s(?!말까지)[^\n]*(?:했|됐|렸|였|었|았|졌|셨|냈)(?:다|었다|지만[^\n]*다)\.?\s*$"
)
"""`지난해 도는 숲길을 놓았다`."""
_AFTER = re.compile(r"[^.\n]*?(?:데|것에|[가-힣]에)\s?이어[\s,]")
"""`조사를 면제받은 데 이어`: what came before the news."""
_ENDS: tuple[tuple[Kind, str], ...] = (
    (
        "recalled",
        r"바\s?있다|기도\s?했다|[가-힣]\s?왔다|(?:했|됐|였|었)었다|[가-힣]\s?온\s(?:바|상태)[가-힣\s]*다|되어\s?왔다|돼\s?왔다",
    ),
    (
        "ongoing",
        r"(?:[하되지]|놓)고\s?있다|는\s중이다|[낸한된둔]\s상태다|집적해\s?있[가-힣\s]*다|받고\s?있다|하나(?:이다|였다|다)|꼽힌다|손꼽힌다|평가받는다",
    ),
    ("hoped", r"(?:기대|전망|예상)(?:된다|됐다|했다)|기대하고\s?있다|전망이다|것으로\s보인다"),
)
_END = re.compile("|".join(f"(?P<{kind}>{ends})" for kind, ends in _ENDS).join(("(?:", r")\.?\s*$")))
"""How a sentence ends that reports no news."""


def asides(article: Article, days: Sequence[Day], event: PartialDate | None) -> list[Passage]:
    """The passages that report no news, below the lead: by how a sentence ends or begins, and by the days it names."""
    found = []
    told = [span for span in lexicon.sentences(article.text) if span[0] >= article.body_start]
    for number, (start, end) in enumerate(told):
        if number and _SET_AGAINST.search(article.text, start, end):
            found.append(Passage("compared", start, end))
        elif number and _EXPLAINS.search(article.text[start:end]):
            found.append(Passage("ongoing", start, end))
        elif number >= LEAD_SENTENCES and (kind := _kind(article.text[start:end])):
            found.append(Passage(kind, start, end))
        elif before := _AFTER.match(article.text, start, end):
            found.append(Passage("recalled", start, before.end()))
    lead = told[LEAD_SENTENCES - 1][1] if len(told) >= LEAD_SENTENCES else len(article.text)
    return [*found, *_dated(article, days, event), *_months_ago(article.text, lead), *_histories(article.text)]


_MONTH_AGO = re.compile(
    r"지난\s?(?:\d{1,2}월|달)[^.\n]{0,160}?(?:했다|됐다|었다|았다|열렸다|맺었다|[했됐]으며|[했됐]고)"
)


def _months_ago(text: str, lead: int) -> Iterator[Passage]:
    """Below the lead, what was done in a month that has gone: `지난 4월 … 발표했다`."""
    yield from (Passage("recalled", *match.span()) for match in _MONTH_AGO.finditer(text, lead))


_HISTORY = re.compile(
    r"(?:19|20)\d{2}년(?:\s?\d{1,2}월)?에?\s(?:설립|창립|개원|개소|출범|개교|준공|완공|개관|문을 연|지정)"
    r"(?:된|한|돼|해|이래|\s이래|\s이후|\s뒤)"
)


def _histories(text: str) -> Iterator[Passage]:
    """`1996년 개원 이래`: when a body came to be."""
    yield from (Passage("recalled", *match.span()) for match in _HISTORY.finditer(text))


def _kind(sentence: str) -> Kind | None:
    if _RECALLED.match(sentence) or _LAST_YEAR.match(sentence):
        return "recalled"
    if _COMPARED.match(sentence):
        return "compared"
    end = _END.search(sentence)
    return end.lastgroup if end else None  # type: ignore[return-value]  # the groups bear the names of kinds


_STOP = re.compile(
    r"(?<=[다요])\.|\n|(?:으며|고|지만|는데|면서|이후|뒤)[,\s]|(?:피해를\s(?:본|입은)|겪은|휩쓴|덮친|할퀸)\s"
)
"""Where what is told of a day of the past ends: `지난 3월 산불로 피해를 본 | 안동, 의성`."""


def _dated(article: Article, days: Sequence[Day], event: PartialDate | None) -> Iterator[Passage]:
    """What stands behind a day long before the event, up to the next date or the end of the sentence."""
    for number, day in enumerate(days):
        is_head = day.start < article.body_start and "지난" not in article.text[day.start : day.end]
        if is_head or day.use == "까지" or not day.date or article.text.startswith("도 ", day.end):
            continue  # `2021년도 사업` is a programme's name
        if not _is_past(day, article.text, event):
            continue
        following = days[number + 1].start if number + 1 < len(days) else len(article.text)
        stop = _STOP.search(article.text[day.end : following])
        yield Passage("recalled", day.start, day.end + stop.end() if stop else following)


_PAST = re.compile(r"[^.\n]{0,80}?(?:했|됐|렸|였|었|았|졌)(?:다|고|으며|으나|지만)")


def _is_past(day: Day, text: str, event: PartialDate | None) -> bool:
    """Whether a day lies long before the event; where that is not known, one with its year and a verb of the past."""
    if event and day.date:
        return (event.first - day.date.last).days >= LONG_AGO
    said = text[day.start : day.end]
    dated = bool(day.basis == "stated" and day.date and day.date.month)
    return dated and (said.startswith(("지난 20", "지난해", "작년")) or bool(_PAST.match(text, day.end)))
