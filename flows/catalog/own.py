"""The catalog that people write into: theirs, never the one that is installed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from crossfoot.errors import UsageError
from crossfoot.files import write_whole
from crossfoot.flows.catalog.edit import Addition, add_entry
from crossfoot.normalizers.catalog import find_catalog, shipped_folder
from crossfoot.normalizers.catalog.find import HERE
from crossfoot.normalizers.catalog.load import read_files
from crossfoot.normalizers.catalog.reading import read_text

if TYPE_CHECKING:
    from collections.abc import Iterable


def own_catalog(named: Path | None) -> tuple[Path, bool]:
    """Return the folder to write to, and whether it was made just now.

    Where people have no catalog of their own, ``./catalog`` is made with a copy of the files that
    ship, so that all that was known before still is.

    Args:
        named: As ``--catalog`` says.

    Raises:
        UsageError: What is named is no folder, or the folder cannot be made.
    """
    folder = named or find_catalog()
    if folder is not None:
        if not folder.is_dir():
            raise UsageError(f"no folder {folder}: --catalog names the folder of the YAML files")
        return folder, False
    here = Path(HERE)
    if any(here.glob("*.yaml")):
        return here, False  # a checkout of crossfoot itself: its catalog is the one that ships
    try:
        here.mkdir(exist_ok=True)
        for path, text in read_files(shipped_folder()):
            write_whole(here / path.name, text.encode())
    except OSError as error:
        raise UsageError(f"{here}: cannot be made ({error.strerror}): see --catalog") from error
    return here, True


def put(folder: Path, additions: Iterable[Addition]) -> tuple[Path, ...]:
    """Write lines into files of a catalog; those that are not there are made.

    Returns:
        The files that were changed.

    Raises:
        UsageError: A file cannot be read or written, or a list in it cannot be added to; or
            the catalog could not be read with the lines. Then no file was changed.
    """
    texts: dict[Path, str] = {}
    for one in additions:
        path = folder / one.file
        text = texts[path] if path in texts else read_text(path) if path.exists() else ""
        try:
            texts[path] = add_entry(text, one.section, one.entry)
        except UsageError as error:
            raise UsageError(f"{path}: {error}") from error
    _refuse_mistakes(folder, texts)
    for path, text in texts.items():
        write_whole(path, text.encode())
    return tuple(texts)


def _refuse_mistakes(folder: Path, texts: dict[Path, str]) -> None:
    """Refuse to write what could not be read again.

    Raises:
        UsageError: With the first mistake.
    """
    from crossfoot.normalizers.catalog.load import mistakes_of

    files = {path.resolve(): text for path, text in read_files(folder)}
    files |= {path.resolve(): text for path, text in texts.items()}
    mistakes = mistakes_of(tuple(sorted(files.items())))
    if mistakes:
        raise UsageError(f"{mistakes[0]}; nothing was written")
