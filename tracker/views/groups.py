"""Entries by what they are about, newest first within each group."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import TypeVar

from tracker import cache
from tracker.catalogue import Catalogue
from tracker.model import Entry, InstrumentSlug, RegionSlug, SectorSlug

Key = TypeVar("Key", bound=str)


def _counts(group: Mapping[Key, Sequence[Entry]]) -> list[tuple[str, int]]:
    return [(slug, len(entries)) for slug, entries in group.items()]


class Groups:
    """One catalogue's entries by region, sector, instrument and organisation."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._words = catalogue.vocabulary

    @cached_property
    def by_region(self) -> dict[RegionSlug, list[Entry]]:
        """For each region its entries, those of its districts, and those of the units that it replaced."""
        found: dict[RegionSlug, list[Entry]] = {slug: [] for slug in self._words.regions}
        for entry in self._catalogue.entries:
            for slug in self._timelines_of(entry):
                found[slug].append(entry)
        return found

    @cached_property
    def counts(self) -> str:
        """A digest of how many entries each region, sector, instrument and organisation has, and each pair."""
        pairs = [(slug, _counts(sectors)) for slug, sectors in self.sectors_of_provinces.items()]
        single = _counts(self.by_region), _counts(self.by_sector), _counts(self.by_instrument)
        return cache.digest_of(single, _counts(self.by_organisation), pairs)

    def _timelines_of(self, entry: Entry) -> dict[RegionSlug, None]:
        slugs: dict[RegionSlug, None] = {}
        for slug in (*entry.regions, *entry.participants):
            for heir in self._words.heirs(slug):
                parent = self._words.regions[heir].parent
                for one in (heir, *(self._words.heirs(parent) if parent else ())):
                    slugs[one] = None
        return slugs

    @cached_property
    def by_sector(self) -> dict[SectorSlug, list[Entry]]:
        """For each sector its entries."""
        return self._grouped(self._words.sectors, lambda entry: entry.sectors)

    @cached_property
    def by_instrument(self) -> dict[InstrumentSlug, list[Entry]]:
        """For each instrument its entries."""
        return self._grouped(self._words.instruments, lambda entry: entry.instruments)

    @cached_property
    def by_organisation(self) -> dict[str, list[Entry]]:
        """For each organisation that takes part in any event: the events."""
        names = self._words.organisation_by_name
        return self._grouped(
            self._words.organisations,
            lambda entry: (names[party.name].slug for party in entry.parties if party.name in names),
        )

    def _grouped(self, keys: Iterable[Key], keys_of: Callable[[Entry], Iterable[Key]]) -> dict[Key, list[Entry]]:
        found: dict[Key, list[Entry]] = {key: [] for key in keys}
        for entry in self._catalogue.entries:
            for key in dict.fromkeys(keys_of(entry)):
                found[key].append(entry)
        return found

    def of_provinces(self, slugs: Iterable[RegionSlug]) -> list[Entry]:
        """The entries of several provinces, each once."""
        ids = {entry.id for slug in slugs for entry in self.by_region[slug]}
        return [entry for entry in self._catalogue.entries if entry.id in ids]

    @cached_property
    def provinces(self) -> list[RegionSlug]:
        """The provinces of today; what their predecessors did is among their entries."""
        return [slug for slug, region in self._words.regions.items() if not region.parent and not region.until]

    @cached_property
    def sectors_of_provinces(self) -> dict[RegionSlug, dict[SectorSlug, list[Entry]]]:
        """For each province with entries: for each sector that it has entries in, these."""
        found: dict[RegionSlug, dict[SectorSlug, list[Entry]]] = {}
        for slug, region in self._words.regions.items():
            if region.parent is None:
                sectors: dict[SectorSlug, list[Entry]] = {}
                for entry in self.by_region[slug]:
                    for sector in entry.sectors:
                        sectors.setdefault(sector, []).append(entry)
                found[slug] = {sector: sectors[sector] for sector in self._words.sectors if sector in sectors}
        return found
