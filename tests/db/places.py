"""Places where nothing can be written: a read-only mount, a full disk, another user's folder."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

NOBODY = 65534


@contextmanager
def mounted(folder: Path, *, size_kb: int = 0) -> Iterator[Path]:
    """Mount a folder over itself, to be made read-only; or a small disk of its own.

    Args:
        folder: An existing one.
        size_kb: Of a disk in memory, 0 to keep what the folder holds.
    """
    command = (
        ["mount", "-t", "tmpfs", "-o", f"size={size_kb}k", "tmpfs", str(folder)]
        if size_kb
        else ["mount", "--bind", str(folder), str(folder)]
    )
    done = subprocess.run(command, capture_output=True, check=False, text=True)
    if done.returncode:
        pytest.skip(f"mounts are not allowed here: {done.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def make_read_only(folder: Path) -> None:
    """Let nothing more be written to a mounted folder."""
    options = "remount,ro" if "tmpfs" in _kind(folder) else "remount,ro,bind"
    subprocess.run(["mount", "-o", options, str(folder)], check=True)


def _kind(folder: Path) -> str:
    told = Path("/proc/mounts").read_text(encoding="utf-8").splitlines()
    return next(line.split()[2] for line in reversed(told) if line.split()[1] == str(folder))


def fill(folder: Path) -> Path:
    """Write a file until the disk is full, and return it."""
    filler = folder / "filler"
    with filler.open("ab", buffering=0) as stream:
        try:
            while True:
                stream.write(b"x" * 1024)
        except OSError:
            return filler


def as_nobody() -> list[str]:
    """Return how a command is run by a user who owns nothing, for whom permissions bind."""
    program = shutil.which("setpriv")
    if program is None:
        pytest.skip("needs setpriv, as root")
    command = [program, f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
    if subprocess.run([*command, "true"], capture_output=True, check=False).returncode:
        pytest.skip("only root may become another user")
    return command
