"""A content-addressed store of what stages returned, so that nothing is read twice.

An entry is named by a key that holds all its result depends on (the edition's sha256, the
pipeline's fingerprint, the stage) and never by a path. It is compressed JSON in the lossless form
of :mod:`crossfoot.wire`; results this large have no place in Prefect's own result store, which
keeps only the keys. The folder may be deleted at any time, at the price of reading again.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import tempfile
import uuid
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_PASSING = ".passing-"


def default_folder() -> Path:
    """Return ``$CROSSFOOT_CACHE``, or ``crossfoot`` under the user's cache folder (XDG)."""
    chosen = os.environ.get("CROSSFOOT_CACHE")
    if chosen:
        return Path(chosen)
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "crossfoot"


def entry_key(stage: str, *parts: str) -> str:
    """Return the key of a stage's result: the stage and a hash of all it depends on.

    Args:
        stage: Its name, part of the key so that a listing of the folder can be read.
        parts: What the result depends on; their boundaries count.
    """
    digest = hashlib.sha256(json.dumps(parts).encode()).hexdigest()
    return f"{stage}-{digest}"


@dataclass(frozen=True, slots=True)
class Cache:
    """Entries in one folder, shared by all processes (and machines) that see it.

    Writers never disturb readers: an entry appears whole, by a rename, or not at all.

    Attributes:
        run: Name under which the stages of one run pass on what no other run may find.
    """

    folder: Path
    run: str = field(default_factory=lambda: uuid.uuid4().hex)

    def path(self, key: str) -> Path:
        """Return where an entry is or would be kept."""
        return self.folder / f"{key}.json.gz"

    def __contains__(self, key: str) -> bool:
        return self.path(key).is_file()

    def get(self, key: str) -> bytes | None:
        """Return an entry's JSON, ``None`` when there is none or its bytes are damaged."""
        try:
            return gzip.decompress(self.path(key).read_bytes())
        except FileNotFoundError:
            return None
        except (gzip.BadGzipFile, EOFError, zlib.error):
            return None  # cut off by a full disk, say: reading again replaces it

    def discard(self, key: str) -> None:
        """Forget an entry, if it is there."""
        self.path(key).unlink(missing_ok=True)

    def forget_names(self, names: Iterable[str]) -> None:
        """Forget every entry that tells of files of these names: a report was purged."""
        wanted = [json.dumps(name, ensure_ascii=False).encode() for name in names]
        for path in self.folder.glob("*.json.gz"):
            content = self.get(path.name.removesuffix(".json.gz")) or b""
            if any(name in content for name in wanted):
                path.unlink(missing_ok=True)

    def passing_key(self, key: str) -> str:
        """Return a name for a result that must not be taken for that of its key.

        An incomplete reading goes from stage to stage under it, in this run alone.
        """
        return f"{key}{_PASSING}{self.run}"

    def release(self, keys: Iterable[str]) -> None:
        """Forget what was only passed on; the others stay."""
        for key in keys:
            if _PASSING in key:
                self.discard(key)

    def put(self, key: str, content: bytes) -> None:
        """Keep an entry; of two writers of one key the last wins, with equal content.

        Raises:
            OSError: The folder cannot be written.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=self.folder, prefix=".new-")
        try:
            with os.fdopen(handle, "wb") as stream:
                # level 1: six times smaller than plain JSON already; more costs time for little
                stream.write(gzip.compress(content, compresslevel=1, mtime=0))
            Path(temporary).replace(self.path(key))
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
