"""Where in the repository the documents of a dataset lie, for annotations to point at.

A dataset knows a file by its content and its name. Paths are those that git lists, so that a
folder without a repository is not searched through.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from crossfoot.files import open_file
from crossfoot.names import printable, shown_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from crossfoot.flows.gate.state import Document, GateState

GIT_SECONDS = 60


def locate(state: GateState, root: Path) -> GateState:
    """Return a state whose documents know their paths in the repository, where they have one.

    Args:
        state: What the gate judges.
        root: A folder of the repository; paths are relative to it.
    """
    by_name: dict[str, list[Path]] = defaultdict(list)
    for path in list_pdfs(root):
        by_name[shown_name(path)].append(path)
    found = (replace(one, path=_path(one, by_name[one.file], root)) for one in state.documents)
    return replace(state, documents=tuple(found))


def list_pdfs(root: Path) -> tuple[Path, ...]:
    """Return the PDFs that git knows or would add, relative to a folder; none without git."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        done = subprocess.run(
            command, cwd=root, capture_output=True, check=False, timeout=GIT_SECONDS
        )
    except (OSError, subprocess.TimeoutExpired):
        return ()
    names = [os.fsdecode(name) for name in done.stdout.split(b"\0") if name]
    return tuple(Path(name) for name in names if name.lower().endswith(".pdf"))


def _path(document: Document, paths: Sequence[Path], root: Path) -> str:
    """Return the path of the file with the content that was read, else of the only namesake."""
    if len(paths) > 1:
        paths = [*_same(paths, document.sha256, root)]
    return printable(paths[0].as_posix()) if len(paths) == 1 else ""


def _same(paths: Iterable[Path], sha256: str, root: Path) -> Iterable[Path]:
    for path in paths:
        try:
            with open_file(root / path) as stream:
                if hashlib.file_digest(stream, "sha256").hexdigest() == sha256:
                    yield path
        except OSError:
            continue  # git lists what was deleted a moment ago
