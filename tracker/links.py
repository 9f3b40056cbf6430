"""Addresses: where each thing stands below the site's root. Folders end with a slash; none starts with one."""

from urllib.parse import urlencode

from tracker.model import EntryId, InitiativeSlug, InstrumentSlug, RegionSlug, SectorSlug

HOME = ""
REGIONS, SECTORS, INITIATIVES = "regions/", "sectors/", "initiatives/"
INSTRUMENTS, ORGANISATIONS = "instruments/", "organisations/"
PROMISES, BUDGETS, QUALITY, CONTRIBUTE = "promises/", "budgets/", "quality/", "contribute/"
SEARCH, SUBSCRIBE, CHANGES = "search/", "subscribe/", "changes/"
FEED, ATOM, JSON_FEED, CALENDAR = "feed.xml", "atom.xml", "feed.json", "calendar.ics"
INDEX = "index.html"
ENGLISH = "en/"
"""The folder of the English pages, which have the addresses of the Korean ones below it."""
KOREAN_ONLY = (SEARCH, SUBSCRIBE, CHANGES, QUALITY, CONTRIBUTE, "data/", "editorial-guide/")
"""Pages that the English ones lead to as they are."""
DATA, API = "data/", "api/v1/"
ARCHIVE = "archive/"
FORMATS = {FEED: "rss", ATOM: "atom", JSON_FEED: "json-feed", CALENDAR: "calendars"}
"""The families of what lies beside a page."""


def entry(id_: EntryId) -> str:
    """The permalink of an entry."""
    return f"entries/{id_}/"


def region(slug: RegionSlug) -> str:
    """The timeline of a province or district."""
    return f"{REGIONS}{slug}/"


def region_group(slug: str) -> str:
    """The timeline of provinces that are spoken of together; no province is called so."""
    return f"{REGIONS}{slug}/"


def archive(page: str, number: int) -> str:
    """A part of a page's feed that no longer grows; counted from the oldest."""
    return f"{page}{ARCHIVE}{number}/"


def outline(name: str) -> str:
    """A list of feeds in OPML."""
    return f"{SUBSCRIBE}{name}.opml"


def sector(slug: SectorSlug) -> str:
    """The timeline of a sector."""
    return f"{SECTORS}{slug}/"


def region_sector(province: RegionSlug, slug: SectorSlug) -> str:
    """The timeline of a sector within a province."""
    return f"{REGIONS}{province}/{slug}/"


def initiative(slug: InitiativeSlug) -> str:
    """The page that follows an initiative."""
    return f"{INITIATIVES}{slug}/"


def instrument(slug: InstrumentSlug) -> str:
    """The timeline of a policy instrument."""
    return f"{INSTRUMENTS}{slug}/"


def organisation(slug: str) -> str:
    """The timeline of an organisation."""
    return f"{ORGANISATIONS}{slug}/"


def promises(slug: str) -> str:
    """The promises of a province or a sector; no slug is both."""
    return f"{PROMISES}{slug}/"


def contribute(**fields: str | None) -> str:
    """The form for a new entry with some fields filled in: `region`, `sector`, `initiative`."""
    return f"{CONTRIBUTE}?{urlencode({name: value for name, value in fields.items() if value})}"


def page(slug: str) -> str:
    """A page about the site."""
    return f"{slug}/"


def twin(path: str) -> str:
    """The JSON file with the content of a page: `api/v1/entries/x.json` for `entries/x/`."""
    return f"{API}{path.rstrip('/') or 'index'}.json"


def korean(path: str) -> str:
    """The way from the root of the English pages to a Korean one."""
    return f"../{path}"


def from_english(path: str) -> str:
    """The way from the root of the English pages to a page in English, or in Korean where it is in no other."""
    return korean(path) if path.startswith(KOREAN_ONLY) else path


def file(path: str) -> str:
    """The file behind an address: links name it, so that they work in an opened folder too."""
    folder, mark, query = path.partition("?")
    return f"{folder}{INDEX}{mark}{query}" if folder.endswith("/") or not path else path


def families(path: str) -> list[str]:
    """What kinds of things a file is one of, so that leaving out any of them leaves out the file."""
    folders = path.removeprefix(ENGLISH).removeprefix(API).split("/")
    found = [folders[0], FORMATS.get(folders[-1], ""), "data" if path.startswith(API) else ""]
    return found + [name for name in ("changes", "archive") if name in folders[1:-1]]


def root(path: str) -> str:
    """The way from a page up to the site's root: `../../` for `entries/x/`."""
    return "../" * path.count("/")
