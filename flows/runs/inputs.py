"""From the paths of a command line to the editions of a run."""

from __future__ import annotations

import hashlib
import os
import stat
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes, urlsplit

from crossfoot.addresses import Address, Place, place_of
from crossfoot.errors import CrossfootError, LimitExceeded, UnreadableInput, UsageError
from crossfoot.files import explain, open_file
from crossfoot.flows.runs.fetch import list_folder
from crossfoot.flows.told.summary import Failure
from crossfoot.names import printable, shown_name
from crossfoot.settings import Limits

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

MOST_MB = Limits().memory_mb
"""Of a file: what is larger is no report, and would be hashed for minutes outside all limits."""


@dataclass(frozen=True, slots=True)
class Edition:
    """A PDF to read, known by its content.

    Attributes:
        path: Absolute; a link keeps its own name, which may tell series and year.
        sha256: "" of one behind an address, until whoever reads it has fetched it.
        copies: Further files with the same content.
    """

    path: Place
    sha256: str
    copies: tuple[Place, ...] = ()


def find_editions(paths: Iterable[Place]) -> tuple[tuple[Edition, ...], tuple[Failure, ...]]:
    """Hash the PDFs that paths name; a folder stands for the PDFs in it, by name.

    A file given twice, a copy of one or a link to one is read once. What lies behind an address
    is fetched where it is read, not here.

    Returns:
        The editions in the order given, and what could not be opened: files that are not there,
        pipes, devices, folders among the files of a folder.

    Raises:
        UsageError: A folder holds no PDF.
    """
    editions: dict[str, Edition] = {}
    failures: list[Failure] = []
    for path in chain.from_iterable(_expand(named, failures) for named in paths):
        if isinstance(path, Address):
            editions.setdefault(path.url, Edition(path, ""))
            continue
        try:
            digest = hash_file(path)
        except OSError as error:
            failures.append(Failure(shown_name(path), str(explain(path, error)), path=str(path)))
        except UnreadableInput as error:
            failures.append(Failure(shown_name(path), _refusal(path, error), path=str(path)))
        else:
            place = path.parent.resolve() / path.name
            known = editions.setdefault(digest, Edition(place, digest))
            if place not in (known.path, *known.copies):
                editions[digest] = replace(known, copies=(*known.copies, place))
    return tuple(editions.values()), tuple(failures)


def _refusal(path: Path, error: UnreadableInput) -> str:
    """Say why something is not read; of a folder that may not be listed it is not known what."""
    if path.is_dir() and not os.access(path, os.R_OK | os.X_OK, effective_ids=True):
        return printable(f"{path}: the folder may not be listed; check its permissions")
    return str(error)


def join_copies(editions: Iterable[Edition]) -> tuple[Edition, ...]:
    """Return editions that have been read, those with the content of an earlier one as its copies.

    Of files that is known before they are read, of what came from an address only then.
    """
    found: dict[str, Edition] = {}
    for edition in editions:
        known = found.setdefault(edition.sha256, edition)
        if known is not edition:
            copies = (*known.copies, edition.path, *edition.copies)
            found[edition.sha256] = replace(known, copies=copies)
    return tuple(found.values())


def copies_of(editions: Iterable[Edition]) -> tuple[tuple[str, str], ...]:
    """Return the files that need no reading, each with the one that is read."""
    return tuple(
        (printable(str(copy)), printable(str(edition.path)))
        for edition in editions
        for copy in edition.copies
    )


def describe_failure(edition: Edition, error: BaseException) -> Failure:
    """Return the line that says why an edition could not be read."""
    details = "\n".join(getattr(error, "__notes__", ()))
    path = edition.path
    if isinstance(error, CrossfootError):
        message = str(error)
    elif isinstance(error, OSError):
        message = f"{path}: {error.strerror or error}"
    else:
        message = f"{path}: an error of crossfoot itself: {type(error).__name__}: {error}"
    return Failure(shown_name(path), printable(message), details, str(path))


def hash_file(path: Path) -> str:
    """Return the sha256 of a file's bytes.

    Raises:
        UnreadableInput: It is no file.
        LimitExceeded: It is larger than what may be read.
        OSError: It cannot be read.
    """
    with open_file(path) as stream:
        if os.fstat(stream.fileno()).st_size > MOST_MB << 20:
            raise LimitExceeded(
                f"{path}: larger than the {MOST_MB} MB that reading one file may take"
            )
        return hashlib.file_digest(stream, "sha256").hexdigest()


def pdfs_in(folder: Path) -> tuple[Path, ...]:
    """Return what is called a PDF directly in a folder, by name; hidden and unfinished ones not.

    A pipe or a folder of such a name is among them: whoever reads it says so.
    """
    return tuple(
        sorted(
            path
            for path in folder.iterdir()
            if path.suffix.lower() == ".pdf" and not path.name.startswith(".")
        )
    )


def place_parameter(place: Place) -> str:
    """Return where a report lies as a parameter of the flow; see :func:`path_parameter`.

    Prefect keeps parameters: of an address they have what may be shown.
    """
    return str(place) if isinstance(place, Address) else path_parameter(place.absolute())


def parameter_places(texts: Sequence[str]) -> tuple[Place, ...]:
    """Return the places that a parameter of the flow stands for.

    Raises:
        UsageError: An address among them cannot be read.
    """
    given = _given.get()
    if [place_parameter(place) for place in given] == list(texts):
        return given
    return tuple(
        parameter_path(text) if text.startswith("file://") else place_of(text) for text in texts
    )


def told_from(places: Iterable[Place]) -> str:
    """Return what a receipt of a run says of the addresses it was given, "" where there is none."""
    shown = [str(place) for place in places if isinstance(place, Address)]
    return f" of {' '.join(shown)}" if shown else ""


@contextmanager
def given_places(places: Sequence[Place]) -> Iterator[None]:
    """Let a flow that is run in the block find the queries of its addresses, by context."""
    token = _given.set(tuple(places))
    try:
        yield
    finally:
        _given.reset(token)


_given: ContextVar[tuple[Place, ...]] = ContextVar("given", default=())


def path_parameter(path: Path) -> str:
    """Return a path as a parameter of the flow, which travels as JSON: as text or as file URI."""
    text = str(path)
    try:
        text.encode()
    except UnicodeEncodeError:  # a name in another encoding: JSON has no way to say its bytes
        return path.resolve().as_uri()
    return text


def parameter_path(text: str) -> Path:
    """Return the path that a parameter of the flow stands for."""
    if text.startswith("file://"):
        return Path(os.fsdecode(unquote_to_bytes(urlsplit(text).path)))
    return Path(text)


def _expand(path: Place, failures: list[Failure]) -> tuple[Place, ...]:
    """Return the files that a place stands for; what could not be listed becomes a failure."""
    if isinstance(path, Path):
        return _expand_folder(path)
    if not path.is_folder:
        return (path,)
    try:
        found = list_folder(path)
    except UnreadableInput as error:
        failures.append(Failure(shown_name(path), str(error), path=str(path)))
        return ()
    if not found:
        raise UsageError(f"{path} holds no PDF: name the files, or a folder that has some")
    return found


def _expand_folder(path: Path) -> tuple[Path, ...]:
    try:
        if not stat.S_ISDIR(path.stat().st_mode):
            return (path,)
        found = pdfs_in(path)
    except OSError:
        return (path,)  # what is the matter is said when it is opened
    if not found and path.suffix.lower() == ".pdf":
        return (path,)  # a slip among files, which must not stop the others
    if not found:
        raise UsageError(f"{path} holds no PDF: name the files, or a folder that has some")
    return found
