import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pytest

from support import ContentFolder
from tracker import dates, vocabulary
from tracker.glossary import Region
from tracker.model import InvalidContentError, Problem, RegionSlug
from tracker.schema import UnknownTermError
from tracker.vocabulary import Vocabulary

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def region(words: Vocabulary, slug: str) -> Region:
    return words.regions[RegionSlug(slug)]


def current(words: Vocabulary) -> list[Region]:
    return [unit for unit in words.regions.values() if unit.until is None]


def repeated(values: Iterable[object]) -> list[object]:
    return [value for value, count in Counter(values).items() if count > 1]


def test_every_province_district_and_ward_is_there(vocabulary: Vocabulary) -> None:
    provinces = [unit for unit in vocabulary.regions.values() if unit.parent is None]
    assert len([unit for unit in provinces if unit.until is None]) == 16
    assert {unit.slug for unit in provinces if unit.until} == {"gwangju", "jeonnam"}
    districts = [unit for unit in current(vocabulary) if unit.parent]
    assert len(districts) == 229
    assert Counter(unit.kind for unit in districts) == {"si": 75, "gun": 82, "gu": 70, "haengjeongsi": 2}
    assert len(vocabulary.wards) == 39
    assert {unit.kind for unit in vocabulary.wards.values()} == {"ilbangu"}


def test_slugs_and_codes_are_unique_and_well_formed(vocabulary: Vocabulary) -> None:
    units = [*vocabulary.regions.values(), *vocabulary.wards.values()]
    assert repeated(unit.slug for unit in units) == []
    assert repeated(unit.code for unit in units) == []
    assert [unit.slug for unit in units if not all(map(SLUG.fullmatch, unit.slug.split("/")))] == []
    assert {len(unit.code) for unit in units if unit.parent is None} == {2}
    assert {len(unit.code) for unit in units if unit.parent} == {5}


@pytest.mark.parametrize("terms", ["sectors", "instruments", "stages", "organisations"])
def test_every_other_term_has_a_well_formed_slug_and_a_name_of_its_own(vocabulary: Vocabulary, terms: str) -> None:
    found: Mapping[str, Any] = getattr(vocabulary, terms)
    assert len(found) > 10
    assert [slug for slug in found if not SLUG.fullmatch(slug)] == []
    assert repeated(term.name for term in found.values()) == []
    assert repeated(term.name_en for term in found.values()) == []


def test_every_part_belongs_to_a_whole_that_existed_with_it(vocabulary: Vocabulary) -> None:
    for unit in vocabulary.regions.values():
        if unit.parent:
            whole = vocabulary.regions[unit.parent]
            assert whole.until is None or (unit.until and unit.until <= whole.until), unit.slug
            assert unit.code[:2] == whole.code, unit.slug
    for ward in vocabulary.wards.values():
        assert ward.parent in vocabulary.regions, ward.slug


def test_every_former_unit_has_successors_that_took_over_the_next_day(vocabulary: Vocabulary) -> None:
    former = [unit for unit in vocabulary.regions.values() if unit.until]
    assert len(former) == 2 + 38
    for unit in former:
        assert unit.successors, unit.slug
        for slug in unit.successors:
            heir = vocabulary.regions[slug]
            assert heir.until is None, slug
            assert heir.since is None or (unit.until and heir.since == unit.until + dt.timedelta(days=1)), slug
    assert [unit.slug for unit in current(vocabulary) if unit.successors] == []


def test_no_two_pages_in_one_folder_share_an_address(vocabulary: Vocabulary) -> None:
    # Districts, sectors and years stand in one folder: regions/<province>/<…>/.
    districts = {unit.slug.split("/")[1] for unit in vocabulary.regions.values() if unit.parent}
    assert districts & set(vocabulary.sectors) == set()
    assert vocabulary.regions.keys() & set(vocabulary.sectors) == set()  # promises/<province or sector>/
    names = {*districts, *vocabulary.sectors, *vocabulary.regions, *vocabulary.instruments, *vocabulary.organisations}
    assert [name for name in names if name.isdigit()] == []


@pytest.mark.parametrize(
    ("slug", "day", "name"),
    [
        pytest.param("jeonbuk", "2023-09-25", "전라북도", id="before"),
        pytest.param("jeonbuk", "2024-01-17", "전라북도", id="last-day"),
        pytest.param("jeonbuk", "2024-01-18", "전북특별자치도", id="first-day"),
        pytest.param("gangwon", "2023-06-10", "강원도", id="gangwon-last-day"),
        pytest.param("gangwon", "2023-06-11", "강원특별자치도", id="gangwon-first-day"),
        pytest.param("gwangju", "2022-02-10", "광주광역시", id="gone-since"),
        pytest.param("seoul", "2022-02-10", "서울특별시", id="never-renamed"),
    ],
)
def test_a_region_bears_the_name_of_the_day(vocabulary: Vocabulary, slug: str, day: str, name: str) -> None:
    assert region(vocabulary, slug).name_on(dt.date.fromisoformat(day)) == name


@pytest.mark.parametrize(
    ("slug", "date", "existed"),
    [
        pytest.param("gwangju", "2026-06-30", True, id="last-day"),
        pytest.param("gwangju", "2026-07-01", False, id="day-after"),
        pytest.param("jeonnam-gwangju", "2026-06-30", False, id="day-before"),
        pytest.param("jeonnam-gwangju", "2026-07-01", True, id="first-day"),
        pytest.param("gwangju", "2026", True, id="some-day-of-the-year"),
        pytest.param("jeonnam-gwangju", "2026", True, id="some-day-of-the-same-year"),
        pytest.param("jeonnam-gwangju", "2026-06", False, id="no-day-of-the-month"),
        pytest.param("busan", "1999", True, id="no-limits-known"),
    ],
)
def test_a_region_exists_from_its_first_to_its_last_day(
    vocabulary: Vocabulary, slug: str, date: str, existed: bool
) -> None:
    assert region(vocabulary, slug).existed(dates.parse(date)) is existed


@pytest.mark.parametrize(
    ("slug", "heirs"),
    [
        pytest.param("gwangju", ["gwangju", "jeonnam-gwangju"], id="merged"),
        pytest.param("jeonnam", ["jeonnam", "jeonnam-gwangju"], id="merged-too"),
        pytest.param("incheon/jung", ["incheon/jung", "incheon/jemulpo", "incheon/yeongjong"], id="split"),
        pytest.param("incheon/nam", ["incheon/nam", "incheon/michuhol"], id="renamed"),
        pytest.param("gyeongbuk/gunwi", ["gyeongbuk/gunwi", "daegu/gunwi"], id="moved-to-another-province"),
        pytest.param("busan", ["busan"], id="unchanged"),
    ],
)
def test_the_heirs_of_a_region_are_itself_and_those_after_it(
    vocabulary: Vocabulary, slug: str, heirs: list[str]
) -> None:
    assert vocabulary.heirs(RegionSlug(slug)) == heirs


@pytest.mark.parametrize(
    ("slug", "lineage"),
    [
        pytest.param("jeonnam-gwangju", {"jeonnam-gwangju", "gwangju", "jeonnam"}, id="merged"),
        pytest.param("incheon/jemulpo", {"incheon/jemulpo", "incheon/jung", "incheon/dong"}, id="of-two-districts"),
        pytest.param("gyeongnam/changwon", {"gyeongnam/changwon", "gyeongnam/masan", "gyeongnam/jinhae"}, id="city"),
        pytest.param("busan", {"busan"}, id="unchanged"),
    ],
)
def test_the_lineage_of_a_region_is_itself_and_those_before_it(
    vocabulary: Vocabulary, slug: str, lineage: set[str]
) -> None:
    assert set(vocabulary.lineage(RegionSlug(slug))) == lineage


def test_heirs_and_lineage_are_two_sides_of_one_thing(vocabulary: Vocabulary) -> None:
    for slug in vocabulary.regions:
        for heir in vocabulary.heirs(slug):
            assert slug in vocabulary.lineage(heir)


@pytest.mark.parametrize(
    ("slug", "day", "label", "full"),
    [
        pytest.param("busan/jung", None, "부산 중구", "부산광역시 중구", id="gu"),
        pytest.param("gangwon/goseong", None, "강원 고성군", "강원특별자치도 고성군", id="gun"),
        pytest.param("gyeonggi/pyeongtaek", None, "평택시", "경기도 평택시", id="si"),
        pytest.param("jeonbuk/gunsan", "2023-09-25", "군산시", "전라북도 군산시", id="si-on-a-day"),
        pytest.param("jeonbuk", None, "전북특별자치도", "전북특별자치도", id="province"),
        pytest.param("jeonbuk", "2023-09-25", "전라북도", "전라북도", id="province-on-a-day"),
        pytest.param("gwangju/seo", None, "광주 서구", "광주광역시 서구", id="former-gu"),
    ],
)
def test_a_label_is_short_yet_unmistakable(
    vocabulary: Vocabulary, slug: str, day: str | None, label: str, full: str
) -> None:
    unit, when = region(vocabulary, slug), dt.date.fromisoformat(day) if day else None
    assert (vocabulary.label(unit, when), vocabulary.full_name(unit, when)) == (label, full)


def test_no_two_current_regions_share_a_label(vocabulary: Vocabulary) -> None:
    assert repeated(vocabulary.label(unit) for unit in current(vocabulary)) == []


def test_an_alias_means_one_region_and_those_that_it_replaced(vocabulary: Vocabulary) -> None:
    owner: dict[str, Region] = {alias: unit for unit in vocabulary.regions.values() for alias in unit.aliases}
    assert repeated(alias for unit in vocabulary.regions.values() for alias in unit.aliases) == []
    for unit in vocabulary.regions.values():
        for name in (vocabulary.full_name(unit), *(former.name for former in unit.former_names)):
            if name in owner:
                assert unit.slug in vocabulary.lineage(owner[name].slug), name
    assert owner.keys() & vocabulary.shared_names.keys() == set()


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        pytest.param("전라북도", "jeonbuk", id="former-name"),
        pytest.param("광주광역시", "gwangju", id="former-region"),
        pytest.param("평택시", "gyeonggi/pyeongtaek", id="plain-name"),
        pytest.param("경기도 평택시", "gyeonggi/pyeongtaek", id="full-name"),
        pytest.param("부산 중구", "busan/jung", id="alias"),
        pytest.param("전라남도 목포시", "jeonnam-gwangju/mokpo", id="full-name-of-a-predecessor"),
        pytest.param("중구", None, id="shared-name"),
        pytest.param("고성군", None, id="shared-gun"),
    ],
)
def test_a_name_finds_its_region_unless_several_bear_it(vocabulary: Vocabulary, name: str, slug: str | None) -> None:
    found = vocabulary.region_by_name.get(name)
    assert (found.slug if found else None) == slug


def test_the_members_of_a_group_are_current_provinces(vocabulary: Vocabulary) -> None:
    assert {group.slug for group in vocabulary.region_groups} >= {"capital-area", "honam", "southeast"}
    for group in vocabulary.region_groups:
        for slug in group.members:
            unit = vocabulary.regions[slug]
            assert unit.parent is None, slug
            assert unit.until is None, slug


def test_every_current_province_has_a_tile_and_no_two_overlap(vocabulary: Vocabulary) -> None:
    provinces = [unit for unit in current(vocabulary) if unit.parent is None]
    assert {len(unit.tile) for unit in provinces} == {3}
    cells = [(unit.tile[0], unit.tile[1] + n) for unit in provinces for n in range(unit.tile[2])]
    assert repeated(cells) == []


def test_every_current_region_lies_in_korea(vocabulary: Vocabulary) -> None:
    for unit in current(vocabulary):
        latitude, longitude = unit.point
        assert 33 < latitude < 38.7, unit.slug
        assert 124 < longitude < 131, unit.slug


def test_no_two_organisations_share_a_name(vocabulary: Vocabulary) -> None:
    assert repeated(name for body in vocabulary.organisations.values() for name in body.names) == []


def test_stages_have_an_order_and_the_last_ones_end(vocabulary: Vocabulary) -> None:
    orders = [stage.order for stage in vocabulary.stages.values()]
    assert orders == sorted(set(orders))
    assert {stage.slug for stage in vocabulary.stages.values() if not stage.sets_stage} == {"milestone", "evaluated"}
    assert {stage.slug for stage in vocabulary.stages.values() if stage.terminal} == {
        "completed",
        "evaluated",
        "cancelled",
    }


@pytest.mark.parametrize(
    ("slug", "hint"),
    [
        pytest.param("gyeongi", "‘gyeonggi’을(를) 뜻했나요?", id="misspelt-province"),
        pytest.param(
            "gyeongi/pyeongtaek", "‘gyeonggi/pyeongtaek’을(를) 뜻했나요?", id="misspelt-province-of-a-district"
        ),
        pytest.param("pyeongtaek", "‘gyeonggi/pyeongtaek’을(를) 뜻했나요?", id="district-without-its-province"),
        pytest.param("gyeonggi/pyungtaek", "‘gyeonggi/pyeongtaek’을(를) 뜻했나요?", id="other-romanisation"),
        pytest.param("평택시", "‘gyeonggi/pyeongtaek’(이)라고 적으세요", id="korean-name"),
        pytest.param("gyeonggi/suwon/jangan", "시를 적으세요: gyeonggi/suwon", id="ward"),
        pytest.param("xyz", "content/vocabulary/의 목록을 보세요", id="nothing-near"),
    ],
)
def test_an_unknown_region_is_refused_with_the_right_one(vocabulary: Vocabulary, slug: str, hint: str) -> None:
    with pytest.raises(UnknownTermError) as caught:
        vocabulary.region_slug(slug)
    assert caught.value.hint == hint


def edit(content: ContentFolder, name: str, old: str, new: str) -> Callable[[str], tuple[int, int]]:
    """Replace the first `old` of a vocabulary file; returns a finder of lines and columns in the result."""
    path = content.root / "vocabulary" / name
    text = path.read_text("utf-8")
    assert old in text
    changed = text.replace(old, new, 1)
    path.write_text(changed, "utf-8")

    def find(needle: str) -> tuple[int, int]:
        at = changed.index(needle)
        return changed.count("\n", 0, at) + 1, at - changed.rfind("\n", 0, at)

    return find


def problems_of(content: ContentFolder) -> list[Problem]:
    with pytest.raises(InvalidContentError) as caught:
        vocabulary.load(content.root)
    return caught.value.problems


@pytest.mark.parametrize(
    ("name", "old", "new", "needle", "code"),
    [
        pytest.param("regions.yaml", "slug: busan,", "slug: seoul,", "seoul, name: 부산", "duplicate", id="slug-twice"),
        pytest.param("regions.yaml", "code: '26',", "code: '11',", "'11', iso: KR-26", "duplicate", id="code-twice"),
        pytest.param("regions.yaml", "slug: busan/jung,", "slug: pusan/jung,", "pusan/jung", "unknown-slug", id="parent"),
        pytest.param("regions.yaml", "[daegu/gunwi]}", "[daegu/kunwi]}", "daegu/kunwi", "unknown-slug", id="successor"),
        pytest.param("regions.yaml", ", successors: [daegu/gunwi]", "", "'2023-06-30'", "missing-key", id="no-successor"),
        pytest.param("regions.yaml", "'2023-06-30'", "'2023-06-31'", "'2023-06-31'", "date", id="impossible-day"),
        pytest.param(
            "regions.yaml",
            "code: '47720', until: '2023-06-30'",
            "code: '47720', since: '2023-07-01', until: '2023-06-30'",
            "'2023-06-30'",
            "date-order",
            id="gone-before-it-came",
        ),
        pytest.param("regions.yaml", "kind: si,", "kind: cities,", "cities,", "unknown-value", id="kind"),
        pytest.param("regions.yaml", "[seoul, incheon,", "[seul, incheon,", "seul", "unknown-slug", id="group-member"),
        pytest.param("regions.yaml", "[gangwon]}", "[kangwon]}", "kangwon", "unknown-slug", id="changed-region"),
        pytest.param("regions.yaml", "point: [37.55,", "point: [북위,", "북위", "wrong-type", id="point"),
        pytest.param("sectors.yaml", "group: economy,", "group: econ,", "econ,", "unknown-slug", id="group"),
        pytest.param("sectors.yaml", "slug: energy,", "slug: hydrogen,", "hydrogen, group: energy-environment, name: 에너지", "duplicate", id="sector"),
        pytest.param("sectors.yaml", "name: 반도체,", "nam: 반도체,", "nam: 반도체", "unknown-key", id="unknown-key"),
        pytest.param("instruments.yaml", "group: governance,", "group: government,", "government,", "unknown-slug", id="instrument-group"),
        pytest.param("stages.yaml", "slug: announced,", "slug: proposed,", "proposed, name: 발표", "duplicate", id="stage"),
        pytest.param("stages.yaml", "order: 10,", "order: 첫째,", "첫째", "wrong-type", id="order"),
        pytest.param("organisations.yaml", "kind: ministry,", "kind: minstry,", "minstry,", "unknown-slug", id="body-kind"),
        pytest.param("ambiguous.yaml", "[seoul/jung,", "[seoul/chung,", "seoul/chung", "unknown-slug", id="shared-name"),
        pytest.param("ambiguous.yaml", "default: jeju}", "default: cheju}", "cheju", "unknown-slug", id="default"),
        pytest.param("ambiguous.yaml", "{slug: gwangju,", "{slug: kwangju,", "kwangju", "unknown-slug", id="evidence"),
        pytest.param("ambiguous.yaml", "risk: high", "risk: hgih", "hgih", "unknown-value", id="risk"),
    ],
)  # fmt: skip
def test_a_broken_vocabulary_is_refused_with_the_place(
    content: ContentFolder, name: str, old: str, new: str, needle: str, code: str
) -> None:
    find = edit(content, name, old, new)
    first = min(problems_of(content), key=lambda problem: problem.code != code)
    assert (first.path, first.line, first.column, first.code) == (f"vocabulary/{name}", *find(needle), code)


def test_the_problems_of_all_vocabulary_files_come_at_once(content: ContentFolder) -> None:
    edit(content, "regions.yaml", "kind: si,", "kind: city,")
    edit(content, "stages.yaml", "order: 10,", "order: 첫째,")
    content.write("vocabulary/sectors.yaml", "sectors: [\n")
    assert {(problem.path, problem.code) for problem in content.problems()} == {
        ("vocabulary/regions.yaml", "unknown-value"),
        ("vocabulary/sectors.yaml", "yaml-syntax"),
        ("vocabulary/stages.yaml", "wrong-type"),
    }
