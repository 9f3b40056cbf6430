#!/usr/bin/env python3
"""Ask a built site the golden queries in Chromium, on a processor slowed down four times.

    search.py SITE [--made]

Prints for each query how much its first answer loads, compressed, and how long an answer takes once that is loaded
(the best of three: from the question to the results in the page). --made asks those for entries of corpus.py.
"""

import argparse
import gzip
import sys
import tomllib
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from sites import FLAGS, chromium, serving  # noqa: E402 - the tests' own server and flags

ANSWER = """async (q) => {
  const start = performance.now();
  const result = await answer({ q, region: "", sector: "", year: "" });
  list.innerHTML = await draw(result, 0);
  list.getBoundingClientRect();
  return performance.now() - start;
}"""


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site", type=Path)
    parser.add_argument("--made", action="store_true")
    options = parser.parse_args()
    queries = tomllib.loads((ROOT / "tests/examples/search/queries.toml").read_text("utf-8"))["query"]
    asked: list[tuple[str, int]] = []
    with serving(options.site, asked) as root, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        for query in (query for query in queries if (query.get("in") == "made") == options.made):
            page = browser.new_page()
            page.goto(f"{root}search/", wait_until="networkidle")
            asked.clear()
            page.evaluate(ANSWER, query["q"])
            files = {options.site / path for path, _ in asked}
            loaded = sum(len(gzip.compress(file.read_bytes(), 9)) for file in files)
            session = page.context.new_cdp_session(page)
            session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
            best = min(page.evaluate(ANSWER, query["q"]) for _ in range(3))
            print(f"{query['kind']:14}{len(files):4} files {loaded / 1000:6.1f} KB {best:6.1f} ms  {query['q']}")
            page.close()
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
