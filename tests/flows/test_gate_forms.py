"""What other programs read of the gate holds to their schemas, and points at the right file."""

from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from lxml import etree

from crossfoot.flows.cli.main import main
from crossfoot.flows.gate.check import render
from crossfoot.flows.gate.formats_text import WORST
from crossfoot.flows.gate.state import Unread
from crossfoot.flows.gate.verdicts import failing_in, judge
from tests.flows.conftest import Done
from tests.flows.test_gate import TODAY, everything, failing, gate, state

SCHEMAS = Path(__file__).resolve().parents[1] / "schemas"
GITLAB = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "minLength": 1},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": "^(?!/|\\./)"},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}
"""What GitLab's documentation of code quality reports asks for."""


def test_sarif_validates() -> None:
    """Every outcome, unread documents among them, is SARIF 2.1.0 by its schema."""
    schema = json.loads((SCHEMAS / "sarif-2.1.0.json").read_text(encoding="utf-8"))
    jsonschema.validate(json.loads(render(everything(), "sarif", Path("catalog/a.yaml"))), schema)


def test_junit_validates() -> None:
    """Every outcome is JUnit by the schema that Jenkins and others read it with."""
    schema = etree.XMLSchema(etree.parse(SCHEMAS / "junit-10.xsd"))
    schema.assertValid(etree.fromstring(render(everything(), "junit", Path("a.yaml")).encode()))


def test_gitlab_validates_and_names_each_finding_once() -> None:
    """Every finding that fails the gate is an issue with a fingerprint of its own."""
    issues = json.loads(render(everything(), "gitlab", Path("a.yaml")))
    jsonschema.validate(issues, GITLAB)
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)
    assert {issue["check_name"] for issue in issues} >= {"sum", "stale", "unread"}


def test_annotations_are_capped_by_kind() -> None:
    """Ten errors and ten warnings at most, those that say how many are left out among them."""
    unread = tuple(Unread(f"{n}.pdf", "damaged") for n in range(15))
    checks = [failing(f"f{n}", 100 + n, 100) for n in range(1, 14)]
    many = judge(state(*checks, unread=unread), (), today=TODAY)
    lines = render(many, "github", Path("a.yaml")).splitlines()
    for name in ("error", "warning"):
        found = [line for line in lines if line.startswith(f"::{name} ")]
        assert len(found) == WORST
        assert " more: GitHub shows 10" in found[-1]


def test_warnings_alone_can_leave_it_green() -> None:
    """`--fail-on error`: what a misreading of a scan explains as well is told, and passes."""
    doubtful = replace(failing(), severity="warning")
    assert judge(state(doubtful), (), today=TODAY).exit_code == 1
    told = judge(state(doubtful), (), today=TODAY, fail_on="error")
    assert told.exit_code == 0
    assert judge(state(doubtful, failing("g")), (), today=TODAY, fail_on="error").exit_code == 1


def test_what_fails_on_the_main_branch_too_is_known() -> None:
    """With the same numbers it passes; with others it is new."""
    known = failing_in(state(failing("f1", 482, 481), failing("f2", 10, 9)))
    now = judge(state(failing("f1", 482, 481)), (), today=TODAY, known=known)
    assert [one.outcome for one in now.findings] == ["known"]
    assert now.exit_code == 0
    changed = judge(state(failing("f1", 482, 480)), (), today=TODAY, known=known)
    assert [one.outcome for one in changed.findings] == ["new"]
    assert gate(failing()).exit_code == 1


@pytest.mark.parametrize("form", ["github", "sarif", "gitlab", "json"])
def test_findings_point_at_the_path_in_the_repository(
    form: str,
    tmp_path: Path,
    samples: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The dataset knows a name; git says where a file with that content lies."""
    (tmp_path / "in" / "2020").mkdir(parents=True)
    (tmp_path / "old").mkdir()
    name = "membres-fr-A-2.pdf"
    (tmp_path / "in" / "2020" / name).write_bytes((samples / name).read_bytes())
    (tmp_path / "old" / name).write_bytes(b"%PDF another printing")
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    monkeypatch.chdir(tmp_path)
    main(["check", f"in/2020/{name}", "--format", form, "--fail-on", "all"])
    assert f"in/2020/{name}" in capsys.readouterr().out


def test_files_alone_are_judged_without_a_dataset(
    tmp_path: Path,
    reports: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    direct_run: Done,
) -> None:
    """`crossfoot check PDF…` makes none, names what it could not read, and ends with 3."""
    monkeypatch.chdir(tmp_path)
    assert direct_run.code == 3
    assert main(["check", str(reports)]) == 3
    assert "UNREAD   zz-broken.pdf" in capsys.readouterr().out
    assert main(["check", str(reports / "zz-broken.pdf")]) == 3
    assert list(tmp_path.iterdir()) == []


def test_nothing_to_check_can_be_fine(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A report without totals stops no commit where `--nothing-ok` is given."""
    from tests.flows.test_any_name import small_pdf

    (tmp_path / "a.pdf").write_bytes(small_pdf(b"no total"))
    assert main(["check", str(tmp_path / "a.pdf")]) == 4
    assert main(["check", str(tmp_path / "a.pdf"), "--nothing-ok"]) == 0
    assert capsys.readouterr().out
