"""Render the HTML pages; hands back outputs and touches no disk but templates/."""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup, escape

from tracker import dates, links, markdown, outputs, structured
from tracker.cache import digest_of
from tracker.catalogue import Catalogue
from tracker.model import Output
from tracker.settings import Settings
from tracker.views import Views
from tracker.views.plans import Plan, digest
from tracker.views.shapes import Head, Link, Row, Shown

TEMPLATES = Path(__file__).parent.parent / "templates"
STATIC = "static"
OPENING = 150
"""Characters of a body that search engines are given."""
MENU = (
    ("지역", links.REGIONS),
    ("분야", links.SECTORS),
    ("사업", links.INITIATIVES),
    ("약속", links.PROMISES),
    ("예산", links.BUDGETS),
    ("검색", links.SEARCH),
)
_LINK = re.compile('<a [^>]*?href="\ufdd0([^"#?]*)[^>]*>(.*?)</a>', re.DOTALL)
_FEED_LINK = re.compile('<link rel="alternate"[^>]* href="\ufdd0([^"]*)">\n')
_ROOT, _ROOT_IN_JSON = "\ufdd0", r"\ufdd0"
"""A code point that no text holds: `frontmatter` refuses it."""


PARTS = 8
"""The pages of entries, and those of timelines, are made in so many parts, which processes share."""


def parts(views: Views) -> Iterator[Iterator[Output]]:
    """Every HTML page, and the files that pages load, in parts that can be made apart from each other."""
    renderer = Renderer(views.catalogue)
    for number in range(PARTS):
        yield _entries(renderer, views, number)
        yield _timelines(renderer, views, number)
    yield _others(renderer, views)


def _entries(renderer: "Renderer", views: Views, part: int) -> Iterator[Output]:
    for entry in views.entries(part, PARTS):
        yield renderer.page("entry.html", entry)


def _timelines(renderer: "Renderer", views: Views, part: int) -> Iterator[Output]:
    for timeline in views.timelines[part::PARTS]:
        yield renderer.page("timeline.html", timeline)


def _others(renderer: "Renderer", views: Views) -> Iterator[Output]:
    plans: Sequence[tuple[str, Sequence[Plan[Shown]]]] = (
        ("home.html", [views.home]),
        ("initiative.html", views.initiatives),
        ("index.html", views.indexes),
        ("page.html", views.texts),
        ("promises.html", views.promises),
        ("budgets.html", [views.budgets]),
        ("quality.html", [views.quality]),
        ("search.html", [views.search_page]),
        ("subscribe.html", [views.subscribe]),
        ("changes.html", views.changes),
    )
    for template, planned in plans:
        yield from (renderer.page(template, plan) for plan in planned)
    for former, target in views.redirects:
        yield renderer.plain(links.file(former), "redirect.html", links.root(former), target=target)
    yield _not_found(renderer, views.settings)
    yield outputs.ready(f"{STATIC}/manifest.webmanifest", structured.manifest(views.settings))
    for path in sorted((TEMPLATES / STATIC).iterdir()):
        yield outputs.ready(f"{STATIC}/{path.name}", path.read_bytes())


def _not_found(renderer: "Renderer", site: Settings) -> Output:
    """The page for wrong addresses; shown at any depth, so its links start from the site's own base path."""
    head = Head(path="404.html", title="찾는 페이지가 없습니다", description="")
    return renderer.plain(head.path, "404.html", site.base_path, head=head, description="")


class Renderer:
    """The templates, with a digest of all that they read beside their view.

    In a template `root` is the way to the site's root and `href(path)` leads to another page. Both hold a mark that
    is replaced once the page is whole: so macros and rows are the same on pages of every depth.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        site = self._site = catalogue.settings
        drawn = sorted(path.name for path in (TEMPLATES / STATIC).glob("og-*.png"))
        self._environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader(TEMPLATES),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            bytecode_cache=_compiled(catalogue.caches),
        )
        self._environment.globals.update(day=dates.format_day, site=site, root=_ROOT, href=_href, link_to=_link)
        menu = [(label, path) for label, path in MENU if site.builds(path)]
        self._environment.globals.update(
            builds=site.builds, menu=menu, top=self._top, bottom=partial(self._once, "bottom.html")
        )
        self._environment.globals.update(
            structured=lambda *page: structured.script(structured.data(site, *page)),
            cite=partial(structured.cite, site),
            picture=partial(structured.picture, drawn),
        )
        self._environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
        templates = sorted((path.name, path.read_bytes()) for path in TEMPLATES.glob("*.html"))
        self._digest = digest_of(outputs.code(), site, drawn, templates, catalogue.vocabulary.version)
        self._made: dict[tuple[str, object], Markup] = {}

    def page(self, template: str, plan: Plan[Shown]) -> Output:
        """A page that shows a view."""
        key = digest([self._digest, template, plan.key])
        return Output(links.file(plan.head.path), key, partial(self._page, template, plan.make))

    def plain(self, path: str, template: str, root: str, **values: Any) -> Output:
        """A page with no view of its own."""
        key = digest_of(self._digest, template, root, values)
        return Output(path, key, lambda: _rooted(self._text(template, **values), root))

    def _page(self, template: str, make: Callable[[], Any]) -> bytes:
        view = make()
        body = getattr(view, "body", "")
        text = self._text(
            template,
            view=view,
            head=view.head,
            body=body,
            description=view.head.description or markdown.opening(body, OPENING),
            rows=self._row,
        )
        return _rooted(text, links.root(view.head.path))

    def _row(self, row: Row) -> Markup:
        return self._once("row.html", row.id, row=row)

    def _top(self, path: str) -> Markup:
        """The head of a page, with the part of the site marked that it belongs to."""
        here = next((part for _, part in MENU if path.startswith(part)), None)
        return self._once("top.html", (here, path == here), here=here, is_itself=path == here)

    def _once(self, template: str, key: object = None, **values: Any) -> Markup:
        """A part of pages, rendered once for all that hold it."""
        if (template, key) not in self._made:
            self._made[template, key] = Markup(self._text(template, **values))  # noqa: S704 - escaped as it was rendered
        return self._made[template, key]

    def _text(self, template: str, **values: Any) -> str:
        text = self._environment.get_template(template).render(values)
        return self._unlinked(text) if self._site.left_out else text

    def _unlinked(self, text: str) -> str:
        """Links to what the site does without become their words; the feeds among it go from the head."""
        text = _FEED_LINK.sub(lambda found: found[0] if self._site.builds(found[1]) else "", text)
        return _LINK.sub(lambda found: found[0] if self._site.builds(found[1]) else found[2], text)


def _compiled(caches: Path | None) -> jinja2.BytecodeCache | None:
    """Where templates are kept as Python compiled them; it holds them by digests of their texts."""
    if caches is None:
        return None
    folder = caches / "templates"
    with suppress(OSError):  # a cache that cannot be written is no cache
        folder.mkdir(parents=True, exist_ok=True)
        return jinja2.FileSystemBytecodeCache(str(folder))
    return None


def _href(path: str) -> str:
    return _ROOT + links.file(path)


@lru_cache(maxsize=4096)
def _link(link: Link) -> Markup:
    """A link, with the number of entries behind it."""
    count = f' <span class="count">{link.count}</span>' if link.count else ""
    return Markup(f'<a href="{escape(_href(link.path))}">{escape(link.label)}</a>{count}')  # noqa: S704 - escaped


def _rooted(text: str, root: str) -> bytes:
    """A whole page: the mark, also as it stands in JSON, becomes the way to the root."""
    return text.replace(_ROOT, root).replace(_ROOT_IN_JSON, root).encode()
