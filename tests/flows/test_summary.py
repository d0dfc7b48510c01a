"""What a run says it did, on the terminal and in Prefect."""

from __future__ import annotations

import json
import re
from dataclasses import replace

from crossfoot.db.receipt import Change
from crossfoot.flows.cli.console import format_table
from crossfoot.flows.told import artifacts
from crossfoot.flows.told.summary import Failure, RunSummary, summarise_report, to_json
from crossfoot.flows.told.text import to_text
from crossfoot.model import Check, Ref
from tests.db.dataset_builders import footing, make_extraction, make_table

ROWS = [["Ville", "2023"], ["Lyon", "12"], ["Liège", "30"], ["Total", "45"]]
TOTAL, ITEMS = Ref("t1", 3, 1), (Ref("t1", 1, 1), Ref("t1", 2, 1))


def a_run(*, printed: int = 45, caption: str = "Habitants", failures: int = 0) -> RunSummary:
    """Return the summary of a run over one report with one total of 42."""
    check: Check = replace(
        footing("c1", TOTAL, ITEMS, printed, 42),
        total_text=str(printed),
        explanation=(("en", f"the rows give 42, the total says {printed}"),),
    )
    extraction = make_extraction(make_table(ROWS, caption=caption), checks=(check,))
    return RunSummary(
        database="crossfoot.db",
        version=1,
        is_new=True,
        reports=(summarise_report(extraction),),
        failures=tuple(Failure(f"{n}.pdf", f"{n}.pdf: no PDF") for n in range(failures)),
    )


def test_a_summary_counts_what_the_extraction_holds() -> None:
    """Each count is the number of such things in the extraction."""
    counts = a_run().counts

    assert (counts.tables, counts.checks_held, counts.checks_mismatched) == (1, 0, 1)
    assert (counts.cities_matched, counts.cities_review) == (2, 0)
    assert (counts.covered, counts.numbers, counts.warnings) == (1, 3, 1)
    assert a_run(printed=42).counts.checks_held == 1


def test_the_state_says_what_went_wrong() -> None:
    """The name of the final state tells mismatches and unread documents apart."""
    assert a_run(printed=42).state_name == "Completed"
    assert a_run().state_name == "Completed with mismatches"
    assert a_run(printed=42, failures=1).state_name == "Completed with unread documents"
    assert a_run(failures=1).state_name == "Completed with mismatches and unread documents"


def test_text_and_json_tell_the_same() -> None:
    """People and scripts get the same numbers, and the mismatch with its page."""
    run = a_run(failures=1)
    text, tree = to_text(run), json.loads(json.dumps(to_json(run)))

    assert "Version 1: 1 report read." in text
    assert "0 held, 1 mismatched" in text
    assert "lyon.pdf p. 1: the rows give 42, the total says 45" in text
    assert "crossfoot browse --db crossfoot.db" in text
    assert (tree["version"], tree["checks_mismatched"]) == (1, 1)
    assert tree["reports"][0]["mismatches"][0]["delta"] == "3"
    assert tree["failures"] == [{"file": "0.pdf", "message": "0.pdf: no PDF"}]


def test_nothing_loaded_is_said_plainly() -> None:
    """A run that read nothing, and one that found all of it loaded, say so."""
    nothing = RunSummary("x.db", None, is_new=False, reports=())
    again = replace(a_run(), is_new=False)

    assert to_text(nothing) == "Nothing was loaded."
    assert "holds 1 report already" in to_text(again)


def test_a_replaced_edition_is_said() -> None:
    """People read which file the version holds now and which it does not."""
    seen = "2026-03-01T10:00:00+00:00"
    changes = (
        Change("lyon 2023 fr", "edition", "b.pdf", "a.pdf", seen),
        Change("lyon 2023 fr", "edition", "b.pdf", "a.pdf", seen, is_together=True),
        Change("lyon 2023 fr", "superseded", "b.pdf", "a.pdf", seen),
        Change("lyon 2023 fr", "reading", "b.pdf", "b.pdf", seen),
    )
    run = replace(a_run(), changes=changes)
    text, tree = to_text(run), json.loads(json.dumps(to_json(run)))

    assert "b.pdf replaces the edition of 2026-03-01 (a.pdf)" in text
    assert "b.pdf and a.pdf are two editions of it; the version holds b.pdf" in text
    assert "a.pdf is older than b.pdf, which the version holds" in text
    assert "b.pdf was read anew" in text
    assert [change["kind"] for change in tree["changes"]] == [change.kind for change in changes]
    assert "replaces the edition of 2026" in artifacts.check_report(run).replace("\\", "")


def test_a_run_without_anything_newer_says_so() -> None:
    """When only an older edition was given, the version does not "hold it already"."""
    older = Change("lyon 2023 fr", "superseded", "b.pdf", "a.pdf", "2026-03-01")
    run = replace(a_run(), is_new=False, changes=(older,))

    assert "Version 1 stays as it is" in to_text(run)


def test_text_from_reports_is_escaped_in_artifacts() -> None:
    """A caption is no markup: no link, no HTML, no new table column."""
    run = a_run(caption="A | B <script> [x](http://y) `z`")
    report, row = artifacts.check_report(run), artifacts.mismatch_rows(run)[0]

    for text in (report, str(row["table"])):
        assert "<script>" not in text
        assert "](" not in text
        assert "A \\| B" in text


def test_a_long_list_of_mismatches_is_cut_with_a_count() -> None:
    """The interface gets the first mismatches and how many there are beyond."""
    run = a_run()
    many = replace(run.reports[0], mismatches=run.mismatches * (artifacts.SHOWN_ROWS + 7))
    report = artifacts.check_report(replace(run, reports=(many,)))

    assert "and 7 more" in report


def test_columns_are_aligned_by_what_a_terminal_shows() -> None:
    """Combining accents take no room and wide signs two places."""
    lines = format_table(("a", "n"), [("e\u0301", "1"), ("漢字", "22")], right={1}).splitlines()

    assert lines == ["a      n", "e\u0301      1", "漢字  22"]


def test_a_mismatch_is_shown_with_its_labels_and_its_picture() -> None:
    """Row and column of the total, a crop of the page, and no link without an address."""
    run = a_run()
    beside = artifacts.Beside(crops=(b"\x89PNG",), changes=("~ p. 1 Total, 2023: 42 → 45",))
    report, row = artifacts.check_report(run, beside), artifacts.mismatch_rows(run)[0]

    assert (row["row"], row["column"], row["page"]) == ("Total", "2023", "p. 1")
    assert "Habitants, Total › 2023: the rows give 42, the total says 45" in report
    assert "![page 1](data:image/png;base64,iVBORw==)" in report
    assert "## Changed since the last version" in report
    assert "42 → 45" in report
    assert "](http" not in report


def test_with_an_address_reports_and_numbers_are_links() -> None:
    """They lead to pages that find a number by the file's hash, its page and its place."""
    run = a_run()
    beside = artifacts.Beside(browse_url="http://reports.example.org/")
    report, row = artifacts.check_report(run, beside), artifacts.mismatch_rows(run, beside)[0]
    key = run.mismatches[0].sha256[:12]

    assert row["page"].startswith(f"[p. 1](http://reports.example.org/-/crossfoot/number/{key}/1/")
    assert f" [open](http://reports.example.org/-/crossfoot/report/file/{key}) |" in report
    # Prefect shows the text of a link as it stands, a backslash before a dash too
    assert not any("\\" in text for text in re.findall(r"\[([^]]*)\]\(http", report))
