import re
from collections.abc import Callable

import pytest

from tracker import links
from tracker.model import EntryId, InitiativeSlug, InstrumentSlug, RegionSlug, SectorSlug
from tracker.vocabulary import Vocabulary


@pytest.mark.parametrize(
    ("address", "wanted"),
    [
        pytest.param(links.entry(EntryId("2024-05-21-busan")), "entries/2024-05-21-busan/", id="entry"),
        pytest.param(links.region(RegionSlug("busan")), "regions/busan/", id="province"),
        pytest.param(links.region(RegionSlug("busan/jung")), "regions/busan/jung/", id="district"),
        pytest.param(links.sector(SectorSlug("future-car")), "sectors/future-car/", id="sector"),
        pytest.param(
            links.region_sector(RegionSlug("busan"), SectorSlug("bio")), "regions/busan/bio/", id="sector-of-a-province"
        ),
        pytest.param(links.initiative(InitiativeSlug("parts")), "initiatives/parts/", id="initiative"),
        pytest.param(links.instrument(InstrumentSlug("mou")), "instruments/mou/", id="instrument"),
        pytest.param(links.organisation("katech"), "organisations/katech/", id="organisation"),
        pytest.param(links.page("about"), "about/", id="page"),
    ],
)
def test_every_kind_of_thing_has_an_address_that_never_changes(address: str, wanted: str) -> None:
    assert address == wanted


@pytest.mark.parametrize(
    ("path", "file"),
    [
        pytest.param("", "index.html", id="home"),
        pytest.param("entries/x/", "entries/x/index.html", id="folder"),
        pytest.param("feed.xml", "feed.xml", id="file"),
        pytest.param("sectors/bio/feed.xml", "sectors/bio/feed.xml", id="file-in-a-folder"),
    ],
)
def test_a_link_names_the_file_behind_an_address(path: str, file: str) -> None:
    assert links.file(path) == file


@pytest.mark.parametrize(
    ("path", "root"),
    [
        ("", ""),
        ("404.html", ""),
        ("about/", "../"),
        ("entries/x/", "../../"),
        ("regions/busan/jung/feed.xml", "../../../"),
    ],
)
def test_the_way_to_the_root_climbs_every_folder(path: str, root: str) -> None:
    assert links.root(path) == root


@pytest.mark.parametrize("terms", ["sectors", "instruments", "organisations", "regions"])
def test_every_term_of_the_vocabulary_makes_an_address_of_its_own(vocabulary: Vocabulary, terms: str) -> None:
    address: Callable[[str], str] = getattr(links, terms.removesuffix("s"))
    found = [address(slug) for slug in getattr(vocabulary, terms)]
    assert len(set(found)) == len(found)
    assert all(re.fullmatch(r"([a-z0-9-]+/){2,3}", path) for path in found)
