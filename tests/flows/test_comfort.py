"""What the command line does for a person: helps, guesses, completes, remembers."""

from __future__ import annotations

import http.server
import json
import os
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from shutil import which

import pytest

from crossfoot.errors import UsageError
from crossfoot.flows.cli.main import main
from crossfoot.flows.cli.parser import build_parser
from crossfoot.flows.runs.cache import Cache
from crossfoot.flows.runs.progress import progress_columns
from crossfoot.flows.runs.server import api_problem
from tests.flows.conftest import Done
from tests.flows.test_any_name import crossfoot


def test_a_bare_call_helps(capsys: pytest.CaptureFixture[str]) -> None:
    """Who types the name alone sees the commands, and no error."""
    assert main([]) == 0
    told = capsys.readouterr()
    assert "ingest" in told.out
    assert told.err == ""


@pytest.mark.parametrize(
    ("action", "said"),
    [
        (["reports", "list"], "fr"),
        (["review", "accept", "f00", "--reason", "r", "--author", "A"], "es"),
        (["catalog", "check"], "fr"),
    ],
)
def test_what_stands_behind_a_command_may_stand_behind_its_verb(
    action: list[str], said: str
) -> None:
    """`--lang` and the like, which are of every command."""
    args = build_parser().parse_args([*action, "--lang", said, "--debug"])

    assert (args.lang, args.debug) == (said, True)


@pytest.mark.parametrize(
    ("call", "meant"),
    [
        (["ingset", "a.pdf"], "did you mean ingest?"),
        (["check", "--fail-om", "new"], "did you mean --fail-on"),
        (["check", "--format", "sarfi"], "did you mean sarif?"),
    ],
)
def test_a_slip_is_told_what_was_meant(
    call: list[str], meant: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A command, a flag or a value that nearly exists is named, in one line."""
    with pytest.raises(SystemExit, match="2"):
        main(call)
    told = capsys.readouterr().err
    assert meant in told
    assert told.count("\n") == 1


def test_a_wrong_flag_is_told_before_a_missing_command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In the reader's language, each word once; the command may be missed afterwards."""
    for call, told in (
        (["--versoin"], "pas de '--versoin' : vouliez-vous dire --version / versions ?"),
        (["--debug"], "il manque encore : COMMAND (voir crossfoot --help)"),
        (["match", "Lyon", "--contry"], "pas de '--contry' : vouliez-vous dire --country ?"),
        (["match", "Lyon", "--x"], "arguments inconnus : --x"),
        (["browse", "--port", "99999"], "'99999' is no port"),
    ):
        monkeypatch.setenv("CROSSFOOT_LANG", "fr")
        with pytest.raises(SystemExit, match="2"):
            main(call)
        assert told in capsys.readouterr().err


@pytest.mark.parametrize("width", [24, 40])
def test_a_narrow_terminal_cuts_no_word(
    width: int,
    direct_run: Done,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Lists become lines of name and text, prose is broken between words, commands stay whole."""
    wide = {}
    for columns in ("", str(width)):
        monkeypatch.setenv("COLUMNS", columns)
        for command in ("versions", "check", "review"):
            main([command, "--db", str(direct_run.database)])
            told = capsys.readouterr().out
            if not columns:
                wide[command] = told
                continue
            assert told.split() != []
            assert set(told.split()) == set(wide[command].split()), command
            long = [line for line in told.splitlines() if len(line) > width and " " in line.strip()]
            copied = ("crossfoot ", ".yaml", "{")
            assert all(any(one in line for one in copied) for line in long), (command, long)
    monkeypatch.setenv("COLUMNS", "40")
    assert main([]) == 0
    prose = capsys.readouterr().out.partition("Tables and")[2].partition("positional")[0]
    assert max(map(len, prose.splitlines())) <= 40


@pytest.mark.parametrize("width", [36, 72, 120])
def test_the_bars_of_a_run_show_what_is_counted_at_any_width(width: int) -> None:
    """A long name is cut, the counts and the time left are not."""
    from rich.console import Console
    from rich.progress import Progress

    console = Console(width=width, force_terminal=True, color_system=None)
    bars = Progress(*progress_columns(width), console=console)
    bars.add_task("documents", total=300, completed=123)
    bars.add_task("  rapport-annuel-de-la-metropole-2023-version-definitive.pdf", total=120)
    with console.capture() as shown:
        console.print(bars.get_renderable())
    first, second = shown.get().splitlines()
    assert "123/300 left: -:--:--" in first
    assert "0/120 left: -:--:--" in second
    assert ("━" in first) == (width >= 72)


def complete(words: list[str]) -> list[str]:
    """Return what bash offers for the last of some words."""
    script = crossfoot("completion", "bash").stdout.decode()
    quoted = " ".join(f"'{word}'" for word in words)
    call = (
        f'COMP_WORDS=({quoted}); COMP_CWORD={len(words) - 1}; _crossfoot; echo "${{COMPREPLY[@]}}"'
    )
    done = subprocess.run(
        ["bash", "-c", f"{script}\n{call}"], capture_output=True, text=True, check=True
    )
    return done.stdout.split()


def test_bash_completes_commands_flags_and_values() -> None:
    """The script runs in bash and knows what the parser knows."""
    assert "ingest" in complete(["crossfoot", "in"])
    assert complete(["crossfoot", "check", "--min-c"]) == ["--min-coverage"]
    assert complete(["crossfoot", "check", "--format", "s"]) == ["sarif"]
    assert complete(["crossfoot", "review", "acc"]) == ["accept"]
    assert complete(["crossfoot", "review", "accept", "--re"]) == ["--reason"]
    assert complete(["crossfoot", "cache", "p"]) == ["prune"]
    assert complete(["crossfoot", "--la"]) == ["--lang"]
    assert complete(["crossfoot", "--lang", "fr", "versio"]) == ["versions"]
    assert complete(["crossfoot", "ingest", ""]) == []  # files then


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_other_shells_get_every_command(shell: str) -> None:
    """Their scripts name each command and its flags."""
    script = crossfoot("completion", shell).stdout.decode()
    assert "ingest" in script
    assert "edition-of" in script
    assert "accept" in script
    if which(shell):
        subprocess.run([shell, "-n"], input=script.encode(), check=True, timeout=60)


@pytest.mark.skipif(not which("fish"), reason="fish is not installed")
def test_fish_completes_verbs_and_values(tmp_path: Path) -> None:
    """As bash does; what fish offers behind a tab is the description."""
    (tmp_path / "c.fish").write_bytes(crossfoot("completion", "fish").stdout)
    asked = {
        "inge": "ingest",
        "review acc": "accept",
        "check --format sar": "sarif",
        "--la": "--lang",
    }
    for call, offered in asked.items():
        ask = f"source {tmp_path / 'c.fish'}; complete -C 'crossfoot {call}'"
        done = subprocess.run(["fish", "-c", ask], capture_output=True, text=True, check=True)
        assert done.stdout.split() == [offered]


def options(*call: str) -> dict[str, object]:
    """Return what a call is understood as."""
    return vars(build_parser(call).parse_args(call))


def test_a_file_an_environment_and_a_flag_win_in_that_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Built in < file < environment < flag; paths are relative to the file."""
    (tmp_path / "sub").mkdir()
    (tmp_path / "crossfoot.toml").write_text(
        'db = "data/a.db"\n[check]\nfail-on = "error"\nmin-placed = "60"\n[ingest]\nno-ocr = true\n'
    )
    monkeypatch.chdir(tmp_path / "sub")
    monkeypatch.delenv("CROSSFOOT_FAIL_ON", raising=False)
    assert options("check")["fail_on"] == "error"
    assert options("check")["db"] == tmp_path / "data" / "a.db"
    assert str(options("check")["min_placed"]) == "60"
    assert options("ingest", "a.pdf")["no_ocr"] is True
    monkeypatch.setenv("CROSSFOOT_FAIL_ON", "all")
    monkeypatch.setenv("CROSSFOOT_DB", "b.db")
    assert options("check")["fail_on"] == "all"
    assert options("check")["db"] == Path("b.db")
    assert options("check", "--fail-on", "never")["fail_on"] == "never"
    assert options("versions")["db"] == Path("b.db")


@pytest.mark.parametrize("place", [("--lang", "en", "versions"), ("versions", "--lang", "en")])
def test_a_flag_before_the_command_wins_too(
    place: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What file and environment say of flags that stand in two places is a default at both."""
    (tmp_path / "crossfoot.toml").write_text('lang = "fr"\nlog-format = "json"\n')
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CROSSFOOT_LANG", raising=False)
    assert (options("versions")["lang"], options("versions")["log_format"]) == ("fr", "json")
    monkeypatch.setenv("CROSSFOOT_LANG", "es")
    assert options("versions")["lang"] == "es"
    assert options(*place)["lang"] == "en"


def test_pyproject_serves_too_and_a_repository_ends_the_search(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`[tool.crossfoot]` is read like a file of its own; another project's is not."""
    (tmp_path / "pyproject.toml").write_text('[tool.crossfoot]\nlanguage = "es"\n')
    (tmp_path / "other").mkdir()
    monkeypatch.chdir(tmp_path / "other")
    assert options("ingest", "a.pdf")["language"] == "es"
    (tmp_path / "other" / ".git").mkdir()
    assert options("ingest", "a.pdf")["language"] is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("db = ", "no TOML"),
        ('[chekc]\nfail-on = "new"', "did you mean check"),
        ('[check]\nfail-onn = "new"', "did you mean fail-on"),
        ('dbb = "a.db"', "did you mean db"),
        ('reason = "so"', "no command has a flag"),
        ('[check]\nfail-on = "often"', "none of new, error, all, never"),
        ("[check]\nnothing-ok = 3", "neither true nor false"),
        ('[check]\nmin-placed = "0.5"', "write 50.0 or 0.5%"),
    ],
)
def test_a_slip_in_the_file_is_one_line(
    text: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It names the file and what was probably meant."""
    (tmp_path / "crossfoot.toml").write_text(text)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match=r"crossfoot\.toml") as caught:
        options("check")
    assert told in str(caught.value)


def test_messages_can_be_json(tmp_path: Path) -> None:
    """With `--log-format json` each line of stderr is an object; results stay what they were."""
    (tmp_path / "a.pdf").write_bytes(b"<html>")
    done = crossfoot(
        "ingest", "--direct", "--log-format", "json", tmp_path / "a.pdf", "--db", tmp_path / "a.db"
    )
    (line,) = map(json.loads, done.stderr.splitlines())
    assert line["level"] == "error"
    assert line["message"].startswith("a.pdf: not a PDF but a web page")
    assert line["time"].endswith("+00:00")
    assert b"Nothing was loaded" in done.stdout


def test_the_cache_keeps_to_its_limit(tmp_path: Path) -> None:
    """What was not used for longest goes first; what a run may be about to load stays."""
    cache = Cache(tmp_path)
    for number, name in enumerate(("a", "b", "c")):
        cache.put(name, os.urandom(1000))
        os.utime(cache.path(name), (1000 + number, 1000 + number))
    assert cache.get("a")  # used just now
    size = cache.entries()[0].size

    assert cache.prune(2 * size) == 1
    assert [entry.path.name for entry in cache.entries()] == ["c.json.gz", "a.json.gz"]
    assert cache.prune(0) == 1
    assert "a" in cache
    assert cache.prune(0, spare_seconds=0) == 1
    assert cache.entries() == ()


def test_the_cache_is_told_and_cleared(tmp_path: Path) -> None:
    """`crossfoot cache` says what is kept, `clear` forgets it."""
    Cache(tmp_path).put("a", b"x")
    told = {"CROSSFOOT_CACHE": str(tmp_path), "CROSSFOOT_CACHE_SIZE": "2MB"}
    shown = json.loads(crossfoot("cache", "--json", **told).stdout)
    assert (shown["entries"], shown["limit_bytes"]) == (1, 2_000_000)
    assert json.loads(crossfoot("cache", "clear", "--json", **told).stdout)["removed"] == 1
    assert b"is no size" in crossfoot("cache", CROSSFOOT_CACHE_SIZE="much").stderr


@pytest.fixture
def other_server() -> Iterator[str]:
    """A server that is not Prefect's."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), http.server.SimpleHTTPRequestHandler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/api"
    server.shutdown()
    server.server_close()
    thread.join()


def test_an_address_that_does_not_answer_says_why(other_server: str) -> None:
    """A wrong port, a wrong host, another server: each is named as such."""
    assert "nothing listens" in api_problem("http://127.0.0.1:1/api", 5)
    assert "no host of that name" in api_problem("http://crossfoot.invalid:4200/api", 5)
    assert "something else answers there" in api_problem(other_server, 5)
    assert "begins with http" in api_problem("127.0.0.1:4200", 5)
    with socket.create_server(("127.0.0.1", 0)) as silent:  # takes calls and says nothing
        port = silent.getsockname()[1]
        begin = time.monotonic()
        assert "no answer in time" in api_problem(f"http://127.0.0.1:{port}/api", 0.3)
        assert time.monotonic() - begin < 5
