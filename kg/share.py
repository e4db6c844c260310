"""Files of the last build that stand in the new one as they are: the same on disk, where it can be.

A file of a build is written once and never changed, so that two builds can share it.
"""

import os
import shutil
from contextlib import suppress
from pathlib import Path


def put_file(path: Path, raw: bytes, source: Path | None = None) -> None:
    """Write a file; it is shared with `source` where that holds the same bytes."""
    if source is not None:
        with suppress(OSError):
            os.link(source, path)
            if path.read_bytes() == raw:
                return
            path.unlink()
    path.write_bytes(raw)


def share_file(source: Path, path: Path) -> None:
    """Put a file that is never changed at another place too."""
    try:
        os.link(source, path)
    except OSError:  # another file system, or one without links
        shutil.copyfile(source, path)
