"""Flags that need not be typed: from a file of settings, and from the environment.

What is typed wins over the environment, the environment over the file, the file over what is
built in. The file is the nearest `crossfoot.toml` or `pyproject.toml` up from the current folder;
keys are the names of flags without their dashes, at the top for every command that has such a
flag, in a table for one command::

    db = "data/reports.db"
    catalog = "catalog"

    [check]
    fail-on = "error"

In `pyproject.toml` the same stands under `[tool.crossfoot]`. Paths are relative to the file. The
variable of a flag is `CROSSFOOT_` and its name, `CROSSFOOT_FAIL_ON`.
"""

from __future__ import annotations

import argparse
import os
import tomllib
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crossfoot.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

OWN_FILE, SHARED_FILE = "crossfoot.toml", "pyproject.toml"
PREFIX = "CROSSFOOT_"
NOT_SETTABLE = frozenset({"help", "version", "debug", "password", "accept", "reason", "expires"})


def apply_configuration(
    program: argparse.ArgumentParser,
    name: str,
    command: argparse.ArgumentParser,
    names: Collection[str],
    all_flags: Callable[[], Collection[str]],
) -> None:
    """Change the defaults of a command's flags to what file and environment say.

    Args:
        program: The parser above that of the command: flags that may stand before a command get
            their default there, lest it win over them.
        name: Of the command.
        command: Its parser, with its flags.
        names: Of all commands, the tables that a file may have.
        all_flags: Of all commands, asked where a file says something that this one does not know.

    Raises:
        UsageError: The file does not parse, or a value is none that the flag takes.
    """
    actions = {action.dest: action for action in _settable(command)}
    told = _environment(actions)
    found = find_file(Path.cwd())
    if found is not None:
        path, settings = found
        _refuse_unknown(path, settings, actions, all_flags)
        told = {**_file_values(name, path, settings, actions, names), **told}
    above = {action.dest for action in program._actions}
    for dest, (value, origin) in told.items():
        holder = program if dest in above else command
        holder.set_defaults(**{dest: _convert(actions[dest], value, origin)})


def find_file(folder: Path) -> tuple[Path, Mapping[str, Any]] | None:
    """Return the nearest file of settings up from a folder, with what it says of crossfoot."""
    for place in (folder, *folder.parents):
        if (place / OWN_FILE).is_file():
            return place / OWN_FILE, _read(place / OWN_FILE)
        if (place / SHARED_FILE).is_file():
            settings = _read(place / SHARED_FILE).get("tool", {}).get("crossfoot")
            if settings is not None:
                return place / SHARED_FILE, settings
        if (place / ".git").exists():
            return None  # beyond it is another project
    return None


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: no TOML ({error}): mend it, or move it away") from error


def _settable(command: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    for action in command._actions:
        if action.option_strings and action.dest not in NOT_SETTABLE:
            yield action


def _environment(actions: Mapping[str, argparse.Action]) -> dict[str, tuple[object, str]]:
    names = {dest: f"{PREFIX}{dest.upper()}" for dest in actions}
    return {
        dest: (os.environ[name], f"${name}") for dest, name in names.items() if os.environ.get(name)
    }


def _file_values(
    name: str,
    path: Path,
    settings: Mapping[str, Any],
    actions: Mapping[str, argparse.Action],
    names: Collection[str],
) -> dict[str, tuple[object, str]]:
    """Return what a file says of a command's flags: its own table wins over the top."""
    own = settings.get(name, {})
    if not isinstance(own, dict):
        raise UsageError(f"{path}: {name} is a table: write [{name}] over its flags")
    for key, value in settings.items():
        if isinstance(value, dict) and key not in names:
            raise UsageError(f"{path}: no command {key!r}{_meant(key, names)}")
    for key in own:
        if _dest(key) not in actions:
            flags = [action.option_strings[-1].lstrip("-") for action in actions.values()]
            raise UsageError(f"{path}: {name} has no flag {key!r}{_meant(key, flags)}")
    shared = {key: value for key, value in settings.items() if not isinstance(value, dict)}
    return {
        _dest(key): (_located(actions[_dest(key)], value, path), f"{path}, {key}")
        for key, value in {**shared, **own}.items()
        if _dest(key) in actions
    }


def _refuse_unknown(
    path: Path,
    settings: Mapping[str, Any],
    actions: Mapping[str, argparse.Action],
    all_flags: Callable[[], Collection[str]],
) -> None:
    """Raise for a key at the top of a file that no command has a flag for."""
    shared = [key for key, value in settings.items() if not isinstance(value, dict)]
    for key in (key for key in shared if _dest(key) not in actions):
        if _dest(key) not in (flags := {_dest(flag): flag for flag in all_flags()}):
            meant = _meant(key, [*flags.values()])
            raise UsageError(f"{path}: no command has a flag {key!r}{meant}")


def settable_flags(command: argparse.ArgumentParser) -> Iterator[str]:
    """Yield the flags of a command that a file may set, without their dashes."""
    for action in _settable(command):
        yield action.option_strings[-1].lstrip("-")


def _dest(key: str) -> str:
    return key.replace("-", "_")


def _meant(word: str, words: Collection[str]) -> str:
    close = get_close_matches(word, words, n=1)
    return f": did you mean {close[0]}?" if close else ""


def _located(action: argparse.Action, value: object, path: Path) -> object:
    """Return a path as it is meant: relative to the file that names it."""
    return str(path.parent / value) if action.type is Path and isinstance(value, str) else value


def _convert(action: argparse.Action, value: object, origin: str) -> object:
    """Return a value as the flag itself would have read it."""
    if action.nargs == 0:
        if isinstance(value, bool) or str(value).lower() in ("1", "true", "0", "false"):
            return value is True or str(value).lower() in ("1", "true")
        raise UsageError(f"{origin}: {value!r} is neither true nor false")
    try:
        read = action.type(str(value)) if callable(action.type) else str(value)
    except (argparse.ArgumentTypeError, ValueError) as error:
        raise UsageError(f"{origin}: {error}") from error
    if action.choices is not None and read not in action.choices:
        raise UsageError(f"{origin}: {read!r} is none of {', '.join(map(str, action.choices))}")
    return read
