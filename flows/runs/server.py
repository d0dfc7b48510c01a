"""The Prefect API a run talks to: the configured one, or a temporary server of our own.

Prefect would start a temporary server by itself, but one in *each* process of the pool, each with
a start of many seconds, and their last words would land in the terminal. Here one server is
started for the whole run, its log goes to a file, and every process is told its address.
"""

from __future__ import annotations

import http.client
import logging
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from crossfoot.errors import ServerUnavailable
from crossfoot.flows.runs.fetch import say_unreached

if TYPE_CHECKING:
    from collections.abc import Iterator

START_SECONDS = 120  # a first start creates the server's database: half a minute on a busy machine
ANSWER_SECONDS = 10
STOP_SECONDS = 5
DRAIN_SECONDS = 30


def configure_prefect(*, debug: bool = False) -> None:
    """Set the defaults of Prefect that suit a command line; must run before its first import.

    Whatever the user has set stays. Telemetry is off: the server's heartbeat and the SDK's
    events have a switch each.

    Args:
        debug: Leave Prefect's log as it is, tracebacks of failed tasks included.
    """
    defaults = {
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": str(START_SECONDS),
    }
    if not debug:
        # failures are reported by us, in one line; the API keeps the whole log
        defaults |= {
            "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",
            "PREFECT_LOGGING_INTERNAL_LEVEL": "ERROR",
            # that a task is completed its state says, a line for each document costs the server
            "PREFECT_LOGGING_LOGGERS_PREFECT_TASK_RUNS_LEVEL": "WARNING",
        }
    for name, value in defaults.items():
        os.environ.setdefault(name, value)


@contextmanager
def prefect_api(*, port: int | None = None) -> Iterator[str]:
    """Make sure a Prefect API answers while the block runs.

    Args:
        port: Where a server with interface and scheduler is started if none is configured or
            answers there already; ``None`` for a temporary one with neither.

    Yields:
        Its URL.

    Raises:
        ServerUnavailable: The configured API does not answer, or none is configured and a
            temporary one is forbidden or does not start.
    """
    from prefect import settings

    configured = configured_api()
    if configured:
        problem = api_problem(configured)
        if problem:
            raise ServerUnavailable(
                f"the Prefect API at {configured} does not answer ({problem}): start it with "
                "`prefect server start`, unset PREFECT_API_URL, or use --direct"
            )
        yield configured
        return
    if port is not None and is_healthy(there := f"http://127.0.0.1:{port}/api"):
        with _known_everywhere(there):
            yield there
        return
    if port is None and not settings.PREFECT_SERVER_ALLOW_EPHEMERAL_MODE.value():
        raise ServerUnavailable(
            "no Prefect API is configured and temporary servers are off: start one with "
            "`prefect server start` and set PREFECT_API_URL, or use --direct"
        )
    with _own_server(port) as url, _known_everywhere(url):
        try:
            yield url
        finally:
            _send_what_is_left()


@contextmanager
def _known_everywhere(url: str) -> Iterator[None]:
    """Set the address for this context, for the threads and for the processes started from it.

    Settings of Prefect live in a context variable, which a new thread does not inherit: one that
    sends an event would look into the settings of the process, find no address, and start a
    server of its own, which prints what it has to say into our terminal.
    """
    from prefect import settings
    from prefect.context import refresh_global_settings_context

    os.environ["PREFECT_API_URL"] = url
    refresh_global_settings_context()
    try:
        with settings.temporary_settings({settings.PREFECT_API_URL: url}):
            yield
    finally:
        os.environ.pop("PREFECT_API_URL", None)
        refresh_global_settings_context()


@contextmanager
def without_heartbeat() -> Iterator[None]:
    """Send no heartbeats of a run that a person waits for: ending them takes up to a second."""
    from prefect import settings

    with settings.temporary_settings({settings.PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
        yield


def _send_what_is_left() -> None:
    """Send the events and log lines that Prefect has queued, while the server still listens.

    Left to themselves they are sent when the interpreter exits: to no one, with tracebacks.
    """
    from prefect.events.worker import EventsWorker
    from prefect.logging.handlers import APILogWorker

    for worker in (EventsWorker, APILogWorker):
        # it counts what is left as a warning, under a name that no setting of Prefect reaches
        logging.getLogger(worker.__name__).setLevel(logging.ERROR)
        worker.drain_all(timeout=DRAIN_SECONDS, at_exit=False)


_IN_BATCHES = {
    # out of the box each state of a task is a transaction: a third of what a small document costs
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_BATCH_SIZE": "50",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_FLUSH_INTERVAL": "1",
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_BATCH_SIZE": "200",
}
"""How a server of ours writes down what it is told; docs/settings.md has it for others."""

_TEMPORARY = {
    "PREFECT_UI_ENABLED": "0",
    # what Prefect's own temporary server is told: no schedulers, no late-run checks
    "PREFECT__SERVER_EPHEMERAL": "1",
    "PREFECT__SERVER_FINAL": "1",
}


@contextmanager
def _own_server(port: int | None) -> Iterator[str]:
    """Run a server on 127.0.0.1 while the block runs: on a port, or a temporary one on any."""
    from prefect.settings import PREFECT_HOME, get_current_settings

    home = Path(PREFECT_HOME.value())
    home.mkdir(parents=True, exist_ok=True)
    log = home / "crossfoot-server.log"
    listening = port or _free_port()
    url = f"http://127.0.0.1:{listening}/api"
    command = [sys.executable, "-m", "uvicorn", "--factory", "prefect.server.api.server:create_app"]
    command += ["--host", "127.0.0.1", "--port", str(listening), "--log-level", "error"]
    environment = {
        **_IN_BATCHES,
        "PREFECT_UI_API_URL": url,  # the interface would ask port 4200, wherever it came from
        **os.environ,
        **get_current_settings().to_environment_variables(exclude_unset=True),
        **(_TEMPORARY if port is None else {}),
    }
    with log.open("wb") as stream:
        # its own session: Ctrl-C reaches us alone, and we stop it when we have finished
        server = subprocess.Popen(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=stream,
            stderr=stream,
            start_new_session=True,
        )
    try:
        _await_start(server, url, log)
        yield url
    finally:
        _stop(server)


def _await_start(server: subprocess.Popen[bytes], url: str, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not is_healthy(url, 1.0):
        if server.poll() is not None or time.monotonic() > deadline:
            raise ServerUnavailable(
                f"a Prefect server of ours did not start (see {log}): use --direct, or start one "
                "with `prefect server start` and set PREFECT_API_URL"
            )
        time.sleep(0.1)


def _stop(server: subprocess.Popen[bytes]) -> None:
    server.terminate()
    try:
        server.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def configured_api() -> str | None:
    """Return the URL of the Prefect API that the environment or the profile names."""
    configure_prefect()
    from prefect import settings

    url: str | None = settings.PREFECT_API_URL.value()
    return url or None


def is_healthy(url: str, seconds: float = ANSWER_SECONDS) -> bool:
    """Whether an API answers."""
    return not api_problem(url, seconds)


def api_problem(url: str, seconds: float = ANSWER_SECONDS) -> str:
    """Return why no Prefect API answers at an address, "" when one does."""
    if not url.startswith(("http://", "https://")):
        return "an address begins with http:// or https://"
    try:
        with urllib.request.urlopen(f"{url.rstrip('/')}/health", timeout=seconds) as response:  # noqa: S310
            answer = response.read(16).strip()
            return "" if answer == b"true" else _OTHER
    except urllib.error.HTTPError as error:
        # a hosted API wants credentials even for its health page: it is there, and Prefect has them
        return "" if error.code in (401, 403) else f"{_OTHER} (HTTP {error.code})"
    except urllib.error.URLError as error:
        return say_unreached(error.reason)
    except (OSError, ValueError, http.client.HTTPException) as error:
        return say_unreached(error)


_OTHER = "something else answers there: is it the port of Prefect's API, and does it end with /api?"


def _free_port() -> int:
    """Return a port that was free a moment ago; the kernel does not hand it out again soon."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
