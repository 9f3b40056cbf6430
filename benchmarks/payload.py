#!/usr/bin/env python3
"""Add up what the first load of each page of a built site takes, as servers compress it.

    payload.py SITE

Prints the heaviest page of each kind, and all scripts and styles together.
"""

import argparse
import gzip
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from sites import first_load  # noqa: E402 - what the tests count too


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site", type=Path)
    site = parser.parse_args().site.resolve()
    heaviest: dict[str, tuple[int, int, str]] = {}
    pages = sorted(site.rglob("*.html"))
    for page in pages:
        load, path = first_load(site, page), page.relative_to(site).as_posix()
        kind = "/".join(part for part in Path(path).parts[:1])
        heaviest[kind] = max(heaviest.get(kind, (0, 0, "")), (sum(load.values()), len(load), path))
    for size, requests, path in sorted(heaviest.values(), reverse=True):
        print(f"{size / 1000:6.1f} KB in {requests} requests  {path}")
    for suffix in ("js", "css"):
        total = sum(len(gzip.compress(path.read_bytes(), 9)) for path in site.rglob(f"*.{suffix}"))
        print(f"{total / 1000:6.1f} KB of all .{suffix}")
    print(f"{len(pages)} pages")
    return 0


if __name__ == "__main__":
    sys.exit(main())
