"""Languages are files of the vocabulary: code names none."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
STAGES = ("crossfoot", "extractors", "normalizers", "reconcilers", "db", "flows", "browse")
CODES = frozenset({"fr", "en", "es"})

OUR_OWN_SENTENCES = {
    "reconcilers/tables/phrases.py",
    "reconcilers/documents/sentences.py",
    "reconcilers/scans.py",
    "reconcilers/telling.py",
    "browse/wording.py",
    "browse/views.py",
    "crossfoot/model/checks.py",
    "flows/runs/summary.py",
}
"""Explanations are written in three languages, in English for reports in any other."""

STORED_NAMES = {
    "db/stored/rows.py",
    "db/stored/read.py",
    "flows/runs/stages.py",
    "normalizers/places/keys.py",
    "normalizers/places/gazetteer.py",
    "normalizers/places/gazetteer_build.py",
    "normalizers/places/gazetteer_sources.py",
}
"""The gazetteer and the dataset have a column or a bit for each language of their names."""

SOURCES = sorted(
    path
    for stage in STAGES
    for path in (ROOT / stage).rglob("*.py")
    if not any(part.is_symlink() for part in path.parents)
)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_code_names_a_language(path: Path) -> None:
    """What depends on a language is asked of the vocabulary."""
    name = path.relative_to(ROOT).as_posix()
    if name in OUR_OWN_SENTENCES | STORED_NAMES:
        return
    named = [
        f"{name}:{node.lineno} {node.value}"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and node.value in CODES
    ]

    assert not named
