import re
import unicodedata

import nh3
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker import markdown
from tracker.frontmatter import REFUSED

PIECES = (
    *("<mailto:", "<http://", "https://a.kr/", "@b.kr", ">", "<", "[", "](", "]", ")", "![", "\\", "`", "*", "_", "~"),
    *(
        "&",
        "#",
        "amp;",
        "1;",
        "&#92;",
        "&#2;",
        "&lt;",
        "|",
        "---|---",
        "- ",
        "> ",
        "    ",
        "\n",
        "\n\n",
        " ",
        '"',
        "'",
        "{",
    ),
    *("가", "a", "1", "+", "!", ":", "==="),
)
"""What bodies are made of that mean something to the converter."""


def faults_of(text: str) -> list[tuple[int, str]]:
    return [(offset, code) for offset, code, _, _ in markdown.faults(text)]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        pytest.param("첫 줄\n\n둘째 줄", "<p>첫 줄</p>\n<p>둘째 줄</p>", id="paragraphs"),
        pytest.param("## 제목", "<h2>제목</h2>", id="heading-without-an-id"),
        pytest.param("**굵게** *기울여*", "<p><strong>굵게</strong> <em>기울여</em></p>", id="emphasis"),
        pytest.param("- 가\n- 나", "<ul>\n<li>가</li>\n<li>나</li>\n</ul>", id="list"),
        pytest.param("`<b>`", "<p><code>&lt;b&gt;</code></p>", id="code"),
        pytest.param(
            "[글](https://a.kr/?a=1&b=2)",
            '<p><a href="https://a.kr/?a=1&amp;b=2" rel="noopener noreferrer">글</a></p>',
            id="link",
        ),
        pytest.param(
            "<https://a.kr>", '<p><a href="https://a.kr" rel="noopener noreferrer">https://a.kr</a></p>', id="autolink"
        ),
        pytest.param("3 < 4 & 5 > 4", "<p>3 &lt; 4 &amp; 5 &gt; 4</p>", id="signs"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_markdown_becomes_html(text: str, html: str) -> None:
    assert markdown.render(text) == html


def test_a_table_is_a_table() -> None:
    html = markdown.render("| 단계 | 뜻 |\n| --- | --- |\n| 발표 | 말했다 |")
    assert re.findall(r"<(t[hd])>([^<]+)", html) == [("th", "단계"), ("th", "뜻"), ("td", "발표"), ("td", "말했다")]


def test_one_body_leaves_nothing_behind_for_the_next() -> None:
    markdown.render("[가]: https://a.kr")
    assert markdown.render("[가]") == "<p>[가]</p>"


HOSTILE = [
    pytest.param("<script>alert(1)</script>", id="script"),
    pytest.param("<img src=x onerror=alert(1)>", id="image-with-a-handler"),
    pytest.param("글\n\n<div onclick='alert(1)'>\n\n글\n\n</div>", id="block"),
    pytest.param("[글](javascript:alert(1))", id="javascript"),
    pytest.param("[글](JaVaScRiPt:alert(1))", id="javascript-in-mixed-case"),
    pytest.param("[글][가]\n\n[가]: javascript:alert(1)", id="javascript-by-reference"),
    pytest.param("[글](data:text/html;base64,PHNjcmlwdD4=)", id="data"),
    pytest.param("[글](vbscript:x)", id="vbscript"),
    pytest.param("<javascript:alert(1)>", id="autolink"),
    pytest.param("![글](https://a.kr/x.png)", id="image"),
    pytest.param("[글](ftp://a.kr/x)", id="ftp"),
    pytest.param("<!-- 말 -->", id="comment"),
    pytest.param("<?php x ?>", id="processing-instruction"),
    pytest.param("<svg/onload=alert(1)>", id="svg"),
    pytest.param("글 </p> 글", id="closing-tag"),
    pytest.param("<style>*{display:none}</style>", id="style"),
]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_a_body_may_not_hold_is_reported(text: str) -> None:
    assert faults_of(text)


@pytest.mark.parametrize("text", HOSTILE)
def test_what_a_body_may_not_hold_reaches_no_reader(text: str) -> None:
    html = markdown.render(text)
    tags = re.findall(r"<\s*/?\s*([A-Za-z!?][\w-]*)", html)
    assert set(tags) <= markdown.TAGS
    assert re.findall(r"<[^>]*\s(?!href=|rel=)\w+=", html) == []
    assert not re.search(r"href=\"?\s*(javascript|data|vbscript|ftp)", html, re.IGNORECASE)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("글 <b>굵게</b>", [(2, "raw-html")], id="once-a-line"),
        pytest.param("글\n\n![그림](x.png)", [(3, "image")], id="image"),
        pytest.param("![여러\n줄](x.png)", [(0, "image")], id="image-over-two-lines"),
        pytest.param("[글](javascript:x)", [(4, "url")], id="scheme"),
        pytest.param("[글](  <javascript:x>)", [(6, "raw-html"), (7, "url")], id="scheme-in-brackets"),
        pytest.param("[가]: javascript:x", [(5, "url")], id="scheme-of-a-reference"),
        pytest.param("[가]:\n  javascript:x", [(7, "url")], id="scheme-on-the-next-line"),
        pytest.param("<b", [(0, "raw-html")], id="open-tag"),
        pytest.param("글 &#1; &#x8;", [(2, "character"), (7, "character")], id="controls-by-number"),
        pytest.param("&#x202E;글&#8238;", [(0, "character"), (9, "character")], id="bidi-by-number"),
        pytest.param("글&#000008203;", [(1, "character")], id="zero-width-by-number"),
        pytest.param("&shy;&ZeroWidthSpace;&rlm;", [(0, "character"), (5, "character"), (21, "character")], id="names"),
        pytest.param("&#xFDD0;", [(0, "character")], id="what-pages-use-as-a-mark"),
        pytest.param("[글](https://a.kr/&#1;)", [(17, "character")], id="in-an-address"),
    ],
)
def test_a_fault_is_reported_where_it_stands(text: str, wanted: list[tuple[int, str]]) -> None:
    assert sorted(faults_of(text)) == wanted


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("3 < 4이고 5 > 4이다", id="signs"),
        pytest.param("`<b>`와 ``![그림](x)``", id="code"),
        pytest.param("```\n<b>\n[x](javascript:1)\n```", id="fenced-code"),
        pytest.param("<https://a.kr/x>", id="autolink"),
        pytest.param("<mailto:a@a.kr>", id="mail"),
        pytest.param("[글](https://a.kr) [글](http://a.kr) [글](mailto:a@a.kr)", id="links"),
        pytest.param("[글](../2024-05-21-busan/)", id="relative-link"),
        pytest.param("[가]: https://a.kr", id="reference"),
        pytest.param("놀랍다! [글](https://a.kr)", id="exclamation"),
        pytest.param("비율은 [3:4]이고 (가: 나)이다", id="colons"),
        pytest.param("R&D &amp; &lt;b&gt; &nbsp; &#8230; &#x1F3ED; `&#1;` &#99999999; &이름;", id="references"),
    ],
)
def test_plain_writing_is_no_fault(text: str) -> None:
    assert faults_of(text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("**첫** 줄\n\n- 가\n- 나", "첫 줄 가 나", id="blocks"),
        pytest.param("3 < 4 & 5", "3 < 4 & 5", id="signs"),
        pytest.param("&amp;lt;", "&lt;", id="entity-as-written"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_the_words_of_a_body_stand_on_one_line(text: str, words: str) -> None:
    assert markdown.plain_text(markdown.render(text)) == words


@pytest.mark.parametrize(
    ("piece", "faults"),
    [
        ("`", 0),
        ("`a", 0),
        ("``a`", 0),
        ("![", 60_000),
        ("<", 0),
        ("<a", 1),
        ("\n", 0),
        ("](", 0),
        ("\n[", 0),
        ("](a ", 0),
    ],
)
def test_a_file_full_of_openings_is_searched_to_its_end(piece: str, faults: int) -> None:
    # A search that goes back again and again would take minutes over each of these.
    assert len(faults_of(piece * 60_000)) == faults


MARKDOWN = st.lists(
    st.sampled_from([*"가a <>[]()!*`_#-|:\n&;\"'/", "](", "javascript:", "<b>", "![", "\n\n"]), max_size=30
)


@given(MARKDOWN.map("".join) | st.text(max_size=40))
def test_any_body_becomes_harmless_html(text: str) -> None:
    html = markdown.render(text)
    assert {tag.lower() for tag in re.findall(r"</?([A-Za-z][\w-]*)", html)} <= markdown.TAGS
    assert "javascript:" not in "".join(re.findall(r'href="([^"]*)"', html)).lower()
    assert "\n" not in markdown.plain_text(html)


PLAIN_PIECES = st.sampled_from(
    [*"가나다Ab1 .,()%-=+:#'\"·‘’\n", "\n\n", "\n\n\n", "1. ", "- ", "a: b", "---", "===", "  ", "**", "**가 나**"]
)


@given(st.lists(PLAIN_PIECES, max_size=25).map("".join))
def test_text_without_mark_up_is_what_the_converter_makes_of_it(text: str) -> None:
    wanted = nh3.clean(markdown._converter().reset().convert(text.strip()), tags=markdown.TAGS)
    assert markdown.render(text.strip()) == wanted


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("<mailto:a\\_b@a.kr>", "a_b@a.kr", id="after-a-scheme"),
        pytest.param("<a\\+b@a.kr>", "a+b@a.kr", id="alone"),
        pytest.param("[글](https://a.kr/a\\_b) 가\\*나", "글 가*나", id="elsewhere"),
    ],
)
def test_an_escaped_sign_is_the_sign(text: str, shown: str) -> None:
    html = markdown.render(text)
    assert markdown.plain_text(html) == shown
    assert not REFUSED.search(html)


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_no_body_that_may_be_published_shows_what_may_not(text: str) -> None:
    if not faults_of(text):
        html = markdown.render(text)
        assert not REFUSED.search(html + markdown.plain_text(html))
        assert set(re.findall(r"</?(\w+)", html)) <= markdown.TAGS


SCHEMES = (
    *(
        "javascript:a()",
        "JaVaScRiPt:a()",
        " javascript:a()",
        "java\tscript:a()",
        "java\nscript:a()",
        "javascript\\:a()",
    ),
    *(
        "&#106;avascript:a()",
        "&#x6a;avascript:a()",
        "java&#9;script:a()",
        "java&Tab;script:a()",
        "java&NewLine;script:a()",
    ),
    *("javascript&colon;a()", "javascript&#58;a()", "%6aavascript:a()", "\u00a0javascript:a()", "view-source:a", "x:y"),
    *("vbscript:a()", "data:text/html,x", "file:///etc/passwd", "blob:x", "ftp://a.b/", "magnet:?x", "about:blank"),
    *("//evil.example/x", "/\\evil.example", "https:a", "http:/a", "?x", "#x", "/x", "x"),
)
FORMS = (
    *("[t](%s)", "[t](<%s>)", "[t]( %s )", "[t](%s 'title')", '[t](%s "a" onclick=x)', "[t](\n%s)", "[t\nt](%s)"),
    *("[t][r]\n\n[r]: %s", "[t][r]\n\n[r]: <%s>", "[t][r]\n\n[r]:\n  %s", "[r]\n\n   [r]: %s", "[t] [r]\n\n> [r]: %s"),
    *("<%s>", "> [t](%s)", "- [t](%s)", "a|b\n-|-\n[t](%s)|x", "**[t](%s)**", "# [t](%s)", "[t [u]](%s)", "[`t`](%s)"),
    *("![t](%s)", "![t][r]\n\n[r]: %s", "![r]\n\n[r]: %s", "[![t](https://a.kr/x.png)](%s)"),
)


@pytest.mark.parametrize("form", FORMS)
def test_no_body_leads_to_what_runs_or_is_not_said(form: str) -> None:
    """Whatever the door lets through, the HTML holds no address but of the open web, mail, or another page of ours."""
    for scheme in SCHEMES:
        text = unicodedata.normalize("NFC", form % scheme)
        if not list(markdown.faults(text)):
            html = markdown.render(text)
            assert "<img" not in html
            assert [
                one for one in re.findall('href="([^"]*)"', html) if not one.startswith(("https://", "mailto:"))
            ] == []
