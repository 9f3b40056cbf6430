"""What a site asks of the disk: folders and files, a lock, everything flushed, two folders exchanged in one step."""

import ctypes
import errno
import os
import shutil
import sys
from pathlib import Path


def lock(file: int) -> None:
    """Lock an open file for this process alone; raises OSError if another holds it."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def make(folder: str) -> None:
    """Have a folder: most lack only themselves."""
    try:
        os.mkdir(folder)
    except OSError:
        os.makedirs(folder, exist_ok=True)


def write(place: str, data: bytes) -> None:
    """Make a new file; raises FileExistsError if there is one."""
    try:
        with open(place, "xb") as file:
            file.write(data)
    except OSError as error:
        error.filename = error.filename or place  # which a full disk does not say
        raise


def flush(folder: Path) -> None:
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


def swap(next_: Path, site: Path) -> None:
    """Exchange the two folders in one step where the system can; else in three, the first of which is undone."""
    if exchange(next_, site):
        return
    old = site.with_name(f".{site.name}.old")
    remove(old)
    site.rename(old)
    try:
        next_.rename(site)
    except OSError:
        old.rename(site)
        raise
    old.rename(next_)


def exchange(one: Path, other: Path) -> bool:
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


def remove(folder: Path) -> None:
    """Remove a folder with all that is in it, if it is there."""
    if folder.exists():
        shutil.rmtree(folder)
