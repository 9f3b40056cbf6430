"""Render the HTML pages; hands back outputs and touches no disk but templates/."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import jinja2
import rjsmin
from markupsafe import Markup

from tracker import cache, links, markdown, outputs, structured, templating
from tracker.cache import digest_of
from tracker.catalogue import Catalogue
from tracker.language import HANGUL, KOREAN, Language
from tracker.model import Batch, Entry, Output, Part
from tracker.settings import Settings
from tracker.templating import shown
from tracker.views import Views
from tracker.views.plans import Plan, digest
from tracker.views.shapes import Head, Link, Row, Shown
from tracker.views.timelines import Scope

TEMPLATES = Path(__file__).parent.parent / "templates"
STATIC = "static"
OPENING = 150
"""Characters of a body that search engines are given."""
MENU = (links.REGIONS, links.SECTORS, links.INITIATIVES, links.PROMISES, links.BUDGETS, links.SEARCH)
MOST_LINKS = 1 << 14
"""Links that are kept as they were written: those to terms, which every page has, are always among the last used."""
_ROOT, _ROOT_IN_JSON = "\ufdd0", r"\ufdd0"
"""A code point that no text holds: `frontmatter` refuses it."""
_NOWHERE = "\ufdd1"
"""Another, for the way to what the site does without."""


Planned = Sequence[tuple[str, Sequence[Plan[Shown]]]]
"""Plans of views by the template that shows them."""


def batches(views: Views) -> Iterator[Batch]:
    """Every HTML page, and the files that pages load."""
    renderer = Renderer(views.catalogue)
    yield from _in_both_languages(renderer, views)
    yield [
        renderer.part("pages", views.reads.everything, partial(_only_korean, renderer, views)),
        static(),
    ]
    if views.settings.english:
        translated = views.in_english
        yield from _in_both_languages(Renderer(views.catalogue, translated.facts.language), translated)


def _in_both_languages(renderer: "Renderer", views: Views) -> Iterator[Batch]:
    reads = views.reads
    for place, entries in views.by_place.items():
        yield [renderer.part(f"entries/{place}", reads.pages(entries), partial(_entries, renderer, views, entries))]
    for scope in views.scopes:
        yield [renderer.part(scope.name, scope.key, partial(_timelines, renderer, views, scope))]
    yield [
        renderer.part("initiatives", reads.initiatives(), partial(_initiatives, renderer, views)),
        renderer.part("overviews", reads.everything, partial(_overviews, renderer, views)),
    ]


def _entries(renderer: "Renderer", views: Views, entries: Iterable[Entry]) -> Iterator[Output]:
    return (renderer.page("entry.html", plan) for plan in views.entries(entries))


def _timelines(renderer: "Renderer", views: Views, scope: Scope) -> Iterator[Output]:
    return (renderer.page("timeline.html", plan) for plan in views.timelines(scope))


def _initiatives(renderer: "Renderer", views: Views) -> Iterator[Output]:
    return (renderer.page("initiative.html", plan) for plan in views.initiatives)


def _overviews(renderer: "Renderer", views: Views) -> Iterator[Output]:
    planned: Planned = (
        ("home.html", [views.home]),
        ("index.html", views.indexes),
        ("page.html", views.texts),
        ("promises.html", views.promises),
        ("budgets.html", [views.budgets]),
    )
    return _rendered(renderer, planned)


def _only_korean(renderer: "Renderer", views: Views) -> Iterator[Output]:
    planned: Planned = (
        ("quality.html", [views.quality]),
        ("search.html", [views.search_page]),
        ("subscribe.html", [views.subscribe]),
        ("changes.html", views.changes),
    )
    yield from _rendered(renderer, planned)
    for former, target in views.redirects:
        yield renderer.plain(links.file(former), "redirect.html", links.root(former), target=target)
    yield _not_found(renderer, views.settings)
    yield outputs.ready(f"{STATIC}/manifest.webmanifest", structured.manifest(views.settings))


def static() -> Part:
    """Styles, pictures, and scripts without their comments and spaces."""
    files = [(path.name, path.read_bytes()) for path in sorted((TEMPLATES / STATIC).iterdir())]
    return Part(STATIC, digest_of(files), partial(_static, files))


def _static(files: Iterable[tuple[str, bytes]]) -> Iterator[Output]:
    for name, data in files:
        yield outputs.ready(f"{STATIC}/{name}", rjsmin.jsmin(data) if name.endswith(".js") else data)


def _rendered(renderer: "Renderer", planned: Planned) -> Iterator[Output]:
    return (renderer.page(template, plan) for template, plans in planned for plan in plans)


def _not_found(renderer: "Renderer", site: Settings) -> Output:
    """The page for wrong addresses; shown at any depth, so its links start from the site's own base path."""
    head = Head(path="404.html", title="찾는 페이지가 없습니다", description="")
    return renderer.plain(head.path, "404.html", site.base_path, head=head, description="")


class Compiled(jinja2.BytecodeCache):
    """Templates as they were compiled in one language, kept for the next run; `made_of` tells what decides on that."""

    def __init__(self, caches: Path | None, made_of: str, language: Language) -> None:
        self._caches, self._made_of, self._language = caches, made_of, language.code

    def load_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        """Fill a bucket with what was compiled of the same text; leave it empty if nothing was."""
        if code := self._kept(bucket).read():
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        """Keep what was compiled."""
        self._kept(bucket).write(bucket.bytecode_to_string())

    def _kept(self, bucket: jinja2.bccache.Bucket) -> "cache.Cache[bytes]":
        path = self._caches / f"{bucket.key}-{self._language}.template" if self._caches else None
        return cache.Cache(path, f"{bucket.checksum} {self._made_of}", bytes)


class Renderer:
    """The templates in one language, with a digest of all that they read beside their view.

    In a template `root` is the way to the site's root, `file(path)` leads to a file below it, `href(path)` to another
    page, in the same language where there is one, and `webcal(path)` has a calendar followed. They hold a mark that is
    replaced once the page is whole: so macros and rows are the same on pages of every depth; links to what the site
    does without become their words then. English pages have the addresses of Korean ones, but below a folder of their
    own.
    """

    def __init__(self, catalogue: Catalogue, language: Language = KOREAN) -> None:
        site = self._site = catalogue.settings
        drawn = sorted(path.name for path in (TEMPLATES / STATIC).glob("og-*.png"))
        self._language, self._is_korean = language, language.is_korean
        self._folder = "" if self._is_korean else links.ENGLISH
        made_of = digest_of(outputs.code(), language.messages)
        self._environment = templating.environment(TEMPLATES, language, Compiled(catalogue.caches, made_of, language))
        own = site if self._is_korean else site.in_english()
        self._href = lru_cache(MOST_LINKS)(self._way)
        self._link_to = lru_cache(MOST_LINKS)(self._link if self._is_korean else self._english_link)
        self._environment.globals.update(
            language=language.code,
            is_korean=self._is_korean,
            day=language.day,
            ground=site,
            site=own,
            root=_ROOT if self._is_korean else _ROOT + links.korean(""),
            file=lru_cache(MOST_LINKS)(lambda path: self._marked(path if self._is_korean else links.korean(path))),
            english=links.ENGLISH,
            href=self._href,
            link_to=self._link_to,
            webcal=lambda path: (site.webcal if site.builds(path) else _NOWHERE) + path,
            links=self._links,
            anchor=lru_cache(MOST_LINKS)(self._anchor if self._is_korean else self._english_anchor),
            said=str if self._is_korean else _in_its_language,
            menu=[path for path in MENU if site.builds(path)],
            builds=site.builds,
            written=catalogue.pages if self._is_korean else catalogue.english_pages,
            written_in_korean=catalogue.pages,
            top=self._top,
            bottom=partial(self._once, "bottom.html"),
            structured=lambda *page: structured.script(structured.data(own, *page)),
            cite=partial(structured.cite, own),
            picture=lambda *page: site.base_url + structured.picture(drawn, *page),
        )
        self._environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
        templates = sorted((path.name, path.read_bytes()) for path in TEMPLATES.glob("*.html"))
        written = sorted(catalogue.pages), sorted(catalogue.english_pages)
        self._digest = digest_of(made_of, site, drawn, templates, written, catalogue.vocabulary.version)
        self._made: dict[tuple[str, object], Markup] = {}

    def part(self, name: str, key: str, make: Callable[[], Iterable[Output]]) -> Part:
        """Pages of views that are made of what the key is a digest of."""
        return Part(f"{self._folder}{name}", digest([self._digest, key]), make)

    def page(self, template: str, plan: Plan[Shown]) -> Output:
        """A page that shows a view."""
        key = digest([self._digest, template, plan.key])
        return Output(self._folder + links.file(plan.head.path), key, partial(self._page, template, plan.make))

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
        here = next((part for part in MENU if path.startswith(part)), None)
        return self._once("top.html", (here, path == here), here=here, is_itself=path == here)

    def _once(self, template: str, key: object = None, **values: Any) -> Markup:
        """A part of pages, rendered once for all that hold it."""
        if (template, key) not in self._made:
            self._made[template, key] = Markup(self._text(template, **values))  # noqa: S704 - escaped as it was rendered
        return self._made[template, key]

    def _way(self, path: str) -> str:
        return self._marked(links.file(path if self._is_korean else links.from_english(path)))

    def _marked(self, path: str) -> str:
        """The way to a path, from wherever it is read."""
        has = self._site.builds(path.removeprefix(links.korean("")).partition("?")[0])
        return (_ROOT if has else _NOWHERE) + path

    def _links(self, several: Iterable[Link]) -> Markup:
        """Links beside each other."""
        return Markup(" · ").join(map(self._link_to, several))

    def _link(self, link: Link) -> Markup:
        """A link, with the number of entries behind it."""
        return self._anchor(link) + _count(link)

    def _anchor(self, link: Link, kind: str = "", label: str = "") -> Markup:
        """A link, perhaps with a class or under another label."""
        kind = kind and f' class="{kind}"'
        href, label = shown(self._href(link.path)), shown(label or link.label)
        return Markup(f'<a{kind} href="{href}">{label}</a>')  # noqa: S704 - escaped

    def _english_link(self, link: Link) -> Markup:
        """A link from an English page, with the number of entries behind it, which stays on the last word's line."""
        return self._english_anchor(link) + _count(link).replace(" ", "\u00a0", 1)

    def _english_anchor(self, link: Link, kind: str = "", label: str = "") -> Markup:
        """A link that says so where it leads to a Korean page, or is called in Korean."""
        href, label = self._href(link.path), label or link.label
        marks = Markup(f' class="{kind}"' if kind else "")  # noqa: S704 - a word of the templates
        marks += Markup(' lang="ko"' if HANGUL.search(label) else "")  # noqa: S704 - a constant
        if not href.startswith(_ROOT + links.korean("")):
            return Markup('<a href="{}"{}>{}</a>').format(href, marks, label)
        note = self._language.gettext("한국어로")
        shown = Markup('<a href="{}" hreflang="ko"{}>{}</a> <span class="count">{}</span>')
        return shown.format(href, marks, label, note)

    def _text(self, template: str, **values: Any) -> str:
        text = self._environment.get_template(template).render(values)
        return _without_nowhere(text) if _NOWHERE in text else text


def _without_nowhere(text: str) -> str:
    """A page in which links to what the site does without have become their words, and those in its head nothing."""
    before, *others = text.split(_NOWHERE)
    kept = []
    for piece in others:
        text, _, opened = before.rpartition("<")
        _, _, before = piece.partition(">")
        if opened.startswith("link "):
            before = before.removeprefix("\n")
        else:
            label, _, rest = before.partition("</a>")
            before = label + rest
        kept.append(text)
    return "".join((*kept, before))


def _count(link: Link) -> Markup:
    return Markup(f' <span class="count">{link.count}</span>' if link.count else "")  # noqa: S704 - a number


def _in_its_language(text: str) -> str | Markup:
    """What a record says, on an English page: marked as Korean, where it is."""
    return Markup('<span lang="ko">{}</span>').format(text) if HANGUL.search(text) else text


def _rooted(text: str, root: str) -> bytes:
    """A whole page: the mark, also as it stands in JSON, becomes the way to the root."""
    return text.replace(_ROOT, root).replace(_ROOT_IN_JSON, root).encode()
