"""Reports behind addresses in a run: fetched where they are read, and kept until they are loaded.

On this machine a report is fetched once, into a folder of the run beside the cache. A worker of a
cluster fetches it into a folder of its own and sends back what it read; the dataset keeps the PDF,
so the one process that loads fetches it too, and holds it against the hash of what was read.
"""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from crossfoot.addresses import Address
from crossfoot.errors import UnreadableInput
from crossfoot.flows.runs import stages
from crossfoot.flows.runs.cache import Cache, default_folder
from crossfoot.flows.runs.fetch import fetch
from crossfoot.flows.runs.inputs import Edition, copies_of, describe_failure, hash_file, join_copies
from crossfoot.flows.runs.stages import Got
from crossfoot.flows.told.summary import Failure
from crossfoot.names import shown_name
from crossfoot.pools import shared_pool
from crossfoot.worker import ignore_progress

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crossfoot.settings import Settings
    from crossfoot.worker import Progress

FETCHED_AT_A_TIME = 8  # threads that wait for a network


def spooled(address: Address, cache: Cache) -> Path:
    """Return where a run keeps what it fetched from an address."""
    return cache.spool / hashlib.sha256(address.url.encode()).hexdigest()[:16] / address.name


def read_here(
    edition: Edition, settings: Settings, cache: Cache, *, refresh: bool, on_progress: Progress
) -> Got:
    """Read an edition in a kept process of this machine. Raises as :func:`stages.read`."""
    pool, path = shared_pool(settings.limits), edition.path
    if isinstance(path, Address):
        target = spooled(path, cache)
        arguments = (target, path, settings, cache)
        return pool.run(stages.read_behind, *arguments, refresh=refresh, on_progress=on_progress)
    arguments_of_file = (path, edition.sha256, settings, cache)
    key = pool.run(stages.read, *arguments_of_file, on_progress=on_progress)
    return Got(key, edition.sha256)


def read_there(edition: Edition, settings: Settings, cache: Cache, *, refresh: bool) -> Got:
    """Read an edition in a process of this Dask worker, whose threads share the pool.

    Of what lies behind an address, the worker has its own cache, and the result holds what was
    read: the machine that loads need not see that cache.
    """
    path = edition.path
    if not isinstance(path, Address):
        return read_here(edition, settings, cache, refresh=refresh, on_progress=ignore_progress)
    own = Cache(default_folder(), cache.run)
    with TemporaryDirectory(prefix="crossfoot-") as folder:
        got: Got = shared_pool(settings.limits).run(
            *(stages.read_behind, Path(folder) / path.name, path, settings, own),
            refresh=refresh,
            on_progress=ignore_progress,
        )
    return replace(got, content=own.packed(got.key))


def arrived(got: Got, cache: Cache) -> Got:
    """Put what a worker sent back into the cache of the machine that loads."""
    if got.content and got.key not in cache:
        cache.put_packed(got.key, got.content)
    return replace(got, content=b"")


def settle(
    wanted: Sequence[Edition],
    read: Sequence[tuple[Edition, Got]],
    settings: Settings,
    cache: Cache,
) -> tuple[list[str], dict[str, Path], tuple[Failure, ...], tuple[tuple[str, str], ...]]:
    """Return what is to be loaded of a run: its extractions, each once, and their PDFs.

    Args:
        wanted: Editions of the run, read or not.

    Returns:
        Keys of the extractions, PDF of each edition by its sha256, the reports that another
        content lies behind by now, or nothing, and the files that are copies of others.
    """
    keys = {got.sha256: got.key for _, got in reversed(read)}
    editions = join_copies(replace(edition, sha256=got.sha256) for edition, got in read)
    were_read = {edition for edition, _ in read}
    unread = (edition for edition in wanted if edition not in were_read)
    find = partial(_file_of, settings=settings, cache=cache)
    with ThreadPoolExecutor(FETCHED_AT_A_TIME) as threads:
        found = list(zip(editions, threads.map(find, editions), strict=True))
    kept = {edition: path for edition, path in found if isinstance(path, Path)}
    return (
        [keys[edition.sha256] for edition in kept],
        {edition.sha256: path for edition, path in kept.items()},
        tuple(one for _, one in found if isinstance(one, Failure)),
        copies_of((*editions, *unread)),
    )


def _file_of(edition: Edition, settings: Settings, cache: Cache) -> Path | Failure:
    """Return the PDF of an edition for the dataset; what a worker read is fetched here too."""
    path = edition.path
    if isinstance(path, Path):
        return path
    target = spooled(path, cache)
    try:
        if not target.is_file():
            most_mb = settings.limits.memory_mb
            shared_pool(settings.limits).run(fetch_again, target, path, most_mb)
        if hash_file(target) == edition.sha256:
            return target
    except (OSError, UnreadableInput) as error:
        return describe_failure(edition, error)
    changed = UnreadableInput(f"{shown_name(path)} changed while it was read: run again")
    return describe_failure(edition, changed)


def fetch_again(target: Path, address: Address, most_mb: int) -> Path:
    """Fetch what a worker has read, for the dataset to keep."""
    return fetch(address, target, most_mb)
