"""The action and the template of a reports repository, run step by step with the real commands.

A runner of GitHub is played: expressions are filled in, `run` steps go through bash in a git
repository made from the template, `uses` steps (Python, caches, uploads) are left to GitHub. What
stands for the cache of the main branch's dataset is a file that the steps themselves keep.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from tests.flows.conftest import BROKEN
from tests.form_pdfs import form_pdf

ROOT = Path(__file__).resolve().parents[2]
TEMPLATE = ROOT / "examples" / "reports-repository"
WHERE = "your-organisation/crossfoot@main"


@dataclass
class Runner:
    """A job of GitHub's, with what it remembers between steps."""

    repository: Path
    temporary: Path
    event: Mapping[str, str]
    outputs: dict[str, str] = field(default_factory=dict)
    log: str = ""
    is_red: bool = False

    def run_action(self, given: Mapping[str, str]) -> None:
        """Run the steps of our action with inputs."""
        action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
        inputs = {name: str(one.get("default", "")) for name, one in action["inputs"].items()}
        known = {f"inputs.{name}": text for name, text in (inputs | dict(given)).items()}
        for step in action["runs"]["steps"]:
            self._run(step, known)

    def _run(self, step: Mapping[str, Any], known: Mapping[str, str]) -> None:
        names = {**known, **self.event, **self.outputs}
        condition = str(step.get("if", "true"))
        if "run" not in step or not self._holds(condition, names):
            return
        output, summary = self.temporary / "output", self.temporary / "summary.md"
        output.write_text("")
        environment = {
            **os.environ,
            **{name: fill(str(text), names) for name, text in step.get("env", {}).items()},
            "PATH": f"{self.temporary / 'bin'}{os.pathsep}{os.environ['PATH']}",
            "GITHUB_OUTPUT": str(output),
            "GITHUB_STEP_SUMMARY": str(summary),
        }
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=self.repository,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        self.log += done.stdout + done.stderr
        self.is_red = self.is_red or done.returncode != 0
        for line in output.read_text().splitlines():
            name, _, text = line.partition("=")
            self.outputs[f"steps.{step['id']}.outputs.{name}"] = text

    def _holds(self, condition: str, names: Mapping[str, str]) -> bool:
        """Whether a step runs: after a red one only what says `always()`."""
        if self.is_red and "always()" not in condition:
            return False
        parts = (part.strip() for part in condition.split("&&"))
        return all(holds(part, names) for part in parts if part not in ("true", "always()"))


def holds(part: str, names: Mapping[str, str]) -> bool:
    """Return whether one comparison of an expression is true."""
    found = re.fullmatch(r"([\w.-]+) (==|!=) '([^']*)'", part)
    assert found, part
    is_equal = names.get(found[1], "") == found[3]
    return is_equal == (found[2] == "==")


def fill(text: str, names: Mapping[str, str]) -> str:
    """Fill in the expressions of a text: the first of several names that says something."""
    return re.sub(
        r"\$\{\{(.*?)\}\}",
        lambda found: next(
            (names[name.strip()] for name in found[1].split("||") if names.get(name.strip())), ""
        ),
        text,
    )


SPENT = {
    "Avon": ((1200, 1300), (2100, 2400), (310, 330)),
    "Bray": ((845, 912), (1377, 1290), (96, 128)),
    "Cork": ((5630, 5811), (4402, 4719), (783, 805)),
}


def form(town: str, *, off_by: int = 0) -> bytes:
    """Return a report of a town; its printed total of the last year is off by so much."""
    services = zip(("Schools", "Roads", "Parks"), SPENT[town], strict=True)
    totals = [sum(year) for year in zip(*SPENT[town], strict=True)]
    rows = [
        (f"Service of {town}", "2022", "2023"),
        *((f"{town} {name}", str(one), str(two)) for name, (one, two) in services),
        ("Total", str(totals[0]), str(totals[1] + off_by)),
    ]
    words = {"Avon": "a harbour", "Bray": "a market town", "Cork": "a mill town on the river"}
    return form_pdf(f"Budget of {town} 2023", [f"{town} is {words[town]}; amounts in euros."], rows)


def git(repository: Path, *arguments: str) -> str:
    """Run git in a repository; return what it prints."""
    told = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    done = subprocess.run(
        ["git", *told, *arguments], cwd=repository, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


def commit(repository: Path, message: str) -> str:
    """Commit everything; return the commit."""
    git(repository, "add", "-A")
    git(repository, "commit", "-qm", message)
    return git(repository, "rev-parse", "HEAD")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository made from the template, with two good reports on its main branch."""
    folder = tmp_path / "repository"
    shutil.copytree(TEMPLATE, folder)
    (folder / "reports" / "south").mkdir()
    (folder / "reports" / "avon.pdf").write_bytes(form("Avon"))
    (folder / "reports" / "south" / "bray.PDF").write_bytes(form("Bray"))
    git(folder, "init", "-q", "-b", "main")
    commit(folder, "reports")
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin" / "crossfoot"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m crossfoot.flows.cli.main "$@"\n')
    program.chmod(0o755)
    return folder


def push(repository: Path) -> Runner:
    """Play the run on the main branch, which keeps its dataset."""
    nothing = "0" * 40
    runner = Runner(
        repository,
        repository.parent,
        {"github.event_name": "push", "github.event.before": nothing},
    )
    runner.run_action(inputs_of(repository))
    return runner


def pull(repository: Path, base: str) -> Runner:
    """Play the run of a pull request, from a fork: no secret is there."""
    told = {"github.event_name": "pull_request", "github.event.pull_request.base.sha": base}
    runner = Runner(repository, repository.parent, told)
    runner.run_action(inputs_of(repository))
    return runner


def inputs_of(repository: Path) -> dict[str, str]:
    """Return what the template's workflow gives the action; crossfoot is installed already."""
    path = repository / ".github" / "workflows" / "reports.yml"
    steps = yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"]["check"]["steps"]
    (step,) = [step for step in steps if step.get("uses") == WHERE]
    return {**step["with"], "install": ""}


def test_a_planted_error_is_red_until_it_is_accepted(repository: Path, tmp_path: Path) -> None:
    """One annotation at the right file, a summary, and green after `crossfoot review accept`."""
    main = push(repository)
    assert not main.is_red, main.log
    assert "2 report(s) to read" in main.log
    assert (repository / "crossfoot-main.db").is_file()

    base = git(repository, "rev-parse", "HEAD")
    (repository / "reports" / "south" / "bray.PDF").write_bytes(form("Bray", off_by=270))
    commit(repository, "a new edition with a wrong total")
    red = pull(repository, base)
    errors = [line for line in red.log.splitlines() if line.startswith("::error ")]
    assert red.is_red
    assert "1 report(s) to read" in red.log
    assert len(errors) == 1, red.log
    assert errors[0].startswith("::error file=reports/south/bray.PDF,line=1,title=new%3A ")
    assert "p. 1" in errors[0]
    assert "printed 2600, computed 2330" in errors[0]
    assert "2600" in (tmp_path / "summary.md").read_text(encoding="utf-8")
    assert (repository / "crossfoot.sarif").is_file()

    fingerprint = re.findall(r"crossfoot check --accept (\S+)", check_text(repository))[0]
    answer = ("review", "accept", fingerprint, "--reason", "The town confirmed it.")
    subprocess.run(
        [tmp_path / "bin" / "crossfoot", *answer, "--author", "A. Martin",
         "--db", "crossfoot.db", "--catalog", "catalog"],
        cwd=repository, check=True, capture_output=True,
    )  # fmt: skip
    commit(repository, "accept the misprint")
    green = pull(repository, base)
    assert not green.is_red, green.log
    assert "::error" not in green.log
    assert "passed: 1 accepted mismatch(es)" in green.log


def check_text(repository: Path) -> str:
    """Return what a person sees who runs the check."""
    done = subprocess.run(
        [repository.parent / "bin" / "crossfoot", "check", "--db", "crossfoot.db"],
        cwd=repository,
        check=False,
        capture_output=True,
        text=True,
    )
    return done.stdout


def test_unread_reports_are_red_whether_others_were_read_or_not(repository: Path) -> None:
    """All broken with no dataset yet, and all broken beside the main branch's dataset."""
    (repository / "reports" / "avon.pdf").write_bytes(BROKEN)
    (repository / "reports" / "south" / "bray.PDF").write_bytes(BROKEN + b" too")
    base = git(repository, "rev-parse", "HEAD")
    commit(repository, "broken")
    alone = pull(repository, base)
    assert alone.is_red
    assert "::error title=crossfoot::not one of the reports could be read" in alone.log

    git(repository, "checkout", "-q", base)
    (repository / "crossfoot.db").unlink(missing_ok=True)
    push(repository)
    git(repository, "checkout", "-q", "main")
    beside = pull(repository, base)
    assert beside.is_red
    assert "2 document(s) could not be read" in beside.log


def test_what_was_wrong_on_the_main_branch_fails_no_other_change(repository: Path) -> None:
    """A known misprint of another report does not stop a pull request that does not touch it."""
    (repository / "reports" / "avon.pdf").write_bytes(form("Avon", off_by=270))
    commit(repository, "a misprint that was let through")
    push(repository)
    base = git(repository, "rev-parse", "HEAD")
    (repository / "reports" / "cork.pdf").write_bytes(form("Cork"))
    commit(repository, "another report")
    runner = pull(repository, base)
    assert not runner.is_red, runner.log
    assert "passed: 1 known mismatch(es)" in runner.log


def test_the_hook_stops_a_commit_with_a_wrong_total(repository: Path) -> None:
    """What pre-commit would run: the entry of the hook, the template's arguments, the files."""
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    config = yaml.safe_load((TEMPLATE / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    (used,) = config["repos"][0]["hooks"]
    assert used["id"] == hook["id"]
    command = [*hook["entry"].split(), *used["args"]]
    command[0] = str(repository.parent / "bin" / command[0])
    (repository / "reports" / "wrong.pdf").write_bytes(form("Cork", off_by=270))
    for name, code in (("reports/avon.pdf", 0), ("reports/wrong.pdf", 1)):
        assert re.search(hook["files"], name)
        done = subprocess.run([*command, name], cwd=repository, check=False, capture_output=True)
        assert done.returncode == code, done.stdout


def test_the_gitlab_job_runs(repository: Path) -> None:
    """Its script, line by line: green on good reports, red on a wrong one, reports written."""
    job = yaml.safe_load((TEMPLATE / ".gitlab-ci.yml").read_text(encoding="utf-8"))["reports"]
    path = f"{repository.parent / 'bin'}{os.pathsep}{os.environ['PATH']}"

    def run() -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["bash", "-ec", "\n".join(job["script"])],
            cwd=repository,
            env={**os.environ, "PATH": path},
            check=False,
            capture_output=True,
            text=True,
        )

    assert run().returncode == 0
    (repository / "reports" / "wrong.pdf").write_bytes(form("Cork", off_by=270))
    done = run()
    assert done.returncode == 1, done.stderr
    quality = (repository / job["artifacts"]["reports"]["codequality"]).read_text(encoding="utf-8")
    assert '"path": "reports/wrong.pdf"' in quality
    assert (repository / job["artifacts"]["reports"]["junit"]).is_file()


def test_the_action_and_the_workflows_are_well_formed() -> None:
    """Every input that a step asks for is declared, and the template gives none that is not."""
    text = (ROOT / "action.yml").read_text(encoding="utf-8")
    action = yaml.safe_load(text)
    asked = set(re.findall(r"inputs\.([\w-]+)", text))
    assert asked == set(action["inputs"])
    jsonschema.validate(
        action,
        {
            "required": ["name", "description", "runs"],
            "properties": {
                "inputs": {"additionalProperties": {"required": ["description", "default"]}},
                "outputs": {"additionalProperties": {"required": ["description", "value"]}},
                "runs": {"properties": {"using": {"const": "composite"}}},
            },
        },
    )
    for step in action["runs"]["steps"]:
        assert ("uses" in step) != ("run" in step)
        assert "run" not in step or step["shell"] == "bash"
        # text of a pull request reaches a script through its environment, never by being pasted
        assert "${{" not in step.get("run", "")
    workflow = (TEMPLATE / ".github" / "workflows" / "reports.yml").read_text(encoding="utf-8")
    assert "secrets." not in workflow
    assert set(inputs_of(TEMPLATE)) <= set(action["inputs"])
