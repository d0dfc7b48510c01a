"""What ARCHITECTURE.md says must stay true, as far as it can be read from the code."""

from __future__ import annotations

import ast
import dataclasses
import importlib
import re
import types
import typing
from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageDraw

import crossfoot.model
from crossfoot import errors
from crossfoot.extractors.document import Reading, read_document
from crossfoot.extractors.pdf import calls, drawings, glyphs, reader
from crossfoot.extractors.scans.tesseract import is_installed
from crossfoot.flows.runs.fingerprint import mark_incomplete
from crossfoot.model import INCOMPLETE_MARK
from crossfoot.normalizers.catalog import Catalog
from crossfoot.settings import Limits, Settings
from tests.house.test_imports import ROOT, SOURCES, imported

NAMES = {str(path.relative_to(ROOT)): path for path in SOURCES}


def importers(*libraries: str) -> set[str]:
    """Return the source files that import one of some packages."""
    return {
        name
        for name, path in NAMES.items()
        if any(found.split(".")[0] in libraries for _, found in imported(path))
    }


# ------------------------------------------------------------------------------- files


def test_only_the_reader_opens_a_pdf_and_the_engines_for_a_second_opinion() -> None:
    """PDFium is at home in `extractors.pdf`; pdfplumber and camelot open files in `choice`."""
    opening = {name for name, path in NAMES.items() if "PdfDocument(" in path.read_text("utf-8")}

    assert {str(Path(name).parent) for name in importers("pypdfium2")} == {"extractors/pdf"}
    assert {str(Path(name).parent) for name in importers("pdfplumber", "camelot")} == {
        "extractors/choice"
    }
    assert {str(Path(name).parent) for name in opening} == {"extractors/pdf"}
    assert len(opening) == 1


def test_before_db_only_the_gazetteer_is_a_database() -> None:
    """Looking cities up reads a file that ships; no stage before `db` sees the dataset."""
    early = ("crossfoot/", "catalog/", "extractors/", "normalizers/", "reconcilers/")
    found = {name for name in importers("sqlite3", "sqlite_utils") if name.startswith(early)}
    lookup = NAMES["normalizers/places/gazetteer.py"].read_text("utf-8")

    assert found == {
        "normalizers/places/gazetteer.py",
        "normalizers/places/gazetteer_build.py",
        "normalizers/places/gazetteer_small.py",
    }
    assert re.findall(r"sqlite3\.connect\(\s*(.+)", lookup) == [
        'f"file:{path}?mode=ro&immutable=1", uri=True, check_same_thread=False'
    ]


def test_extraction_has_no_chance_and_one_clock() -> None:
    """Equal files give equal bytes: nothing is random, and time only says which scans to leave."""
    stages = ("extractors/", "normalizers/", "reconcilers/", "flows/runs/steps.py")
    build = "normalizers/places/gazetteer_build.py"

    def inside(*libraries: str) -> set[str]:
        return {name for name in importers(*libraries) if name.startswith(stages)} - {build}

    assert inside("random", "uuid", "secrets") == set()
    assert inside("time") == {"extractors/document.py"}
    clocks = re.compile(r"\b(?:date|datetime)\.(?:now|today|utcnow)\b")
    assert [
        name for name, path in NAMES.items()
        if name.startswith(stages) and name != build and clocks.search(path.read_text("utf-8"))
    ] == []  # fmt: skip


def test_the_clock_decides_what_is_left_out_and_a_name_says_so(tmp_path: Path) -> None:
    """A scan with no time left is a finding, and the reading goes by a name of its own."""
    path = tmp_path / "scan.pdf"
    image = Image.new("RGB", (600, 800), "white")
    ImageDraw.Draw(image).rectangle((100, 100, 500, 700), outline="black", width=3)
    image.save(path)
    if not is_installed():
        pytest.skip("no tesseract")
    no_time = Settings(limits=Limits(seconds=-1.0, page_seconds=0.0))

    late = read_document(path, no_time)

    assert [finding.code for finding in late.findings] == ["ocr_time"]
    assert mark_incomplete("p", late.findings).startswith(f"p{INCOMPLETE_MARK}")
    assert mark_incomplete("p", read_document(path, Settings()).findings) == "p"


# ------------------------------------------------------------------------------ values


def dataclass_flags(path: Path) -> Iterator[tuple[str, bool]]:
    """Yield name and frozenness of each dataclass of a source file."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        for decorator in node.decorator_list if isinstance(node, ast.ClassDef) else ():
            call = decorator if isinstance(decorator, ast.Call) else None
            target = call.func if call else decorator
            if isinstance(target, ast.Name) and target.id == "dataclass":
                flags = {k.arg: ast.literal_eval(k.value) for k in call.keywords} if call else {}
                yield typing.cast("ast.ClassDef", node).name, bool(flags.get("frozen"))


def test_what_travels_between_all_stages_is_frozen() -> None:
    """Every dataclass beside the stages is frozen."""
    found = [
        (name, *flag)
        for name, path in NAMES.items()
        if name.startswith("crossfoot/")
        for flag in dataclass_flags(path)
    ]

    assert len(found) > 30
    assert [one for one in found if not one[-1]] == []


def parts_of(kind: object, seen: set[object]) -> None:
    """Gather the classes that a value of some type is made of."""
    if kind in seen:
        return
    seen.add(kind)
    for inner in typing.get_args(kind):
        parts_of(inner, seen)
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        names = {field.name for field in dataclasses.fields(kind)}
        for name, hint in typing.get_type_hints(kind).items():
            if name in names:
                parts_of(hint, seen)


@pytest.mark.parametrize("kind", [Reading, crossfoot.model.Extraction, Catalog, Settings])
def test_what_a_stage_takes_and_gives_is_frozen_to_its_leaves(kind: type) -> None:
    """A reading, an extraction, a catalog: frozen dataclasses and tuples all the way down."""
    seen: set[object] = set()
    parts_of(kind, seen)
    classes = {one for one in seen if isinstance(one, type) and dataclasses.is_dataclass(one)}
    loose = {
        typing.get_origin(one) or one
        for one in seen
        if (typing.get_origin(one) or one) in (list, dict, set, bytearray)
    }

    assert kind in classes
    assert {one for one in classes if not one.__dataclass_params__.frozen} == set()  # type: ignore[attr-defined]
    assert loose == set()


# ------------------------------------------------------------------------------- errors


def drawn_tree(text: str) -> dict[str, str]:
    """Read a tree drawn with box-drawing signs: each name with the name above it."""
    above: dict[str, str] = {}
    path: list[tuple[int, str]] = []
    for line in text.splitlines():
        found = re.match(r"^    ((?:│   |    )*(?:[├└]── )?)([A-Z]\w+)  ", line)
        if found:
            depth = len(found[1]) // 4
            path = [*path[:depth], (depth, found[2])]
            above[found[2]] = path[-2][1] if depth else "Exception"
    return above


def test_the_errors_are_the_tree_that_is_drawn() -> None:
    """The docstring of `crossfoot.errors` names each class under its base, with its exit code."""
    doc = errors.__doc__ or ""
    classes = {
        name: one
        for name, one in vars(errors).items()
        if isinstance(one, type) and issubclass(one, errors.CrossfootError)
    }
    codes = {
        name: int(code)
        for name, code in re.findall(r"── ([A-Z]\w+)  .*\(exit (\d)\)", doc)
    }  # fmt: skip

    assert drawn_tree(doc) == {name: cls.__mro__[1].__name__ for name, cls in classes.items()}
    assert codes == {name: classes[name].exit_code for name in codes}
    assert len(codes) == 5


@pytest.mark.parametrize("name", [n for n in NAMES if n != "crossfoot/errors.py"])
def test_no_other_module_makes_errors_for_people(name: str) -> None:
    """All subclasses of `CrossfootError` are in one place."""
    bases = {
        base.id
        for node in ast.walk(ast.parse(NAMES[name].read_text("utf-8")))
        if isinstance(node, ast.ClassDef)
        for base in node.bases
        if isinstance(base, ast.Name)
    }

    assert not bases & {n for n, c in vars(errors).items() if isinstance(c, type)}


# ------------------------------------------------------------------------------- PDFium


class Watched:
    """A library, or a part of one, whose functions look at the lock when they are called."""

    def __init__(self, library: types.ModuleType, seen: dict[str, bool]) -> None:
        self._library, self._seen = library, seen

    def __getattr__(self, name: str) -> object:
        found = getattr(self._library, name)
        if isinstance(found, type) or not callable(found):
            return found
        return watched(name, found, self._seen)


def watched(name: str, function: Callable[..., object], seen: dict[str, bool]) -> object:
    """Return a function that notes whether the lock was held each time it was called."""

    def call(*args: object, **kwargs: object) -> object:
        held = reader.PDFIUM_LOCK._is_owned()  # type: ignore[attr-defined]
        seen[name] = seen.get(name, True) and held
        return function(*args, **kwargs)

    return call


def test_every_call_into_pdfium_holds_the_lock(
    samples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Opening, reading, drawing and closing: the real library, watched where we call it."""
    seen: dict[str, bool] = {}
    for module in (reader, drawings, glyphs):
        for name in [n for n, value in vars(module).items() if value is pypdfium2.raw]:
            monkeypatch.setattr(module, name, Watched(pypdfium2.raw, seen))
    bound = [name for name, value in vars(calls).items() if is_foreign(value)]
    for name in bound:
        function = watched(name, getattr(calls, name), seen)
        for module in (calls, reader, drawings, glyphs):
            if name in vars(module):
                monkeypatch.setattr(module, name, function)
    for sample in sorted(samples.glob("*.pdf")):
        with reader.open_document(sample) as document:
            document.page(1)
            document.page_size(1)
            document.render(1, dpi=20)

    assert len(bound) > 20
    assert {"FPDF_LoadPage", "FPDF_RenderPageBitmap", "get_object", "get_type"} <= set(seen)
    assert [name for name, held in seen.items() if not held] == []


def is_foreign(value: object) -> bool:
    """Whether a value is a function of a C library."""
    return any(cls.__name__ in ("_CFuncPtr", "CFuncPtr") for cls in type(value).__mro__)


# ------------------------------------------------------------------------------ dataset

MAY_UPDATE = {
    ("version_extractions", "to_version"),  # a newer version no longer holds it
    ("runs", "version"),  # the run comes before the version that it makes
    ("reports", "publication_id"),  # a language edition turned up
    ("withdrawals", "lifted_at"),  # a person loads the file again
    *(("measures", c) for c in ("is_known", "name_fr", "name_en", "name_es", "unit")),
    ("measures", "description"),  # the catalog names a measure that had no name
}
"""Columns that are no value of a report; everything else is written once."""


PURGES = "db/purge.py"
"""The one module that removes rows, when a person says so."""


def statements() -> Iterator[str]:
    """Yield each string of the code and each SQL file that may hold a statement."""
    for path in SOURCES:
        if str(path.relative_to(ROOT)) == PURGES:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value
    for path in sorted((ROOT / "db").rglob("*.sql")):
        yield path.read_text("utf-8")


def test_loaded_rows_are_never_updated_or_deleted() -> None:
    """No statement changes a value of a report: updates are listed, only derived rows leave."""
    texts = list(statements())
    updates = {
        (table, column)
        for text in texts
        for table, columns in re.findall(r"\bUPDATE (\w+) SET (.*?)(?: WHERE\b|$)", text, re.S)
        for column in re.findall(r"(\w+) = \?|(\w+) = \d", columns)
        for column in column
        if column
    }
    gone = [
        text
        for text in texts
        if re.search(r"\b(?:DELETE FROM|REPLACE INTO|INSERT OR REPLACE|ON CONFLICT)\b", text)
        and not re.match(r"DELETE FROM (?:now_\w+|)(?: WHERE|$)", text)  # "": names of `now.TABLES`
    ]

    assert updates == MAY_UPDATE
    assert gone == []


def test_rows_are_written_by_statements_alone() -> None:
    """The dataset library's own ways to change rows are not used."""
    changing = re.compile(r"\.(?:upsert|upsert_all|delete|delete_where|transform)\(|replace=True")
    found = [
        name
        for name, path in NAMES.items()
        if name.startswith(("db/", "browse/", "flows/"))
        and changing.search(path.read_text("utf-8"))
    ]

    assert found == []


# ----------------------------------------------------------------------------- entrypoints


def test_the_deployment_names_a_flow_that_is_there() -> None:
    """`prefect deploy` imports what prefect.yaml names, and its parameters are the flow's."""
    import inspect

    import yaml

    settings = yaml.safe_load((ROOT / "prefect.yaml").read_text("utf-8"))
    for deployment in settings["deployments"]:
        module, _, name = deployment["entrypoint"].rpartition(".")
        flow = getattr(importlib.import_module(module), name)

        assert type(flow).__name__ == "Flow"
        assert set(deployment["parameters"]) <= set(inspect.signature(flow.fn).parameters)
