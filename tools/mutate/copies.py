"""Copies of the tree, in which mutants live."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

NO_TESTS = 5


@dataclass(frozen=True)
class Run:
    """How a run of tests ended: the exit code of pytest (``None``: out of time) and its words."""

    code: int | None
    output: str


class CopyError(Exception):
    """A copy cannot be used."""


@dataclass(frozen=True)
class Copy:
    """A copy of the tree: what Git tracks or would add, the links in ``crossfoot/`` as links."""

    root: Path

    @classmethod
    def make(cls, origin: Path, root: Path) -> Copy:
        """Copy the tree.

        Raises:
            CopyError: if the tree is no Git checkout.
        """
        command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        done = subprocess.run(command, cwd=origin, capture_output=True, text=True, check=False)
        if done.returncode:
            raise CopyError(f"{origin} is no Git checkout: clone the repository and try again")
        for name in filter(None, done.stdout.split("\0")):
            source, target = origin / name, root / name
            if source.is_symlink() or source.is_file():
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(source, target, follow_symlinks=False)
        return cls(root)

    def write(self, path: str, source: bytes) -> None:
        """Replace a module, and forget how it was compiled: same size and second tell nothing."""
        target = self.root / path
        for compiled in (target.parent / "__pycache__").glob(f"{target.stem}.*.pyc"):
            compiled.unlink()
        target.write_bytes(source)

    def run(self, arguments: Sequence[str], *, limit: float, compile_to_disk: bool = False) -> Run:
        """Run pytest in the copy, without corpora; ``limit`` in seconds."""
        environment = {
            **os.environ,
            "PYTHONPATH": str(self.root),
            "CROSSFOOT_CORPUS": str(self.root / "no-corpora"),
            "CROSSFOOT_CACHE": str(self.root / "out" / "cache"),
        }
        if not compile_to_disk:
            environment["PYTHONDONTWRITEBYTECODE"] = "1"
        command = [sys.executable, "-m", "pytest", "-p", "tools.mutate.watching"]
        command += ["-p", "no:cacheprovider", "-q", "--no-header", "--tb=no", *arguments]
        process = subprocess.Popen(
            command,
            cwd=self.root,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        try:
            output, _ = process.communicate(timeout=limit)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            return Run(None, "")
        return Run(process.returncode, output)
