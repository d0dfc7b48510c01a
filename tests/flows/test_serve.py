"""Serving: one command with server, worker, schedule and folder; telling and waiting for a person.

All against Prefect's real API.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from crossfoot.flows.cli.main import main
from crossfoot.flows.runs.server import _free_port
from tests.flows.test_action import form
from tests.flows.test_flow_states import until

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 150.0
END_SECONDS = 60.0
GOOD, WRONG = "avon.pdf", "bray.pdf"


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """A folder with a good report and one with a total that does not hold."""
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / GOOD).write_bytes(form("Avon"))
    (folder / WRONG).write_bytes(form("Bray", off_by=270))
    return folder


def ask(url: str, path: str, body: dict[str, Any] | None = None) -> Any:
    """Ask the API of a server; a body makes it a POST."""
    request = urllib.request.Request(  # noqa: S310 - our own server
        f"{url}/{path}",
        data=None if body is None else json.dumps(body).encode(),
        headers={"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=30) as response:  # noqa: S310
        return json.load(response)


def found(url: str, path: str) -> Any:
    """Ask the API for what may not be there yet; nothing as long as it is not."""
    try:
        return ask(url, path)
    except OSError:
        return None


def removed(url: str) -> bool:
    """Remove something by the API; whether it has gone: a busy server answers 503."""
    request = urllib.request.Request(url, method="DELETE")  # noqa: S310 - our own server
    try:
        urllib.request.urlopen(request, timeout=30).close()  # noqa: S310
    except urllib.error.HTTPError as error:
        return error.code == 404  # an answer that came too late had removed it
    return True


def versions(database: Path) -> int:
    """Return how many versions a dataset has, 0 where there is none yet."""
    if not database.exists():
        return 0
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as db:
        try:
            return int(db.execute("SELECT count(*) FROM versions").fetchone()[0])
        except sqlite3.OperationalError:
            return 0  # the schema is being made


def wait(look: Callable[[], Any], run: subprocess.Popen[str] | None = None) -> Any:
    """Wait until something is there, or the process that is to make it has ended."""
    deadline = time.monotonic() + PATIENCE
    while not (found := look()) and time.monotonic() < deadline:
        if run is not None and run.poll() is not None:
            raise AssertionError(run.communicate())
        time.sleep(0.3)
    return found


@dataclass(frozen=True, slots=True)
class Told:
    """What a web hook was sent."""

    url: str
    bodies: list[dict[str, str]]


@pytest.fixture
def hook() -> Iterator[Told]:
    """A web hook on this machine."""
    bodies: list[dict[str, str]] = []

    class Listener(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            bodies.append(json.loads(self.rfile.read(length)))
            self.send_response(200)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Listener) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield Told(f"http://127.0.0.1:{server.server_port}/", bodies)
        server.shutdown()


def save_block(name: str, url: str) -> str:
    """Save a notification block that posts to an address; what Prefect calls it."""
    from prefect.blocks.notifications import CustomWebhookNotificationBlock
    from prefect.settings import PREFECT_API_URL, temporary_settings

    assert PREFECT_API_URL.value()
    with temporary_settings():
        CustomWebhookNotificationBlock(
            name=name,
            url=url,
            json_data={"subject": "{{subject}}", "text": "{{body}}"},
            headers={},
            cookies={},
        ).save(name, overwrite=True)
    return f"custom-webhook/{name}"


@contextmanager
def serving(
    folder: Path, database: Path, home: Path, *more: str
) -> Iterator[subprocess.Popen[str]]:
    """Run `crossfoot serve` in the background of a script; it must end with 0 when asked to."""
    command = [
        "sh",
        "-c",
        "trap '' INT; exec \"$@\"",
        "sh",
        sys.executable,
        "-m",
        "crossfoot.flows.cli.main",
        "serve",
        str(folder),
    ]
    command += ["--db", str(database), "--interval", "0.4", *more]
    told = {name: text for name, text in os.environ.items() if name != "PREFECT_API_URL"}
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**told, "PREFECT_HOME": str(home)},
    ) as run:
        try:
            yield run
        finally:
            run.send_signal(signal.SIGTERM)
            out, err = ended(run)
    assert run.returncode == 0, out + err
    assert "Traceback" not in err


def ended(run: subprocess.Popen[str]) -> tuple[str, str]:
    """Return what a process printed; one that does not end is killed."""
    try:
        return run.communicate(timeout=END_SECONDS)
    except subprocess.TimeoutExpired:
        run.kill()
        raise


def test_one_command_serves_and_reads_what_arrives(tmp_path: Path, reports: Path) -> None:
    """Interface, scheduled deployment, worker and watch; two batches become two versions."""
    folder, database, port = tmp_path / "incoming", tmp_path / "served.db", _free_port()
    folder.mkdir()
    url = f"http://127.0.0.1:{port}/api"
    with serving(folder, database, tmp_path / "prefect", "--port", str(port)) as run:
        made = wait(lambda: found(url, "deployments/name/ingest-reports/reports"), run)
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=30) as page:
            assert b"<html" in page.read(2000).lower()
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/ui-settings", timeout=30) as told:
            assert json.load(told)["api_url"] == url  # else it asks port 4200, and shows nothing
        assert [one["schedule"]["cron"] for one in made["schedules"]] == ["0 3 * * *"]
        assert made["parameters"]["paths"] == [str(folder)]
        shutil.copy(reports / GOOD, folder)
        wait(lambda: versions(database) == 1, run)
        shutil.copy(reports / WRONG, folder)
        wait(lambda: versions(database) == 2, run)
        runs = ask(url, "flow_runs/filter", {})
        names = {one["name"] for one in runs if one["state_type"] != "SCHEDULED"}

    assert versions(database) == 2
    assert names == {f"ingest {GOOD}", f"ingest {WRONG}"}


def test_a_run_tells_somebody_and_waits(
    prefect_server: str, hook: Told, tmp_path: Path, reports: Path
) -> None:
    """Nothing is loaded before somebody who was told has resumed the run; then all is."""
    from crossfoot.flows.runs import asking
    from crossfoot.flows.runs.ingest import ingest_reports

    database = tmp_path / "asked.db"
    block = save_block("data-team", hook.url)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(asking, "POLL_SECONDS", 1)
        started = time.time()

        def resume() -> None:
            since = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(started))
            only = {"flow_runs": {"start_time": {"after_": since}, "state": PAUSED}}
            (run,) = wait(lambda: ask(prefect_server, "flow_runs/filter", only))
            seen.append(versions(database))
            ask(prefect_server, f"flow_runs/{run['id']}/resume", {})

        seen: list[int] = []
        person = threading.Thread(target=resume)
        person.start()
        state = ingest_reports(
            paths=[str(reports / GOOD), str(reports / WRONG)],
            database=str(database),
            notify=block,
            review=True,
            browse_url="http://reports.example.org",
            return_state=True,
        )
        person.join()

    assert state.name == "Completed with mismatches"
    assert (seen, versions(database)) == ([0], 1)
    (body,) = hook.bodies
    assert body["subject"] == "crossfoot: 1 total that does not hold"
    assert f"{WRONG} p. 1: " in body["text"]
    assert "until the run is resumed" in body["text"]
    newest = ask(prefect_server, "artifacts/filter", {"sort": "CREATED_DESC"})
    told = {one["key"]: one["data"] for one in reversed(newest)}
    assert "Total › 2023" in told["check-report"].replace("\\", "")
    assert "](data:image/png;base64," in told["check-report"]
    assert "[p. 1](http://reports.example.org/-/crossfoot/number/" in told["mismatches"]


def test_a_watch_that_fails_ends_the_command(
    prefect_server: str, tmp_path: Path, reports: Path
) -> None:
    """Rather than that it serves and reads nothing more, and nobody is told."""
    (folder := tmp_path / "incoming").mkdir()
    command = [sys.executable, "-m", "crossfoot.flows.cli.main", "watch", str(folder)]
    command += ["--db", str(tmp_path / "a.db"), "--interval", "0.4"]
    name = "deployments/name/ingest-reports/watch"
    told = {**os.environ, "PREFECT_API_URL": prefect_server}
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=told) as run:
        shutil.copy(reports / WRONG, folder)
        wait(lambda: versions(tmp_path / "a.db"), run)
        made = wait(lambda: found(prefect_server, name), run)
        assert wait(lambda: removed(f"{prefect_server}/deployments/{made['id']}"), run)
        shutil.copy(reports / GOOD, folder)
        _, err = ended(run)

    assert run.returncode == 2, err
    assert f"crossfoot: serving {folder} failed (" in err
    assert "Traceback" not in err


def test_what_was_set_for_sigterm_is_set_again(tmp_path: Path) -> None:
    """A program that calls a command goes on ending as it did."""
    before = signal.getsignal(signal.SIGTERM)
    assert main(["watch", str(tmp_path), "--once", "--db", str(tmp_path / "a.db")]) == 0
    assert main(["serve", str(tmp_path), "--cron", "at three"]) == 2
    assert signal.getsignal(signal.SIGTERM) == before


PAUSED = {"type": {"any_": ["PAUSED"]}}


@pytest.mark.usefixtures("prefect_server")
def test_a_message_that_cannot_be_sent_stops_no_run(tmp_path: Path, reports: Path) -> None:
    """A hook that is gone is a warning in the log; good reports tell nobody and wait for none."""
    from crossfoot.flows.runs.ingest import ingest_reports

    block = save_block("gone", f"http://127.0.0.1:{_free_port()}/")
    for name, ended in ((GOOD, "Completed"), (WRONG, "Completed with mismatches")):
        state = ingest_reports(
            paths=[str(reports / name)],
            database=str(tmp_path / f"{name}.db"),
            notify=block,
            review=name == GOOD,
            return_state=True,
        )
        assert state.name == ended


def test_what_serve_cannot_do_is_one_line(
    prefect_server: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder, a schedule and a block that are not there."""
    assert prefect_server
    for given, told in (
        ([str(tmp_path / "none")], "no folder"),
        ([str(tmp_path), "--cron", "at three"], "five fields"),
        ([str(tmp_path), "--notify", "slack-webhook/nobody"], "no notification block"),
    ):
        assert main(["serve", *given, "--db", str(tmp_path / "a.db")]) == 2
        (line,) = [one for one in capsys.readouterr().err.splitlines() if "Prefect is" not in one]
        assert told in line


def test_the_deployment_file_deploys(prefect_server: str, tmp_path: Path) -> None:
    """`prefect deploy --all` as prefect.yaml tells it: nightly, one run at a time."""
    shutil.copy(ROOT / "prefect.yaml", tmp_path)
    for command in (
        ["work-pool", "create", "crossfoot", "--type", "process"],
        ["--no-prompt", "deploy", "--all"],
    ):
        done = subprocess.run(
            [sys.executable, "-m", "prefect", *command],
            cwd=tmp_path,
            env={**os.environ, "PREFECT_API_URL": prefect_server},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
    name = "deployments/name/ingest-reports/reports"
    made = until(lambda: ask(prefect_server, name), bool)
    assert [one["schedule"]["cron"] for one in made["schedules"]] == ["0 3 * * *"]
    assert made["global_concurrency_limit"]["limit"] == 1
    assert made["concurrency_options"]["collision_strategy"] == "ENQUEUE"
