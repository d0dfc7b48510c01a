"""Debian's Chromium, driven over its own protocol: pages opened, links clicked, pictures taken."""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
)
WAIT_SECONDS = 30.0


class Tab:
    """One tab of a running browser."""

    def __init__(self, socket: Any) -> None:
        self._socket = socket
        self._number = 0
        self.call("Page.enable")

    def call(self, method: str, **values: object) -> dict[str, Any]:
        """Call the browser and return its answer; events in between are let go."""
        self._number += 1
        self._socket.send(json.dumps({"id": self._number, "method": method, "params": values}))
        while True:
            answer = json.loads(self._socket.recv(timeout=WAIT_SECONDS))
            if answer.get("id") == self._number:
                assert "error" not in answer, (method, answer)
                found: dict[str, Any] = answer["result"]
                return found

    def ask(self, script: str) -> Any:
        """Return what an expression is on the page."""
        answer = self.call(
            "Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True
        )
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def open(self, address: str) -> None:
        """Open a page and wait until it is drawn."""
        self.ask("window.isOld = true")
        self.call("Page.navigate", url=address)
        self._wait()

    def click(self, selector: str) -> None:
        """Click on the middle of an element as a mouse does, and wait for the page it leads to."""
        place = self.ask(
            f"(() => {{ const e = document.querySelector({json.dumps(selector)});"
            "e.scrollIntoView({block: 'center'}); const r = e.getClientRects()[0];"
            "return [r.x + r.width / 2, r.y + r.height / 2] })()"
        )
        self.ask("window.isOld = true")
        point = {"x": place[0], "y": place[1], "button": "left", "clickCount": 1}
        for kind in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, **point)
        self._wait()

    def type(self, selector: str, text: str) -> None:
        """Write into a field."""
        self.ask(f"document.querySelector({json.dumps(selector)}).focus()")
        self.call("Input.insertText", text=text)

    def picture(self, path: Path) -> None:
        """Save a picture of the whole page."""
        data = self.call("Page.captureScreenshot", format="png", captureBeyondViewport=True)
        path.write_bytes(base64.b64decode(data["data"]))

    def look(self, *, width: int, height: int = 900, dark: bool = False) -> None:
        """Show pages as a screen of some width does, by day or by night."""
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=width < 600,
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.call("Emulation.setEmulatedMedia", features=[scheme])

    def _wait(self) -> None:
        end = time.monotonic() + WAIT_SECONDS
        while time.monotonic() < end:
            try:
                if self.ask("!window.isOld && document.readyState === 'complete'"):
                    return
            except AssertionError:  # between two pages there is none to ask
                pass
            time.sleep(0.02)
        raise TimeoutError("the page did not come")


@contextmanager
def browser(folder: Path) -> Iterator[Tab]:
    """Give a tab of a browser of one's own, with a profile in a folder."""
    from websockets.sync.client import connect

    command = [str(CHROMIUM), *FLAGS, f"--user-data-dir={folder}", "--remote-debugging-port=0"]
    running = subprocess.Popen([*command, "about:blank"], stderr=subprocess.DEVNULL)
    try:
        port_file = folder / "DevToolsActivePort"
        end = time.monotonic() + WAIT_SECONDS
        while not (port_file.exists() and port_file.read_text().count("\n") >= 1):
            assert time.monotonic() < end, "Chromium did not start"
            time.sleep(0.05)
        port = port_file.read_text().split("\n")[0]
        with connect(_first_tab(port), max_size=None) as socket:
            yield Tab(socket)
    finally:
        running.terminate()
        running.wait(timeout=20)


def _first_tab(port: str) -> str:
    import urllib.request

    end = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < end:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/json", timeout=10) as answer:
            tabs = [tab for tab in json.load(answer) if tab["type"] == "page"]
        if tabs:
            return str(tabs[0]["webSocketDebuggerUrl"])
        time.sleep(0.05)
    raise TimeoutError("Chromium opened no tab")
