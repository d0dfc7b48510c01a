"""Which constants and comparisons of a module can be changed, and to what."""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

SCALE = 1.5
SLACK = 1e-6  # below, a float stands for rounding: half as much again is the same thing
SWAPS: dict[type[ast.AST], tuple[str, str]] = {
    ast.Lt: ("<", "<="),
    ast.LtE: ("<=", "<"),
    ast.Gt: (">", ">="),
    ast.GtE: (">=", ">"),
    ast.Eq: ("==", "!="),
    ast.NotEq: ("!=", "=="),
    ast.And: ("and", "or"),
    ast.Or: ("or", "and"),
}
NOT_RUN = ("decorator_list", "annotation", "returns", "type_params")
"""Fields of a node that decide nothing while a report is read."""


@dataclass(frozen=True)
class Site:
    """One place of a module that can be changed.

    Args:
        path: the module, relative to the root, with slashes.
        start: first byte of what is replaced.
        end: byte after it.
        line: its line, from 1.
        old: what stands there.
        new: what may stand there instead, one or more.
        kind: ``threshold`` (a number with a name), ``number``, ``bool``, ``comparison`` or
            ``and-or``.
        span: first and last line of the statement (of its head, if it has a body).
        names: what the statement names, when it runs at import; empty inside functions.
        inside: whether it stands inside a function.
    """

    path: str
    start: int
    end: int
    line: int
    old: str
    new: tuple[str, ...]
    kind: str
    span: tuple[int, int]
    names: tuple[str, ...]
    inside: bool


@dataclass(frozen=True)
class Mutant:
    """A site with one of its other texts, and the source line it stands in, for people."""

    site: Site
    new: str
    source: str

    def __str__(self) -> str:
        return f"{self.site.path}:{self.site.line} {self.site.old} → {self.new}   {self.source}"


def find_sites(source: bytes, path: str) -> list[Site]:
    """Return what can be changed in a module, in the order of the text."""
    finder = _Finder(source, path)
    finder.visit(ast.parse(source))
    return sorted(finder.sites, key=lambda site: site.start)


def apply(source: bytes, mutant: Mutant) -> bytes:
    """Return the text of the module with the mutant in it."""
    site = mutant.site
    return source[: site.start] + mutant.new.encode() + source[site.end :]


def other_numbers(value: float) -> tuple[str, ...]:
    """Return the numbers to try instead: half as much again, two thirds, one more, one less."""
    if isinstance(value, int):
        near = (value + 1, value - 1, round(value * SCALE), round(value / SCALE))
        return tuple(_written(n) for n in dict.fromkeys(near) if n != value)
    if not value:
        return ("1.0", "(-1.0)")
    return tuple(f"{n:.6g}" for n in (value * SCALE, value / SCALE))


def _written(value: int) -> str:
    return str(value) if value >= 0 else f"({value})"


class _Finder(ast.NodeVisitor):
    """Walks a module and notes its sites.

    Texts between braces of f-strings are left out: Python 3.11 does not say where they stand.
    """

    def __init__(self, source: bytes, path: str) -> None:
        self.source = source
        self.path = path
        self.sites: list[Site] = []
        self._lines = source.splitlines(keepends=True)
        self._starts = [0]
        for line in self._lines:
            self._starts.append(self._starts[-1] + len(line))
        self._operators = list(_operators(source, self._lines, self._starts))
        self._statements: list[ast.stmt] = []
        self._functions = 0

    def visit(self, node: ast.AST) -> None:
        """Go through a node, knowing the statement and the function it stands in."""
        if isinstance(node, ast.JoinedStr) or _never_runs(node):
            return
        statement = isinstance(node, ast.stmt)
        function = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        if isinstance(node, ast.stmt):
            self._statements.append(node)
        self._functions += function
        super().visit(node)
        self._functions -= function
        if statement:
            self._statements.pop()

    def generic_visit(self, node: ast.AST) -> None:
        """Visit what runs."""
        for name, value in ast.iter_fields(node):
            if name in NOT_RUN:
                continue
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.AST):
                    self.visit(child)

    def visit_Constant(self, node: ast.Constant) -> None:
        """Note numbers and booleans."""
        value = node.value
        if isinstance(value, bool):
            self._note(*self._bytes(node), (str(not value),), "bool")
        elif isinstance(value, int) or (isinstance(value, float) and not 0 < abs(value) < SLACK):
            kind = "threshold" if self._names_a_constant() else "number"
            self._note(*self._bytes(node), other_numbers(value), kind)

    def visit_Call(self, node: ast.Call) -> None:
        """Note the number in ``Decimal("0.5")`` too; how strict ``zip`` is decides nothing."""
        match node:
            case ast.Call(
                func=ast.Name(id="Decimal"), args=[ast.Constant(value=str() as text) as inner]
            ):
                try:
                    value = float(text)
                except ValueError:
                    return
                new = tuple(f'"{number.strip("()")}"' for number in other_numbers(value))
                kind = "threshold" if self._names_a_constant() else "number"
                self._note(*self._bytes(inner), new, kind)
            case ast.Call(func=ast.Name(id="zip")):
                for child in node.args:
                    self.visit(child)  # `strict` asserts lengths, and decides nothing
            case _:
                self.generic_visit(node)

    def visit_Compare(self, node: ast.Compare) -> None:
        """Note each comparison of a chain that has a counterpart."""
        sides = [node.left, *node.comparators]
        for i, operator in enumerate(node.ops):
            self._note_operator(operator, sides[i], sides[i + 1], "comparison")
        self.generic_visit(node)

    def visit_BoolOp(self, node: ast.BoolOp) -> None:
        """Note each ``and`` and ``or``."""
        for i in range(len(node.values) - 1):
            self._note_operator(node.op, node.values[i], node.values[i + 1], "and-or")
        self.generic_visit(node)

    def _note_operator(self, operator: ast.AST, left: ast.expr, right: ast.expr, kind: str) -> None:
        if type(operator) not in SWAPS:
            return
        old, new = SWAPS[type(operator)]
        after, before = self._bytes(left)[1], self._bytes(right)[0]
        for start, end, text in self._operators:
            if after <= start and end <= before and text == old:
                self._note(start, end, (new,), kind)
                return

    def _note(self, start: int, end: int, new: tuple[str, ...], kind: str) -> None:
        statement = self._statements[-1]
        line = self.source.count(b"\n", 0, start) + 1
        old = self.source[start:end].decode()
        inside = self._functions > 0
        names = () if inside else _named(self._statements)
        site = Site(self.path, start, end, line, old, new, kind, _span(statement), names, inside)
        self.sites.append(site)

    def _names_a_constant(self) -> bool:
        return not self._functions and any(name.isupper() for name in _named(self._statements))

    def _bytes(self, node: ast.expr) -> tuple[int, int]:
        last, column = node.end_lineno or node.lineno, node.end_col_offset or 0
        return self._starts[node.lineno - 1] + node.col_offset, self._starts[last - 1] + column


def _never_runs(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)


def _named(statements: Sequence[ast.stmt]) -> tuple[str, ...]:
    """Return the names that the outermost of nested statements gives."""
    match statements[0]:
        case ast.Assign(targets=targets):
            return tuple(
                node.id for t in targets for node in ast.walk(t) if isinstance(node, ast.Name)
            )
        case ast.AnnAssign(target=ast.Name(id=name)) | ast.ClassDef(name=name):
            return (name,)
        case _:
            return ()


def _span(statement: ast.stmt) -> tuple[int, int]:
    body = getattr(statement, "body", None)
    if body and not isinstance(statement, ast.ClassDef):
        return statement.lineno, max(statement.lineno, body[0].lineno - 1)
    return statement.lineno, statement.end_lineno or statement.lineno


def _operators(
    source: bytes, lines: Sequence[bytes], starts: Sequence[int]
) -> Iterator[tuple[int, int, str]]:
    """Yield the first byte, the byte after and the text of each operator."""
    for token in tokenize.tokenize(io.BytesIO(source).readline):
        if token.type == tokenize.OP or token.string in {"and", "or"}:
            row, column = token.start
            before = lines[row - 1].decode()[:column]
            start = starts[row - 1] + len(before.encode())
            yield start, start + len(token.string.encode()), token.string
