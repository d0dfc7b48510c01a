"""From the paths of a command line to the editions of a run."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from crossfoot.errors import CrossfootError, UsageError
from crossfoot.flows.runs.summary import Failure

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Edition:
    """A PDF to read, known by its content."""

    path: Path
    sha256: str


def find_editions(paths: Iterable[Path]) -> tuple[tuple[Edition, ...], tuple[Failure, ...]]:
    """Hash the PDFs that paths name; a folder stands for the PDFs in it, by name.

    A file given twice, or a copy of one, is read once.

    Returns:
        The editions in the order given, and the files that could not be opened.

    Raises:
        UsageError: A folder holds no PDF.
    """
    editions: dict[str, Edition] = {}
    failures: list[Failure] = []
    for path in chain.from_iterable(_expand(named) for named in paths):
        try:
            digest = hash_file(path)
        except OSError as error:
            failures.append(Failure(path.name, f"{path}: {error.strerror or error}"))
        else:
            editions.setdefault(digest, Edition(path.resolve(), digest))
    return tuple(editions.values()), tuple(failures)


def describe_failure(edition: Edition, error: BaseException) -> Failure:
    """Return the line that says why an edition could not be read."""
    details = "\n".join(getattr(error, "__notes__", ()))
    if isinstance(error, CrossfootError):
        message = str(error)
    elif isinstance(error, OSError):
        message = f"{edition.path}: {error.strerror or error}"
    else:
        message = f"{edition.path}: an error of crossfoot itself: {type(error).__name__}: {error}"
    return Failure(edition.path.name, message, details)


def hash_file(path: Path) -> str:
    """Return the sha256 of a file's bytes.

    Raises:
        OSError: It cannot be read.
    """
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def pdfs_in(folder: Path) -> tuple[Path, ...]:
    """Return the PDFs directly in a folder, by name; hidden and unfinished ones stay out."""
    return tuple(
        sorted(
            path
            for path in folder.iterdir()
            if path.suffix.lower() == ".pdf" and not path.name.startswith(".") and path.is_file()
        )
    )


def _expand(path: Path) -> tuple[Path, ...]:
    if not path.is_dir():
        return (path,)
    found = pdfs_in(path)
    if not found:
        raise UsageError(f"{path} holds no PDF: name the files, or a folder that has some")
    return found
