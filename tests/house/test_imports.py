"""Imports point one way, between folders and inside them, and light commands stay light."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
STAGES = (
    "crossfoot",
    "catalog",
    "extractors",
    "normalizers",
    "reconcilers",
    "db",
    "browse",
    "flows",
)
LINKED = STAGES[1:]  # folders that `crossfoot/` links to, so that all is one package

MAY_IMPORT = {
    "crossfoot": "",
    "crossfoot/vocabulary": "",
    "catalog": "",
    "extractors/pdf": "",
    "extractors/kinds": "",
    "extractors/text": "extractors/kinds",
    "extractors/charts": "extractors/kinds extractors/text",
    "extractors/poses": "extractors/charts",
    "extractors/ledger": "extractors/charts extractors/poses",
    "extractors/images": "extractors/pdf extractors/poses",
    "extractors/scans": "extractors/pdf extractors/poses",
    "extractors/tokens": "extractors/kinds",
    "extractors/tables": "extractors/kinds extractors/tokens",
    "extractors/mending": "extractors/kinds extractors/tokens extractors/tables",
    "extractors/weighing": "extractors/kinds extractors/tokens extractors/tables "
    "extractors/mending",
    "extractors/choice": "extractors/pdf extractors/kinds extractors/text extractors/charts "
    "extractors/poses extractors/tokens extractors/tables extractors/mending "
    "extractors/weighing",
    "extractors/joining": "extractors/kinds extractors/tokens extractors/tables extractors/choice",
    "extractors/document": "extractors",
    "extractors/explain": "extractors",
    "normalizers/numbers": "",
    "normalizers/places": "",
    "normalizers/words": "normalizers/numbers",
    "normalizers/catalog": "catalog",
    "normalizers/tables": "normalizers/numbers normalizers/words normalizers/catalog",
    "normalizers/meaning": "normalizers/numbers normalizers/words normalizers/catalog "
    "normalizers/tables normalizers/places",
    "normalizers/figures": "extractors/charts extractors/images normalizers/numbers "
    "normalizers/words",
    "reconcilers/printed": "normalizers/numbers normalizers/words",
    "reconcilers/equations": "normalizers/words reconcilers/printed",
    "reconcilers/tables": "normalizers/numbers normalizers/words reconcilers/printed "
    "reconcilers/equations reconcilers/telling",
    "reconcilers/documents": "normalizers/numbers normalizers/words normalizers/catalog "
    "normalizers/figures reconcilers/printed reconcilers/telling",
    "reconcilers/telling": "",
    "reconcilers/coverage": "",
    "reconcilers/totals": "",
    "reconcilers/whole": "reconcilers/telling",
    "reconcilers/gaps": "",
    "reconcilers/ledger": "",
    "reconcilers/scans": "reconcilers/printed",
    "db/stored": "normalizers/figures",
    "db/identity": "db/stored",
    "db/now": "",
    "db/file": "db/identity db/now",
    "db/descriptions": "",
    "db/describe": "db/descriptions",
    "db/receipt": "",
    "db/writer": "db/stored db/file",
    "db/withdrawn": "",
    "db/causes": "",
    "db/shelves": "db/file",
    "db/purge": "db/file db/now",
    "db/repair": "db/identity db/file db/purge db/registry db/separate db/versions db/writer",
    "db/versions": "db/file db/now db/withdrawn",
    "db/pairing": "db/stored",
    "db/registry": "db/identity db/writer",
    "db/separate": "db/identity db/registry db/versions",
    "db/diff": "db/stored db/identity db/file db/pairing db/versions",
    "db/licences": "db/identity db/file db/versions db/writer",
    "db/package": "db/describe db/descriptions db/file db/licences",
    "db/export": "db/file db/versions db/now db/package db/withdrawn",
    "db/load": "db/stored db/identity db/file db/receipt db/writer db/versions db/registry "
    "db/separate db/withdrawn db/licences",
    "browse": "extractors/pdf db",
    "flows/words": "",
    "flows/gate": "normalizers db flows/words",
    "flows/told": "normalizers db browse flows/gate flows/words",
    "flows/runs": "extractors normalizers reconcilers db flows/gate flows/told flows/words",
    "flows/catalog": "normalizers db flows/gate flows/runs flows/told flows/words flows/cli",
    "flows/keeping": "db browse flows/runs flows/told flows/words flows/cli",
    "flows/serving": "flows/runs flows/words flows/cli",
    "flows/cli": "extractors normalizers reconcilers db browse flows/gate flows/runs flows/told "
    "flows/words flows/start",
    "flows/start": "normalizers db flows/gate flows/runs flows/told flows/words",
}
"""What each room may import beside itself and `crossfoot`: rooms, or a folder with all its rooms.

`crossfoot` stands for the values that travel and for the vocabulary, which import no one.

A room is a sub-package, or a module that stands beside sub-packages.
"""

HEAVY = {"prefect", "pandas", "camelot", "datasette", "pdfplumber", "dask", "openpyxl"}


def room_of(path: Path) -> str:
    """Return the room that a source file stands in."""
    parts = path.relative_to(ROOT).parts
    if parts[0] == "crossfoot":
        return "/".join(parts[:2]) if "/".join(parts[:2]) in MAY_IMPORT else "crossfoot"
    if any(room.startswith(f"{parts[0]}/") for room in MAY_IMPORT):
        return "/".join((parts[0], parts[1].removesuffix(".py")))
    return parts[0]


def sources() -> list[Path]:
    """Every source file once, under its own folder; `__init__` of folders with rooms left out."""
    found = []
    for stage in STAGES:
        for path in sorted((ROOT / stage).rglob("*.py")):
            parts = path.relative_to(ROOT).parts
            if stage == "crossfoot" and parts[1] in LINKED:
                continue
            if parts[1:] == ("__init__.py",) and stage != "crossfoot":
                continue
            found.append(path)
    return found


SOURCES = sources()


@cache
def module_of(path: Path) -> str:
    """Return the dotted name under which a source file is imported."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    name = ".".join(parts if parts[0] == "crossfoot" else ("crossfoot", *parts))
    return name.removesuffix(".__init__")


MODULES = {module_of(path): path for path in SOURCES}


def imported(path: Path) -> Iterator[tuple[int, str]]:
    """Yield line and dotted name of every import in a file, nested ones too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                name = inner if inner in MODULES else node.module
                yield node.lineno, name


def is_allowed(room: str, other: str) -> bool:
    """Whether a room may import another one."""
    named = MAY_IMPORT[room].split()
    shared = ("crossfoot", "crossfoot/vocabulary") if room != "crossfoot" else ()
    return other in (*shared, room, *named) or other.split("/")[0] in named


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_point_one_way(path: Path) -> None:
    """A room imports itself, `crossfoot` and the rooms the table names, nothing else."""
    wrong = [
        f"{path.relative_to(ROOT)}:{line} imports {name}"
        for line, name in imported(path)
        if name in MODULES and not is_allowed(room_of(path), room_of(MODULES[name]))
    ]

    assert not wrong


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_everything_of_ours_is_imported_from_one_package(path: Path) -> None:
    """`flows`, `db` and the like are names that a user's own folders may have."""
    wrong = [
        f"{path.relative_to(ROOT)}:{line} imports {name}"
        for line, name in imported(path)
        if name.split(".")[0] in LINKED
    ]

    assert not wrong


def test_the_table_has_no_circle() -> None:
    """The rooms can be put in an order in which every import points back."""
    graph = {
        room: {other for other in MAY_IMPORT if other != room and is_allowed(room, other)}
        for room in MAY_IMPORT
        if room not in ("extractors/document", "extractors/explain")  # they may import all rooms
    }

    TopologicalSorter(graph).prepare()  # raises CycleError with the circle


def test_modules_import_each_other_without_a_circle() -> None:
    """No module needs, to be imported, one that needs it; nested imports count too."""
    graph = {
        module_of(path): {
            name for _, name in imported(path) if name in MODULES and name != module_of(path)
        }
        for path in SOURCES
    }

    TopologicalSorter(graph).prepare()  # raises CycleError with the circle


@pytest.mark.parametrize("stage", LINKED)
def test_each_folder_is_linked_into_the_package(stage: str) -> None:
    """`crossfoot/flows` is the folder `flows`, so that `crossfoot.flows` is what is imported."""
    link = ROOT / "crossfoot" / stage

    assert link.is_symlink()
    assert link.readlink() == Path("..", stage)


@pytest.mark.parametrize("room", [room for room in MAY_IMPORT if (ROOT / room).is_dir()])
def test_each_package_says_its_question_and_what_it_may_import(room: str) -> None:
    """Two lines at the top of each package: what it answers, and the row of the table above."""
    text = ast.get_docstring(ast.parse((ROOT / room / "__init__.py").read_text(encoding="utf-8")))
    question, _, rule = (text or "").partition("\n\n")
    names = ["crossfoot"] if room != "crossfoot" else []
    names += [name.replace("/", ".") for name in MAY_IMPORT[room].split()]

    assert question.endswith("?")
    assert " ".join(rule.split()) == f"May import: {', '.join(names) or 'nothing of ours'}."


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_only_flows_know_prefect_and_only_db_and_browse_know_sqlite(path: Path) -> None:
    """The stages run without Prefect, and extraction never opens a database or a socket."""
    stage = path.relative_to(ROOT).parts[0]
    banned = set()
    if stage not in ("flows",):
        banned |= {"prefect", "prefect_dask"}
    if stage in ("extractors", "reconcilers", "crossfoot"):
        banned |= {"sqlite3", "sqlite_utils", "socket", "urllib", "http"}
    found = ((line, name.split(".")[0]) for line, name in imported(path))
    wrong = [f"{path.name}:{line} {name}" for line, name in found if name in banned]

    assert not wrong


@pytest.mark.parametrize(
    "module",
    [
        "crossfoot.flows.cli.main",
        "crossfoot.normalizers.places.cities",
        "crossfoot.flows.runs.pipeline",
    ],
)
def test_light_modules_import_nothing_heavy(module: str) -> None:
    """`--help`, `match` and `extract` start without Prefect, pandas, camelot or Datasette."""
    code = f"import {module}, sys; print(*sorted(set(sys.modules) & {HEAVY!r}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.split() == []
