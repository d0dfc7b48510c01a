"""Entries put into YAML that people wrote: their order, comments and spelling stay.

A line is added below the last entry of its list; nothing else of the file changes but an empty
list in brackets (``accepted: []``), below which no entry may stand.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml

from crossfoot.errors import UsageError
from crossfoot.normalizers.catalog.reading import mend_empty_lists

if TYPE_CHECKING:
    from collections.abc import Iterator

INDENT = "  "
"""Before the dash of an entry, as in the files that ship."""


@dataclass(frozen=True, slots=True)
class Addition:
    """A line for a file of the catalog.

    Attributes:
        file: Its name ("decisions.yaml").
        section: Key of the list it goes under.
        entry: In flow style, on one line, with its comment.
    """

    file: str
    section: str
    entry: str


def add_entry(text: str, section: str, entry: str) -> str:
    """Return the text of a file with one entry more in a list.

    Args:
        text: YAML of a mapping of lists, or nothing.
        section: Key of the list; it is added at the end where the file lacks it.
        entry: On one line, without dash.

    Raises:
        UsageError: The list is written in brackets, where no line can be added.
    """
    ending = "\r\n" if "\r\n" in text else "\n"
    text = mend_empty_lists(text)
    lines = text.splitlines()
    found = _section(text, section)
    if found is None:
        return _joined([*lines, f"{section}:", f"{INDENT}- {entry}"], ending)
    key, listed = found
    if not isinstance(listed, yaml.SequenceNode):
        at, indent = key.start_mark.line + 1, INDENT
    elif listed.flow_style:
        where = f"line {listed.start_mark.line + 1}"
        raise UsageError(f"{where}: {section} is written in brackets: write its entries as lines")
    else:
        at, indent = max(_last_lines(listed)) + 1, " " * listed.start_mark.column
    return _joined([*lines[:at], f"{indent}- {entry}", *lines[at:]], ending)


def _joined(lines: list[str], ending: str) -> str:
    return ending.join([*lines, ""])


def _section(text: str, name: str) -> tuple[yaml.Node, yaml.Node] | None:
    """Return key and value of a section, ``None`` where the file has none."""
    root = yaml.compose(text)
    if not isinstance(root, yaml.MappingNode):
        return None
    return next(((key, value) for key, value in root.value if key.value == name), None)


def _last_lines(node: yaml.Node) -> Iterator[int]:
    """Yield the line of each end of a node that is written there; of blocks those inside."""
    if isinstance(node, yaml.ScalarNode):
        # a block of text ends where the next thing begins
        is_open = node.style in ("|", ">") and node.end_mark.column == 0
        yield node.end_mark.line - is_open
    elif isinstance(node, yaml.CollectionNode):
        if node.flow_style:
            yield node.end_mark.line
        else:
            yield node.start_mark.line
        for one in node.value:
            for part in one if isinstance(one, tuple) else (one,):
                yield from _last_lines(part)
