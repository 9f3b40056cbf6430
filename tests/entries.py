"""Entries as a person might type them into the form, right and wrong, for tests that hold two readers to one verdict."""

import copy
import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, get_args

from hypothesis import strategies as st

from tracker import contributing, money
from tracker.catalogue import Catalogue
from tracker.model import DateBasis, PartialDate, Role, Status

Tree = dict[str, Any]
AWKWARD = "가나다 Zz09:#'\"-?*&!%@`~,[]{}|><=\\/·‘’()^$+._;\t"
TEXTS = st.text(AWKWARD, min_size=1, max_size=12).filter(str.strip)
ODD_TEXTS = st.sampled_from(
    ["", " ", "두\n줄", "\u200b숨은 글자", "나\x07", "null", "~", "true", "2024-05-21", "1_0", "가\r나", "〈제목〉"]
)
SLUGS = st.sampled_from(["mou", "parts-plan", "a1", "2024", "on", "bid-2"])
ODD_SLUGS = st.sampled_from(["", "Mou", "two words", "a--b", "-a", "a-", "가", "a_b"])
URLS = st.sampled_from(
    [f"https://news.example/{tail}" for tail in ("1", "a?b=1&c=2", "%EA%B0%80", "a,b", "x#y", "it's")]
)
ODD_URLS = st.sampled_from(
    ["news.example/1", "ftp://news.example", "https://news", "https://a b.c", 'https://a.b/"', ""]
)
DAYS = st.dates(dt.date(2019, 1, 1), dt.date(2024, 6, 1)).map(str)
DATES = st.one_of(DAYS, DAYS.map(lambda day: day[:7]), DAYS.map(lambda day: day[:4]))
ODD_DATES = st.sampled_from(
    [
        "2023-02-29",
        "2024-13",
        "2024-00",
        "2024-5-1",
        "2024.05.21",
        "0000",
        "0999-01-01",
        "24-05-21",
        "２０２４",
        "2024-02-30",
        "",
    ]
)
PERIODS = st.tuples(DATES, DATES).map(lambda pair: f"{min(pair)[:4]}/{max(pair)[:4]}") | DATES
ODD_PERIODS = st.sampled_from(["2028/2024", "2024/", "/2024", "2024/2025/2026", "2024~2028", "2024-05/2024-04"])
SUMS = st.integers(1, 10**13) | st.integers(1, 9999).map(lambda count: count * 10**8)
ODD_SUMS = st.text("0123456789,.조억만천백십원 약", min_size=1, max_size=9) | st.sampled_from(
    [
        "0",
        "1.5조 3000억",
        "3 5억",
        "36,93억",
        "약 3억",
        "1.00000001억",
        "9999조",
        "10000조",
        "만원",
        "억만",
        "3천5백억",
        "원",
    ]
)
NUMBERS = st.sampled_from(["20", "1,200", "3.5", "-1"])
ODD_NUMBERS = st.sampled_from(["", "이십", "1,2", "3.", ".5", "1e3", "٣"])
BODIES = st.text(AWKWARD + "\n가나다라", min_size=1, max_size=40).filter(str.strip)
ODD_BODIES = st.sampled_from(
    [
        "",
        " \n ",
        "<b>굵게</b>",
        "a < b 그리고 c",
        "![그림](x.png)",
        "[가](javascript:1)",
        "`<b>` 코드",
        "```\n<b>\n",
        "<https://a.b>",
        "[가]: data:x",
        "〈본문〉",
        "첫 줄\n---\n둘째 줄",
        "\u202e거꾸로",
        "가" * 20_001,
        "[" * 501,
        "가" * 45_000,
    ]
)


def spoken(amount: int, form: int) -> str:
    """A sum in one of the ways in which people write it."""
    return (str(amount), f"{amount:,}", money.format_won(amount), money.format_won(amount).replace(",", ""))[form]


def promises(catalogue: Catalogue) -> dict[str, dict[str, str]]:
    """The promises that a new entry may keep, with the day on which each was made."""
    return {ref: {"made": made} for ref, _, _, made in contributing.known(catalogue)["lists"]["promises"]}


@st.composite
def entries(draw: st.DrawFn, catalogue: Catalogue, promises: Mapping[str, Mapping[str, Any]]) -> Tree:
    """An entry as `{front, body, name}`: each part right, but for up to two that may be wrong."""
    parts = (
        "title date regions terms initiative parties budgets milestones fulfils targets sources body name shape"
    ).split()
    odd = draw(st.sets(st.sampled_from(parts), max_size=2))

    def either(part: str, right: st.SearchStrategy[Any], wrong: st.SearchStrategy[Any]) -> Any:
        return draw(right | wrong if part in odd else right)

    front: Tree = {"title": either("title", TEXTS, ODD_TEXTS), "date": either("date", DATES, ODD_DATES)}
    front |= draw(_basis("date" in odd))
    front["added"] = either("date", st.just("2024-06-30"), DATES | st.just("2024-07-02"))
    front |= draw(_places(catalogue, front["date"], "regions" in odd))
    front |= draw(_terms(catalogue, "terms" in odd))
    initiatives = st.sampled_from([*catalogue.initiatives])
    front |= draw(_maybe("initiative", initiatives | st.just("no-such") if "initiative" in odd else initiatives))
    front |= draw(_maybe("parties", st.lists(_party("parties" in odd), min_size=1, max_size=3)))
    front |= draw(_maybe("budgets", st.lists(_budget("budgets" in odd), min_size=1, max_size=2)))
    if len(front.get("budgets", ())) > 1 and draw(st.booleans()):
        front["budgets"][1]["part_of"] = draw(st.sampled_from([front["budgets"][0]["what"], "미래차 부품센터 건립"]))
    front |= draw(_maybe("milestones", _milestones("milestones" in odd)))
    refs = [ref for ref, one in promises.items() if "fulfils" in odd or one["made"] < front["date"]]
    further = (
        ["2023-03-02-busan-parts-plan#none", "2023-03-02-busan-parts-plan#pick", "엉뚱한 것"]
        if "fulfils" in odd
        else []
    )
    if refs:
        front |= draw(
            _maybe("fulfils", st.lists(st.sampled_from([*refs, *further]), min_size=1, max_size=2, unique=True))
        )
    front |= draw(_maybe("targets", st.lists(_target("targets" in odd), min_size=1, max_size=2)))
    front["sources"] = draw(_sources("sources" in odd))
    if "shape" in odd:
        front = draw(_misshapen(front))
    body, name = either("body", BODIES, ODD_BODIES), either("name", SLUGS, ODD_SLUGS)
    return {"front": front, "body": body, "name": name}


def _maybe(key: str, values: st.SearchStrategy[Any]) -> st.SearchStrategy[Tree]:
    return st.just({}) | values.map(lambda value: {key: value})


@st.composite
def _basis(draw: st.DrawFn, odd: bool) -> Tree:
    basis = draw(st.sampled_from([*get_args(DateBasis), *(["guessed"] if odd else [])]))
    noted = {"date_note": draw(TEXTS)} if basis == "inferred" and not (odd and draw(st.booleans())) else {}
    return {"date_basis": basis, **noted}


@st.composite
def _places(draw: st.DrawFn, catalogue: Catalogue, date: str, odd: bool) -> Tree:
    regions = catalogue.vocabulary.regions
    day = PartialDate(*map(int, date.split("-"))) if date.isascii() and date[:2] == "20" and "." not in date else None
    try:
        living = [slug for slug, region in regions.items() if day is None or region.existed(day)]
    except ValueError:
        living = [*regions]
    slugs: Sequence[str] = [*regions, "gyeonggi/no-such", "suwon", "gyeonggi/suwon/jangan"] if odd else living
    chosen = draw(st.lists(st.sampled_from(slugs), min_size=0 if odd else 1, max_size=4, unique=not odd))
    cut = draw(st.integers(1, 4))
    further = chosen[cut:] + (chosen[:1] if odd and draw(st.booleans()) else [])
    return {"regions": chosen[:cut], **({"participants": further} if further else {})}


@st.composite
def _terms(draw: st.DrawFn, catalogue: Catalogue, odd: bool) -> Tree:
    words = catalogue.vocabulary
    further = ["no-such", "미래차"] if odd else []

    def some(terms: Any) -> list[str]:
        least = 0 if odd else 1
        return draw(st.lists(st.sampled_from([*terms, *further]), min_size=least, max_size=3, unique=not odd))

    stage = draw(st.sampled_from([*words.stages, *further]))
    return {"sectors": some(words.sectors), "instruments": some(words.instruments), "stage": stage}


def _party(odd: bool) -> st.SearchStrategy[Tree]:
    roles = st.sampled_from([*get_args(Role), *(["boss"] if odd else [])])
    return st.fixed_dictionaries({"name": TEXTS | ODD_TEXTS if odd else TEXTS, "role": roles})


@st.composite
def _budget(draw: st.DrawFn, odd: bool) -> Tree:
    amount, form = draw(SUMS), draw(st.integers(0, 3))
    found: Tree = {"what": draw(TEXTS), "amount": spoken(amount, form)}
    if odd:
        found["amount"] = draw(st.just(found["amount"]) | ODD_SUMS)
    found["status"] = draw(st.sampled_from([*get_args(Status), *(["won"] if odd else [])]))
    found |= draw(_maybe("period", PERIODS | ODD_PERIODS if odd else PERIODS))
    if draw(st.booleans()):
        part = draw(st.integers(0, amount)) if odd else draw(st.integers(1, amount))
        rest = amount - part + (draw(st.integers(0, 1)) if odd else 0)
        parts = {"national": part, "local": rest}
        found["breakdown"] = {key: spoken(value, form) for key, value in parts.items() if value or odd}
    return found | (draw(_maybe("part_of", TEXTS)) if odd else {})


@st.composite
def _milestones(draw: st.DrawFn, odd: bool) -> list[Tree]:
    slugs = draw(st.lists(SLUGS | ODD_SLUGS if odd else SLUGS, min_size=1, max_size=3, unique=not odd))
    dues = DATES | ODD_DATES if odd else st.sampled_from(["2024-07", "2025-01-31", "2030"])
    return [{"id": slug, "due": draw(dues), "what": draw(TEXTS)} for slug in slugs]


def _target(odd: bool) -> st.SearchStrategy[Tree]:
    needed = {"metric": TEXTS, "value": NUMBERS | ODD_NUMBERS if odd else NUMBERS, "unit": TEXTS}
    return st.fixed_dictionaries(needed, optional={"due": DATES | ODD_DATES if odd else DATES})


@st.composite
def _sources(draw: st.DrawFn, odd: bool) -> list[Tree]:
    urls = draw(st.lists(URLS | ODD_URLS if odd else URLS, min_size=0 if odd else 1, max_size=3, unique=not odd))
    days = DAYS | ODD_DATES | st.just("2024-07-05") if odd else DAYS
    optional = {"published": days, "archive_url": URLS}
    return [draw(st.fixed_dictionaries({"url": st.just(url), "publisher": TEXTS}, optional=optional)) for url in urls]


@st.composite
def _misshapen(draw: st.DrawFn, front: Tree) -> Tree:
    """A key too few, too many, empty, or with a value of another shape."""
    key = draw(st.sampled_from([*front]))
    ways = {
        "missing": {name: value for name, value in front.items() if name != key},
        "unknown": {**front, "titel": "제목"},
        "empty": {**front, key: None},
        "text": {**front, key: "글"},
        "list": {**front, key: ["글", "글"]},
        "map": {**front, key: {"글": "글"}},
    }
    return ways[draw(st.sampled_from([*ways]))]


PLAIN: Tree = {
    "front": {
        "title": "부산광역시, 부품단지 착공",
        "date": "2024-05-21",
        "added": "2024-06-30",
        "regions": ["busan"],
        "participants": ["busan/gangseo"],
        "sectors": ["future-car"],
        "instruments": ["facility"],
        "stage": "under-way",
        "initiative": "busan-parts",
        "parties": [{"name": "부산광역시", "role": "lead"}],
        "budgets": [
            {
                "what": "터 닦기",
                "amount": "10억",
                "status": "spent",
                "period": "2024",
                "breakdown": {"national": "4억", "local": "6억"},
            },
            {"what": "건물", "amount": "3억", "status": "announced", "part_of": "터 닦기"},
        ],
        "milestones": [{"id": "open", "due": "2026", "what": "준공"}],
        "fulfils": ["2023-03-02-busan-parts-plan#open"],
        "targets": [{"metric": "일자리", "value": "1200", "unit": "명", "due": "2027"}],
        "sources": [{"url": "https://news.example/2", "publisher": "가나일보", "published": "2024-05-22"}],
    },
    "body": "부산광역시가 터를 닦기 시작했다.",
    "name": "parts-start",
}
"""An entry beside those of the small content, with nothing wrong."""

TEXT = [
    "",
    "〈제목〉",
    " ",
    "두\n줄",
    "\u200b숨은 글자",
    "나\x07",
    "가\r나",
    ",",
    ", 가",
    "가, 나",
    "a: b",
    "a #b",
    "null",
    "12:30",
    "no",
    "0x1f",
    "가" * 5000,
    "가" * 5400,
]
DATE = [
    *(
        "2023-02-29",
        "2024-02-29",
        "1900-02-29",
        "2000-02-29",
        "2024-13",
        "2024-12",
        "2024-00",
        "2024-04-31",
        "2024-5-1",
    ),
    *(
        "2024.05.21",
        "0000",
        "0999-01-01",
        "24-05-21",
        "２０２４",
        "2024-01-00",
        "2024-01-32",
        "2024-",
        " 2024",
        "2030",
        "2019",
    ),
]
SUM = [
    *(
        "0",
        "1.5조 3000억",
        "3 5억",
        "36,93억",
        "약 3억",
        "1.00000001억",
        "9999조",
        "10000조",
        "만원",
        "억만",
        "3천5백억",
        "원",
    ),
    *(
        "10억원",
        "1,000,000,000",
        "1000000000",
        "1 000 000 000",
        "10 억 원",
        "1.0억",
        "0.5만",
        "천만",
        "5천천",
        "억",
        "5백3천",
        "10억억",
    ),
    *(
        "9억 10000만",
        "9억 9999만 10000",
        "9억 9천만 1천만",
        "９억",
        "1e9",
        "-10억",
        "10억 원 원",
        "10.억",
        ".5억",
        "1,0억",
    ),
    *("1.000000001억", "0.5", "0.5만", "3.00001만"),
]
MISTAKES: Mapping[tuple[str | int, ...], Sequence[Any]] = {
    ("front", "title"): TEXT,
    ("front", "date"): DATE,
    ("front", "date_basis"): ["stated", "derived", "inferred", "guessed", "", None, []],
    ("front", "date_note"): TEXT,
    ("front", "added"): [*DATE, "2024-07-01", "2024-07-02", "2024-05-21"],
    ("front", "regions"): [
        [],
        ["busan", "busan"],
        ["gwangju"],
        ["jeonnam-gwangju"],
        ["gyeonggi/suwon/jangan"],
        ["부산"],
        None,
        "busan",
        [None],
    ],
    ("front", "participants"): [
        [],
        ["busan"],
        ["busan/gangseo", "busan/gangseo"],
        ["jeonnam-gwangju/buk"],
        ["no-such"],
    ],
    ("front", "sectors"): [[], ["future-car", "future-car"], ["미래차"], ["bio", "energy"], None],
    ("front", "instruments"): [[], ["mou", "mou"], ["no-such"]],
    ("front", "stage"): ["done", "", None, ["agreed"]],
    ("front", "initiative"): ["no-such", "Busan", "", None],
    ("front", "parties"): [
        [],
        None,
        "글",
        [{}],
        [{"name": "가"}],
        [{"name": "가", "role": "boss"}],
        [{"name": "가", "role": "lead"}] * 2,
    ],
    ("front", "parties", 0, "name"): TEXT,
    ("front", "budgets", 0, "amount"): SUM,
    ("front", "budgets", 1, "amount"): SUM,
    ("front", "budgets", 0, "status"): ["won", "", None],
    ("front", "budgets", 0, "period"): [
        *DATE,
        "2028/2024",
        "2024/",
        "/2024",
        "2024/2025/2026",
        "2024~2028",
        "2024-05/2024-04",
        "2024-05/2024",
    ],
    ("front", "budgets", 0, "breakdown"): [
        None,
        {},
        "10억",
        {"national": "10억"},
        {"national": "9억"},
        {"city": "10억"},
        {"national": "10억", "local": None},
    ],
    ("front", "budgets", 0, "breakdown", "local"): [*SUM, "5억", "6.0억", "60000만"],
    ("front", "budgets", 0, "part_of"): [*TEXT, "터 닦기", "건물", " 건물 ", "미래차 부품센터 건립"],
    ("front", "milestones"): [[], [{"id": "a", "due": "2026", "what": "가"}] * 2],
    ("front", "milestones", 0, "id"): ["", "Open", "a b", "a--b", "-a", "a-", "가", "2024", "on"],
    ("front", "milestones", 0, "due"): [*DATE, "2024", "2024-05", "2024-05-20", "2024-05-21", "2023"],
    ("front", "fulfils"): [[], ["2023-03-02-busan-parts-plan#pick"], ["2023-03-02-busan-parts-plan#none"], ["글"]],
    ("front", "targets", 0, "value"): ["", "이십", "1,2", "1,200", "3.", ".5", "1e3", "٣", "-1", "1,200.5", "+1"],
    ("front", "targets", 0, "due"): DATE,
    ("front", "sources"): [[], None, [{}], [{"url": "https://news.example/2", "publisher": "가"}] * 2],
    ("front", "sources", 0, "url"): [
        "",
        "news.example/1",
        "ftp://news.example",
        "https://news",
        "https://a b.c",
        "https://가.나",
        'https://a.b/"',
    ],
    ("front", "sources", 0, "published"): [*DATE, "2024-06-30", "2024-07-01"],
    ("front", "sources", 0, "archive_url"): ["", "archive", None],
    ("front", "titel"): ["제목"],
    ("front", "draft"): ["true", "false", "yes"],
    ("body",): [
        *(
            "",
            " \n ",
            "<b>굵게</b>",
            "a < b",
            "a <b",
            "![그림](x.png)",
            "[가](javascript:1)",
            "[가](JavaScript:1)",
            "[가](mailto:a@b)",
            "[가](나)",
            "[가](/나)",
            "[가](#나)",
            "[가]: 나",
        ),
        *(
            "`<b>`",
            "``<b>`` ` <i>",
            "```\n<b>\n",
            "<https://a.b>",
            "<ftp://a.b>",
            "[가]: data:x",
            "가\n---\n나",
            "\u202e가",
            "나\ufdd0",
        ),
        *(
            "가" * 20_000,
            "가" * 20_001,
            "😀" * 20_000,
            "[" * 500,
            "[" * 501,
            "[`" * 250,
            "[`" * 250 + "`",
            "\n".join("가" * 1000),
            "\n".join("가" * 1001),
            "가" * 45_000,
            "줄\r\n줄",
            "<!-- 말 -->",
            "&lt;b>",
            "\t코드",
        ),
    ],
    ("name",): [
        "",
        "A",
        "a b",
        "a--b",
        "-a",
        "a-",
        "가",
        "a_b",
        "parts-start",
        "parts-site",
        "2024",
        "con",
        "com1",
        "con-a",
        "a" * 101,
    ],
}
"""Where a person may go wrong, with things to type there; some of them are right."""


def mistaken() -> Iterator[Tree]:
    """The plain entry, and the same with one thing typed otherwise, for each."""
    yield PLAIN
    for at, values in MISTAKES.items():
        for value in values:
            entry = copy.deepcopy(PLAIN)
            place: Any = entry
            for part in at[:-1]:
                place = place[part]
            place[at[-1]] = value
            yield entry
