"""Put rendered outputs in the place of the old site: beside it first, then in one step. The only writer of site/.

Two folders take turns: the site, and beside it the site before that one. The older is brought up to date, which
costs as much as has changed, and the two are exchanged.
"""

import os
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from time import process_time
from types import MappingProxyType
from typing import NamedTuple

import msgspec

from tracker import cache, disk, links, processes, standing, verify
from tracker.messages import say
from tracker.model import Batch, Output, Part
from tracker.processes import Told, quiet
from tracker.standing import MANIFEST, Made, Manifest, Published, PublishError, Standing, Terms, folders

KEEP = ".gitkeep"
LOSS = 0.2
"""A site that loses more of its files than this part has probably lost content by mistake."""
SHOWN = 10
"""So many of the faults of a site are told."""


class Settled(NamedTuple):
    """A part that is in its place below the folder that becomes the site.

    Of the files that had to be rendered: their paths, what is to be verified of them, and what they took of the
    processors by family, in seconds.
    """

    name: str
    made: Made
    rendered: Collection[str] = ()
    found: Sequence[verify.Found] = ()
    seconds: Mapping[str, float] = MappingProxyType({})


def publish(
    batches: Sequence[Batch],
    site: Path,
    jobs: int = 1,
    told: Told = quiet,
    terms: Terms = Terms(),  # noqa: B008 - it never changes
) -> Published:
    """Render every output whose key is new, take over the rest, and swap the whole in.

    Parts whose key is new are made in up to `jobs` processes, the others are not looked into. Killed at any moment it
    leaves the old site or the new one.
    Raises PublishError if another build is under way, if two outputs claim one path, if a path leads out of the site,
    if a link leads nowhere or a feed is unsound, or if the new site would be empty or, unless that is allowed, much
    smaller than the old one.
    """
    site = site.resolve()
    site.mkdir(parents=True, exist_ok=True)
    with _locked(site):
        _refuse_namesakes(part.name for batch in batches for part in batch)
        old, next_ = standing.at(site), _spare(site)
        settler = Settler(old, next_, verify.Verifier(terms.base))
        settled = [one for batch in batches for part in batch if (one := settler.carry(part))]
        carried = {one.name for one in settled}
        fresh = [part for part in ([one for one in batch if one.name not in carried] for batch in batches) if part]
        settled += (one for batch in processes.spread(settler.settle_all, fresh, jobs, told) for one in batch)
        files = _files(settled)
        _refuse_shrink(len(files), len(old.keys), terms.allow_shrink)
        _verify(settled, files, old, next_, terms.base)
        _finish(next_, settled, files, keep=(site / KEEP).exists(), moment=terms.moment)
        disk.swap(Path(next_.root), site)
        return _counted(settled, files, cache.stamp((site / MANIFEST).stat()))


def _counted(settled: Sequence[Settled], files: Iterable[str], manifest: cache.Stamp) -> Published:
    pages = sum(path.endswith(".html") for path in files)
    feeds = sum(path.endswith(f"/{links.FEED}") or path == links.FEED for path in files)
    seconds: Counter[str] = Counter()
    for one in settled:
        seconds.update(one.seconds)
    return Published(manifest, pages, feeds, sum(len(one.rendered) for one in settled), seconds)


@contextmanager
def _locked(site: Path) -> Iterator[None]:
    """Hold the only right to build this site; the system frees it even if we are killed."""
    with site.with_name(f".{site.name}.lock").open("w") as lock:
        try:
            disk.lock(lock.fileno())
        except OSError:
            raise PublishError(say("{site}을(를) 다른 빌드가 쓰고 있습니다", site=site)) from None
        yield


class Settler:
    """Puts outputs in their place below the folder that becomes the site."""

    def __init__(self, old: Standing, next_: Standing, verifier: verify.Verifier) -> None:
        self._old, self._next, self._verifier = old, next_, verifier
        self._folders: set[str] = set()

    def carry(self, part: Part) -> Settled | None:
        """Place a part as it stands there already or as the old site has it; None if it has to be made."""
        if made := self._next.part(part):
            return Settled(part.name, made)
        if made := self._old.part(part):
            for path, key in made.files.items():
                if not self._next.holds(path, key):
                    self._link(path)
            return Settled(part.name, made)
        return None

    def settle_all(self, batch: Batch) -> list[Settled]:
        """Place every output of some parts: as it stands there already, as the old site has it, or rendered."""
        return [self._settle(part) for part in batch]

    def _settle(self, part: Part) -> Settled:
        files: dict[str, str] = {}
        rendered: list[str] = []
        found: list[verify.Found] = []
        seconds: dict[str, float] = {}
        for output in part.outputs():
            path, key, _ = output
            if path in files:
                raise _claimed_twice(path)
            files[path] = key
            if self._next.holds(path, key):
                continue
            if self._old.holds(path, key):
                self._link(path)
                continue
            started = process_time()
            if one := self._render(output):
                found.append(one)
            rendered.append(path)
            family = _family(path)
            seconds[family] = seconds.get(family, 0) + process_time() - started
        return Settled(part.name, Made(part.key, files), rendered, found, seconds)

    def _link(self, path: str) -> None:
        """Take over a file of the old site."""
        place = self._place(path)
        self._clear(path, place)
        try:
            os.link(f"{self._old.root}/{path}", place)
        except FileExistsError:
            raise _claimed_twice(path) from None

    def _render(self, output: Output) -> verify.Found | None:
        path = output.path
        place = self._place(path)
        data = output.render()
        self._clear(path, place)  # what stands there may be the old site's file too, which is not to be written into
        try:
            disk.write(place, data)
        except FileExistsError:
            raise _claimed_twice(path) from None
        return self._verifier.look(path, data)

    def _clear(self, path: str, place: str) -> None:
        """Remove what an earlier site left in a place: a folder with anything else in it would have been emptied."""
        if path in self._next.keys:
            with suppress(FileNotFoundError):
                os.unlink(place)

    def _place(self, path: str) -> str:
        """Where an output goes; refuses paths that could leave the site or hide in it."""
        if path.startswith("/") or any(part in ("", ".", "..") for part in path.split("/")):
            raise PublishError(say("사이트 밖으로 나가는 주소입니다: ‘{path}’", path=path))
        place = f"{self._next.root}/{path}"
        folder = place.rpartition("/")[0]
        if folder not in self._folders:
            disk.make(folder)
            self._folders.add(folder)
        return place


def _family(path: str) -> str:
    """What a file's cost is told under: its format if it lies beside a page, its first folder, or its name."""
    folder, _, name = path.rpartition("/")
    return links.FORMATS.get(name) or folder.partition("/")[0] or name


def _spare(site: Path) -> Standing:
    """The site before the present one, without its manifest, so that nobody takes it for whole; or an empty folder.

    If anything was put into it that we did not write, it starts empty.
    """
    folder = site.with_name(f".{site.name}.spare")
    found = standing.at(folder)
    if not found.keys or standing.has_strangers(found):
        disk.remove(folder)
        folder.mkdir()
        return Standing(found.root)
    (folder / MANIFEST).unlink()
    return found


def _refuse_namesakes(names: Iterable[str]) -> None:
    """Raise ValueError if two parts have one name: the manifest would forget one of them."""
    (name, count), *_ = Counter(names).most_common(1) or [("", 1)]
    if count > 1:
        raise ValueError(f"{count} parts are called {name}")


def _claimed_twice(path: str) -> PublishError:
    return PublishError(say("두 가지가 한 주소를 씁니다: {path}", path=path))


def _files(settled: Iterable[Settled]) -> dict[str, str]:
    """The key of every output by its path, of which each may have one."""
    files: dict[str, str] = {}
    for one in settled:
        both = files.keys() & one.made.files.keys()
        if both:
            raise _claimed_twice(min(both))
        files.update(one.made.files)
    return files


def _refuse_shrink(files: int, before: int, is_allowed: bool) -> None:
    if not files:
        raise PublishError(say("사이트에 놓을 것이 하나도 없습니다"))
    if files < before * (1 - LOSS) and not is_allowed:
        shrinks = say("사이트의 파일이 {before:,}개에서 {files:,}개로 줄어듭니다", before=before, files=files)
        raise PublishError(say("{shrinks}. 뜻한 것이면 --allow-shrink를 붙이세요", shrinks=shrinks))


def _verify(settled: Sequence[Settled], files: Mapping[str, str], old: Standing, next_: Standing, base: str) -> None:
    """Refuse a site in which a link leads nowhere or feeds are unsound: of what is new, or of all if files went."""
    found = [found for one in settled for found in one.found]
    if not old.keys.keys() <= files.keys():
        verifier = verify.Verifier(base)
        rendered = {path for one in settled for path in one.rendered}
        kept = (path for path in files if path.endswith(".html") and path not in rendered)
        looked = (verifier.look(path, Path(next_.root, path).read_bytes()) for path in kept)
        found += [one for one in looked if one]
    faults = list(verify.faults(found, files))
    if faults:
        said = say("새 사이트가 온전하지 않습니다 ({count}가지)", count=len(faults))
        for fault in faults[:SHOWN]:
            said = say("{said}\n  {fault}", said=said, fault=fault)
        raise PublishError(said)


def _finish(
    next_: Standing, settled: Iterable[Settled], files: Collection[str], *, keep: bool, moment: int | None
) -> None:
    """Take out what is no output, write the manifest last, and make sure that all of it is on the disk."""
    root = Path(next_.root)
    gone = [path for path in next_.keys if path not in files]
    for path in gone:
        (root / path).unlink()
    for folder in sorted(folders(gone) - folders(files), reverse=True) if gone else ():
        (root / folder).rmdir()
    if keep:
        (root / KEEP).touch()
    manifest = Manifest.of({one.name: one.made for one in settled})
    disk.write(f"{root}/{MANIFEST}", msgspec.json.encode(manifest))
    if moment is not None:
        _stamp(next_.root, files, moment)
    disk.flush(root)


def _stamp(root: str, paths: Iterable[str], moment: int) -> None:
    """Have files and folders bear one time; the manifest last, which has to be the newest by its time of change."""
    paths = list(paths)
    for path in (*paths, *folders(paths), "", MANIFEST):
        os.utime(f"{root}/{path}", (moment, moment))
