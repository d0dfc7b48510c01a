"""`crossfoot browse` as a process of its own."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def running_server(dataset: Path) -> Iterator[str]:
    """Give the address of a server on a dataset."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "crossfoot.flows.cli.main", "browse", "--db", str(dataset)]
    server = subprocess.Popen([*command, "--port", str(port)], stderr=subprocess.PIPE)
    url = f"http://127.0.0.1:{port}"
    try:
        for _ in range(150):
            with contextlib.suppress(OSError):
                urllib.request.urlopen(url, timeout=5).read()
                break
            time.sleep(0.2)
        else:
            raise TimeoutError("the server did not answer")
        yield url
    finally:
        server.terminate()
        server.communicate(timeout=20)
