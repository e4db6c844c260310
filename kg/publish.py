"""A build takes the place of the last one whole: it is written beside it and renamed into it.

A folder that is not empty cannot be renamed over. So the two folders are exchanged in one step
where the system can (Linux and macOS, most file systems): DIR is the old build or the new one at
every moment, whatever kills us. Elsewhere DIR steps aside to DIR.old first; killed in between, the
next build (`restore_folder`) puts it back. What a killed build left beside DIR, the next removes.
"""

import ctypes
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kg.manifest import MARK
from ontology.errors import AmoError

_LOCK = ".lock"
_AT_FDCWD = {"linux": -100, "darwin": -2}
_EXCHANGE = 2
"""RENAME_EXCHANGE of Linux, RENAME_SWAP of macOS."""


@contextmanager
def replace_folder(folder: Path) -> Iterator[Path]:
    """A new folder to fill; it becomes `folder` when the block ends without an error.

    The block must write MARK. Raises AmoError when `folder` is no build and must not be replaced,
    or cannot be written.
    """
    folder = Path(os.path.abspath(folder))  # noqa: PTH100 - a link stays a link
    if folder.is_symlink():
        folder = folder.resolve()
    try:
        restore_folder(folder)
        refuse_foreign(folder)
        folder.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(_LOCK, f"{folder.name}.new-", folder.parent)
    except OSError as error:
        raise AmoError(f"{folder}: cannot be written: {error.strerror or error}") from error
    lock, new = Path(name), Path(name.removesuffix(_LOCK))
    try:
        _hold(handle)
        new.mkdir()
        yield new
        _swap(new, folder)
    finally:
        shutil.rmtree(new, ignore_errors=True)
        os.close(handle)
        lock.unlink(missing_ok=True)


def restore_folder(folder: Path) -> None:
    """Undo what a build that was killed left: put the last good one back, remove its remains."""
    old = folder.with_name(f"{folder.name}.old")
    if old.is_dir():
        if folder.exists():
            shutil.rmtree(old, ignore_errors=True)
        else:
            old.rename(folder)
    for lock in sorted(folder.parent.glob(f"{_literal(folder.name)}.new-*{_LOCK}")):
        if _is_abandoned(lock):
            shutil.rmtree(lock.with_name(lock.name.removesuffix(_LOCK)), ignore_errors=True)
            lock.unlink(missing_ok=True)


def refuse_foreign(folder: Path) -> None:
    """Raise AmoError when something is at `folder` that no build wrote."""
    if not folder.exists() or (folder / MARK).is_file():
        return
    if not folder.is_dir():
        raise AmoError(f"{folder}: is a file: give a folder with --out")
    if any(folder.iterdir()):
        raise AmoError(f"{folder}: is not empty and no earlier build: give another --out")


def _swap(new: Path, folder: Path) -> None:
    """Put `new` in the place of `folder`; what was there is gone or at `new`."""
    try:
        if not folder.exists():
            new.rename(folder)
        elif not _exchange(new, folder):
            old = folder.with_name(f"{folder.name}.old")
            folder.rename(old)
            new.rename(folder)
            shutil.rmtree(old, ignore_errors=True)
    except OSError as error:
        raise AmoError(f"{folder}: cannot be replaced: {error.strerror or error}") from error


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two paths in one step; False where the system cannot."""
    here = _AT_FDCWD.get(sys.platform)
    if here is None:
        return False
    library = ctypes.CDLL(None)
    call = getattr(library, "renameat2" if sys.platform == "linux" else "renameatx_np", None)
    if call is None:
        return False
    call.argtypes = (ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_uint)
    return bool(call(here, os.fsencode(one), here, os.fsencode(other), _EXCHANGE) == 0)


def _hold(handle: int) -> None:
    """Lock an open file until it is closed; on Windows an open file is lock enough."""
    if sys.platform != "win32":
        import fcntl  # noqa: PLC0415 - not on Windows

        with suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _is_abandoned(lock: Path) -> bool:
    """Whether no living build holds the lock."""
    try:
        if sys.platform == "win32":
            lock.unlink()
            return True
        import fcntl  # noqa: PLC0415 - not on Windows

        with lock.open("rb") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _literal(name: str) -> str:
    """The name as a pattern of `glob` that matches itself only."""
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in name)
