"""What a person puts right: merged, split, withdrawn and purged reports."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from crossfoot.db.diff import diff_versions
from crossfoot.db.export import export_version
from crossfoot.db.file.keep import back_up
from crossfoot.db.load import Run, load_extractions
from crossfoot.db.purge import compact
from crossfoot.db.repair import merge_reports, split_report, withdraw_report
from crossfoot.db.shelves import list_shelves
from crossfoot.db.versions import rollback
from crossfoot.errors import DatasetError, UsageError
from crossfoot.flows.cli.main import main
from crossfoot.model import Extraction
from tests.db.dataset_builders import make_extraction, make_table
from tests.db.test_now import wrong


def rows(path: Path, query: str) -> list[tuple[Any, ...]]:
    db = sqlite3.connect(path)
    found = db.execute(query).fetchall()
    db.close()
    return found


def held(path: Path) -> dict[str, str]:
    """Return the file that each report holds now."""
    return dict(rows(path, "SELECT report, file FROM current_extractions"))


@pytest.fixture
def other() -> Extraction:
    """A report that shares nothing with the first one, but for its city."""
    table = make_table(
        [["Ville", "2023"], ["Lyon", "7001"], ["Zanzibarville", "7013"]],
        caption="Dépenses secrètes",
    )
    return make_extraction(table, sha="c", file="geheim-autre.pdf")


def test_a_merged_report_is_an_edition(
    dataset: Path, people: Extraction, other: Extraction
) -> None:
    """Its file replaces the older one in the newest version; the reason and old versions stay."""
    load_extractions(dataset, [people, other])
    done = merge_reports(dataset, "1", "2", reason="corrected reprint")

    assert held(dataset) == {"lyon 2023 fr · lyon": "geheim-autre.pdf"}
    assert done.version == 2
    assert rows(
        dataset,
        "SELECT report_id, reason, decided_by FROM edition_evidence ORDER BY id DESC LIMIT 1",
    ) == [(1, "corrected reprint", "person")]
    assert wrong(dataset) == {}
    load_extractions(dataset, [other])
    assert held(dataset) == {"lyon 2023 fr · lyon": "geheim-autre.pdf"}
    assert len(list_shelves(dataset).reports[0].files) == 2
    rollback(dataset, 1)
    assert len(held(dataset)) == 2


def test_merging_two_languages_makes_one_publication(dataset: Path, people: Extraction) -> None:
    """They stay two reports."""
    english = make_extraction(sha="d", file="lyon-en.pdf", language="en")
    load_extractions(dataset, [people, english])
    merge_reports(dataset, "1", "2", reason="the English edition")

    assert rows(dataset, "SELECT count(DISTINCT publication_id), count(*) FROM reports") == [(1, 2)]
    assert len(held(dataset)) == 2


def test_a_split_file_is_a_report_and_stays_one(
    dataset: Path, people: Extraction, people_corrected: Extraction
) -> None:
    """The report falls back to its file before; loading the file again changes nothing."""
    load_extractions(dataset, [people])
    load_extractions(dataset, [people_corrected], edition_of="1")
    split_report(dataset, "1", "lyon-v2.pdf", reason="another town")

    assert sorted(held(dataset).values()) == ["lyon-v2.pdf", "lyon.pdf"]
    load_extractions(dataset, [people_corrected])
    assert sorted(held(dataset).values()) == ["lyon-v2.pdf", "lyon.pdf"]
    assert wrong(dataset) == {}
    with pytest.raises(UsageError, match="only file"):
        split_report(dataset, "1", "lyon.pdf", reason="again")


def test_splitting_a_file_that_is_not_current_keeps_what_is(
    dataset: Path, people: Extraction, people_corrected: Extraction
) -> None:
    """The older file gets its report; the newer one stays where it is."""
    load_extractions(dataset, [people])
    load_extractions(dataset, [people_corrected], edition_of="1")
    split_report(dataset, "1", "lyon.pdf", reason="another town")

    assert held(dataset)["lyon 2023 fr · lyon"] == "lyon-v2.pdf"
    assert len(list_shelves(dataset).reports) == 2


def test_a_withdrawn_report_is_nowhere_current(
    dataset: Path, tmp_path: Path, people: Extraction, other: Extraction
) -> None:
    """No load, rollback or export brings it back; history says what it was; a person may."""
    load_extractions(dataset, [people, other])
    withdraw_report(dataset, "2", reason="a draft")

    assert list(held(dataset).values()) == ["lyon.pdf"]
    receipt = load_extractions(dataset, [other])
    assert [change.kind for change in receipt.changes] == ["withdrawn"]
    rollback(dataset, 1)
    assert list(held(dataset).values()) == ["lyon.pdf"]
    export_version(dataset, tmp_path / "out", as_of=1)
    assert list(held(tmp_path / "out" / "crossfoot.db").values()) == ["lyon.pdf"]
    assert rows(dataset, "SELECT count(*) FROM history WHERE entity = 'Zanzibarville'") == [(1,)]
    ((gone,),) = [[one.reason for one in list_shelves(dataset).withdrawn]]
    assert gone == "a draft"

    load_extractions(dataset, [other], edition_of="2")
    assert len(held(dataset)) == 2
    assert list_shelves(dataset).withdrawn == ()
    assert load_extractions(dataset, [other]).changes == ()


@pytest.mark.parametrize("is_withdrawn", [False, True])
def test_of_a_purged_report_no_word_is_left_in_the_file(
    dataset: Path, people: Extraction, other: Extraction, tmp_path: Path, *, is_withdrawn: bool
) -> None:
    """Neither cells, captions, names of files nor the PDF; the rest of the dataset is whole."""
    pdf = tmp_path / "geheim-autre.pdf"
    pdf.write_bytes(b"%PDF-1.4 of Zanzibarville " * 9000)  # pages of its own
    import hashlib

    sha256 = hashlib.sha256(pdf.read_bytes()).hexdigest()
    other = replace(other, report=replace(other.report, sha256=sha256))
    run = Run(command="crossfoot ingest geheim-autre.pdf")
    load_extractions(dataset, [people])
    load_extractions(dataset, [other], run=run, files={sha256: pdf})
    before = rows(dataset, "SELECT entity, value FROM current_observations WHERE report_id = 1")
    if is_withdrawn:
        withdraw_report(dataset, "2", reason="a draft")
        ((kept,),) = rows(dataset, "SELECT count(*) FROM observations WHERE report_id = 2")
        assert kept == 2
    withdraw_report(dataset, "2", reason="private persons", purge=True)

    content = b"".join(one.read_bytes() for one in tmp_path.glob("crossfoot.db*"))
    for word in (b"Zanzibar", b"zanzibar", b"geheim", b"secr", b"7013"):
        assert word not in content, word
    assert rows(dataset, "PRAGMA integrity_check") == [("ok",)]
    assert rows(dataset, "PRAGMA freelist_count") == [(0,)]
    assert rows(dataset, "PRAGMA foreign_key_check") == []
    assert rows(dataset, "SELECT entity, value FROM current_observations") == before
    assert rows(
        dataset, "SELECT count(*) FROM observations_fts WHERE observations_fts MATCH 'lyon'"
    ) == [(1,)]
    assert wrong(dataset) == {}
    assert [c.kind for c in load_extractions(dataset, [other]).changes] == ["withdrawn"]


def test_a_file_read_anew_is_labelled_reading(dataset: Path, people: Extraction) -> None:
    """The diff says which changes come from the program, not from the report."""
    load_extractions(dataset, [people])
    table = make_table([["Ville", "2023"], ["Lyon", "12"], ["Liège", "31"], ["Total", "42"]])
    load_extractions(dataset, [replace(make_extraction(table), pipeline="p2")])
    diff = diff_versions(dataset, 1, 2)

    assert diff.readings == ("lyon 2023 fr · lyon",)
    assert [(c.old, c.new) for c in diff.tables[0].cells_changed] == [("30", "31")]
    assert diff.to_json()["readings"] == ["lyon 2023 fr · lyon"]


def test_a_diff_reads_only_what_both_versions_hold(
    dataset: Path, people: Extraction, people_corrected: Extraction, other: Extraction
) -> None:
    """Reports that came or went are named, not read: they may be unreadable."""
    load_extractions(dataset, [people])
    load_extractions(dataset, [people_corrected, other], edition_of=None)
    name = "lyon 2023 fr · geheim-autre"
    with sqlite3.connect(dataset) as db:
        spoilt = db.execute(
            "UPDATE cells SET role = 'unreadable' WHERE table_id IN (SELECT t.id FROM tables t "
            "JOIN extractions e ON e.id = t.extraction_id JOIN reports r ON r.id = e.report_id "
            "WHERE r.label = ?)",
            (name,),
        ).rowcount
    db.close()
    found = diff_versions(dataset, 1, 2)

    assert spoilt
    assert name in found.reports_added
    with pytest.raises(DatasetError, match="unreadable"):
        diff_versions(dataset, 2, load_again(dataset, other))


def load_again(dataset: Path, extraction: Extraction) -> int:
    """Load a report as another pipeline reads it; return the version."""
    loaded = load_extractions(dataset, [replace(extraction, pipeline="p2")])
    assert loaded.version
    return loaded.version


def test_the_command_lists_and_repairs(
    dataset: Path, people: Extraction, other: Extraction, capsys: pytest.CaptureFixture[str]
) -> None:
    """`crossfoot reports list | merge | withdraw`; a report that is not there is one line."""
    load_extractions(dataset, [people, other])
    database = ["--db", str(dataset)]
    assert main(["reports", "merge", "1", "2", "--reason", "reprint", *database]) == 0
    assert main(["reports", "list", "--json", *database]) == 0
    tree = json.loads(capsys.readouterr().out.partition("\n")[2])
    assert [one["file"] for one in tree["reports"][0]["files"]] == ["lyon.pdf", "geheim-autre.pdf"]
    assert main(["reports", "withdraw", "99", "--reason", "x", *database]) == 2
    assert "no report '99'" in capsys.readouterr().err


def test_a_backup_is_whole_and_never_overwrites(
    dataset: Path, people: Extraction, tmp_path: Path
) -> None:
    """A copy opens by itself; the same name again is refused; compacting keeps all rows."""
    load_extractions(dataset, [people])
    out = tmp_path / "copy.db"
    assert back_up(dataset, out) == out.stat().st_size
    assert held(out) == held(dataset)
    with pytest.raises(DatasetError, match="is there already"):
        back_up(dataset, out)
    before, after = compact(dataset)
    assert after <= before
    assert held(out) == held(dataset)
