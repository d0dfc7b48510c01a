"""Reports behind addresses: read on this machine and on the workers of a cluster."""

from __future__ import annotations

import http.server
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from benchmarks.made_forms import form
from crossfoot.addresses import Address, place_of
from crossfoot.errors import LimitExceeded, UnreadableInput, UsageError
from crossfoot.flows.cli.main import main
from crossfoot.flows.runs.fetch import fetch, list_folder

SECRET = "s3cr3t"  # noqa: S105 - of nobody
REPORTS = 12


class Site(http.server.ThreadingHTTPServer):
    """A web server with reports, and some misbehaviour."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.files: dict[str, bytes] = {}
        self.asked: list[str] = []
        self.on_request: Callable[[int], None] = lambda _: None
        self.busy = 0

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.server_port}"


class Handler(http.server.BaseHTTPRequestHandler):
    """Serves :class:`Site`."""

    server: Site

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """Send a file, or what is asked for by its name."""
        name = unquote(urlsplit(self.path).path).strip("/")
        self.server.asked.append(self.path)
        self.server.on_request(len(self.server.asked))
        if self.server.busy > 0:
            self.server.busy -= 1
            self.send_error(503)
        elif name.startswith("closed"):
            self.send_error(403)
        elif name.startswith("endless"):
            self.send_response(200)
            self.end_headers()
            while True:
                self.wfile.write(b"%PDF-1.4 " + b"x" * 65536)
        elif name in self.server.files:
            self.send_response(200)
            self.send_header("Content-Length", str(len(self.server.files[name])))
            self.end_headers()
            self.wfile.write(self.server.files[name])
        else:
            self.send_error(404)


@pytest.fixture
def site() -> Iterator[Site]:
    """A web server with a dozen reports."""
    server = Site()
    server.files = {f"report {n}.pdf": form(n) for n in range(1, REPORTS + 1)}
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A bucket of an S3 server with two reports and what is none."""
    import boto3
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "key")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET)
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    client = boto3.client("s3")
    client.create_bucket(Bucket="reports")
    for key, content in (
        ("2023/été.pdf", form(1)),
        ("2023/B.PDF", form(2)),
        ("2023/.hidden.pdf", form(3)),
        ("2023/notes.txt", b"no report"),
        ("2023/deeper/c.pdf", form(4)),
    ):
        client.put_object(Bucket="reports", Key=key, Body=content)
    client.close()
    yield "s3://reports"
    server.stop()


def rows(database: Path, sql: str) -> list[tuple[object, ...]]:
    """Ask a dataset."""
    with closing(sqlite3.connect(database)) as db:
        return db.execute(sql).fetchall()


def everything(folder: Path) -> bytes:
    """Return the bytes of all files of a folder."""
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


# --------------------------------------------------------------------------- one address


def test_a_signature_is_never_shown() -> None:
    """What stands behind the question mark may open the file for everyone."""
    place = place_of(f"https://a.org/2023/r%C3%A9sum%C3%A9.pdf?X-Amz-Signature={SECRET}")

    assert str(place) == "https://a.org/2023/r%C3%A9sum%C3%A9.pdf?…"
    assert SECRET not in f"{place!r}"
    assert place.name == "résumé.pdf"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"https://me:{SECRET}@a.org/x.pdf", "https://a.org/x.pdf: a password in an address"),
        ("gs://bucket/x.pdf", "http, https and s3"),
        ("http://a.org/reports/", "name the files in it"),
    ],
)
def test_an_address_that_cannot_be_read_is_said_at_once(text: str, told: str) -> None:
    """Before anything is started."""
    with pytest.raises(UsageError) as caught:
        place_of(text)

    assert told in str(caught.value)
    assert SECRET not in str(caught.value)


def test_paths_stay_paths() -> None:
    """A colon makes no address."""
    assert place_of("a:b/c.pdf") == Path("a:b/c.pdf")


def test_names_fit_a_file_system() -> None:
    """Whatever an address ends with."""
    for text in ("http://a.org/%2e%2e%2fetc%2Fpasswd.pdf", "http://a.org/..", "http://a.org/?id=7"):
        name = Address(text).name
        assert "/" not in name
        assert not name.startswith(".")
    assert len(Address(f"s3://b/{'é' * 400}.pdf").name.encode()) <= 255


def test_what_cannot_be_fetched_is_said_in_a_line(site: Site, tmp_path: Path) -> None:
    """And no line holds the query."""
    told = {}
    for place in (
        f"{site.url}/gone.pdf",
        f"{site.url}/closed.pdf",
        "http://127.0.0.1:1/x.pdf",
        "http://no.such.host.invalid/x.pdf",
    ):
        with pytest.raises(UnreadableInput) as caught:
            fetch(Address(f"{place}?token={SECRET}"), tmp_path / "x.pdf", 10)
        told[place] = str(caught.value)
    gone, closed, away, unknown = told.values()

    assert gone.endswith("gone.pdf?…: nothing is there (404); check the address")
    assert "may not be read (403)" in closed
    assert "cannot be reached" in away
    assert "cannot be reached" in unknown
    assert not any(SECRET in line or "\n" in line for line in told.values())


def test_a_file_without_end_is_stopped(site: Site, tmp_path: Path) -> None:
    """By its size, long before the time limit."""
    with pytest.raises(LimitExceeded, match="larger than the 2 MB"):
        fetch(Address(f"{site.url}/endless.pdf"), tmp_path / "x.pdf", 2)


def test_a_busy_server_is_asked_again(site: Site, tmp_path: Path) -> None:
    """One that is away is not: nothing is waited for."""
    at_once = (0.0, 0.0)
    site.busy = 2
    fetch(Address(f"{site.url}/report%201.pdf"), tmp_path / "x.pdf", 10, at_once)
    assert (tmp_path / "x.pdf").read_bytes() == form(1)

    site.busy = 3
    with pytest.raises(UnreadableInput, match="the server answers 503"):
        fetch(Address(f"{site.url}/report%201.pdf"), tmp_path / "x.pdf", 10, at_once)


def test_a_bucket_is_a_folder(bucket: str, tmp_path: Path) -> None:
    """Its PDFs directly below, by name; hidden ones not, as in a folder of a disk."""
    found = list_folder(Address(f"{bucket}/2023/"))
    fetch(found[1], tmp_path / "x.pdf", 10)

    assert [str(one) for one in found] == [f"{bucket}/2023/B.PDF", f"{bucket}/2023/été.pdf"]
    assert (tmp_path / "x.pdf").read_bytes() == form(1)


def test_a_bucket_that_is_not_ours_is_said_in_a_line(
    bucket: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No credentials, nothing there, nobody there."""
    with pytest.raises(UnreadableInput, match=r"nothing is there \(404\)"):
        fetch(Address(f"{bucket}/2023/none.pdf"), tmp_path / "x", 10)
    with pytest.raises(UnreadableInput, match=r"nothing is there \(404\)"):
        list_folder(Address("s3://no-such-bucket/2023"))
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    with pytest.raises(UnreadableInput, match=r"no credentials.*AWS_ACCESS_KEY_ID"):
        fetch(Address(f"{bucket}/2023/B.PDF"), tmp_path / "x", 10)


def test_wrong_credentials_are_said_in_a_line(
    bucket: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server checks them, from here on."""
    import requests

    endpoint = os.environ["AWS_ENDPOINT_URL"]
    requests.post(f"{endpoint}/moto-api/reset-auth", data=b"0", timeout=10)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "somebody")
    try:
        with pytest.raises(UnreadableInput, match=r"may not be read \(403\)") as caught:
            fetch(Address(f"{bucket}/2023/B.PDF"), tmp_path / "x", 10)
        assert SECRET not in str(caught.value)
        with pytest.raises(UnreadableInput, match=r"may not be read \(403\)"):
            list_folder(Address(f"{bucket}/2023"))
    finally:
        requests.post(f"{endpoint}/moto-api/reset-auth", data=b"inf", timeout=10)


# ------------------------------------------------------------------------ in a whole run


def crossfoot(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Call the command as a person does, with a cache in a folder."""
    return subprocess.run(
        [sys.executable, "-m", "crossfoot.flows.cli.main", *arguments],
        env={**os.environ, "CROSSFOOT_CACHE": str(home / "cache")},
        capture_output=True,
        text=True,
        check=False,
    )


def test_reports_behind_addresses_are_loaded_like_files(
    site: Site, bucket: str, tmp_path: Path
) -> None:
    """The same twice is one; what is not there costs a line; the PDF is kept; nothing is left."""
    (tmp_path / "own.pdf").write_bytes(form(5))
    site.files["copy.pdf"] = form(5)
    signed = f"{site.url}/report%203.pdf?Signature={SECRET}"
    gone = f"{site.url}/gone.pdf?Signature={SECRET}"
    arguments = ["ingest", "--direct", "--db", str(tmp_path / "a.db"), str(tmp_path / "own.pdf")]
    done = crossfoot(tmp_path, *arguments, f"{bucket}/2023", signed, f"{site.url}/copy.pdf", gone)

    assert done.returncode == 3, done.stderr
    out, err = done.stdout, done.stderr
    files = rows(tmp_path / "a.db", "SELECT file FROM editions ORDER BY file")
    assert [name for (name,) in files] == ["B.PDF", "own.pdf", "report 3.pdf", "été.pdf"]
    assert rows(tmp_path / "a.db", "SELECT count(*) FROM edition_files") == [(4,)]
    assert "copy.pdf is the same file as" in out
    assert "nothing is there (404)" in err
    assert f"crossfoot ingest --direct --db {tmp_path}/a.db -- '{site.url}/gone.pdf?…'" in out
    [(command,)] = rows(tmp_path / "a.db", "SELECT command FROM runs")
    assert f"{bucket}/2023" in str(command)
    assert "report%203.pdf?…" in str(command)
    assert not list((tmp_path / "cache").glob(".fetched-*"))
    assert SECRET not in out + err
    assert SECRET.encode() not in everything(tmp_path)


def test_what_was_fetched_goes_when_nothing_was_read(site: Site, tmp_path: Path) -> None:
    """A page of a web server that calls itself a report lies in no folder for a day."""
    site.files["page.pdf"] = b"<!doctype html><title>moved</title>"
    done = crossfoot(
        *(tmp_path, "ingest", "--direct", "--db", str(tmp_path / "a.db")),
        f"{site.url}/page.pdf",
    )
    assert done.returncode == 3
    assert not list((tmp_path / "cache").glob(".fetched-*"))


def test_other_commands_say_that_they_read_files(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Rather than that `https:/a.org/x.pdf` is no file."""
    for command in ("extract", "check"):
        with pytest.raises(SystemExit):
            main([command, "https://a.org/x.pdf"])
        assert "only `crossfoot ingest` reads" in capsys.readouterr().err


# ------------------------------------------------------------------- on other machines


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler and two workers, each in a process and with a cache of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"127.0.0.1:{port}"
    command = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1"]
    started = [start([*command, "--port", str(port), "--no-dashboard"], tmp_path / "scheduler")]
    command = [sys.executable, "-m", "distributed.cli.dask_worker", address, "--nworkers", "1"]
    command += ["--nthreads", "1", "--no-dashboard", "--no-nanny"]
    workers = [start(command, tmp_path / f"worker-{n}") for n in (1, 2)]
    started += workers
    try:
        await_workers(address, len(workers))
        yield address, workers
    finally:
        for process in started:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def start(command: list[str], home: Path) -> subprocess.Popen[bytes]:
    """Start a process of a cluster in a folder of its own."""
    home.mkdir()
    environment = {**os.environ, "CROSSFOOT_CACHE": str(home / "cache")}
    environment["PYTHONPATH"] = os.pathsep.join(entry for entry in sys.path if entry)
    with (home / "log").open("wb") as log:
        return subprocess.Popen(
            command, cwd=home, env=environment, stdout=log, stderr=log, start_new_session=True
        )


def await_workers(address: str, count: int) -> None:
    """Wait until the workers of a cluster have found their scheduler."""
    from distributed import Client

    deadline = time.monotonic() + 60
    while True:
        try:
            with Client(address, timeout=5, set_as_default=False) as client:  # type: ignore[no-untyped-call]
                client.wait_for_workers(count, timeout=60)
                return
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.3)


def assert_held_once(database: Path) -> None:
    """All reports of the site are in one version, none twice, each with its PDF."""
    for count, sql in (
        (REPORTS, "SELECT count(*) FROM editions"),
        (REPORTS, "SELECT count(DISTINCT sha256) FROM editions"),
        (REPORTS, "SELECT count(*) FROM edition_files"),
        (1, "SELECT count(*) FROM versions"),
    ):
        assert rows(database, sql) == [(count,)], sql


@pytest.mark.slow
@pytest.mark.usefixtures("prefect_server")
def test_a_worker_that_is_killed_in_mid_run_costs_nothing(
    site: Site,
    cluster: tuple[str, list[subprocess.Popen[bytes]]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Its documents are read by the other one: all are there, none twice, with their PDFs."""
    from crossfoot.flows.runs.ingest import ingest_reports
    from crossfoot.flows.runs.runners import make_runner
    from crossfoot.flows.told.summary import RunSummary

    monkeypatch.setenv("CROSSFOOT_CACHE", str(tmp_path / "loader"))
    address, workers = cluster

    def kill_one(request: int) -> None:
        if request == REPORTS // 2:
            os.killpg(workers[0].pid, signal.SIGKILL)

    site.on_request = kill_one
    flow = ingest_reports.with_options(task_runner=make_runner(f"dask:{address}", None))
    state = flow(
        paths=[f"{site.url}/report%20{n}.pdf" for n in range(1, REPORTS + 1)],
        database=str(tmp_path / "a.db"),
        return_state=True,
    )
    summary = state.result(raise_on_failure=False)

    assert isinstance(summary, RunSummary), summary
    assert summary.failures == ()
    assert workers[0].poll() is not None
    assert workers[1].poll() is None
    assert len(summary.reports) == REPORTS
    assert_held_once(tmp_path / "a.db")
    read_there = list((tmp_path / "worker-2" / "cache").glob("reconcile-*"))
    assert read_there, "documents were read beside the cache of the worker"
    [(command,)] = rows(tmp_path / "a.db", "SELECT command FROM runs")
    assert f"{site.url}/report%2012.pdf" in str(command)


@pytest.mark.slow
@pytest.mark.usefixtures("prefect_server")
def test_prefect_is_told_no_signature(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its database keeps the parameters of a run; the run itself finds the whole address."""
    from prefect.client.orchestration import get_client

    monkeypatch.setenv("CROSSFOOT_CACHE", str(tmp_path / "cache"))
    from crossfoot.flows.runs.ingest import ingest_reports
    from crossfoot.flows.runs.inputs import given_places, place_parameter

    place = Address(f"{site.url}/report%201.pdf?Signature={SECRET}")
    with given_places([place]):
        state = ingest_reports(
            paths=[place_parameter(place)], database=str(tmp_path / "a.db"), return_state=True
        )

    number = state.state_details.flow_run_id
    assert number is not None
    assert site.asked == [f"/report%201.pdf?Signature={SECRET}"]
    with get_client(sync_client=True) as client:
        assert SECRET not in client.read_flow_run(number).model_dump_json()
    assert rows(tmp_path / "a.db", "SELECT count(*) FROM edition_files") == [(1,)]
