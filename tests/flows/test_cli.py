"""The command line as a whole: help, exit codes, one-line errors, pipes."""

from __future__ import annotations

import argparse
import shlex
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from crossfoot.flows.cli.main import main
from crossfoot.flows.cli.parser import build_parser
from crossfoot.flows.words.said import spoken_languages

ROOT = Path(__file__).resolve().parents[2]


def commands() -> dict[str, argparse.ArgumentParser]:
    """Return the parser of each command."""
    for action in build_parser()._actions:
        if isinstance(action, argparse._SubParsersAction):
            return dict(action.choices)
    raise LookupError("no commands")


@pytest.mark.parametrize("name", commands())
def test_each_command_shows_an_example_that_parses(name: str) -> None:
    """Help ends with an example, and the example is a call the parser accepts."""
    epilog = commands()[name].epilog or ""
    line = epilog.partition("example:\n")[2].strip()

    assert line.startswith(f"crossfoot {name}")
    assert build_parser().parse_args(shlex.split(line)[1:]).target


@pytest.mark.parametrize("name", commands())
def test_each_command_has_an_implementation(name: str) -> None:
    """The function a command names is there."""
    module, _, function = str(commands()[name].get_default("target")).partition(":")

    assert callable(getattr(import_module(module), function))


@pytest.mark.parametrize("name", commands())
def test_each_flag_says_what_it_is(name: str) -> None:
    """Every option of every command has a help text."""
    silent = [
        action.option_strings
        for action in commands()[name]._actions
        if action.option_strings and not action.help
    ]
    assert silent == []


def loaded_modules(code: str, *flags: str) -> set[str]:
    """Return what is imported when a bare interpreter has run some code."""
    listing = "import sys; print(*sorted(sys.modules), file=sys.stderr)"
    command = [sys.executable, *flags, "-c", f"{code}\n{listing}"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    return set(done.stderr.split())


def test_help_imports_a_handful_of_modules() -> None:
    """`--help` costs what argparse costs: of ours it imports the list of commands, no library."""
    code = (
        "import sys; sys.path.insert(0, '')\n"
        "from crossfoot.flows.cli.main import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass"
    )
    bare = loaded_modules("import argparse; argparse.ArgumentParser().format_help()", "-S")
    more = loaded_modules(code, "-S") - bare
    ours = {name for name in more if name.startswith("crossfoot.")}

    assert ours == {
        "crossfoot.errors",
        "crossfoot.names",
        "crossfoot.flows",
        "crossfoot.flows.cli",
        "crossfoot.flows.cli.main",
        "crossfoot.flows.cli.parser",
    }
    assert {name.partition(".")[0] for name in more - ours} <= {
        "crossfoot", "errno", "importlib", "warnings", "__future__",
    }  # fmt: skip


@pytest.mark.parametrize("name", commands())
def test_a_call_gets_the_flags_of_its_command_alone(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a command takes does not depend on whether the flags of the others were made."""
    monkeypatch.delenv("CROSSFOOT_LANG", raising=False)  # configuration: of the command called
    example = shlex.split((commands()[name].epilog or "").partition("example:\n")[2])[1:]
    alone = build_parser(example)

    assert alone.parse_args(example) == build_parser().parse_args(example)
    with pytest.raises(SystemExit):
        build_parser([]).parse_args([*example, "--db", "x", "--json"])


@pytest.mark.parametrize(
    "arguments",
    [
        ["extract"],
        ["extract", "a.pdf", "--pages", "7-3"],
        ["extract", "a.pdf", "--engine", "tabula"],
        ["ingest", "a.pdf", "--runner", "ray"],
        ["nonsense"],
    ],
)
def test_bad_use_is_one_line_and_exit_2(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """A wrong call says in one line what is wrong and where help is."""
    with pytest.raises(SystemExit) as stop:
        main(arguments)

    error = capsys.readouterr().err
    assert stop.value.code == 2
    assert error.count("\n") == 1
    assert "--help" in error


def test_a_missing_dataset_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A dataset that is not there is named, with what makes one."""
    assert main(["versions", "--db", str(tmp_path / "none.db")]) == 2

    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert "none.db" in error
    assert "Traceback" not in error


def test_debug_shows_the_traceback(tmp_path: Path) -> None:
    """With --debug, before or after the command, the error itself comes out."""
    from crossfoot.errors import DatasetError

    for arguments in (["--debug", "versions"], ["versions", "--debug"]):
        with pytest.raises(DatasetError):
            main([*arguments, "--db", str(tmp_path / "none.db")])


def test_a_closed_pipe_is_no_traceback(tmp_path: Path) -> None:
    """`crossfoot … | head` ends quietly when the reader has seen enough."""
    command = [sys.executable, "-m", "crossfoot.flows.cli.main", "gazetteer", "--help"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        error = process.stderr.read()
        process.wait()

    assert b"Traceback" not in error
    assert b"Exception" not in error


def test_browse_names_no_address_it_cannot_serve(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without a dataset there is one line, and it is not where to look at it."""
    assert main(["browse", "--db", str(tmp_path / "none.db")]) == 2

    err = capsys.readouterr().err
    assert err.count("\n") == 1
    assert "no such dataset" in err


def test_the_flag_knows_the_languages_that_are_spoken() -> None:
    """It lists the files without asking the module that reads them."""
    (flag,) = [a for a in build_parser()._actions if "--lang" in a.option_strings]

    assert tuple(flag.choices or ()) == spoken_languages()
