"""Imports point one way, and light commands stay light."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ORDER = ("crossfoot", "extractors", "normalizers", "reconcilers", "db", "flows")
ALLOWED = {
    # the catalog is data: whoever comes after the extractors may ask where its files are
    **{name: {*ORDER[: i + 1], *(["catalog"] * (i > 1))} for i, name in enumerate(ORDER)},
    "flows": {*ORDER, "browse", "catalog"},
    "browse": {"crossfoot", "extractors", "db", "browse", "catalog"},
    "catalog": {"catalog"},
}
OURS = set(ALLOWED)
HEAVY = {"prefect", "pandas", "camelot", "datasette", "pdfplumber", "dask", "openpyxl"}
SOURCES = sorted(p for name in ALLOWED for p in (ROOT / name).rglob("*.py"))


def imported(path: Path) -> Iterator[tuple[int, str]]:
    """Yield line number and top-level name of every import in a file, nested ones too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name.split(".")[0]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.lineno, node.module.split(".")[0]


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_point_one_way(path: Path) -> None:
    """A stage imports itself and the stages before it, nothing after."""
    stage = path.relative_to(ROOT).parts[0]
    wrong = [
        f"{path.relative_to(ROOT)}:{line} imports {name}"
        for line, name in imported(path)
        if name in OURS and name not in ALLOWED[stage]
    ]

    assert not wrong


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_only_flows_know_prefect_and_only_db_and_browse_know_sqlite(path: Path) -> None:
    """The stages run without Prefect, and extraction never opens a database or a socket."""
    stage = path.relative_to(ROOT).parts[0]
    banned = set()
    if stage not in ("flows",):
        banned |= {"prefect", "prefect_dask"}
    if stage in ("extractors", "reconcilers", "crossfoot"):
        banned |= {"sqlite3", "sqlite_utils", "socket", "urllib", "http"}
    wrong = [f"{path.name}:{line} {name}" for line, name in imported(path) if name in banned]

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
