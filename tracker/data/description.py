"""Describe the data to catalogues: DCAT-AP as JSON-LD, and schema.org for search engines."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from tracker import links
from tracker.data import api
from tracker.data.composing import Composer

Node = dict[str, Any]
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
AUTHORITY = "http://publications.europa.eu/resource/authority/"
"""The lists from which DCAT-AP takes its themes, countries, languages and frequencies."""
KEYWORDS = ("지역정책", "지방자치단체", "산업정책", "예산", "공약", "대한민국")
NAME = "자료"


@dataclass(frozen=True)
class Download:
    """A file to download; the checksum is SHA-256 in hexadecimal digits."""

    path: str
    title: str
    format: str
    media_type: str
    size: int
    checksum: str


def catalogue(composer: Composer, downloads: Sequence[Download]) -> bytes:
    """The DCAT-AP catalogue: one dataset, its files, and the API that serves it."""
    site = composer.catalogue.settings
    page = composer.url(links.DATA)
    publisher = {"@type": "foaf:Agent", "foaf:name": site.title, "foaf:homepage": _way(site.base_url)}
    service = {
        "@id": f"{page}#api",
        "@type": "dcat:DataService",
        "dct:title": f"{site.title} API",
        "dcat:endpointURL": _way(composer.url(links.API)),
        "dcat:endpointDescription": _way(composer.url(api.DESCRIPTION)),
        "dcat:servesDataset": _way(f"{page}#dataset"),
    }
    document = {
        "@context": CONTEXT,
        "@id": page,
        "@type": "dcat:Catalog",
        "dct:title": {"@value": f"{site.title} {NAME}", "@language": site.language},
        "dct:description": site.description,
        "dct:publisher": publisher,
        "dct:license": _way(api.LICENSE),
        "dcat:dataset": _dataset(composer, downloads) | {"dct:publisher": publisher},
        "dcat:service": service,
    }
    return msgspec.json.format(msgspec.json.encode(document), indent=1) + b"\n"


def _way(url: str) -> Node:
    return {"@id": url}


def _day(day: object) -> Node:
    return {"@value": str(day), "@type": "xsd:date"}


def _span(composer: Composer) -> tuple[str, str] | None:
    """The first and last day of all events."""
    dates = [entry.date for entry in composer.catalogue.entries]
    return (str(min(date.first for date in dates)), str(max(date.last for date in dates))) if dates else None


def _temporal(first: str, last: str) -> Node:
    return {"@type": "dct:PeriodOfTime", "dcat:startDate": _day(first), "dcat:endDate": _day(last)}


def _dataset(composer: Composer, downloads: Sequence[Download]) -> Node:
    site, span = composer.catalogue.settings, _span(composer)
    return {
        "@id": f"{composer.url(links.DATA)}#dataset",
        "@type": "dcat:Dataset",
        "dct:title": [
            {"@value": f"{site.title} {NAME}", "@language": site.language},
            {"@value": site.title_en, "@language": "en"},
        ],
        "dct:description": site.description,
        "dct:issued": _day(site.since),
        "dct:modified": _day(composer.catalogue.newest_change),
        "dct:language": _way(f"{AUTHORITY}language/KOR"),
        "dct:spatial": _way(f"{AUTHORITY}country/KOR"),
        **({"dct:temporal": _temporal(*span)} if span else {}),
        "dct:accrualPeriodicity": _way(f"{AUTHORITY}frequency/IRREG"),
        "dcat:theme": [_way(f"{AUTHORITY}data-theme/{theme}") for theme in ("GOVE", "ECON", "REGI")],
        "dcat:keyword": list(KEYWORDS),
        "dcat:landingPage": _way(composer.url(links.DATA)),
        "dcat:distribution": [_distribution(composer, one) for one in downloads],
    }


def _distribution(composer: Composer, download: Download) -> Node:
    return {
        "@id": composer.url(download.path),
        "@type": "dcat:Distribution",
        "dct:title": f"{download.title} ({download.format})",
        "dcat:accessURL": _way(composer.url(links.DATA)),
        "dcat:downloadURL": _way(composer.url(download.path)),
        "dcat:mediaType": _way(f"https://www.iana.org/assignments/media-types/{download.media_type}"),
        "dcat:byteSize": {"@value": str(download.size), "@type": "xsd:nonNegativeInteger"},
        "dct:license": _way(api.LICENSE),
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": _way("http://spdx.org/rdf/terms#checksumAlgorithm_sha256"),
            "spdx:checksumValue": download.checksum,
        },
    }


def schema_org(composer: Composer, downloads: Sequence[Download]) -> Node:
    """The dataset for search engines; stands on the page of the downloads."""
    site, span = composer.catalogue.settings, _span(composer)
    owner = {"@type": "Organization", "name": site.title, "url": site.base_url}
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": f"{composer.url(links.DATA)}#dataset",
        "name": f"{site.title} {NAME}",
        "alternateName": site.title_en,
        "description": site.description,
        "url": composer.url(links.DATA),
        "license": api.LICENSE,
        "isAccessibleForFree": True,
        "inLanguage": site.language,
        "keywords": list(KEYWORDS),
        "spatialCoverage": "대한민국",
        **({"temporalCoverage": "/".join(span)} if span else {}),
        "datePublished": str(site.since),
        "dateModified": str(composer.catalogue.newest_change),
        "version": api.VERSION,
        "creator": owner,
        "publisher": owner,
        "distribution": [_data_download(composer, one) for one in downloads],
    }


def _data_download(composer: Composer, download: Download) -> Node:
    return {
        "@type": "DataDownload",
        "name": f"{download.title} ({download.format})",
        "contentUrl": composer.url(download.path),
        "encodingFormat": download.media_type,
        "contentSize": f"{download.size} B",
        "sha256": download.checksum,
    }
