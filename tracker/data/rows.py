"""From records to rows: one function for each kind of table, cells in the order of its columns."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from tracker.data import records, tables
from tracker.data.composing import Composer
from tracker.data.tables import Cell, Row, Table

NOTHING: Row = (None,) * len(records.Breakdown.__struct_fields__)


def rows_of(composer: Composer) -> dict[Table, tuple[Row, ...]]:
    """The rows of every table."""
    return {table: tuple(ROWS[table](composer)) for table in tables.TABLES}


def _values(thing: Any, names: Iterable[str]) -> Row:
    return tuple(getattr(thing, name) for name in names)


def _joined(words: Iterable[str]) -> Cell:
    """The members of a list in one cell; none is an empty cell."""
    return tables.SEPARATOR.join(words) or None


def _slugs_and_names(*lists: Iterable[records.Term]) -> Iterator[Cell]:
    for terms in map(tuple, lists):
        yield _joined(term.slug for term in terms)
        yield _joined(term.name for term in terms)


def _entries(composer: Composer) -> Iterator[Row]:
    names = [column.name for column in tables.ENTRIES.columns]
    told = names[: names.index("stage")]
    for one in composer.entries.values():
        gone = one.withdrawn
        yield (
            *_values(one, told),
            one.stage.slug,
            one.stage.name,
            one.initiative.slug if one.initiative else None,
            *_slugs_and_names(one.regions, one.participants, one.sectors, one.instruments),
            _joined(party.name for party in one.parties),
            gone.date if gone else None,
            gone.reason if gone else None,
            gone.replaced_by.id if gone and gone.replaced_by else None,
            _joined(one.redirect_from),
            *_values(one, ("url", "api_url", "body")),
        )


def _budgets(composer: Composer) -> Iterator[Row]:
    for entry in composer.entries.values():
        for number, one in enumerate(entry.budgets, 1):
            yield (
                entry.id,
                number,
                entry.initiative.slug if entry.initiative else None,
                *_values(one, ("what", "what_en", "amount", "status", "period", "period_first", "period_last")),
                *(_values(one.breakdown, one.breakdown.__struct_fields__) if one.breakdown else NOTHING),
                one.part_of,
                one.standing,
            )


def _milestones(composer: Composer) -> Iterator[Row]:
    for entry in composer.entries.values():
        for one in entry.milestones:
            yield (
                one.ref,
                entry.id,
                one.id,
                entry.initiative.slug if entry.initiative else None,
                *_values(one, ("what", "what_en", "due", "due_first", "due_last", "state")),
                one.kept_by.id if one.kept_by else None,
                one.kept_by.date if one.kept_by else None,
                one.days_late,
            )


def _initiatives(composer: Composer) -> Iterator[Row]:
    for one in composer.catalogue.initiatives.values():
        stage = composer.facts.current_stage(one.slug)
        events = composer.catalogue.by_initiative[one.slug]
        yield (
            *_values(one, ("slug", "title", "title_en", "summary_en", "added")),
            max((entry.updated for entry in events), default=one.added),
            stage,
            composer.words.stages[stage].name if stage else None,
            *_slugs_and_names(map(composer.region, one.regions), map(composer.sector, one.sectors)),
            len(events),
            *_values(composer.initiative_link(one.slug), ("url", "api_url")),
            one.body,
        )


def _regions(composer: Composer) -> Iterator[Row]:
    for one in composer.words.regions.values():
        full_name = composer.words.full_name(one)
        rest = _values(one, ("name_en", "kind", "code", "iso", "parent", "since", "until"))
        yield (one.slug, one.name, full_name, *rest, _joined(one.successors))


def _entry_regions(composer: Composer) -> Iterator[Row]:
    """A region that both acts and takes part is given once, as acting."""
    for entry in composer.catalogue.entries:
        acting = dict.fromkeys(entry.regions, False)
        for slug, participates in (dict.fromkeys(entry.participants, True) | acting).items():
            yield entry.id, slug, participates


def _parts(table: Table, parts_of: Callable[[records.Entry], Iterable[Any]]) -> Callable[[Composer], Iterator[Row]]:
    """Rows of the parts of an entry: the entry, a number, and the fields that the columns name."""
    names = [column.name for column in table.columns[2:]]

    def rows(composer: Composer) -> Iterator[Row]:
        for entry in composer.entries.values():
            for number, part in enumerate(parts_of(entry), 1):
                yield (entry.id, number, *_values(part, names))

    return rows


def _pairs(parts_of: Callable[[records.Entry], Iterable[str]]) -> Callable[[Composer], Iterator[Row]]:
    """Rows that tie an entry to other things."""

    def rows(composer: Composer) -> Iterator[Row]:
        return ((entry.id, part) for entry in composer.entries.values() for part in dict.fromkeys(parts_of(entry)))

    return rows


def _terms(table: Table, terms: Callable[[Composer], Mapping[Any, Any]]) -> Callable[[Composer], Iterator[Row]]:
    """Rows of a part of the vocabulary: the fields that the columns name."""
    names = [column.name for column in table.columns]

    def rows(composer: Composer) -> Iterator[Row]:
        return (_values(term, names) for term in terms(composer).values())

    return rows


ROWS: Mapping[Table, Callable[[Composer], Iterator[Row]]] = {
    tables.ENTRIES: _entries,
    tables.BUDGETS: _budgets,
    tables.MILESTONES: _milestones,
    tables.SOURCES: _parts(tables.SOURCES, lambda entry: entry.sources),
    tables.PARTIES: _parts(tables.PARTIES, lambda entry: entry.parties),
    tables.INITIATIVES: _initiatives,
    tables.TARGETS: _parts(tables.TARGETS, lambda entry: entry.targets),
    tables.CORRECTIONS: _parts(tables.CORRECTIONS, lambda entry: entry.corrections),
    tables.FULFILMENTS: _pairs(lambda entry: (kept.ref for kept in entry.fulfils)),
    tables.ENTRY_REGIONS: _entry_regions,
    tables.ENTRY_SECTORS: _pairs(lambda entry: (term.slug for term in entry.sectors)),
    tables.ENTRY_INSTRUMENTS: _pairs(lambda entry: (term.slug for term in entry.instruments)),
    tables.REGIONS: _regions,
    tables.SECTORS: _terms(tables.SECTORS, lambda composer: composer.words.sectors),
    tables.INSTRUMENTS: _terms(tables.INSTRUMENTS, lambda composer: composer.words.instruments),
    tables.STAGES: _terms(tables.STAGES, lambda composer: composer.words.stages),
    tables.ORGANISATIONS: _terms(tables.ORGANISATIONS, lambda composer: composer.words.organisations),
}
