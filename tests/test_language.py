"""What the site says in English: one catalogue, complete, with nothing left over, and read as Babel reads it."""

import datetime as dt
import io
import re
from collections.abc import Iterator
from pathlib import Path

import jinja2
import pytest
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po

from sites import ROOT
from tracker import dates, language, money, pages, templating
from tracker.language import CONTEXT, KOREAN, Language

KEYWORDS = {**DEFAULT_KEYWORDS, "pgettext": ((1, "c"), 2)}
METHODS = [("tracker/**.py", "python"), ("templates/**.html", "jinja2")]
PLACEHOLDER = re.compile(r"%\(\w+\)s|\{\w+\}")
NEVER_ENGLISH = {"404", "changes", "contribute", "data", "dictionary", "quality", "redirect", "search", "subscribe"}
"""Templates of pages that are there in Korean alone."""


def used() -> Iterator[str]:
    """Every message of code and templates, with its context."""
    found = extract_from_dir(ROOT, METHODS, {"templates/**.html": {"silent": "false"}}, KEYWORDS)
    for _, _, message, _, context in found:
        yield (f"{context}{CONTEXT}" if context else "") + (message if isinstance(message, str) else message[0])


@pytest.fixture(scope="module")
def english() -> Language:
    return language.english()


def test_every_message_has_its_english_and_the_catalogue_nothing_else(english: Language) -> None:
    assert english.messages is not None
    assert set(used()) == set(english.messages)


def test_the_catalogue_is_read_as_babel_reads_it(english: Language) -> None:
    catalogue = read_po(io.BytesIO(language.ENGLISH.read_bytes()), locale="en")
    read = {}
    for message in catalogue:
        if message.id:
            one = message.id if isinstance(message.id, str) else message.id[0]
            forms = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
            read[(f"{message.context}{CONTEXT}" if message.context else "") + one] = forms
    assert english.messages == read
    assert not catalogue.obsolete
    assert not any(message.fuzzy for message in catalogue if message.id)


def test_english_says_everything_that_the_korean_says_and_no_korean(english: Language) -> None:
    for message, forms in (english.messages or {}).items():
        asked = set(PLACEHOLDER.findall(message))
        for form in forms:
            assert set(PLACEHOLDER.findall(form)) <= asked, message
            assert not language.HANGUL.search(form), message


SHARED = [path for path in sorted(pages.TEMPLATES.glob("*.html")) if path.stem not in NEVER_ENGLISH]


@pytest.mark.parametrize("path", SHARED, ids=lambda path: path.stem)
def test_a_template_that_english_pages_share_says_nothing_outside_the_catalogue(path: Path) -> None:
    calls = re.compile(r"""(?:_|n?gettext|pgettext)\((?:"[^"]*"|'[^']*'|[^()'"]|\([^()]*\))*\)""")
    rest = calls.sub("", path.read_text("utf-8")).replace("'한국어'", "").replace("구독 (RSS)", "")
    assert not language.HANGUL.search(rest)


def test_a_message_that_the_catalogue_lacks_is_no_silent_korean(english: Language) -> None:
    with pytest.raises(KeyError):
        english.gettext("없는 말")


def rendered(tmp_path: Path, speaks: Language, source: str, **values: object) -> str:
    (tmp_path / "page.html").write_text(source, "utf-8")
    environment: jinja2.Environment = templating.environment(tmp_path, speaks)
    return environment.get_template("page.html").render(**values)


SOURCE = "{{ _('%(name)s의 약속', name=name) }} {{ pgettext('several', '지역') }}"


@pytest.mark.parametrize(
    ("speaks", "text"),
    [
        pytest.param(KOREAN, "&lt;b&gt;의 약속 지역", id="korean"),
        pytest.param(language.english(), "Promises: &lt;b&gt; Regions", id="english"),
    ],
)
def test_a_template_speaks_one_language_and_escapes_values(tmp_path: Path, speaks: Language, text: str) -> None:
    assert rendered(tmp_path, speaks, SOURCE, name="<b>") == text


def test_numbers_choose_their_form(english: Language) -> None:
    late = [english.ngettext("%(days)s일 늦음", "%(days)s일 늦음", days, days=days) for days in (1, 61)]
    assert late == ["1 day late", "61 days late"]
    assert KOREAN.ngettext("%(days)s일 늦음", "%(days)s일 늦음", 1, days=1) == "1일 늦음"


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        pytest.param(36_930_000_000, "KRW 36.93 billion", id="billion"),
        pytest.param(1_273_950_000_000, "KRW 1.27395 trillion", id="trillion"),
        pytest.param(50_000_000, "KRW 50 million", id="million"),
        pytest.param(12_345, "KRW 12,345", id="digits"),
        pytest.param(2_000_000_000_000_000, "KRW 2,000 trillion", id="thousands"),
    ],
)
def test_a_sum_in_english_is_exact(amount: int, text: str) -> None:
    assert money.english_won(amount) == text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("2024-05-21", "21 May 2024", id="day"),
        pytest.param("2024-05", "May 2024", id="month"),
        pytest.param("2024", "2024", id="year"),
    ],
)
def test_a_date_in_english(text: str, said: str) -> None:
    assert dates.english_date(dates.parse(text)) == said


def test_periods_and_days_in_english() -> None:
    assert dates.english_period(dates.parse_period("2024/2028")) == "2024–2028"
    assert dates.english_period(dates.parse_period("2024-05/2028")) == "May 2024 – 2028"
    assert dates.english_period(dates.parse_period("2024")) == "2024"
    assert dates.english_day(dt.date(2024, 5, 1)) == "1 May 2024"
    assert dates.english_brief(dates.parse("2024-09")) == "Sep 2024"
