"""`crossfoot completion SHELL`: a script that lets a shell complete commands and flags."""

from __future__ import annotations

import argparse
import shlex
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Flags = dict[str, dict[str, tuple[str, ...]]]
"""Of each command the flags, of each flag the values it takes (none where any will do)."""


def write_script(shell: str, flags: Flags) -> str:
    """Return the script for a shell; how to load it stands in its first line."""
    return _fish(flags) if shell == "fish" else _bash(flags, is_zsh=shell == "zsh")


def collect_flags(parser: argparse.ArgumentParser) -> Flags:
    """Return what the commands of a parser accept."""
    commands: Mapping[str, argparse.ArgumentParser] = next(
        action.choices
        for action in parser._actions
        if isinstance(action, argparse._SubParsersAction)
    )
    return {
        name: {
            option: tuple(map(str, action.choices or ()))
            for action in command._actions
            for option in action.option_strings
            if option.startswith("--")
        }
        for name, command in commands.items()
    }


def _bash(flags: Flags, *, is_zsh: bool) -> str:
    shell = "zsh" if is_zsh else "bash"
    head = [f'# eval "$(crossfoot completion {shell})", in ~/.{shell}rc for every shell']
    if is_zsh:
        head.append("autoload -U +X bashcompinit && bashcompinit")
    return "\n".join([*head, *_bash_function(flags), "complete -o default -F _crossfoot crossfoot"])


def _bash_function(flags: Flags) -> Iterator[str]:
    yield "_crossfoot() {"
    yield '  local word="${COMP_WORDS[COMP_CWORD]}" before="${COMP_WORDS[COMP_CWORD-1]}" words=""'
    yield '  case "${COMP_WORDS[1]} $before" in'
    for name, known in flags.items():
        for flag, values in known.items():
            if values:
                yield f"    '{name} {flag}') words={shlex.quote(' '.join(values))};;"
    yield "  esac"
    yield '  if [ "$COMP_CWORD" -eq 1 ]; then'
    yield f"    words={shlex.quote(' '.join(flags))}"
    yield '  elif [ -z "$words" ] && [ "${word#-}" != "$word" ]; then'
    yield '    case "${COMP_WORDS[1]}" in'
    for name, known in flags.items():
        yield f"      {name}) words={shlex.quote(' '.join(known))};;"
    yield "    esac"
    yield "  fi"
    yield '  COMPREPLY=($(compgen -W "$words" -- "$word"))'
    yield "}"


def _fish(flags: Flags) -> str:
    lines = ["# crossfoot completion fish > ~/.config/fish/completions/crossfoot.fish"]
    lines.append(
        f"complete -c crossfoot -n __fish_use_subcommand -f -a {shlex.quote(' '.join(flags))}"
    )
    for name, known in flags.items():
        for flag, values in known.items():
            given = f" -x -a {shlex.quote(' '.join(values))}" if values else ""
            condition = shlex.quote(f"__fish_seen_subcommand_from {name}")
            lines.append(f"complete -c crossfoot -n {condition} -l {flag[2:]}{given}")
    return "\n".join(lines)
