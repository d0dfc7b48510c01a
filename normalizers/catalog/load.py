"""The catalog: what people know of the reports, read from YAML into frozen values.

A folder holds one file for each report series (``metropolis.yaml``), ``decisions.yaml`` (names of
places) and ``accepted.yaml`` (mismatches that may stand); ``catalog/README.md`` describes them.
pydantic checks what people wrote (:mod:`~crossfoot.normalizers.catalog.schema`); a mistake is one
:class:`~crossfoot.errors.UsageError` that names file and line. Inside, types are already true.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import yaml

from crossfoot import catalog as shipped
from crossfoot import wire
from crossfoot.errors import UnreadableInput, UsageError
from crossfoot.files import open_file
from crossfoot.folding import fold_words
from crossfoot.normalizers.catalog.values import Catalog, Series

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pydantic import TypeAdapter

DECISIONS_FILE = "decisions.yaml"
ACCEPTED_FILE = "accepted.yaml"

_EMPTY_LIST = re.compile(r"^(\w+):[ \t]*\[[ \t]*\][ \t]*(?=#|$)", re.MULTILINE)
"""What says that there is no entry yet: a pasted one below it is the first."""

Read = TypeVar("Read")


if TYPE_CHECKING:
    _Fastest = yaml.SafeLoader
else:
    _Fastest = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml's is ten times as fast


class _Loader(_Fastest):
    """Reads YAML but leaves dates to the schema, whose messages name the line."""

    yaml_implicit_resolvers = {  # noqa: RUF012 - PyYAML's own interface
        first: [(tag, pattern) for tag, pattern in rules if not tag.endswith(":timestamp")]
        for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def shipped_folder() -> Path:
    """Return the folder of the catalog that comes with crossfoot."""
    return Path(shipped.__file__).parent


def load_catalog(folder: Path | None = None) -> Catalog:
    """Read the catalog.

    Args:
        folder: Folder of the YAML files, ``None`` for the one that ships. Missing files are
            empty.

    Raises:
        UsageError: A file is no YAML or says something the catalog does not know: one line with
            file, line and what to write instead.
    """
    folder = folder or shipped_folder()
    if not folder.is_dir():
        raise UsageError(f"no catalog at {folder}: name its folder with --catalog")
    paths = sorted(folder.glob("*.yaml"))
    return _make_out(tuple((path, _read_text(path)) for path in paths))


def _read_text(path: Path) -> str:
    """Return what a file says.

    Raises:
        UsageError: It cannot be read, or is no UTF-8.
    """
    try:
        with open_file(path) as stream:
            return stream.read().decode("utf-8")
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror})") from error
    except UnreadableInput as error:
        raise UsageError(str(error)) from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: this is no UTF-8 text ({error}): save it as UTF-8") from error


@lru_cache(maxsize=4)
def _make_out(files: tuple[tuple[Path, str], ...]) -> Catalog:
    """Return what (path, text) of a catalog's files say; a run asks for the same several times."""
    from crossfoot.normalizers.catalog import schema

    said = {path.name: (path, text) for path, text in files}
    decisions = _read(*said.pop(DECISIONS_FILE, (Path(), "")), schema.DECISIONS)
    accepted = _read(*said.pop(ACCEPTED_FILE, (Path(), "")), schema.ACCEPTED)
    series = tuple(_read(path, text, schema.SERIES) for path, text in said.values())
    _refuse_twins([path for path, _ in said.values()], series)
    return Catalog(series, decisions.decisions, accepted.accepted)


def recognise_series(catalog: Catalog, text: str) -> str:
    """Return the series a report belongs to, "" when no one recognises it.

    Of several the one that asks for most wins: it is the most particular.

    Args:
        catalog: As loaded.
        text: Text of the report's first pages, titles, captions and headers.
    """
    folded = fold_words(text)
    fitting = [
        series
        for series in catalog.series
        if series.recognise
        and all(any(fold_words(word) in folded for word in words) for words in series.recognise)
    ]
    best = max(fitting, key=lambda series: len(series.recognise), default=None)
    return best.name if best else ""


def catalog_fingerprint(catalog: Catalog) -> str:
    """Return a fingerprint of all that may change an extraction.

    Accepted mismatches are left out: they change a verdict on the data, not the data.
    """
    return hashlib.sha256(wire.dump(replace(catalog, accepted=()))).hexdigest()[:16]


def _refuse_twins(files: Sequence[Path], series: Sequence[Series]) -> None:
    """Refuse two files of one series, or two measures of one id in a series."""
    seen: dict[str, Path] = {}
    for path, one in zip(files, series, strict=True):
        if one.name in seen:
            raise UsageError(
                f"{path}: series {one.name} is also in {seen[one.name]}: join the two files"
            )
        seen[one.name] = path
        ids = [measure.id for measure in one.measures]
        twin = next((name for name in ids if ids.count(name) > 1), None)
        if twin:
            raise UsageError(f"{path}: measure {twin} is there twice: join its names in one entry")


def _read(path: Path, text: str, schema: TypeAdapter[Read]) -> Read:
    """Read the text of one YAML file through what it may say."""
    from pydantic import ValidationError

    text = _EMPTY_LIST.sub(r"\1: ", text)
    try:
        content = yaml.load(text, _Loader) or {}  # noqa: S506 - a SafeLoader
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f":{mark.line + 1}" if mark else ""
        problem = getattr(error, "problem", None) or "it cannot be read"
        raise UsageError(
            f"{path}{line}: this is no YAML ({problem}): mend the line; "
            "entries of a list begin in one column"
        ) from error
    try:
        return schema.validate_python(content)
    except ValidationError as error:
        first = error.errors()[0]
        where = _line_of(yaml.compose(text), first["loc"])
        name = ".".join(str(part) for part in first["loc"] if isinstance(part, str)) or "file"
        raise UsageError(
            f"{path}:{where}: {name}: {first['msg']} (see README.md of the catalog)"
        ) from error


def _line_of(node: yaml.Node | None, path: Sequence[int | str]) -> int:
    """Return the line of the YAML node at a path, of its nearest parent where it is missing."""
    line = 1
    for part in path:
        if node is None:
            break
        line = node.start_mark.line + 1
        node = _child(node, part)
    return node.start_mark.line + 1 if node is not None else line


def _child(node: yaml.Node, part: int | str) -> yaml.Node | None:
    """Return the member of a mapping or sequence node, ``None`` where there is none."""
    value: Any = node.value
    if isinstance(part, int):
        return value[part] if isinstance(value, list) and part < len(value) else None
    if not isinstance(value, list):
        return None
    members: Mapping[str, yaml.Node] = {
        pair[0].value: pair[1] for pair in value if isinstance(pair, tuple)
    }
    return members.get(part)
