"""The catalog: what people know of the reports, read from YAML into frozen values.

A folder holds one file for each report series (``metropolis.yaml``), ``decisions.yaml`` (names of
places) and ``accepted.yaml`` (mismatches that may stand); ``catalog/README.md`` describes them.
pydantic checks what people wrote; a mistake is one :class:`~crossfoot.errors.UsageError` that
names file and line. Inside, types are already true.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import yaml

from crossfoot import catalog as shipped
from crossfoot import wire
from crossfoot.errors import UnreadableInput, UsageError
from crossfoot.files import open_file
from crossfoot.model import AcceptedMismatch, Decision, Language, Recipe, Rule
from crossfoot.vocabulary.folding import fold_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pydantic import BaseModel

    from crossfoot.normalizers import catalog_schema as schema

MeasureKind = Literal["count", "amount", "share", "flag", "year", "mark", "rate"]
Aggregate = Literal["sum", "count", "mean", "none"]

DECISIONS_FILE = "decisions.yaml"
ACCEPTED_FILE = "accepted.yaml"

_EMPTY_LIST = re.compile(r"^(\w+):[ \t]*\[[ \t]*\][ \t]*(?=#|$)", re.MULTILINE)
"""What says that there is no entry yet: a pasted one below it is the first."""

Model = TypeVar("Model", bound="BaseModel")


class _Loader(yaml.SafeLoader):
    """Reads YAML but leaves dates to the schema, whose messages name the line."""

    yaml_implicit_resolvers = {  # noqa: RUF012 - PyYAML's own interface
        first: [(tag, pattern) for tag, pattern in rules if not tag.endswith(":timestamp")]
        for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


@dataclass(frozen=True, slots=True)
class Measure:
    """Something a report series counts or measures, whatever its column is called.

    Attributes:
        id: "learning_activities".
        kind: What its cells hold.
        unit: Unit of its numbers where none is printed, "" for none.
        aggregate: What its total row states.
        names: (language, header) pairs, the first of a language is the one to show.
        description: One sentence.
    """

    id: str
    kind: MeasureKind
    unit: str
    aggregate: Aggregate
    names: tuple[tuple[Language, str], ...]
    description: str = ""

    def name(self, language: Language) -> str:
        """Return the header in a language, the first of any where there is none."""
        return dict(reversed(self.names)).get(language, self.names[0][1])


@dataclass(frozen=True, slots=True)
class NamedFigure:
    """A key figure that a series prints every year.

    Attributes:
        id: "learning_members".
        names: (language, label as printed) pairs.
    """

    id: str
    names: tuple[tuple[Language, str], ...]


@dataclass(frozen=True, slots=True)
class Term:
    """A number that a document lets one work out; exactly one of three things.

    Attributes:
        figures: Ids of key figures to add.
        measure: Id of the measure whose total counts: what the line that counts states, what the
            line that adds states, or how many lines are filled.
        rows: Pattern on caption or section of the table whose lines are counted.
    """

    figures: tuple[str, ...] = ()
    measure: str = ""
    total: Literal["count", "sum", "filled"] = "sum"
    rows: str = ""


@dataclass(frozen=True, slots=True)
class Tie:
    """Figures whose sum equals a number of the same document, or its share of another in %."""

    figures: tuple[str, ...]
    equals: Term
    share_of: Term | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """A report series.

    Attributes:
        name: "metropolis".
        title: For people.
        recognise: A report belongs to the series when for each entry one of its spellings occurs.
        measures: What its tables hold.
        rules: What it claims, or does not claim, of its totals.
        recipes: How some of its tables are to be read.
        figures: Key figures it prints every year.
        ties: How its figures and tables hang together.
    """

    name: str
    title: str
    recognise: tuple[tuple[str, ...], ...]
    measures: tuple[Measure, ...] = ()
    rules: tuple[Rule, ...] = ()
    recipes: tuple[Recipe, ...] = ()
    figures: tuple[NamedFigure, ...] = ()
    ties: tuple[Tie, ...] = ()


@dataclass(frozen=True, slots=True)
class Catalog:
    """All the catalog's files.

    Attributes:
        decisions: What names stand for, in the order of the file.
        accepted: Mismatches that may stand.
    """

    series: tuple[Series, ...] = ()
    decisions: tuple[Decision, ...] = ()
    accepted: tuple[AcceptedMismatch, ...] = ()

    def find_series(self, name: str) -> Series | None:
        """Return a series by name, ``None`` when the catalog has none of that name."""
        return next((series for series in self.series if series.name == name), None)


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
    from crossfoot.normalizers import catalog_schema as schema

    said = {path.name: (path, text) for path, text in files}
    decisions = _read(*said.pop(DECISIONS_FILE, (Path(), "")), schema.DecisionsFile).decisions
    accepted = _read(*said.pop(ACCEPTED_FILE, (Path(), "")), schema.AcceptedFile).accepted
    series = tuple(_series(_read(path, text, schema.SeriesFile)) for path, text in said.values())
    _refuse_twins([path for path, _ in said.values()], series)
    return Catalog(
        series=series,
        decisions=tuple(Decision(**entry.fields()) for entry in decisions),
        accepted=tuple(AcceptedMismatch(**entry.fields()) for entry in accepted),
    )


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


def _series(file: schema.SeriesFile) -> Series:
    return Series(
        name=file.series,
        title=file.title,
        recognise=tuple((one,) if isinstance(one, str) else tuple(one) for one in file.recognise),
        measures=tuple(_measure(entry) for entry in file.measures),
        rules=tuple(Rule(**entry.fields()) for entry in file.rules),
        recipes=tuple(Recipe(**entry.fields()) for entry in file.recipes),
        figures=tuple(NamedFigure(entry.id, _names(entry.names)) for entry in file.figures),
        ties=tuple(_tie(entry) for entry in file.ties),
    )


def _tie(entry: schema.TieEntry) -> Tie:
    share_of = _term(entry.share_of) if entry.share_of else None
    return Tie(tuple(entry.figures), _term(entry.equals), share_of)


def _term(entry: schema.TermEntry) -> Term:
    return Term(tuple(entry.figures), entry.measure or "", entry.total, entry.rows)


def _names(
    names: Mapping[Language, str | list[str]],
) -> tuple[tuple[Language, str], ...]:
    """Return (language, spelling) pairs in the order of the file."""
    return tuple(
        (language, spelling)
        for language, spellings in names.items()
        for spelling in ([spellings] if isinstance(spellings, str) else spellings)
    )


def _measure(entry: schema.MeasureEntry) -> Measure:
    names = _names(entry.names)
    return Measure(entry.id, entry.kind, entry.unit, entry.aggregate, names, entry.description)


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


def _read(path: Path, text: str, model: type[Model]) -> Model:
    """Read the text of one YAML file through its pydantic model."""
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
        return model.model_validate(content)
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
