"""What machines and hosts read beside feeds and data."""

import datetime as dt
from pathlib import Path

import pytest
from lxml import etree

from sites import GOLDEN, ROOT, build, golden_content, rewrite, tree
from support import timelines_of
from tracker import catalogue, exports, views

BASE = "https://small.example/rings/"
LOC, LASTMOD = (f"{{http://www.sitemaps.org/schemas/sitemap/0.9}}{name}" for name in ("loc", "lastmod"))

SITEMAP = etree.XMLSchema(
    etree.XML("""
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:s="http://www.sitemaps.org/schemas/sitemap/0.9"
    targetNamespace="http://www.sitemaps.org/schemas/sitemap/0.9" elementFormDefault="qualified">
  <xs:complexType name="place">
    <xs:sequence>
      <xs:element name="loc" type="xs:anyURI"/>
      <xs:element name="lastmod" type="xs:date" minOccurs="0"/>
    </xs:sequence>
  </xs:complexType>
  <xs:element name="urlset">
    <xs:complexType>
      <xs:sequence><xs:element name="url" type="s:place" maxOccurs="50000"/></xs:sequence>
    </xs:complexType>
    <xs:unique name="once"><xs:selector xpath="s:url"/><xs:field xpath="s:loc"/></xs:unique>
  </xs:element>
  <xs:element name="sitemapindex">
    <xs:complexType>
      <xs:sequence><xs:element name="sitemap" type="s:place" maxOccurs="50000"/></xs:sequence>
    </xs:complexType>
  </xs:element>
</xs:schema>""")
)
"""The protocol of sitemaps 0.9, as far as we use it."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exports") / "site"
    content = golden_content(folder.parent)
    rewrite(content / "site.yaml", "language: ko", "language: ko\nrepository: https://code.example/a/b")
    build(content, folder)
    return folder


def addresses(site: Path, name: str) -> dict[str, str | None]:
    root = etree.parse(site / name).getroot()
    return {str(item.findtext(LOC)): item.findtext(LASTMOD) for item in root}


def test_the_sitemap_names_every_page_that_is_no_stub(site: Path) -> None:
    pages = {path for path in tree(site) if path.endswith("index.html")}
    stubs = {path for path in pages if b'http-equiv="refresh"' in (site / path).read_bytes()}
    assert {f"{BASE}{path.removesuffix('index.html')}" for path in pages - stubs} == set(addresses(site, "sitemap.xml"))


@pytest.mark.parametrize("name", ["golden", "real"])
def test_the_sitemap_keeps_the_schema(name: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    if name == "real":
        build(ROOT / "content", tmp_path / "site", today="2026-11-22")
    folder = tmp_path / "site" if name == "real" else request.getfixturevalue("site")
    SITEMAP.assertValid(etree.parse(folder / "sitemap.xml"))
    found = addresses(folder, "sitemap.xml")
    assert all(len(url) < 2048 for url in found)
    assert sum(day is not None for day in found.values()) > len(found) * 0.4


def test_a_large_site_has_an_index_of_sitemaps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "BATCH", 20)
    seen = views.collect(catalogue.load(GOLDEN / "content"), dt.date(2025, 6, 15))
    files = {output.path: output.render() for output in exports.render_all(seen) if "sitemap" in output.path}
    parts = sorted(files.keys() - {"sitemap.xml"})
    index = etree.fromstring(files["sitemap.xml"])
    assert all(SITEMAP.validate(etree.fromstring(data)) for data in files.values())
    assert [item.findtext(LOC) for item in index] == [f"{BASE}{path}" for path in parts]
    days = {path: [str(day.text) for day in etree.fromstring(files[path]).iter(LASTMOD)] for path in parts}
    assert [item.findtext(LASTMOD) for item in index] == [max(days[path], default=None) for path in parts]
    assert any(days.values())
    heads = [*seen.heads(), *(timeline.head for timeline in timelines_of(seen))]
    english = sum(head.english for head in heads)
    assert sum(len(etree.fromstring(files[path])) for path in parts) == len(heads) + english + len(exports.UNLISTED)


def test_a_page_was_last_changed_when_its_content_was(site: Path) -> None:
    found = addresses(site, "sitemap.xml")
    assert found[f"{BASE}entries/2024-12-31-agreement/"] == "2025-03-01"  # the day of its correction
    assert found[f"{BASE}regions/south/"] == "2025-03-02"


def test_robots_and_security_lead_on(site: Path) -> None:
    assert f"Sitemap: {BASE}sitemap.xml" in (site / "robots.txt").read_text("utf-8")
    security = (site / ".well-known/security.txt").read_text("utf-8")
    assert "Contact: https://code.example/a/b\n" in security
    assert "Expires: 2026-05-02T00:00:00Z\n" in security


def test_hosts_are_told_of_types_and_of_former_addresses(site: Path) -> None:
    headers = (site / "_headers").read_text("utf-8")
    assert "/rings/feed.xml\n  Content-Type: application/rss+xml; charset=utf-8\n" in headers
    assert "/rings/*/feed.xml\n  Content-Type: application/rss+xml; charset=utf-8\n" in headers
    redirects = (site / "_redirects").read_text("utf-8").splitlines()
    assert "/rings/initiatives/old-centre/* /rings/initiatives/test-centre/:splat 301" in redirects
    old, new = "/rings/entries/2024-12-30-agreement/", "/rings/entries/2024-12-31-agreement/"
    assert {f"{old} {new} 301", f"{old}index.html {new} 301"} <= set(redirects)
    assert (
        "/rings/api/v1/entries/2024-12-30-agreement.json /rings/api/v1/entries/2024-12-31-agreement.json 301"
        in redirects
    )
    assert [":splat" in line for line in redirects] == sorted(":splat" in line for line in redirects)


@pytest.mark.parametrize("name", ["feed.xml", "atom.xml", "feed.json", "calendar.ics"])
def test_subscribers_of_a_former_address_go_on(site: Path, name: str) -> None:
    old, new = (site / f"initiatives/{slug}/{name}" for slug in ("old-centre", "test-centre"))
    assert old.read_bytes() == new.read_bytes()


def test_a_site_without_a_repository_names_no_contact(tmp_path: Path) -> None:
    build(GOLDEN / "content", tmp_path / "site")
    assert not (tmp_path / "site/.well-known").exists()
