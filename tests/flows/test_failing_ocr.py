"""A Tesseract that does not work, and one that works again: real programs, real commands."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from crossfoot.db.versions import list_versions
from crossfoot.flows.cli.main import main
from tests.extractors.scan_builder import DPI, draw_table

TESSERACT = shutil.which("tesseract")
pytestmark = pytest.mark.skipif(TESSERACT is None, reason="needs the program tesseract")

READS = f'case "$*" in --*) exec {TESSERACT} "$@";; esac\n'
"""So that it says its version and languages as the working one does."""

FAULTS = {
    "fails": f"{READS}echo 'read_params_file: no such thing' >&2; exit 1",
    "killed": f"{READS}kill -KILL $$",
    "garbage": f"{READS}head -c 3000 /dev/urandom",
    "silent": f"{READS}exit 0",
    "broken": "exit 1",
    "babbles": "head -c 3000 /dev/urandom",
}
TOLD = {
    "fails": "exit status 1: read_params_file: no such thing",
    "killed": "killed by SIGKILL",
    "garbage": "something else than a table of words",
    "silent": "something else than a table of words",
    "broken": "no data for fra, eng, spa",
    "babbles": "no data for fra, eng, spa",
    "no data": "no data for fra, eng, spa",
    "no program": "cannot be started",
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a test works: a scan, a dataset, a cache, a folder of programs."""

    folder: Path

    def run(self, *arguments: str, fault: str = "") -> subprocess.CompletedProcess[str]:
        """Run a command with a faulty Tesseract, or the working one."""
        more = {"CROSSFOOT_CACHE": str(self.folder / "cache"), **self._break(fault)}
        return subprocess.run(
            [sys.executable, "-m", "crossfoot.flows.cli.main", *arguments],
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
            env={**os.environ, **more},
        )

    def ingest(self, *, fault: str = "") -> subprocess.CompletedProcess[str]:
        """Ingest the scan."""
        scan, database = str(self.folder / "scan.pdf"), str(self.database)
        return self.run("ingest", "--direct", scan, "--db", database, "--json", fault=fault)

    @property
    def database(self) -> Path:
        """The dataset."""
        return self.folder / "scan.db"

    @property
    def cached(self) -> list[str]:
        """Names of what the cache holds."""
        return [path.name for path in (self.folder / "cache").glob("*")]

    def _break(self, fault: str) -> dict[str, str]:
        if not fault:
            return {}
        bad = self.folder / f"bad-{fault}"
        bad.mkdir(exist_ok=True)
        if fault == "no data":
            return {"TESSDATA_PREFIX": str(bad)}
        program = bad / "tesseract"
        script = "#!/bin/sh\n" + FAULTS.get(fault, "")
        program.write_bytes(script.encode() if fault in FAULTS else b"\x00\x01 no program")
        program.chmod(0o755)
        return {"PATH": f"{bad}:{os.environ['PATH']}"}


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A scan of two sheets."""
    sheets = [draw_table().convert("RGB"), draw_table(skew=0.5).convert("RGB")]
    sheets[0].save(tmp_path / "scan.pdf", resolution=DPI, save_all=True, append_images=sheets[1:])
    return Place(tmp_path)


@pytest.mark.parametrize("fault", TOLD)
def test_a_failing_tesseract_is_said_and_forgotten(fault: str, place: Place) -> None:
    """Each unread page is named with what happened; a later run reads it, cache or not."""
    bad = place.ingest(fault=fault)

    assert bad.returncode == 3, bad.stderr
    assert TOLD[fault] in bad.stderr
    assert "crossfoot doctor" in bad.stderr
    assert "Traceback" not in bad.stderr
    assert place.cached == []

    good = json.loads(place.ingest().stdout)

    assert good["tables"] >= 1
    assert good["checks_held"] >= 2
    assert not good["failures"]
    assert not good["incomplete"]
    assert place.cached


@pytest.mark.parametrize("fault", ["killed", "no data"])
def test_extract_says_which_page_is_unread(fault: str, place: Place) -> None:
    """`extract` ends with 3 and keeps nothing."""
    done = place.run("extract", str(place.folder / "scan.pdf"), fault=fault)

    assert done.returncode == 3
    assert TOLD[fault] in done.stderr
    assert "page 1" in done.stderr


@pytest.mark.parametrize("fault", ["fails", "no data"])
def test_what_could_be_read_is_loaded_until_the_rest_can_be(fault: str, place: Place) -> None:
    """A report with a text page and a scanned one: loaded, said to be incomplete, read anew."""
    from tests.flows.mixed_pdf import append_text_page

    append_text_page(place.folder / "scan.pdf")
    bad = place.ingest(fault=fault)
    told = json.loads(bad.stdout)
    assert bad.returncode == 3, bad.stderr
    assert [one["file"] for one in told["incomplete"]] == ["scan.pdf", "scan.pdf"]
    assert told["state"].endswith("unread pages")
    assert place.cached == []
    check = place.run("check", "--db", str(place.database))
    assert check.returncode == 3
    assert "UNREAD   scan.pdf: page 1" in check.stdout

    again = place.ingest(fault=fault)
    assert json.loads(again.stdout)["version"] == 1
    assert again.returncode == 3

    good = place.ingest()
    assert good.returncode == 0, good.stderr
    assert json.loads(good.stdout)["version"] == 2
    assert json.loads(good.stdout)["changes"][0]["kind"] == "reading"
    assert place.run("check", "--db", str(place.database)).returncode == 0

    shutil.rmtree(place.folder / "cache")
    worse = place.ingest(fault=fault)
    assert worse.returncode == 3
    assert json.loads(worse.stdout)["changes"][0]["kind"] == "incomplete"
    assert [version.number for version in list_versions(place.database)] == [1, 2]
    db = sqlite3.connect(place.database)
    (held,) = db.execute("SELECT pipeline FROM current_extractions").fetchall()
    db.close()
    assert "incomplete" not in held[0]


def test_prefect_remembers_no_failure_either(
    prefect_server: str,
    place: Place,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The flow's tasks keep no incomplete result; the run after the repair reads the pages."""
    from tests.flows.mixed_pdf import append_text_page

    assert prefect_server
    append_text_page(place.folder / "scan.pdf")
    arguments = ["ingest", str(place.folder / "scan.pdf"), "--db", str(place.database), "--json"]
    monkeypatch.setenv("CROSSFOOT_CACHE", str(place.folder / "cache"))
    with monkeypatch.context() as patch:
        for name, value in place._break("fails").items():
            patch.setenv(name, value)
        assert main(arguments) == 3
    assert len(json.loads(capsys.readouterr().out)["incomplete"]) == 2
    assert place.cached == []

    assert main(arguments) == 0
    assert json.loads(capsys.readouterr().out)["version"] == 2


def test_doctor_tries_tesseract(place: Place) -> None:
    """A Tesseract that names its languages and fails on a picture is no good."""
    for fault in ("", "fails", "no data"):
        tree = json.loads(place.run("doctor", "--json", fault=fault).stdout)
        (ocr,) = [one for one in tree["diagnoses"] if one["name"].startswith("OCR")]
        assert ocr["is_ok"] == (not fault), ocr
        assert fault != "no data" or "TESSDATA_PREFIX" in ocr["advice"]
