"""Put rendered outputs in the place of the old site: beside it first, then in one step. The only writer of site/."""

import ctypes
import errno
import json
import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from tracker.model import Output
from tracker.processes import Told, quiet, spread

MANIFEST = ".manifest.json"
"""The key of every file in a published site, by path. Written last: a file that is newer is not ours."""
KEEP = ".gitkeep"


class PublishError(Exception):
    """The site could not be put in place; the old one stands."""


class Published(NamedTuple):
    """How many files the site has, and how many of them had to be rendered."""

    files: int
    rendered: int


def publish(outputs: Iterable[Output], site: Path, jobs: int = 1, told: Told = quiet) -> Published:
    """Render every output whose key is new, in up to `jobs` processes, take over the rest, and swap the whole in.

    Killed at any moment it leaves the old site or the new one. Raises PublishError if another build is under
    way, if two outputs claim one path, or if a path leads out of the site.
    """
    site = site.resolve()
    site.mkdir(parents=True, exist_ok=True)
    with _locked(site):
        staging = site.with_name(f".{site.name}.next")
        _remove(staging)
        staging.mkdir()
        published = _fill(staging, outputs, site, jobs, told)
        _swap(staging, site)
        _remove(staging)
    return published


@contextmanager
def _locked(site: Path) -> Iterator[None]:
    """Hold the only right to build this site; the system frees it even if we are killed."""
    with site.with_name(f".{site.name}.lock").open("w") as lock:
        try:
            _lock(lock.fileno())
        except OSError:
            raise PublishError(f"{site}을(를) 다른 빌드가 쓰고 있습니다") from None
        yield


def _lock(file: int) -> None:
    """Lock an open file for this process alone; raises OSError if another holds it."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _fill(staging: Path, outputs: Iterable[Output], site: Path, jobs: int, told: Told) -> Published:
    """Write all files below staging, those of unchanged outputs as links to the old site's."""
    old, manifest, new = _kept(site), {}, []
    folders: set[Path] = {staging}
    for output in outputs:
        if output.path in manifest:
            raise PublishError(f"두 가지가 한 주소를 씁니다: {output.path}")
        manifest[output.path] = output.key
        target = _place(staging, output.path)
        if target.parent not in folders:
            target.parent.mkdir(parents=True, exist_ok=True)
            folders.add(target.parent)
        if old.get(output.path) == output.key:
            os.link(site / output.path, target)
        else:
            new.append(output)
    spread(lambda output: (staging / output.path).write_bytes(output.render()), new, jobs, told)
    if (site / KEEP).exists():
        (staging / KEEP).touch()
    (staging / MANIFEST).write_text(json.dumps(manifest, indent=0, sort_keys=True), "utf-8")
    return Published(len(manifest), len(new))


def _place(staging: Path, path: str) -> Path:
    """Where an output goes; refuses paths that could leave the site or hide in it."""
    if path.startswith("/") or any(part in ("", ".", "..") for part in path.split("/")):
        raise PublishError(f"사이트 밖으로 나가는 주소입니다: {path!r}")
    return staging / path


def _kept(site: Path) -> Mapping[str, str]:
    """Keys of the old site's files that are still as we wrote them."""
    try:
        written = (site / MANIFEST).stat().st_mtime_ns
        manifest: dict[str, str] = json.loads((site / MANIFEST).read_bytes())
    except (OSError, ValueError):
        return {}
    return {path: key for path, key in manifest.items() if _untouched(site / path, written)}


def _untouched(path: Path, written: int) -> bool:
    try:
        found = os.lstat(path)
    except OSError:
        return False
    return found.st_mtime_ns <= written


def _swap(staging: Path, site: Path) -> None:
    """Exchange the two folders in one step where the system can; else in two, the first of which is undone."""
    if _exchange(staging, site):
        return
    old = site.with_name(f".{site.name}.old")
    _remove(old)
    site.rename(old)
    try:
        staging.rename(site)
    except OSError:
        old.rename(site)
        raise
    _remove(old)


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
