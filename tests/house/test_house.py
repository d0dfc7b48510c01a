"""The house rules that no linter knows."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEXTS = {".py", ".md", ".toml", ".yaml", ".yml", ".sql", ".html", ".css", ".txt", ""}
ALLOWED_PDFS = {
    "membres-fr-A-2.pdf",
    "mentions-fr-B-2-v1.pdf",
    "mentions-fr-B-2-v2.pdf",
    "infographie-fr-D-1.pdf",
}


def tracked() -> list[Path]:
    """Files of the repository, those about to be added included."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git checkout")
    return [ROOT / name for name in done.stdout.splitlines() if (ROOT / name).is_file()]


def test_no_path_of_a_machine_stands_in_the_repository() -> None:
    """Nothing names a home or a work folder of the machine it was written on."""
    pattern = re.compile(r"/(?:home|root|work|Users)/[a-z]|/tmp/[a-z]")
    wrong = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in tracked()
        if path.suffix in TEXTS and path != Path(__file__)
        for number, line in enumerate(
            path.read_text(encoding="utf-8", errors="replace").splitlines(), 1
        )
        if pattern.search(line)
    ]

    assert wrong == []


def test_no_module_is_called_utils() -> None:
    """Every module has a name from the field."""
    banned = {"utils.py", "helpers.py", "misc.py", "common.py"}

    assert [p for p in tracked() if p.name in banned] == []


def test_only_sample_reports_are_in_the_repository() -> None:
    """The corpora stay outside; PDFs made for tests live under tests."""
    outside = {
        p.name for p in tracked() if p.suffix == ".pdf" and p.relative_to(ROOT).parts[0] != "tests"
    }

    assert outside <= ALLOWED_PDFS


def test_golden_files_are_compared_not_written() -> None:
    """The switch that regenerates golden files is off when tests run."""
    assert os.environ.get("CROSSFOOT_GOLDEN") != "write"


def test_unfinished_marks_are_not_committed() -> None:
    """No piece of code announces that it is unfinished."""
    pattern = re.compile(r"\b(?:TODO|FIXME|XXX|NotImplementedError)\b")
    wrong = [
        str(path.relative_to(ROOT))
        for path in tracked()
        if path.suffix == ".py" and path != Path(__file__) and pattern.search(path.read_text())
    ]

    assert wrong == []


def test_what_becomes_an_int_was_asked_whether_it_is_decimal() -> None:
    """A raised digit is a digit ("91²4".isdigit()) and no number: int() of it is an error."""
    wrong = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in tracked()
        if path.suffix == ".py" and path != Path(__file__)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if "int(" in line and ".isdigit()" in line
    ]

    assert wrong == []
