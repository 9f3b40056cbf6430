"""When an article was published: said by the person, stamped on the page, or in its address. Never a site's clock."""

import datetime as dt
import re

from tracker import dates
from tracker.importer.candidates import Candidate
from tracker.importer.page.cleaning import Article

_STAMP = re.compile(
    r"(?P<year>\d{4})\s?[-./년]\s?(?P<month>\d{1,2})\s?[-./월]\s?(?P<day>\d{1,2})일?\.?"
    r"(?:\s?\(?[월화수목금토일](?:요일)?\)?)?[\sT(\[]*(?P<half>오전|오후|AM|PM|am|pm)?\s?(?:(?P<hour>\d{1,2})\s?[:시]\s?(?P<minute>\d{1,2})(?:\s?[:분]\s?(?P<second>\d{2}))?)?"
    r"\s?분?(?P<zone>Z|[+-]\d{2}:?\d{2})?"
)
_EDITED = re.compile(r"(?:수정|편집|갱신|업데이트|updated?)(?:일시|일|시간)?\s*[:：]?\s*\d{4}", re.IGNORECASE)
_SENT = re.compile(r"(?:입력|등록|승인|작성|게재|송고)(?:일시|일|시간)?\s*[:：]?\s*(?=\d{4}[-./년])")
_DAY_FIRST = re.compile(r"(?P<day>\d{1,2})\s(?P<month>\d{1,2})월\s(?P<year>\d{4})")
_DIGITS = re.compile(r"(20\d{2})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2})?)?")
"""`20240503142210`, `20240503`, in the metadata of portals."""
_IN_URL = re.compile(r"(?<!\d)(20\d{2})[/\-.]?(0[1-9]|1[0-2])[/\-.]?(0[1-9]|[12]\d|3[01])(\d{6}\d{3})?")


def parse_stamp(text: str) -> str | None:
    """The first moment of a text as ISO 8601 at +09:00; a day alone if no hour stands there."""
    text = re.sub(r"(?<![\d.-])(?=\d{2}[-.]\d{2}[-.]\d{2} \d{2}:)", "20", text)  # boards leave the century out
    if digits := _DIGITS.fullmatch(text.strip()):
        text = ("{}-{}-{} {}:{}:{}" if digits.group(4) else "{}-{}-{}").format(*digits.groups("00"))
    if (sent := _SENT.search(text)) and _EDITED.search(text, 0, sent.start()):
        text = text[sent.end() :]  # `홍길동 기자 | 수정 2024-05-02 | 입력 2024-05-01`
    for match in _STAMP.finditer(text):
        if value := _moment(match):
            return value
    if backwards := _DAY_FIRST.search(text):
        return parse_stamp(f"{backwards.group('year')}-{backwards.group('month')}-{backwards.group('day')}")
    return None


def _moment(match: re.Match[str]) -> str | None:
    year, month, day = (int(match.group(part)) for part in ("year", "month", "day"))
    try:
        if match.group("hour") is None:
            return dt.date(year, month, day).isoformat()
        hour = int(match.group("hour"))
        half = (match.group("half") or "").lower()
        hour += 12 if half in ("오후", "pm") and hour < 12 else -12 if half in ("오전", "am") and hour == 12 else 0
        moment = dt.datetime(
            year, month, day, hour, int(match.group("minute")), int(match.group("second") or 0), tzinfo=_zone(match)
        )
    except ValueError:
        return None
    return moment.astimezone(dates.KST).isoformat()


def _zone(match: re.Match[str]) -> dt.timezone:
    zone = match.group("zone")
    if not zone:
        return dates.KST
    if zone == "Z":
        return dt.UTC
    hours, minutes = int(zone[:3]), int(zone[-2:])
    return dt.timezone(dt.timedelta(hours=hours, minutes=minutes if hours >= 0 else -minutes))


def from_url(url: str) -> str | None:
    """The day in an address, with the hour where 17 digits in a row give it; None if there is no such day."""
    for match in _IN_URL.finditer(re.sub(r"^https?://[^/]*", "", url)):
        year, month, day = (int(part) for part in match.groups()[:3])
        try:
            date = dt.date(year, month, day)
        except ValueError:
            continue
        if date > dt.date(2100, 1, 1) or year < 1990:
            continue
        tail = match.group(4)
        if tail and (moment := parse_stamp(f"{date} {tail[:2]}:{tail[2:4]}:{tail[4:6]}")):
            return moment
        return date.isoformat()
    return None


def anchor(article: Article, published: dt.date | None, url: str | None) -> Candidate[str] | None:
    """The publication, as ISO 8601: what the person says, what the page is stamped with, what the address holds."""
    if published:
        return Candidate(published.isoformat(), "stated", "published.option", 0, 0)
    told = parse_stamp(article.stamp) if article.stamp else None
    dated = next((moment for address in (url, article.url) if address and (moment := from_url(address))), None)
    if told and not (dated and _is_only_month(told, dated)):
        return Candidate(told, "stated", "published.stamp", 0, 0)
    return Candidate(dated, "derived", "published.url", 0, 0) if dated else None


def _is_only_month(told: str, dated: str) -> bool:
    """Whether a stamp without an hour is the first of the month whose day the address tells: an archive's rounding."""
    return len(told) == len("2024-05-01") and told.endswith("-01") and told[:7] == dated[:7]


def day_of(published: Candidate[str] | None) -> dt.date | None:
    """The day of a publication in Korea."""
    return dt.date.fromisoformat(published.value[:10]) if published else None
