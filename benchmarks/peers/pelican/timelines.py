"""A reader of YAML front matter, and a generator of timelines with their years and feeds."""

import json
import operator
import re
from collections import defaultdict
from itertools import groupby
from pathlib import Path

import yaml
from pelican import signals
from pelican.generators import Generator
from pelican.readers import MarkdownReader
from pelican.utils import SafeDatetime


class YamlReader(MarkdownReader):
    """Markdown after front matter in YAML, read with the C loader."""

    file_extensions = ("md",)

    def read(self, source_path):
        """HTML of the body, and the front matter."""
        text = Path(source_path).read_text("utf-8")
        _, head, body = text.split("---\n", 2)
        metadata = yaml.load(head, Loader=yaml.CSafeLoader)
        metadata |= {"slug": metadata["id"], "date": SafeDatetime.fromisoformat(metadata["date"]), "summary": ""}
        if not hasattr(self, "_kept"):
            from markdown import Markdown

            self._kept = Markdown(**self.settings["MARKDOWN"])
        return self._kept.reset().convert(body), metadata


class Timelines(Generator):
    """The front page, timelines, years and feeds."""

    def generate_context(self):
        """Read what is told of every timeline."""
        self.timelines = json.loads(Path("known.json").read_text("utf-8"))

    def generate_output(self, writer):
        """Write all pages and feeds."""
        entries = sorted(self.context["articles"], key=operator.attrgetter("weight"))
        self._write(writer, "index.html", "home.html", rows=_by_year(entries[:8]))
        self._feed(writer, "", self.settings["SITENAME"], entries)
        for name, rows in _grouped(entries, "timelines").items():
            about = self.timelines[name]
            self._write(writer, f"timelines/{name}/index.html", "timeline.html", rows=_by_year(rows[:65]), about=about)
            self._feed(writer, f"timelines/{name}/", about["title"], rows)
        for name, rows in _grouped(entries, "years").items():
            about = self.timelines[name.split("--in-")[0]]
            self._write(writer, f"years/{name}/index.html", "timeline.html", rows=_by_year(rows), about=about)

    def _write(self, writer, path, template, **values):
        ordered = sorted(self.timelines.values(), key=operator.itemgetter("order"))
        writer.write_file(path, self.get_template(template[:-5]), self.context, timelines=ordered, path=path, **values)

    def _feed(self, writer, folder, title, entries):
        older = 100 * max(0, len(entries) // 100 - 1)
        items = sorted(entries, key=operator.attrgetter("recorded"))[: len(entries) - older]
        self._write(writer, f"{folder}feed.xml", "feed.html", items=items, title=title, folder=folder)


def _grouped(entries, key):
    found = defaultdict(list)
    for entry in entries:
        for name in getattr(entry, key):
            found[name].append(entry)
    return found


def _by_year(entries):
    return [(year, list(rows)) for year, rows in groupby(entries, key=lambda entry: entry.day[:4])]


def words(html, letters):
    """The first letters of HTML."""
    return " ".join(re.sub("<[^>]*>", " ", html).split())[:letters]


def _readers(readers):
    readers.reader_classes["md"] = YamlReader


def _generators(_):
    return Timelines


def _filters(generator):
    generator.env.filters["words"] = words


def register():
    """Tell Pelican of the reader, the generator and the filter; it forgets what has no name of its own."""
    signals.readers_init.connect(_readers)
    signals.get_generators.connect(_generators)
    signals.generator_init.connect(_filters)
