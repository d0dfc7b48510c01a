"""Exports for other programs, and what is published: files that stay as they are."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import sqlite3
import stat
from pathlib import Path

import pytest

from crossfoot.db.load import load_extractions
from crossfoot.flows.cli.main import main
from tests.db.dataset_builders import make_extraction, make_table

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # Datasette's own


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    """Two versions: a report, and another one beside it."""
    path = tmp_path / "crossfoot.db"
    table = make_table([["Ville", "2023"], ["Lyon", "12"], ["Liège", "30"]])
    load_extractions(path, [make_extraction(table)])
    load_extractions(path, [make_extraction(table, sha="b", series="autre", file="b.pdf")])
    return path


def test_an_export_is_a_data_package(dataset: Path, tmp_path: Path) -> None:
    """Every field of every file is described, with its unit; checksums, licences, sources."""
    out = tmp_path / "out"
    assert main(["export", "--db", str(dataset), "--out", str(out), "--format", "xlsx"]) == 0
    tree = json.loads((out / "datapackage.json").read_text("utf-8"))
    resources = {one["path"]: one for one in tree["resources"]}

    for path in (*out.glob("*.csv"), out / "crossfoot.db", out / "crossfoot.xlsx"):
        told = resources[path.name]["hash"]
        assert told == "sha256:" + hashlib.sha256(path.read_bytes()).hexdigest()
    with (out / "observations.csv").open(encoding="utf-8", newline="") as file:
        header = next(csv.reader(file))
    fields = resources["observations.csv"]["schema"]["fields"]
    assert [one["name"] for one in fields] == header
    assert {one["name"]: one.get("unit") for one in fields}["x0"] == "points"
    assert all(one["description"] for one in fields)
    assert tree["licenses"][0]["name"] == "CC-BY-4.0"
    assert [one["title"] for one in tree["sources"]] == [
        "autre 2023 fr · b (b.pdf)",
        "lyon 2023 fr · lyon (lyon.pdf)",
    ]
    import openpyxl

    sheet = openpyxl.load_workbook(io.BytesIO((out / "crossfoot.xlsx").read_bytes()))[
        "observations"
    ]
    values = [row[header.index("value")] for row in sheet.iter_rows(values_only=True, min_row=2)]
    assert sorted(values) == [12, 12, 30, 30]


def test_parquet_holds_the_views(dataset: Path, tmp_path: Path) -> None:
    """Numbers as numbers, in the columns of the view."""
    parquet = pytest.importorskip("pyarrow.parquet", reason="pip install 'crossfoot[parquet]'")
    out = tmp_path / "out"
    assert main(["export", "--db", str(dataset), "--out", str(out), "--format", "parquet"]) == 0
    found = parquet.read_table(out / "observations.parquet").to_pylist()
    package = json.loads((out / "datapackage.json").read_text("utf-8"))
    hashes = {one["path"]: one["hash"] for one in package["resources"]}

    for path in out.glob("*.parquet"):
        assert hashes[path.name] == "sha256:" + hashlib.sha256(path.read_bytes()).hexdigest()
    assert len({one["name"] for one in package["resources"]}) == len(hashes) == 15
    assert [one["value"] for one in found] == [12.0, 30.0, 12.0, 30.0]
    assert found[0]["city"] == "Lyon"


def test_what_is_published_stays(
    dataset: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One sound file without a log, metadata, pages, what changed since; never written twice."""
    public = tmp_path / "public"
    command = ["publish", str(public), "--db", str(dataset)]
    assert main([*command, "--as-of", "1"]) == 0
    assert main(command) == 0
    assert main(command) == 2
    assert "published already" in capsys.readouterr().err
    newest = public / "v2"
    db = sqlite3.connect(f"file:{newest / 'crossfoot.db'}?mode=ro&immutable=1", uri=True)
    assert db.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    assert db.execute("SELECT count(*) FROM current_extractions").fetchone() == (2,)
    assert db.execute("PRAGMA freelist_count").fetchone() == (0,)
    db.close()
    assert "+ report autre 2023 fr · b" in (newest / "CHANGES.md").read_text("utf-8")
    assert not (newest / "crossfoot.db").stat().st_mode & stat.S_IWUSR
    metadata = json.loads((newest / "metadata.json").read_text("utf-8"))
    assert "current_observations" in metadata["databases"]["crossfoot"]["tables"]
    ledger = json.loads((public / "published.json").read_text("utf-8"))["published"]
    assert [one["version"] for one in ledger] == [1, 2]


async def test_what_is_published_takes_no_sql_of_strangers(dataset: Path, tmp_path: Path) -> None:
    """Datasette alone, with the file and the metadata that are published, answers our queries."""
    from datasette.app import Datasette

    assert main(["publish", str(tmp_path / "p"), "--db", str(dataset), "--no-pages"]) == 0
    metadata = json.loads((tmp_path / "p" / "v2" / "metadata.json").read_text("utf-8"))
    app = Datasette([], immutables=[str(tmp_path / "p/v2/crossfoot.db")], metadata=metadata)
    own = await app.client.get("/crossfoot.json?sql=select+1")
    ours = await app.client.get("/crossfoot/proved_by_report.json")

    assert (own.status_code, ours.status_code) == (403, 200)


def test_a_publication_that_was_killed_is_listed(
    dataset: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The folder is whole, the list was not written yet: the next call writes it."""
    public = tmp_path / "public"
    command = ["publish", str(public), "--db", str(dataset), "--no-pages"]
    assert main(command) == 0
    (public / "published.json").unlink()
    assert main(command) == 2
    ledger = json.loads((public / "published.json").read_text("utf-8"))["published"]

    assert "published already" in capsys.readouterr().err
    assert [one["folder"] for one in ledger] == ["v2"]


def test_pages_as_files_link_to_files_that_are_there(dataset: Path, tmp_path: Path) -> None:
    """Without a server: no link is broken, none leads to a place on a host."""
    main(["publish", str(tmp_path / "public"), "--db", str(dataset)])
    pages = tmp_path / "public" / "v2" / "pages"
    names = {path.name for path in pages.iterdir()}

    assert {"index.html", "city-2996944.html"} <= names
    for kind in ("report-file-", "table-"):
        assert any(name.startswith(kind) for name in names), kind
    for path in pages.glob("*.html"):
        text = path.read_text("utf-8")
        for href in re.findall(r'(?:href|src)="([^"#]+)"', text):
            assert href.startswith("data:") or href in names, (path.name, href)
        assert "<form" not in text
