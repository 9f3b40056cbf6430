import datetime as dt

import pytest

from support import CONTENT, ContentFolder, places
from tracker import settings
from tracker.model import InvalidContentError, Text, Url
from tracker.settings import Settings

LEAST = {
    "title": "나이테",
    "title_en": "Rings",
    "tagline": "한 줄",
    "description": "설명",
    "base_url": "https://rings.example",
    "tag_authority": "rings.example",
    "since": "2024-01-01",
    "language": "ko",
}


def text_of(**changes: str | None) -> str:
    return "".join(f"{key}: {value}\n" for key, value in {**LEAST, **changes}.items() if value is not None)


def test_the_least_that_a_site_says_of_itself(content: ContentFolder) -> None:
    content.write("site.yaml", text_of())
    assert settings.load(content.root) == Settings(
        title=Text("나이테"),
        title_en=Text("Rings"),
        tagline=Text("한 줄"),
        description=Text("설명"),
        base_url=Url("https://rings.example/"),
        tag_authority=Text("rings.example"),
        since=dt.date(2024, 1, 1),
        language=Text("ko"),
        repository=None,
        rows_per_page=100,
    )


def test_what_a_site_may_say_besides(content: ContentFolder) -> None:
    content.write("site.yaml", text_of(repository="https://code.example/rings", rows_per_page="50"))
    found = settings.load(content.root)
    assert (found.repository, found.rows_per_page) == ("https://code.example/rings", 50)


@pytest.mark.parametrize(
    ("url", "path"),
    [
        pytest.param("https://rings.example", "/", id="host"),
        pytest.param("https://rings.example/", "/", id="host-and-slash"),
        pytest.param("https://rings.example/any/prefix", "/any/prefix/", id="prefix"),
        pytest.param("https://rings.example/any/prefix//", "/any/prefix/", id="prefix-and-slashes"),
    ],
)
def test_a_base_address_ends_with_one_slash(content: ContentFolder, url: str, path: str) -> None:
    found = settings.load(content.root).at(url)
    assert found.base_path == path
    assert found.base_url == url.rstrip("/") + "/"


def test_no_other_address_leaves_the_settings_as_they_are(content: ContentFolder) -> None:
    found = settings.load(content.root)
    assert found.at(None) == found


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        pytest.param({"titel": "나이테"}, ["site.yaml:9:1: unknown-key"], id="unknown-key"),
        pytest.param({"title": None}, ["site.yaml:1:1: missing-key"], id="missing-key"),
        pytest.param({"base_url": "rings.example"}, ["site.yaml:5:11: url"], id="no-scheme"),
        pytest.param({"base_url": "javascript:x"}, ["site.yaml:5:11: url"], id="javascript"),
        pytest.param({"since": "2024"}, ["site.yaml:7:8: date"], id="inexact-day"),
        pytest.param({"rows_per_page": "많이"}, ["site.yaml:9:16: wrong-type"], id="no-number"),
        pytest.param({"rows_per_page": "0"}, ["site.yaml:9:16: wrong-type"], id="no-row"),
        pytest.param({"rows_per_page": "99.5"}, ["site.yaml:9:16: wrong-type"], id="no-whole-number"),
        pytest.param(
            {"title": "[가]", "language": ""}, ["site.yaml:1:8: wrong-type", "site.yaml:8:10: wrong-type"], id="two"
        ),
    ],
)
def test_what_is_wrong_with_the_settings_has_its_place(
    content: ContentFolder, changes: dict[str, str | None], wanted: list[str]
) -> None:
    content.write("site.yaml", text_of(**changes))
    with pytest.raises(InvalidContentError) as caught:
        settings.load(content.root)
    assert places(caught.value.problems) == wanted


def test_the_real_settings_are_read() -> None:
    found = settings.load(CONTENT)
    assert found.title == "지역정책 나이테"
    assert found.base_url.endswith("/")


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_calendars_are_subscribed_to_at_an_address_of_their_own_kind(content: ContentFolder, scheme: str) -> None:
    content.write("site.yaml", text_of(base_url=f"{scheme}://rings.example/https/"))
    assert settings.load(content.root).webcal == "webcal://rings.example/https/"
