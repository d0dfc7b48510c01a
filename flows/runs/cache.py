"""A content-addressed store of what stages returned, so that nothing is read twice.

An entry is named by a key that holds all its result depends on (the edition's sha256, the
pipeline's fingerprint, the stage) and never by a path. It is compressed JSON in the lossless form
of :mod:`crossfoot.wire`; results this large have no place in Prefect's own result store, which
keeps only the keys. The folder may be deleted at any time, at the price of reading again.
"""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import json
import os
import re
import shutil
import tempfile
import time
import uuid
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from crossfoot.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SPARE_SECONDS = 3600.0
LEFT_SECONDS = 86_400.0  # no run takes a day over one batch
_PASSING = ".passing-"
_FETCHED = ".fetched-"


def default_folder() -> Path:
    """Return ``$CROSSFOOT_CACHE``, or ``crossfoot`` under the user's cache folder (XDG)."""
    chosen = os.environ.get("CROSSFOOT_CACHE")
    if chosen:
        return Path(chosen)
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "crossfoot"


def size_limit() -> int:
    """Return how many bytes the cache may take: ``$CROSSFOOT_CACHE_SIZE`` ("500MB"), or 5 GB.

    Raises:
        UsageError: The variable holds no size.
    """
    return parse_size(os.environ.get("CROSSFOOT_CACHE_SIZE") or "5GB")


def parse_size(text: str) -> int:
    """Return a size in bytes.

    Raises:
        UsageError: It is none.

    >>> parse_size("1.5 MB")
    1500000
    """
    found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([kKMGT]?)B?", text.strip())
    if found is None:
        raise UsageError(f"{text!r} is no size: write 500MB or 5GB")
    return int(float(found[1]) * 1000 ** " KMGT".index(found[2].upper() or " "))


@dataclass(frozen=True, slots=True)
class Entry:
    """What is kept of one stage of one document.

    Attributes:
        size: In bytes.
        used: When it was last put or taken, in seconds since 1970.
    """

    path: Path
    size: int
    used: float


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

    @property
    def spool(self) -> Path:
        """Folder in which the run keeps the files that it fetched."""
        return self.folder / f"{_FETCHED}{self.run}"

    @contextlib.contextmanager
    def fetching(self) -> Iterator[None]:
        """Keep what the run fetches as long as the block runs; remove what killed runs left."""
        try:
            yield
        finally:
            shutil.rmtree(self.spool, ignore_errors=True)
            for left in self.folder.glob(f"{_FETCHED}*"):
                with contextlib.suppress(OSError):
                    if time.time() - left.stat().st_mtime > LEFT_SECONDS:
                        shutil.rmtree(left, ignore_errors=True)

    @contextlib.contextmanager
    def loading(self, keys: Iterable[str]) -> Iterator[None]:
        """Let the block load entries; then forget those only passed on, and what is too much."""
        try:
            yield
        finally:
            for key in keys:
                if _PASSING in key:
                    self.discard(key)
            self.prune(size_limit())

    def packed(self, key: str) -> bytes:
        """Return an entry's bytes as they lie here, to be sent to another cache.

        Raises:
            OSError: It is not there.
        """
        return self.path(key).read_bytes()

    def __contains__(self, key: str) -> bool:
        return self.path(key).is_file()

    def get(self, key: str) -> bytes | None:
        """Return an entry's JSON, ``None`` when there is none or its bytes are damaged."""
        path = self.path(key)
        try:
            content = gzip.decompress(path.read_bytes())
            with contextlib.suppress(OSError):  # of another user, or on a read-only mount
                os.utime(path)  # it was of use just now
        except FileNotFoundError:
            return None
        except (gzip.BadGzipFile, EOFError, zlib.error):
            return None  # cut off by a full disk, say: reading again replaces it
        return content

    def entries(self) -> tuple[Entry, ...]:
        """Return what is kept, the least recently used first."""
        found = []
        for path in self.folder.glob("*.json.gz") if self.folder.is_dir() else ():
            with contextlib.suppress(FileNotFoundError):  # another run has just removed it
                status = path.stat()
                found.append(Entry(path, status.st_size, status.st_mtime))
        return tuple(sorted(found, key=lambda entry: entry.used))

    def prune(self, limit: int, *, spare_seconds: float = SPARE_SECONDS) -> int:
        """Forget the least recently used entries until the rest takes at most so many bytes.

        Args:
            limit: Bytes.
            spare_seconds: Entries used within that time stay: a run may be about to load them.

        Returns:
            How many were removed.
        """
        entries = self.entries()
        size, removed = sum(entry.size for entry in entries), 0
        for entry in entries:
            if size <= limit or time.time() - entry.used < spare_seconds:
                break
            entry.path.unlink(missing_ok=True)
            size -= entry.size
            removed += 1
        return removed

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

    def put(self, key: str, content: bytes) -> None:
        """Keep an entry; of two writers of one key the last wins, with equal content.

        Raises:
            OSError: The folder cannot be written.
        """
        # level 1: six times smaller than plain JSON already; more costs time for little
        self.put_packed(key, gzip.compress(content, compresslevel=1, mtime=0))

    def put_packed(self, key: str, content: bytes) -> None:
        """Keep an entry as another cache has it. Raises as :func:`put`."""
        self.folder.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=self.folder, prefix=".new-")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(content)
            Path(temporary).replace(self.path(key))
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
