"""Put rendered outputs in the place of the old site: beside it first, then in one step. The only writer of site/.

Two folders take turns: the site, and beside it the site before that one. The older is brought up to date, which
costs as much as has changed, and the two are exchanged.
"""

import ctypes
import errno
import json
import os
import shutil
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from time import process_time
from types import MappingProxyType
from typing import NamedTuple

from tracker import cache, links, processes, verify
from tracker.messages import say
from tracker.model import Output
from tracker.processes import Told, quiet

MANIFEST = ".manifest.json"
"""The key of every file in a published site, by path. Written last: a file that is newer is not ours."""
KEEP = ".gitkeep"
LOSS = 0.2
"""A site that loses more of its files than this part has probably lost content by mistake."""
SHOWN = 10
"""So many of the faults of a site are told."""


class PublishError(Exception):
    """The site could not be put in place; the old one stands."""


class Published(NamedTuple):
    """The stamp of a site's manifest, how many pages and feeds it has, and how many files had to be rendered.

    `seconds` tells what rendering them took of the processors, by family: the first folder, or the name of what lies
    beside a page.
    """

    manifest: cache.Stamp
    pages: int
    feeds: int
    rendered: int
    seconds: Mapping[str, float] = MappingProxyType({})


class Terms(NamedTuple):
    """How a site is to stand.

    `base` is the path of its address; its files bear the time `moment`, in seconds since 1970, if it is given.
    """

    base: str = "/"
    moment: int | None = None
    allow_shrink: bool = False


class Settled(NamedTuple):
    """An output that is in its place below the folder that becomes the site."""

    path: str
    key: str
    rendered: bool
    found: verify.Found | None = None
    seconds: float = 0


class Standing(NamedTuple):
    """A folder that holds a site: the key of each file that we wrote into it, and when the last was written, in ns."""

    root: str
    keys: Mapping[str, str] = {}
    written: int = 0

    def holds(self, path: str, key: str) -> bool:
        """Whether a file is there as it would be rendered now; one that somebody changed is not."""
        return self.keys.get(path) == key and _untouched(f"{self.root}/{path}", self.written)


def publish(
    parts: Sequence[Iterable[Output]],
    site: Path,
    jobs: int = 1,
    told: Told = quiet,
    terms: Terms = Terms(),  # noqa: B008 - it never changes
) -> Published:
    """Render every output whose key is new, take over the rest, and swap the whole in.

    The parts of the site are made in up to `jobs` processes. Killed at any moment it leaves the old site or the new
    one.
    Raises PublishError if another build is under way, if two outputs claim one path, if a path leads out of the site,
    if a link leads nowhere or a feed is unsound, or if the new site would be empty or, unless that is allowed, much
    smaller than the old one.
    """
    site = site.resolve()
    site.mkdir(parents=True, exist_ok=True)
    with _locked(site):
        old, next_ = _standing(site), _spare(site)
        settler = Settler(old, next_, verify.Verifier(terms.base))
        settled = [one for part in processes.spread(settler.settle_all, parts, jobs, told) for one in part]
        manifest = _manifest(settled)
        _refuse_shrink(len(manifest), len(old.keys), terms.allow_shrink)
        _verify(settled, manifest, old, next_, terms.base)
        _finish(next_, manifest, keep=(site / KEEP).exists(), moment=terms.moment)
        _swap(Path(next_.root), site)
        return _counted(settled, cache.stamp((site / MANIFEST).stat()))


def _counted(settled: Sequence[Settled], manifest: cache.Stamp) -> Published:
    kinds = Counter(one.path.rpartition("/")[2] for one in settled)
    pages = sum(count for name, count in kinds.items() if name.endswith(".html"))
    seconds: dict[str, float] = {}
    for one in settled:
        folder, _, name = one.path.rpartition("/")
        family = links.FORMATS.get(name) or folder.partition("/")[0] or name
        seconds[family] = seconds.get(family, 0) + one.seconds
    return Published(manifest, pages, kinds[links.FEED], sum(one.rendered for one in settled), seconds)


def stands(site: Path, published: Published) -> bool:
    """Whether a site is the one that was published, told by its manifest alone."""
    try:
        return cache.stamp((site / MANIFEST).stat()) == published.manifest
    except OSError:
        return False


@contextmanager
def _locked(site: Path) -> Iterator[None]:
    """Hold the only right to build this site; the system frees it even if we are killed."""
    with site.with_name(f".{site.name}.lock").open("w") as lock:
        try:
            _lock(lock.fileno())
        except OSError:
            raise PublishError(say("{site}을(를) 다른 빌드가 쓰고 있습니다", site=site)) from None
        yield


def _lock(file: int) -> None:
    """Lock an open file for this process alone; raises OSError if another holds it."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


class Settler:
    """Puts outputs in their place below the folder that becomes the site."""

    def __init__(self, old: Standing, next_: Standing, verifier: verify.Verifier) -> None:
        self._old, self._next, self._verifier = old, next_, verifier
        self._folders: set[str] = set()

    def settle_all(self, outputs: Iterable[Output]) -> list[Settled]:
        """Place every output: as it stands there already, as the old site has it, or rendered."""
        return [self._settle(output) for output in outputs]

    def _settle(self, output: Output) -> Settled:
        try:
            return self._settled(output)
        except FileExistsError:
            raise _claimed_twice(output.path) from None

    def _settled(self, output: Output) -> Settled:
        path, key, _ = output
        if self._next.holds(path, key):
            return Settled(path, key, rendered=False)
        place = self._place(path)
        if self._old.holds(path, key):
            self._clear(path, place)
            os.link(f"{self._old.root}/{path}", place)
            return Settled(path, key, rendered=False)
        started = process_time()
        data = output.render()
        self._clear(path, place)  # what stands there may be the old site's file too, which is not to be written into
        _write(place, data)
        found = self._verifier.look(path, data)
        return Settled(path, key, rendered=True, found=found, seconds=process_time() - started)

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
            _make(folder)
            self._folders.add(folder)
        return place


def _make(folder: str) -> None:
    """Have a folder: most lack only themselves."""
    try:
        os.mkdir(folder)
    except OSError:
        os.makedirs(folder, exist_ok=True)


def _write(place: str, data: bytes) -> None:
    try:
        with open(place, "xb") as file:
            file.write(data)
    except OSError as error:
        error.filename = error.filename or place  # which a full disk does not say
        raise


def _standing(folder: Path) -> Standing:
    """What a folder holds of the site that was last written into it."""
    root = str(folder)
    try:
        written = os.stat(f"{root}/{MANIFEST}").st_ctime_ns
        manifest: dict[str, str] = json.loads((folder / MANIFEST).read_bytes())
    except (OSError, ValueError):
        return Standing(root)
    return Standing(root, manifest, written)


def _untouched(path: str, written: int) -> bool:
    try:
        return os.lstat(path).st_mtime_ns <= written
    except OSError:
        return False


def _spare(site: Path) -> Standing:
    """The site before the present one, without its manifest, so that nobody takes it for whole; or an empty folder.

    If anything was put into it that we did not write, it starts empty.
    """
    folder = site.with_name(f".{site.name}.spare")
    spare = _standing(folder)
    if not spare.keys or _has_strangers(spare):
        _remove(folder)
        folder.mkdir()
        return Standing(spare.root)
    (folder / MANIFEST).unlink()
    return spare


def _has_strangers(standing: Standing) -> bool:
    """Whether files were put into any folder of a site, or taken out, since its manifest was written."""
    folders = (standing.root, *(f"{standing.root}/{parent}" for parent in _folders(standing.keys)))
    return not all(_untouched(folder, standing.written) for folder in folders)


def _folders(paths: Iterable[str]) -> set[str]:
    """Every folder that holds one of some files."""
    found: set[str] = set()
    for path in paths:
        while (path := path.rpartition("/")[0]) and path not in found:
            found.add(path)
    return found


def _claimed_twice(path: str) -> PublishError:
    return PublishError(say("두 가지가 한 주소를 씁니다: {path}", path=path))


def _manifest(settled: Iterable[Settled]) -> dict[str, str]:
    """The key of every output by its path, of which each may have one."""
    manifest: dict[str, str] = {}
    for one in settled:
        if one.path in manifest:
            raise _claimed_twice(one.path)
        manifest[one.path] = one.key
    return manifest


def _refuse_shrink(files: int, before: int, is_allowed: bool) -> None:
    if not files:
        raise PublishError(say("사이트에 놓을 것이 하나도 없습니다"))
    if files < before * (1 - LOSS) and not is_allowed:
        shrinks = say("사이트의 파일이 {before:,}개에서 {files:,}개로 줄어듭니다", before=before, files=files)
        raise PublishError(say("{shrinks}. 뜻한 것이면 --allow-shrink를 붙이세요", shrinks=shrinks))


def _verify(settled: Sequence[Settled], files: Mapping[str, str], old: Standing, next_: Standing, base: str) -> None:
    """Refuse a site in which a link leads nowhere or feeds are unsound: of what is new, or of all if files went."""
    found = [one.found for one in settled if one.found]
    if not old.keys.keys() <= files.keys():
        verifier = verify.Verifier(base)
        kept = (one.path for one in settled if not one.rendered and one.path.endswith(".html"))
        looked = (verifier.look(path, Path(next_.root, path).read_bytes()) for path in kept)
        found += [one for one in looked if one]
    faults = list(verify.faults(found, files))
    if faults:
        said = say("새 사이트가 온전하지 않습니다 ({count}가지)", count=len(faults))
        for fault in faults[:SHOWN]:
            said = say("{said}\n  {fault}", said=said, fault=fault)
        raise PublishError(said)


def _finish(next_: Standing, manifest: Mapping[str, str], *, keep: bool, moment: int | None) -> None:
    """Take out what is no output, write the manifest last, and make sure that all of it is on the disk."""
    root = Path(next_.root)
    gone = [path for path in next_.keys if path not in manifest]
    for path in gone:
        (root / path).unlink()
    for folder in sorted(_folders(gone) - _folders(manifest), reverse=True):
        (root / folder).rmdir()
    if keep:
        (root / KEEP).touch()
    _write(f"{root}/{MANIFEST}", json.dumps(manifest, indent=0, sort_keys=True).encode())
    if moment is not None:
        _stamp(next_.root, manifest, moment)
    _flush(root)


def _stamp(root: str, paths: Iterable[str], moment: int) -> None:
    """Have files and folders bear one time; the manifest last, which has to be the newest by its time of change."""
    paths = list(paths)
    for path in (*paths, *_folders(paths), "", MANIFEST):
        os.utime(f"{root}/{path}", (moment, moment))


def _flush(folder: Path) -> None:
    """Have the system write what it holds back for the folder's disk, so that a power cut leaves a whole site."""
    library = ctypes.CDLL(None, use_errno=True)
    if not hasattr(library, "syncfs"):
        os.sync()
        return
    file = os.open(folder, os.O_RDONLY)
    try:
        if library.syncfs(file):
            code = ctypes.get_errno()
            raise OSError(code, os.strerror(code), str(folder))
    finally:
        os.close(file)


def _swap(next_: Path, site: Path) -> None:
    """Exchange the two folders in one step where the system can; else in three, the first of which is undone."""
    if _exchange(next_, site):
        return
    old = site.with_name(f".{site.name}.old")
    _remove(old)
    site.rename(old)
    try:
        next_.rename(site)
    except OSError:
        old.rename(site)
        raise
    old.rename(next_)


def _exchange(one: Path, other: Path) -> bool:
    """Swap two names atomically: renameat2 on Linux, renamex_np on macOS. False where there is neither."""
    names = os.fsencode(one), os.fsencode(other)
    library = ctypes.CDLL(None, use_errno=True)
    if sys.platform == "linux" and hasattr(library, "renameat2"):
        here = -100  # AT_FDCWD; the flag after the second name is RENAME_EXCHANGE
        failed = library.renameat2(here, names[0], here, names[1], 2)
    elif sys.platform == "darwin" and hasattr(library, "renamex_np"):
        failed = library.renamex_np(*names, 2)  # RENAME_SWAP
    else:
        return False
    if failed and ctypes.get_errno() not in (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP):
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code), str(other))
    return not failed


def _remove(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)
