"""The pages say what is there: commands, examples, links, targets, schema, settings."""

from __future__ import annotations

import argparse
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from crossfoot.flows.cli import main as cli
from crossfoot.flows.cli.parser import build_parser
from crossfoot.flows.gate import verdicts as gate_verdicts

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SETTINGS = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
PAGES = sorted((*ROOT.glob("*.md"), *ROOT.glob("[a-z]*/*.md")))
CODE = sorted(path for path in ROOT.glob("[a-z]*/**/*.py") if path != Path(__file__))


def commands() -> dict[str, argparse.ArgumentParser]:
    """Return the parser of each command by its name."""
    (choices,) = (
        action.choices
        for action in build_parser()._actions
        if isinstance(action, argparse._SubParsersAction)
    )
    return dict(choices)


def test_the_schema_page_is_what_the_schema_says() -> None:
    """docs/dataset.md is generated; a changed column without `make docs` fails here."""
    command = [sys.executable, str(ROOT / "tools" / "generate_docs.py"), "--check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", commands())
def test_every_command_stands_in_the_readme(name: str) -> None:
    """A command that nobody can read about does not exist."""
    _, _, table = README.partition("## Commands")

    assert re.search(rf"^\| .*`(?:crossfoot )?{name}\b.* \| .+ \|$", table, re.M)


@pytest.mark.parametrize("name", commands())
def test_the_help_of_every_command_ends_with_an_example(name: str) -> None:
    """The last line of `--help` is a call of that command that one can copy and that parses."""
    last = commands()[name].format_help().rstrip().splitlines()[-1]
    program, *arguments = shlex.split(last)

    assert (program, arguments[0]) == ("crossfoot", name)
    assert build_parser().parse_args(arguments).target


def test_calls_in_the_pages_parse() -> None:
    """Each `crossfoot …` line of a code block in the pages is one that the program accepts."""
    blocks = (
        block
        for page in PAGES
        for block in re.findall(
            r"^```\w*\n(.*?)^```", page.read_text(encoding="utf-8"), re.M | re.S
        )
    )
    calls = [
        line for block in blocks for line in block.splitlines() if line.startswith("crossfoot ")
    ]

    assert calls
    for call in calls:
        assert build_parser().parse_args(shlex.split(call, comments=True)[1:]).target, call


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    """Relative links and pictures of a Markdown page exist."""
    targets = re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8"))
    missing = [
        target for target in targets if "://" not in target and not (page.parent / target).exists()
    ]

    assert missing == []


def test_make_targets_named_in_the_pages_exist() -> None:
    """`make …` in a page or in code names a target of the Makefile."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.M))
    texts = [path.read_text(encoding="utf-8") for path in (*PAGES, *CODE)]
    named = {name for text in texts for name in re.findall(r"(?:^|`)make ([a-z]+)", text, re.M)}

    assert {"demo", "test"} <= named
    assert named <= targets


def test_every_variable_of_the_environment_is_described() -> None:
    """The settings page names each CROSSFOOT_ variable that the code reads, and no other."""
    pattern = re.compile(r"\bCROSSFOOT_[A-Z]+\b")
    read = {name for path in CODE for name in pattern.findall(path.read_text(encoding="utf-8"))}
    described = set(re.findall(r"^\| `(CROSSFOOT_[A-Z]+)`", SETTINGS, re.M))

    assert described == read


def test_every_exit_code_is_described() -> None:
    """The settings page has each code that the program ends with."""
    described = {int(code) for code in re.findall(r"^\| (\d+) \|", SETTINGS, re.M)}
    used = {
        *(cli.EXIT_INTERNAL, cli.EXIT_INTERRUPTED, cli.EXIT_BROKEN_PIPE),
        *(gate_verdicts.EXIT_FINDINGS, gate_verdicts.EXIT_UNREAD, gate_verdicts.EXIT_NOTHING),
        *(0, 2),
    }

    assert described == used
