"""The body of an issue made with the form “기사 제보” (.github/ISSUE_TEMPLATE) to an article and answers."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from tracker import dates, schema
from tracker.vocabulary import Vocabulary

LABELS = {
    "기사 주소": "url",
    "신문·매체": "publisher",
    "나온 날": "published",
    "지역": "region",
    "분야": "sector",
    "무슨 일이 있었나요": "what",
    "금액": "amount",
    "약속한 날": "due",
    "같은 일을 다룬 다른 기사": "others",
}
"""GitHub writes the labels of the form into the issue, not the ids."""
NO_ANSWER = "_No response_"


class Reported(NamedTuple):
    """What a reader told: as a text that the rules can read, and as answers to their questions."""

    text: str
    answers: dict[str, str]


def read(body: str, words: Vocabulary) -> Reported:
    """Take an issue's body apart; a region, sector or day counts as an answer only if it is one beyond doubt."""
    told = _fields(body)
    answers = {key: told[key] for key in ("url", "publisher") if told.get(key)}
    if published := _day(told.get("published", "")):
        answers["published"] = published
    if region := words.region_by_name.get(told.get("region", "")):
        answers["regions"] = region.slug
    sectors: dict[str, str] = {sector.name: slug for slug, sector in words.sectors.items()}
    if sector := sectors.get(told.get("sector", "")):
        answers["sectors"] = sector
    return Reported(_text(told, answers), answers)


def _fields(body: str) -> dict[str, str]:
    """What was answered, by the key of its label."""
    parts = re.split(r"^### (.+?)[ \t]*$", body.replace("\r\n", "\n"), flags=re.MULTILINE)[1:]
    answered = zip(parts[::2], map(str.strip, parts[1::2]), strict=True)
    return {LABELS[label]: text for label, text in answered if label in LABELS and text not in ("", NO_ANSWER)}


def _day(text: str) -> str | None:
    """`2024-05-29`, also from `2024. 5. 29.`; nothing for anything less exact."""
    numbers = re.fullmatch(r"(\d{4})\D+(\d{1,2})\D+(\d{1,2})\D*", text)
    if not numbers:
        return None
    day = "-".join((numbers[1], numbers[2].zfill(2), numbers[3].zfill(2)))
    try:
        return str(dates.parse_day(day))
    except ValueError:
        return None


def _text(told: Mapping[str, str], answers: Mapping[str, str]) -> str:
    """The answers in the shape of an article: headline, stamp, paragraphs, source."""
    what = told.get("what", "")
    headline = re.split(r"(?<=[.?!])\s|\n", what, maxsplit=1)[0]
    lines = [
        headline,
        f"등록 {answers['published']}" if "published" in answers else "",
        *(told.get(key, "") for key in ("region", "sector")),
        what,
        f"총사업비 {told['amount']}을 투입할 계획이다." if "amount" in told else "",
        told.get("due", ""),
        f"출처: {told['url']}" if re.fullmatch(schema.URL, told.get("url", "")) else "",
    ]
    return "\n\n".join(filter(None, lines)) + "\n"
