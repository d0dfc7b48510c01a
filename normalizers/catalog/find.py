"""Which folder is the catalog: the one that is named, the environment's, the one here, or ours.

People keep a catalog of their own and never edit installed files; the one that ships is read where
there is no other.
"""

from __future__ import annotations

import os
from pathlib import Path

from crossfoot import catalog as shipped
from crossfoot.errors import UsageError

VARIABLE = "CROSSFOOT_CATALOG"
HERE = "catalog"
"""Folder of the working directory that is the catalog where it holds YAML."""


def shipped_folder() -> Path:
    """Return the folder of the catalog that comes with crossfoot."""
    return Path(shipped.__file__).parent


def find_catalog(named: Path | None = None) -> Path | None:
    """Return the folder of the catalog that people keep, ``None`` where there is none of theirs.

    Args:
        named: As ``--catalog`` says; it wins over the environment, which wins over ``./catalog``.

    Raises:
        UsageError: What is named, or what the environment names, is no folder.
    """
    said = os.environ.get(VARIABLE, "")
    if named is not None:
        folder, who = named, "--catalog"
    elif said:
        folder, who = Path(said), f"${VARIABLE}"
    else:
        folder, who = Path(HERE), ""
        if not any(folder.glob("*.yaml")):
            return None
    if not folder.is_dir():
        raise UsageError(f"no folder {folder}: {who} names the folder of the YAML files")
    resolved = folder.resolve()
    return None if resolved == shipped_folder().resolve() else resolved


def describe_place(folder: Path | None) -> str:
    """Say which catalog is read, for people."""
    return str(folder) if folder is not None else f"{shipped_folder()} (the one that ships)"
