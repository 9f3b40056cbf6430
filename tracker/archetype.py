"""An entry as text: a tree of values becomes a file in the house form. Writes nothing itself."""

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from tracker import documents, schemas
from tracker.catalogue import Catalogue
from tracker.frontmatter import Tree
from tracker.model import Entry, Initiative

FILE = Path(__file__).parent.parent / "archetypes" / "entry.md"
"""The commented example that a person may copy."""
FOLDER = documents.ENTRIES
BLOCK = "budgets"
"""The list whose items are too long for one line."""

# Patterns that the contributor's form runs too, so in the syntax that Python and JavaScript share.
PLAIN = re.compile(
    r"(?:https?://)?[0-9A-Za-z가-힣㈜]"
    r"(?:[0-9A-Za-z가-힣㈜‘’“” ./_()·+%&'-]*[0-9A-Za-z가-힣‘’“”./_()·%'])?"
    r"(?:#[0-9a-z-]+)?"
)
"""Text that no reader of YAML takes for anything but itself, without quotes."""
AMBIGUOUS = re.compile(r"[0-9][0-9a-f.:_xo+-]*|true|false|yes|no|on|off|null|y|n", re.IGNORECASE)
"""Text that some readers of YAML take for a number, a date or a truth."""

_BARE = schemas.bare_keys(Entry)
_ORDER = {key: number for number, key in enumerate(schemas.front_matter_fields(Entry))}


def write(tree: Mapping[str, Tree], body: str) -> str:
    """The whole file, keys in the order of the model."""
    keys = sorted(tree, key=lambda key: _ORDER.get(key, len(_ORDER)))
    head = "".join(f"{line}\n" for key in keys for line in _lines(key, tree[key]))
    text = body.lstrip("\n").rstrip()
    return unicodedata.normalize("NFC", f"---\n{head}---\n{text}\n")


def slug(regions: Sequence[str], sectors: Sequence[str], deed: str) -> str:
    """A name for the file from what the entry is about: `pyeongtaek-future-car-mou`."""
    parts = (*(region.rpartition("/")[2] for region in regions[:1]), *sectors[:1], deed)
    return "-".join(filter(None, parts))


def path(date: str, name: str) -> str:
    """Where an entry belongs below content/; its date has to be one."""
    return f"{FOLDER}/{int(date[:4])}/{date}-{name}.md"


def taken(everything: Catalogue) -> set[str]:
    """Names that a new entry may not have: those of entries, and former ones that lead elsewhere."""
    records: Sequence[Entry | Initiative] = [*everything.all_entries, *everything.initiatives.values()]
    former = (name for record in records for name in record.redirect_from)
    return {*(entry.id for entry in everything.all_entries), *former}


def _lines(key: str, value: Tree) -> Iterator[str]:
    if not isinstance(value, list) or not any(isinstance(item, dict) for item in value):
        yield f"{key}: {_inline(value, key)}"
        return
    yield f"{key}:"
    for item in value:
        if key == BLOCK and isinstance(item, dict) and item:
            dashes = ("  - ", *("    " for _ in item))
            yield from (
                f"{dash}{name}: {_inline(part, name)}" for dash, (name, part) in zip(dashes, item.items(), strict=False)
            )
        else:
            yield f"  - {_inline(item, key, flow=True)}"


def _inline(value: Tree, key: str, *, flow: bool = False) -> str:
    if isinstance(value, list):
        return f"[{', '.join(_inline(item, key, flow=True) for item in value)}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{name}: {_inline(part, name, flow=True)}' for name, part in value.items())}}}"
    return "null" if value is None else scalar(value, key, flow=flow)


def scalar(text: str, key: str = "", *, flow: bool = False) -> str:
    """A text as YAML: plain where that is safe, else in quotes. In brackets a comma ends a value."""
    plain = PLAIN.fullmatch(text if flow else text.replace(",", ""))
    if plain and not text.startswith(",") and (key in _BARE or not AMBIGUOUS.fullmatch(text)):
        return text
    if re.search(r"[\x00-\x1f]", text):
        return json.dumps(text, ensure_ascii=False)
    return "'" + text.replace("'", "''") + "'"
