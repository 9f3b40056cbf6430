"""What is verified of a site before it is published."""

from pathlib import Path

import pytest

from sites import tree
from support import batch
from tracker import outputs, publish, standing
from tracker.model import Output


def page(path: str, *links: str) -> Output:
    return outputs.ready(path, "".join(f'<a href="{link}">x</a>' for link in links).encode())


def rss(items: int) -> bytes:
    return f"<rss><channel>{'<item></item>' * items}</channel></rss>".encode()


def atom(items: int) -> bytes:
    return f'<feed xmlns="http://www.w3.org/2005/Atom">{"<entry></entry>" * items}</feed>'.encode()


def refused(site: Path, *files: Output, base: str = "/") -> str:
    """What is said when these files are refused, after which the old site is as it was."""
    publish.publish([batch(outputs.ready("index.html", b"old"))], site)
    before = tree(site)
    with pytest.raises(standing.PublishError) as caught:
        publish.publish([batch(*files)], site, terms=standing.Terms(base))
    assert tree(site) == before
    return str(caught.value)


@pytest.mark.parametrize(
    ("path", "link"),
    [
        pytest.param("index.html", "a/x.html", id="down"),
        pytest.param("a/b/index.html", "../../a/x.html", id="by-the-root"),
        pytest.param("a/index.html", "x.html", id="beside"),
        pytest.param("a/b/index.html", "../x.html", id="up"),
        pytest.param("404.html", "/base/a/x.html", id="absolute"),
        pytest.param("index.html", "a/x.html#part", id="fragment"),
        pytest.param("index.html", "a/x.html?q=1", id="query"),
    ],
)
def test_a_link_to_nowhere_is_named_with_its_page(tmp_path: Path, path: str, link: str) -> None:
    assert f"{path}: 없는 a/x.html을" in refused(tmp_path / "site", page(path, link), base="/base/")
    publish.publish([batch(page(path, link), page("a/x.html"))], tmp_path / "site", terms=standing.Terms("/base/"))


def test_a_link_to_a_folder_leads_to_its_page(tmp_path: Path) -> None:
    assert "없는 a/index.html을" in refused(tmp_path / "site", page("index.html", "a/"))


def test_links_out_of_the_site_are_not_followed(tmp_path: Path) -> None:
    links = ("https://other.example/x.html", "mailto:a@b.example", "#part", "?q=1")
    publish.publish([batch(page("index.html", *links))], tmp_path / "site")


def test_an_address_of_the_sitemap_that_is_not_there_is_named(tmp_path: Path) -> None:
    sitemap = outputs.ready("sitemap.xml", b"<loc>https://x.example/base/</loc><loc>https://x.example/base/a/</loc>")
    assert "sitemap.xml: 없는 a/index.html을" in refused(tmp_path / "site", page("index.html"), sitemap, base="/base/")


def test_a_page_that_was_not_rendered_again_may_not_lead_to_what_is_gone(tmp_path: Path) -> None:
    site = tmp_path / "site"
    kept, gone = page("index.html", "b.html"), page("b.html")
    publish.publish([batch(kept, gone, page("c.html"))], site)
    with pytest.raises(standing.PublishError, match=r"index\.html: 없는 b\.html"):
        publish.publish([batch(kept, page("c.html"), page("d.html"))], site)
    assert (site / "b.html").exists()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        pytest.param("feed.xml", rss(2)[:-3], id="rss-cut"),
        pytest.param("atom.xml", atom(1).replace(b"</entry>", b""), id="atom-not-well-formed"),
        pytest.param("feed.xml", b"<rss>\x00</rss>", id="control-character"),
        pytest.param("feed.json", b'{"items": [}', id="json-broken"),
        pytest.param("feed.json", b'{"version": "1"}', id="json-without-items"),
        pytest.param("calendar.ics", b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nEND:VCALENDAR\r\n", id="calendar-cut"),
        pytest.param("calendar.ics", b"BEGIN:VCALENDAR\nEND:VCALENDAR\n", id="calendar-line-ends"),
    ],
)
def test_a_feed_that_cannot_be_read_is_named(tmp_path: Path, name: str, data: bytes) -> None:
    assert f"a/{name}: 읽을 수 없습니다" in refused(
        tmp_path / "site", page("index.html"), outputs.ready(f"a/{name}", data)
    )


def test_feeds_of_one_page_have_equally_many_items(tmp_path: Path) -> None:
    feeds = (("feed.xml", rss(3)), ("atom.xml", atom(3)), ("feed.json", b'{"items": [{}, {}]}'))
    said = refused(tmp_path / "site", *(outputs.ready(f"a/{name}", data) for name, data in feeds))
    assert "a/: 피드마다 항목 수가 다릅니다: atom.xml 3, feed.json 2, feed.xml 3" in said
    publish.publish([batch(*(outputs.ready(f"a/{name}", data) for name, data in feeds[:2]))], tmp_path / "site")


def test_all_is_verified_that_several_processes_made(tmp_path: Path) -> None:
    batches = [batch(page(f"{number}.html", f"{number + 1}.html"), name=f"{number}") for number in range(12)]
    with pytest.raises(standing.PublishError, match=r"11\.html: 없는 12\.html"):
        publish.publish(batches, tmp_path / "site", 3)


def test_only_so_many_faults_are_told(tmp_path: Path) -> None:
    said = refused(tmp_path / "site", *(page(f"{number}.html", f"x{number}.html") for number in range(30)))
    assert "(30가지)" in said
    assert len(said.splitlines()) == 1 + publish.SHOWN
