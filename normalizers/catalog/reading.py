"""One YAML file of the catalog: its text, the values it says, and each mistake with its line.

pydantic checks what people wrote (:mod:`~crossfoot.normalizers.catalog.schema`); here its findings
are given lines, which a person needs to mend a file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import yaml

from crossfoot.errors import UnreadableInput, UsageError
from crossfoot.files import open_file

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from pydantic import TypeAdapter

_EMPTY_LIST = re.compile(r"^(\w+):[ \t]*\[[ \t]*\][ \t]*(?=#|$)", re.MULTILINE)
"""What says that there is no entry yet: a pasted one below it is the first."""

Read = TypeVar("Read")


if TYPE_CHECKING:
    _Fastest = yaml.SafeLoader
else:
    _Fastest = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml's is ten times as fast


class _Loader(_Fastest):
    """Reads YAML but leaves dates to the schema, whose messages name the line."""

    yaml_implicit_resolvers = {  # noqa: RUF012 - PyYAML's own interface
        first: [(tag, pattern) for tag, pattern in rules if not tag.endswith(":timestamp")]
        for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong in a file of the catalog.

    Attributes:
        line: From 1.
        message: One line that says what to write instead.
    """

    path: Path
    line: int
    message: str

    def __str__(self) -> str:
        """Return the mistake as editors and compilers say it."""
        where = f"{self.path}:{self.line}" if self.line else str(self.path)
        return f"{where}: {self.message}"


@dataclass(frozen=True, slots=True)
class Parsed(Generic[Read]):
    """A file as read.

    Attributes:
        value: What it says, ``None`` where it has mistakes.
        mistakes: All of them, in the order of the file.
    """

    value: Read | None
    mistakes: tuple[Mistake, ...] = ()


def read_text(path: Path) -> str:
    """Return what a file says.

    Raises:
        UsageError: It cannot be read, or is no UTF-8.
    """
    try:
        with open_file(path) as stream:
            return stream.read().decode("utf-8")
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror})") from error
    except UnreadableInput as error:
        raise UsageError(str(error)) from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: this is no UTF-8 text ({error}): save it as UTF-8") from error


def parse(path: Path, text: str, schema: TypeAdapter[Read]) -> Parsed[Read]:
    """Read the text of one file through what it may say."""
    from pydantic import ValidationError

    text = mend_empty_lists(text)
    try:
        content = yaml.load(text, _Loader) or {}  # noqa: S506 - a SafeLoader
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or "it cannot be read"
        told = f"this is no YAML ({problem}): mend the line; entries of a list begin in one column"
        return Parsed(None, (Mistake(path, mark.line + 1 if mark else 0, told),))
    try:
        return Parsed(schema.validate_python(content))
    except ValidationError as error:
        root = yaml.compose(text)
        found = [_mistake(path, root, one["loc"], one["msg"]) for one in error.errors()]
        return Parsed(None, tuple(sorted(dict.fromkeys(found), key=lambda one: one.line)))


def mend_empty_lists(text: str) -> str:
    """Return a text in which ``accepted: []`` is ``accepted:``, below which entries may stand."""
    return _EMPTY_LIST.sub(r"\1: ", text)


def line_of(text: str, path: Sequence[int | str]) -> int:
    """Return the line of what stands at a path of keys and positions in a YAML text."""
    return _line_of(yaml.compose(mend_empty_lists(text)), path)


def _mistake(
    path: Path, root: yaml.Node | None, place: Sequence[int | str], message: str
) -> Mistake:
    name = ".".join(str(part) for part in place if isinstance(part, str)) or "file"
    told = f"{name}: {message} (see README.md of the catalog)"
    return Mistake(path, _line_of(root, place), told)


def _line_of(node: yaml.Node | None, path: Sequence[int | str]) -> int:
    """Return the line of the YAML node at a path, of its nearest parent where it is missing."""
    line = 1
    for part in path:
        if node is None:
            break
        line = node.start_mark.line + 1
        node = _child(node, part)
    return node.start_mark.line + 1 if node is not None else line


def _child(node: yaml.Node, part: int | str) -> yaml.Node | None:
    """Return the member of a mapping or sequence node, ``None`` where there is none."""
    value: Any = node.value
    if isinstance(part, int):
        return value[part] if isinstance(value, list) and part < len(value) else None
    if not isinstance(value, list):
        return None
    members: Mapping[str, yaml.Node] = {
        pair[0].value: pair[1] for pair in value if isinstance(pair, tuple)
    }
    return members.get(part)
