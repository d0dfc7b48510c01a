"""`crossfoot check`: which mismatches fail it, and how each format says so."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from crossfoot.db.load import Run, load_extractions
from crossfoot.db.versions import rollback
from crossfoot.errors import DatasetError, UsageError
from crossfoot.flows.cli.main import main
from crossfoot.flows.gate.check import accept, render
from crossfoot.flows.gate.formats_text import WORST
from crossfoot.flows.gate.state import Document, GateState, JudgedCheck, Unread, read_state
from crossfoot.flows.gate.verdicts import FailOn, Gate, judge
from crossfoot.flows.gate.words import catalog_line
from crossfoot.model import AcceptedMismatch, CheckStatus, Ref
from crossfoot.normalizers.catalog import load_catalog
from tests.db.dataset_builders import footing, make_extraction, make_table

TODAY = datetime.date(2026, 6, 15)
BOX = (1.0, 2.0, 3.0, 4.0)
ENTRY = AcceptedMismatch(
    *("f1", Decimal(482), Decimal(481), "The publisher confirmed it.", "A. Martin"),
    *("2026-01-01", "2026-12-31"),
)


def failing(fingerprint: str = "f1", printed: int = 482, computed: int = 481) -> JudgedCheck:
    """Return a check that fails."""
    return JudgedCheck(
        *(7, "c1", fingerprint, "Total › 2023", "Membres", "sum", "mismatch", "error"),
        *(Decimal(printed), Decimal(computed), Decimal(printed - computed), Decimal(0)),
        *("The rows add up to another number.", "row 3: digits swapped", 4, BOX),
    )


def holding(status: CheckStatus = "exact") -> JudgedCheck:
    """Return a check that does not fail."""
    return replace(failing("g"), status=status, severity="info")


def state(*checks: JudgedCheck, unread: tuple[Unread, ...] = ()) -> GateState:
    """Return a version of one report."""
    report = Document(
        "lyon 2023 fr · lyon", "lyon.pdf", checks, numbers=200, verified=150, figures=3
    )
    return GateState("crossfoot.db", 3, (report,), unread)


def gate(*checks: JudgedCheck, entries: tuple[AcceptedMismatch, ...] = (), **more: object) -> Gate:
    """Judge a version of one report."""
    return judge(state(*checks), entries, today=TODAY, **more)  # type: ignore[arg-type]


@pytest.fixture
def write_dataset(tmp_path: Path) -> Callable[..., Path]:
    """A writer of datasets with one report, whose total is 42 and is printed as given."""

    def write(printed: int, *, run: Run | None = None) -> Path:
        table = make_table(
            [["Ville", "2023"], ["Lyon", "12"], ["Liège", "30"], ["Total", str(printed)]]
        )
        check = footing("c1", Ref("t1", 3, 1), (Ref("t1", 1, 1), Ref("t1", 2, 1)), printed, 42)
        path = tmp_path / "crossfoot.db"
        load_extractions(
            path, [make_extraction(table, sha=f"{printed % 10}", checks=(check,))], run=run
        )
        return path

    return write


def test_a_mismatch_that_nobody_accepted_fails() -> None:
    """Exit 1, and the finding is new."""
    found = gate(failing())
    assert (found.exit_code, [one.outcome for one in found.findings]) == (1, ["new"])


def test_an_accepted_mismatch_passes() -> None:
    """Exit 0 while fingerprint, printed and computed value are those that were accepted."""
    found = gate(failing(), entries=(ENTRY,))
    assert (found.exit_code, [one.outcome for one in found.findings]) == (0, ["accepted"])


@pytest.mark.parametrize(("printed", "computed"), [(483, 481), (482, 480)])
def test_a_changed_value_is_new_again(printed: int, computed: int) -> None:
    """An entry does not cover the same check with other numbers; it is not stale either."""
    found = gate(failing(printed=printed, computed=computed), entries=(ENTRY,))
    assert (found.exit_code, [one.outcome for one in found.findings]) == (1, ["changed"])


@pytest.mark.parametrize(("day", "code"), [("2026-06-15", 0), ("2026-06-14", 1)])
def test_an_entry_holds_through_its_last_day(day: str, code: int) -> None:
    """The day after `expires`, the mismatch fails as expired."""
    assert gate(failing(), entries=(replace(ENTRY, expires=day),)).exit_code == code


def test_an_entry_that_nothing_needs_is_stale() -> None:
    """A mismatch that was corrected leaves an entry behind, which fails until it is removed."""
    found = gate(holding(), entries=(ENTRY,))
    assert (found.exit_code, [one.outcome for one in found.findings]) == (1, ["stale"])


def test_an_entry_of_a_report_that_is_not_there_is_left_alone() -> None:
    """A dataset of other reports does not call the entry stale; one with the report does."""
    elsewhere = replace(ENTRY, report="paris 2023 fr · paris")
    assert gate(holding(), entries=(elsewhere,)).findings == ()
    here = replace(ENTRY, report="lyon 2023 fr · lyon")
    assert gate(holding(), entries=(here,)).exit_code == 1


def test_a_silenced_mismatch_needs_nobody() -> None:
    """A mismatch that a rule of the catalog silenced has severity info and does not fail."""
    assert gate(replace(failing(), severity="info")).exit_code == 0


@pytest.mark.parametrize(
    ("fail_on", "entries", "code"),
    [("never", (), 0), ("all", (ENTRY,), 1), ("new", (ENTRY,), 0), ("new", (), 1)],
)
def test_what_fails_can_be_chosen(
    fail_on: FailOn, entries: tuple[AcceptedMismatch, ...], code: int
) -> None:
    """`--fail-on never` only reports; `all` fails on accepted mismatches too."""
    assert gate(failing(), entries=entries, fail_on=fail_on).exit_code == code


@pytest.mark.parametrize(("least", "code"), [("75", 0), ("75.01", 1)])
def test_coverage_below_the_least_fails(least: str, code: int) -> None:
    """150 of 200 numbers under a total that holds are 75 percent."""
    found = gate(holding(), min_coverage=Decimal(least))
    assert (found.coverage, found.exit_code) == (Decimal("75.0"), code)


def test_an_unread_document_is_exit_3_unless_worse() -> None:
    """A document that could not be read counts after a mismatch, before nothing to check."""
    unread = (Unread("b.pdf", "needs a password"),)
    assert judge(state(holding(), unread=unread), (), today=TODAY).exit_code == 3
    assert judge(state(failing(), unread=unread), (), today=TODAY).exit_code == 1
    assert judge(state(unread=unread), (), today=TODAY).exit_code == 3


@pytest.mark.parametrize("checks", [(), (holding("incomplete"),), (holding("not_checkable"),)])
def test_nothing_checked_is_exit_4(checks: tuple[JudgedCheck, ...]) -> None:
    """A green mark that proves nothing is not given."""
    assert gate(*checks).exit_code == 4


printed_values = st.integers(-(10**6), 10**6)


@given(printed=printed_values, accepted=printed_values, days=st.integers(-400, 400))
def test_a_gate_passes_only_what_was_accepted(printed: int, accepted: int, days: int) -> None:
    """Exit 0 exactly when the entry has the printed value and its last day is not over."""
    last = (TODAY + datetime.timedelta(days=days)).isoformat()
    entry = replace(ENTRY, printed=Decimal(accepted), expires=last)
    found = gate(failing(printed=printed), entries=(entry,))
    assert (found.exit_code == 0) == (printed == accepted and days >= 0)


def test_a_dataset_is_judged_by_its_newest_version(write_dataset: Callable[..., Path]) -> None:
    """The corrected edition passes; the version before still fails, and so does a rollback."""
    write_dataset(43)
    path = write_dataset(42)
    assert judge(read_state(path), (), today=TODAY).exit_code == 0
    assert judge(read_state(path, version=1), (), today=TODAY).exit_code == 1
    rollback(path, 1)
    assert judge(read_state(path), (), today=TODAY).exit_code == 1


def test_documents_that_the_run_could_not_read_are_named(
    write_dataset: Callable[..., Path],
) -> None:
    """The failures of the last run are exit 3 with their reasons."""
    path = write_dataset(42, run=Run(failures=(("b.pdf", "needs a password"),)))
    found = judge(read_state(path), (), today=TODAY)
    assert (found.exit_code, found.state.unread) == (3, (Unread("b.pdf", "needs a password"),))
    assert "b.pdf: needs a password" in render(found, "text", Path("accepted.yaml"))


def test_a_dataset_that_is_not_there_is_bad_use(tmp_path: Path) -> None:
    """No dataset is an error with exit code 2, not an empty success."""
    with pytest.raises(DatasetError) as caught:
        read_state(tmp_path / "none.db")
    assert caught.value.exit_code == 2


def test_the_command_judges_and_accepts(
    write_dataset: Callable[..., Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The line that `--accept` prints makes the same check pass once it is in the catalog."""
    path = write_dataset(43)
    catalog = tmp_path / "catalog"
    catalog.mkdir()
    common = ["check", "--db", str(path), "--catalog", str(catalog)]
    assert main(common) == 1
    fingerprint = read_state(path).documents[0].checks[0].fingerprint
    capsys.readouterr()
    words = ["--reason", 'Said: "so", yes', "--author", "Élodie", "--expires", "2999-01-01"]
    assert main([*common, "--accept", fingerprint, *words]) == 0
    (catalog / "accepted.yaml").write_text(
        f"accepted:\n{capsys.readouterr().out}", encoding="utf-8"
    )
    assert load_catalog(catalog).accepted[0].reason == 'Said: "so", yes'
    assert main(common) == 0
    assert "passed: 1 accepted mismatch(es)" in capsys.readouterr().out


def test_accepting_needs_a_failing_check_and_all_its_words() -> None:
    """An unknown fingerprint, a day that is over or a missing author is bad use."""
    words = ("why", "me", "2027-01-01")
    with pytest.raises(UsageError, match="nothing fails"):
        accept(state(failing()), "other", *words, today=TODAY)
    with pytest.raises(UsageError, match="is over"):
        accept(state(failing()), "f1", "why", "me", "2026-06-14", today=TODAY)
    with pytest.raises(UsageError, match="YYYY-MM-DD"):
        accept(state(failing()), "f1", "why", "me", "soon", today=TODAY)
    with pytest.raises(UsageError, match="needs"):
        accept(state(failing()), "f1", "why", None, "2027-01-01", today=TODAY)


sentences = st.text(st.characters(categories=["L", "N", "P", "S"]))


@given(value=st.decimals(allow_nan=False, allow_infinity=False, places=3), text=sentences)
def test_a_catalog_line_says_what_the_entry_says(value: Decimal, text: str) -> None:
    """YAML gives back the exact values and every text."""
    entry = replace(ENTRY, printed=value, reason=text)
    (read,) = yaml.safe_load(f"accepted:\n{catalog_line(entry)}\n")["accepted"]
    assert (Decimal(read["printed"]), read["reason"]) == (value, text)


def test_a_catalog_line_is_one_line() -> None:
    """Line breaks and control chars of a reason become spaces."""
    line = catalog_line(replace(ENTRY, reason="a\nb\x85c\x00"))
    assert yaml.safe_load(line)[0]["reason"] == "a b c "


def everything() -> Gate:
    """A gate with every outcome, and texts that would break each format."""
    nasty = replace(
        failing("new|1"), label="a|b <c> %\r\n::d, e\x00\ud800", explanation="`x` & <y>"
    )
    return judge(
        state(
            *(failing(), nasty, failing("f2", 5, 6), failing("f3", 7, 8), holding()),
            unread=(Unread("b%:,.pdf", "needs\na password"),),
        ),
        (
            ENTRY,
            *(replace(ENTRY, fingerprint="f2"), replace(ENTRY, fingerprint="gone")),
            replace(
                ENTRY,
                fingerprint="f3",
                printed=Decimal(7),
                computed=Decimal(8),
                expires="2026-01-02",
            ),
        ),
        today=TODAY,
    )


OUTCOMES = ["new", "changed", "expired", "stale", "accepted"]


@pytest.mark.parametrize("name", ["text", "json", "github", "junit", "sarif", "markdown"])
def test_every_format_says_the_coverage(name: str) -> None:
    """Coverage is in each format, whatever was found."""
    assert "150 of 200 printed numbers" in render(everything(), name, Path("a.yaml")) or (
        name == "json"
        and json.loads(render(everything(), name, Path("a.yaml")))["coverage"]["percent"] == 75.0
    )


def test_json_has_every_finding() -> None:
    """One document with outcome, values and reason of each finding."""
    told = json.loads(render(everything(), "json", Path("a.yaml")))
    assert [one["outcome"] for one in told["findings"]] == OUTCOMES
    assert told["findings"][1]["accepted"]["printed"] == 482
    assert told["exit_code"] == 1


def test_text_says_what_to_do_next() -> None:
    """A new mismatch comes with its place, its numbers and the command that accepts it."""
    text = render(gate(failing()), "text", Path("a.yaml"))
    assert 'p. 4 "Membres", Total › 2023' in text
    assert "printed 482, computed 481, off by 1 (tolerance 0)" in text
    assert "crossfoot check --accept f1" in text
    assert text.endswith("Check failed: 1 new mismatch(es).\n")


def test_github_shows_the_worst_ten_and_counts_the_rest() -> None:
    """Ten errors at most, the largest gap first; the last says how many are left out."""
    checks = [failing(f"f{n}", 100 + n, 100) for n in range(1, 14)]
    lines = render(gate(*checks), "github", Path("a.yaml")).splitlines()
    errors = [line for line in lines if line.startswith("::error ")]
    assert len(errors) == WORST
    assert "off by 13" in errors[0]
    assert "4 more" in errors[-1]
    assert not any(line.startswith("::warning ") for line in lines)
    assert lines[-1].startswith("::notice ")


def test_github_commands_stay_on_their_line() -> None:
    """What a PDF prints cannot end a command or start another one."""
    for line in render(everything(), "github", Path("a.yaml")).split("\n")[:-1]:
        assert line.startswith("::")
        properties = line[2:].partition("::")[0]
        for pair in properties.partition(" ")[2].split(","):
            assert ":" not in pair
            assert "=" in pair


def test_github_points_at_the_entry(tmp_path: Path) -> None:
    """An annotation of an accepted fingerprint stands at its line of the catalog."""
    file = tmp_path / "accepted.yaml"
    file.write_text("# fingerprint: f1\naccepted:\n  - {fingerprint: f1, printed: 1}\n")
    lines = render(gate(holding(), entries=(ENTRY,)), "github", file)
    assert f"file={file.as_posix()},line=3," in lines


def test_github_summary_gets_the_whole_page(
    write_dataset: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a summary file from GitHub, the Markdown page is added to it."""
    summary = tmp_path / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    assert main(["check", "--db", str(write_dataset(43)), "--format", "github"]) == 1
    assert "| new | lyon 2023 fr · lyon |" in summary.read_text(encoding="utf-8")


def test_markdown_tables_keep_their_columns() -> None:
    """Bars and tags of a PDF's text are escaped, so that each row has its eight bars."""
    page = render(everything(), "markdown", Path("a.yaml"))
    rows = [line for line in page.splitlines() if line.startswith("| ")][1:]
    assert len(rows) == 5
    assert all(row.replace("\\|", "").count("|") == 8 for row in rows)
    assert "<c>" not in page


def test_junit_counts_and_parses() -> None:
    """A suite per document; accepted ones skipped with their reason; counts add up."""
    root = ET.fromstring(render(everything(), "junit", Path("a.yaml")).encode())  # noqa: S314
    suites = {suite.get("name"): suite for suite in root}
    lyon = suites["lyon 2023 fr · lyon"]
    assert [lyon.get(key) for key in ("tests", "failures", "skipped")] == ["5", "3", "1"]
    (skipped,) = lyon.findall(".//skipped")
    assert "The publisher confirmed it." in skipped.attrib["message"]
    assert suites["catalog"].get("failures") == "1"
    (unread,) = suites["documents"].findall(".//error")
    assert unread.attrib["message"] == "needs\na password"
    for key in ("tests", "failures", "errors"):
        assert int(root.attrib[key]) == sum(int(suite.attrib[key]) for suite in root)


def test_sarif_has_what_the_standard_requires() -> None:
    """Required fields, closed lists and references of SARIF 2.1.0 are as the standard says."""
    log = json.loads(render(everything(), "sarif", Path("catalog/accepted.yaml")))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert isinstance(run["invocations"][0]["executionSuccessful"], bool)
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
        assert result["message"]["text"]
        assert result["level"] in ("none", "note", "warning", "error")
        assert all(isinstance(value, str) for value in result["partialFingerprints"].values())
        for place in result["locations"]:
            assert place["physicalLocation"]["artifactLocation"]["uri"].isascii()
            assert place["physicalLocation"]["region"]["startLine"] >= 1
    states = [result["baselineState"] for result in run["results"]]
    assert states == ["new", "updated", "unchanged", "absent", "unchanged"]
    suppressed = [[one["status"] for one in result["suppressions"]] for result in run["results"]]
    assert suppressed == [[], [], ["rejected"], [], ["accepted"]]
    name = run["results"][-1]["locations"][0]["logicalLocations"][0]["fullyQualifiedName"]
    assert name == "lyon 2023 fr · lyon / Membres / Total › 2023"


def one_row() -> tuple[JudgedCheck, ...]:
    """A total row that fails in three columns, on two pages, and another total of the report."""
    row = (
        replace(failing(f"f{n}", 482, 400 + n), table_id=5, row=9, col=n, axis="column", page=4 + n)
        for n in range(3)
    )
    return (*row, replace(failing("other", 10, 9), table_id=6, axis="row"))


@pytest.mark.parametrize("name", ["text", "github", "markdown", "gitlab", "sarif"])
def test_totals_of_one_cause_are_one_finding(name: str) -> None:
    """The worst is told, the others are counted, in each format; JSON has them all."""
    found = gate(*one_row())
    told = render(found, name, Path("a.yaml"))
    assert "… and 2 more in the same row (p. 5–6)" in told
    assert "computed 401" not in told or name == "sarif"
    assert "2 new mismatch(es) in 4 totals" in render(found, "text", Path("a.yaml"))
    assert "--accept f1 " in render(gate(*one_row(), folded=False), "text", Path("a.yaml"))


def test_json_says_the_cause_of_each_finding() -> None:
    """All findings are there, numbered by cause; each cause has its count and fingerprints."""
    told = json.loads(render(gate(*one_row()), "json", Path("a.yaml")))
    assert [one["cause"] for one in told["findings"]] == [1, 1, 1, 2]
    assert [(one["count"], one["shared"]) for one in told["causes"]] == [(3, "row"), (1, None)]
    assert told["causes"][0]["fingerprints"] == ["f0", "f1", "f2"]


def test_junit_and_sarif_count_causes() -> None:
    """The siblings are skipped cases that name the first, and related places of its result."""
    root = ET.fromstring(render(gate(*one_row()), "junit", Path("a.yaml")))  # noqa: S314 - ours
    suite = next(one for one in root if one.get("name") == "lyon 2023 fr · lyon")
    assert (suite.get("tests"), suite.get("failures"), suite.get("skipped")) == ("4", "2", "2")
    skipped = [one.get("message") or "" for one in root.iter("skipped")]
    assert all("one cause with p. 4" in message for message in skipped)
    results = json.loads(render(gate(*one_row()), "sarif", Path("a.yaml")))["runs"][0]["results"]
    assert [len(one["relatedLocations"]) for one in results] == [2, 0]


def test_an_accepted_total_leaves_its_cause() -> None:
    """What is accepted is told apart; the others of its row still fail."""
    entry = replace(ENTRY, fingerprint="f0", computed=Decimal(400))
    found = gate(*one_row(), entries=(entry,))
    assert [len(cause.findings) for cause in found.causes] == [2, 1, 1]
    assert found.causes[-1].first.outcome == "accepted"
