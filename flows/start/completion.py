"""`crossfoot completion SHELL`: a script that lets a shell complete commands, verbs and flags."""

from __future__ import annotations

import argparse
import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Level:
    """What may follow a command, or the verb of one.

    Attributes:
        path: The command and its verb; empty for the program itself.
        words: Commands, verbs or values that may come next.
        flags: Of each flag the values it takes, none where any will do.
    """

    path: tuple[str, ...]
    words: tuple[str, ...]
    flags: Mapping[str, tuple[str, ...]]


def write_script(shell: str, levels: Sequence[Level]) -> str:
    """Return the script for a shell; how to load it stands in its first line."""
    return _fish(levels) if shell == "fish" else _bash(levels, is_zsh=shell == "zsh")


def collect_levels(
    parser: argparse.ArgumentParser, path: tuple[str, ...] = ()
) -> tuple[Level, ...]:
    """Return what a parser accepts, then what its commands do."""
    words: list[str] = []
    below: list[Level] = []
    flags: dict[str, tuple[str, ...]] = {}
    for action in parser._actions:
        values = tuple(map(str, action.choices or ()))
        if not action.option_strings:
            words += values
        for option in action.option_strings:
            if option.startswith("--"):
                flags[option] = values
        if isinstance(action, argparse._SubParsersAction):
            for name, command in action.choices.items():
                below += collect_levels(command, (*path, name))
    return (Level(path, tuple(words), flags), *below)


def _bash(levels: Sequence[Level], *, is_zsh: bool) -> str:
    shell = "zsh" if is_zsh else "bash"
    head = [f'# eval "$(crossfoot completion {shell})", in ~/.{shell}rc for every shell']
    if is_zsh:
        head.append("autoload -U +X compinit && compinit")
        head.append("autoload -U +X bashcompinit && bashcompinit")
    return "\n".join(
        [*head, *_bash_function(levels), "complete -o default -F _crossfoot crossfoot"]
    )


def _bash_function(levels: Sequence[Level]) -> Iterator[str]:
    yield "_crossfoot() {"
    yield '  local word="${COMP_WORDS[COMP_CWORD]}" before="${COMP_WORDS[COMP_CWORD-1]}"'
    yield '  local at="" n one words="" flags=""'
    yield "  for ((n = 1; n < COMP_CWORD; n++)); do"  # slices of arrays differ from shell to shell
    yield '    one="${COMP_WORDS[n]}"'
    known = "|".join(shlex.quote(_written(level.path)) for level in levels if level.path)
    yield f'    case "$at/$one" in {known}) at="$at/$one";; esac'
    yield "  done"
    yield '  case "$at" in'
    for level in levels:
        words, flags = (shlex.quote(" ".join(told)) for told in (level.words, level.flags))
        yield f"    {shlex.quote(_written(level.path))}) words={words} flags={flags};;"
    yield "  esac"
    yield '  if [ "${word#-}" != "$word" ]; then words="$flags"; fi'
    yield '  case "$at $before" in'
    for level in levels:
        for flag, values in level.flags.items():
            if values:
                told = shlex.quote(f"{_written(level.path)} {flag}")
                yield f"    {told}) words={shlex.quote(' '.join(values))};;"
    yield "  esac"
    yield '  COMPREPLY=($(compgen -W "$words" -- "$word"))'
    yield "}"


def _written(path: Sequence[str]) -> str:
    return "".join(f"/{name}" for name in path)


def _fish(levels: Sequence[Level]) -> str:
    lines = ["# crossfoot completion fish > ~/.config/fish/completions/crossfoot.fish"]
    for level in levels:
        seen = [f"__fish_seen_subcommand_from {name}" for name in level.path]
        here = "; and ".join(seen) or "__fish_use_subcommand"
        if level.words:
            others = f"; and not __fish_seen_subcommand_from {' '.join(level.words)}"
            before = here + (others if level.path else "")
            words = shlex.quote(" ".join(level.words))
            lines.append(f"complete -c crossfoot -n {shlex.quote(before)} -f -a {words}")
        for flag, values in level.flags.items():
            given = f" -x -a {shlex.quote(' '.join(values))}" if values else ""
            lines.append(f"complete -c crossfoot -n {shlex.quote(here)} -l {flag[2:]}{given}")
    return "\n".join(lines)
