"""Every calendar of a built site, read by a library and held against the content."""

import datetime as dt
from pathlib import Path

import pytest
from icalendar import Calendar, Component

from sites import GOLDEN, build, golden_content, rewrite, tree


def events(site: Path, path: str = "calendar.ics") -> dict[str, Component]:
    """The events of a calendar by uid."""
    calendar = Calendar.from_ical((site / path).read_bytes())
    found = list(calendar.walk("VEVENT"))
    by_uid = {str(event["uid"]): event for event in found}
    assert len(by_uid) == len(found)
    return by_uid


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("calendars") / "site"
    build(GOLDEN / "content", folder)
    return folder


def test_a_promise_stands_on_the_last_day_that_its_date_can_mean(site: Path) -> None:
    days = {uid: event.decoded("dtstart") for uid, event in events(site).items()}
    assert days == {
        "2023-09-centre-announced.sign@small.example": dt.date(2024, 10, 31),
        "2023-09-centre-announced.open@small.example": dt.date(2024, 12, 31),
        "2025-03-01-progress.half@small.example": dt.date(2026, 6, 30),
    }


def test_an_event_lasts_the_day_and_reminds_a_week_before(site: Path) -> None:
    event = events(site)["2025-03-01-progress.half@small.example"]
    assert event.decoded("dtend") - event.decoded("dtstart") == dt.timedelta(days=1)
    (alarm,) = event.walk("VALARM")
    assert alarm.decoded("trigger") == dt.timedelta(days=-7)
    assert str(event["summary"]) == "공정률 50% (바다시)"
    assert str(event["url"]) == "https://small.example/rings/entries/2025-03-01-progress/"
    assert str(event["status"]) == "CONFIRMED"


def test_a_kept_promise_says_so_and_how_late(site: Path) -> None:
    event = events(site)["2023-09-centre-announced.sign@small.example"]
    assert str(event["summary"]).startswith("[이행] ")
    assert "61일 늦음" in str(event["description"])


def test_every_timeline_has_a_calendar_of_its_own_promises(site: Path) -> None:
    calendars = [path for path in tree(site) if path.endswith("calendar.ics")]
    feeds = {path.replace("feed.xml", "calendar.ics") for path in tree(site) if path.endswith("feed.xml")}
    assert set(calendars) == {
        path for path in feeds if not path.endswith(("quality/calendar.ics", "changes/calendar.ics"))
    }
    everything = set(events(site))
    assert all(set(events(site, path)) <= everything for path in calendars)
    assert set(events(site, "regions/south/sea/calendar.ics")) == {"2025-03-01-progress.half@small.example"}


def test_a_promise_that_is_kept_grows_in_sequence_and_keeps_its_uid(tmp_path: Path) -> None:
    content, site = golden_content(tmp_path), tmp_path / "site"
    build(content, site)
    uid = "2025-03-01-progress.half@small.example"
    before = events(site)[uid]
    rewrite(
        content / "entries/2025/2025-05-01-river-chips.md",
        "parties:",
        "fulfils: ['2025-03-01-progress#half']\nparties:",
    )
    build(content, site)
    after = events(site)[uid]
    assert int(str(after["sequence"])) > int(str(before["sequence"]))
    assert after.decoded("last-modified") >= before.decoded("last-modified")


def test_a_cancelled_initiative_cancels_its_promises(tmp_path: Path) -> None:
    content, site = golden_content(tmp_path), tmp_path / "site"
    rewrite(content / "vocabulary/stages.yaml", "slug: completed, name: 완료", "slug: cancelled, name: 취소")
    rewrite(content / "entries/2025/2025-03-01-progress.md", "stage: milestone", "stage: cancelled")
    build(content, site)
    assert str(events(site)["2023-09-centre-announced.open@small.example"]["status"]) == "CANCELLED"


def test_a_withdrawn_entry_cancels_its_promises_and_says_why(tmp_path: Path) -> None:
    content, site = golden_content(tmp_path), tmp_path / "site"
    build(content, site)
    uid = "2025-03-01-progress.half@small.example"
    before = events(site)
    rewrite(
        content / "entries/2025/2025-03-01-progress.md",
        "milestones:",
        "withdrawn: {date: 2025-04-01, reason: 잘못 안 일이었습니다}\nmilestones:",
    )
    build(content, site)
    after = events(site)
    assert set(after) == set(before)
    assert str(after[uid]["status"]) == "CANCELLED"
    assert str(after[uid]["summary"]) == "[철회] 공정률 50% (바다시)"
    assert "잘못 안 일이었습니다" in str(after[uid]["description"])
    assert int(str(after[uid]["sequence"])) == int(str(before[uid]["sequence"])) + 1
    assert after[uid].decoded("last-modified").date() == dt.date(2025, 4, 1)


def test_no_calendar_knows_the_day_of_the_build(tmp_path: Path) -> None:
    for name, today in (("today", "2025-06-15"), ("later", "2031-01-01")):
        build(GOLDEN / "content", tmp_path / name, today=today)
    for path in (path for path in tree(tmp_path / "today") if path.endswith(".ics")):
        assert (tmp_path / "today" / path).read_bytes() == (tmp_path / "later" / path).read_bytes(), path


def test_lines_end_and_fold_as_the_standard_wants(site: Path) -> None:
    data = (site / "calendar.ics").read_bytes()
    assert data.count(b"\n") == data.count(b"\r\n")
    assert max(map(len, data.split(b"\r\n"))) <= 75
