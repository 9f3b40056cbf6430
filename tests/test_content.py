"""The real content: what the seed articles say is recorded, with the right days, places and sums."""

import datetime as dt
from collections.abc import Mapping

import pytest

from sites import ROOT
from tracker import catalogue, checks
from tracker.catalogue import Catalogue
from tracker.model import Entry

EOK = 10**8


@pytest.fixture(scope="module")
def content() -> Catalogue:
    return catalogue.load(ROOT / "content")


def entry(content: Catalogue, id_: str) -> Entry:
    (found,) = (one for one in content.entries if one.id == id_)
    return found


def sums(entry: Entry) -> list[tuple[int, str, Mapping[str, int] | None]]:
    return [(item.amount, item.status, item.breakdown.parts() if item.breakdown else None) for item in entry.budgets]


def test_the_content_has_no_problem(content: Catalogue) -> None:
    today = max(dt.datetime.now(dt.UTC).date(), content.newest_change)
    assert checks.run(content, today) == []


def test_the_first_meeting_in_gyeonggi_names_the_province_and_eleven_cities(content: Catalogue) -> None:
    meeting = entry(content, "2022-09-20-gyeonggi-k-future-car-valley-tf")
    cities = "siheung ansan gwangmyeong hwaseong seongnam suwon bucheon namyangju pyeongtaek anyang gwacheon"
    assert set(meeting.regions) == {"gyeonggi", *(f"gyeonggi/{city}" for city in cities.split())}
    assert (meeting.stage, meeting.sectors, sums(meeting)) == ("launched-body", ("future-car",), [])


def test_pyeongtaek_promised_a_council_and_kept_its_word(content: Catalogue) -> None:
    agreement = entry(content, "2024-09-05-pyeongtaek-katech-mou")
    assert (agreement.regions, agreement.stage) == (("gyeonggi/pyeongtaek",), "agreed")
    assert [(item.id, str(item.due)) for item in agreement.milestones] == [("council", "2024-10")]
    kept = content.fulfilments["2024-09-05-pyeongtaek-katech-mou#council"]  # type: ignore[index]  # a reference
    assert str(kept.date) == "2024-10-24"


def test_busan_asked_for_its_money_and_did_not_get_it(content: Catalogue) -> None:
    agreement = entry(content, "2023-05-22-busan-future-car-mou")
    ((amount, status, _),) = sums(agreement)
    assert (amount, status) == (200 * EOK, "requested")
    assert str(agreement.budgets[0].period) == "2024/2027"
    assert entry(content, "2021-09-15-busan-renault-accord").stage == "agreed"


def test_gwangju_announced_seven_trillion_under_its_own_name(content: Catalogue) -> None:
    declaration = entry(content, "2022-02-10-gwangju-season2-declaration")
    agreement = entry(content, "2022-02-10-gwangju-season2-mou")
    assert declaration.regions == agreement.regions == ("gwangju",)
    assert sums(declaration) == [(70_000 * EOK, "announced", None)]
    assert str(declaration.budgets[0].period) == "2022/2030"
    assert set(declaration.sectors) == {"future-car", "jobs-labour"}
    assert "2030" in {str(item.due) for item in declaration.milestones}
    assert agreement.stage == "agreed"


def test_the_analysis_centre_was_won_eight_days_before_the_meeting(content: Catalogue) -> None:
    selection = entry(content, "2024-05-21-jeonbuk-battery-centre-selected")
    meeting = entry(content, "2024-05-29-saemangeum-battery-taskforce-meeting")
    ((amount, status, parts),) = sums(selection)
    assert (amount, status) == (36_930_000_000, "awarded")
    assert parts == {"national": 15_040_000_000, "local": 21_890_000_000}
    assert str(selection.budgets[0].period) == "2024/2028"
    assert "2028" in {str(item.due) for item in selection.milestones}
    assert sums(meeting) == []
    assert selection.initiative == meeting.initiative == "saemangeum-battery-complex"
    assert str(entry(content, "2023-09-25-saemangeum-battery-taskforce").date).startswith("2023-09")


@pytest.mark.parametrize(
    "slug",
    [
        "k-future-car-valley",
        "pyeongtaek-future-car",
        "busan-future-car-ecosystem",
        "gwangju-jobs-season2",
        "saemangeum-battery-complex",
    ],
)
def test_each_seed_initiative_is_followed_over_several_events(content: Catalogue, slug: str) -> None:
    assert len(content.by_initiative[slug]) >= 2  # type: ignore[index]  # a slug
