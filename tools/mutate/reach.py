"""Which tests come by which lines: measured once, kept, measured anew where files changed."""

from __future__ import annotations

import ast
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools.mutate.copies import Copy, CopyError
from tools.mutate.sites import Site

END_TO_END = ("flows", "browse", "house", "tools")
"""Folders of tests left out: a constant deserves a test nearer by, and these take minutes."""
LIMIT = 1800.0
LONGEST = 2.0
"""Seconds of processor after which a test is too long to be asked."""
AT_ONCE = 25
"""Files of tests measured in one run; what was measured is kept when a later run ends badly."""

Lines = Mapping[str, Mapping[str, Iterable[str]]]
"""module → line (as text, for JSON) → tests."""


@dataclass(frozen=True)
class Reach:
    """What the tests come by.

    Args:
        seconds: processor time of each test and its processes: equal on a busy machine.
        lines: tests by module and line, of functions only: what runs at import belongs to nobody.
        functions: per module, first and last line of each function with the names it uses.
    """

    seconds: Mapping[str, float]
    lines: Mapping[str, Mapping[int, frozenset[str]]]
    functions: Mapping[str, tuple[tuple[int, int, frozenset[str]], ...]]

    def tests(self, site: Site) -> list[str]:
        """Return the tests that come by a site: its own package's first, quick ones first."""
        found = self._inside(site) if site.inside else self._of_names(site)
        home = f"tests/{site.path.partition('/')[0]}/"
        quick = (test for test in found if self.seconds.get(test, 0.0) <= LONGEST)
        return sorted(quick, key=lambda t: (not t.startswith(home), self.seconds.get(t, 0.0), t))

    def _inside(self, site: Site) -> frozenset[str]:
        first, last = site.span
        return self._between(site.path, first, last)

    def _of_names(self, site: Site) -> frozenset[str]:
        """Return the tests of the functions that use a name given at import, anywhere."""
        found: frozenset[str] = frozenset()
        for path, functions in self.functions.items():
            for first, last, used in functions:
                if used & set(site.names):
                    found |= self._between(path, first, last)
        return found or self._between(site.path, 0, 1 << 30)

    def _between(self, path: str, first: int, last: int) -> frozenset[str]:
        lines = self.lines.get(path, {})
        return frozenset().union(*(tests for n, tests in lines.items() if first <= n <= last))


def measure(copy: Copy, modules: Iterable[str], cache: Path) -> Reach:
    """Return what the tests of a copy come by; only what changed since the last time is run.

    Raises:
        CopyError: if tests fail without any mutant.
    """
    known = _read(cache)
    product = _digest(p for p in copy.root.glob("*/**/*") if _is_product(copy.root, p))
    if known.get("product") != product:
        known = {"product": product, "files": {}}
    files = {str(p.relative_to(copy.root)): _state(p) for p in _test_files(copy.root)}
    kept = {f: v for f, v in known["files"].items() if v["state"] == files.get(f)}
    stale = sorted(files.keys() - kept.keys())
    for start in range(0, len(stale), AT_ONCE):
        some = stale[start : start + AT_ONCE]
        seen = _run(copy, some)
        for name in some:
            kept[name] = {"state": files[name], **_part(seen, name)}
        cache.parent.mkdir(parents=True, exist_ok=True)
        cache.write_text(json.dumps({"product": product, "files": kept}), encoding="utf-8")
    return _joined(kept.values(), copy.root, modules)


def _run(copy: Copy, files: list[str]) -> dict[str, Any]:
    target = copy.root / "reach.json"
    run = copy.run(["--reach", str(target), *files], limit=LIMIT, compile_to_disk=True)
    if run.code != 0:
        raise CopyError(f"tests fail without any mutant:\n{run.output[-2000:]}")
    seen: dict[str, Any] = json.loads(target.read_text(encoding="utf-8"))
    return seen


def _part(seen: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Return what the tests of one file saw."""
    seconds = {t: s for t, s in seen["seconds"].items() if t.startswith(f"{name}::")}
    lines: dict[str, dict[str, list[str]]] = {}
    for module, by_line in seen["lines"].items():
        for line, tests in by_line.items():
            if mine := [test for test in tests if test in seconds]:
                lines.setdefault(module, {})[line] = mine
    return {"seconds": seconds, "lines": lines}


def _joined(parts: Iterable[Mapping[str, Any]], root: Path, modules: Iterable[str]) -> Reach:
    seconds: dict[str, float] = {}
    lines: dict[str, dict[int, frozenset[str]]] = {}
    for part in parts:
        seconds |= part["seconds"]
        for module, by_line in part["lines"].items():
            mine = lines.setdefault(module, {})
            for line, tests in by_line.items():
                mine[int(line)] = mine.get(int(line), frozenset()) | frozenset(tests)
    functions = {module: _functions(root / module) for module in modules}
    inner = {
        module: {
            n: tests
            for n, tests in by_line.items()
            if any(first <= n <= last for first, last, _ in functions.get(module, ()))
        }
        for module, by_line in lines.items()
    }
    return Reach(seconds, inner, functions)


def _functions(path: Path) -> tuple[tuple[int, int, frozenset[str]], ...]:
    tree = ast.parse(path.read_bytes())
    return tuple(
        (node.lineno, node.end_lineno or node.lineno, _used(node))
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )


def _used(node: ast.AST) -> frozenset[str]:
    names = (n.id for n in ast.walk(node) if isinstance(n, ast.Name))
    return frozenset(names) | {n.attr for n in ast.walk(node) if isinstance(n, ast.Attribute)}


def _test_files(root: Path) -> list[Path]:
    return sorted(
        p
        for p in root.glob("tests/*/**/test_*.py")
        if p.relative_to(root).parts[1] not in END_TO_END
    )


def _state(path: Path) -> str:
    """Return a digest of a file of tests with what it uses: modules beside it, books it names."""
    beside = [p for p in path.parent.glob("*.py") if not p.name.startswith("test_")]
    tests = next(folder for folder in path.parents if folder.name == "tests")
    text = path.read_text(encoding="utf-8")
    books = [book for book in tests.glob("golden/*.txt") if book.name in text]
    return _digest([path, *beside, *books])


def _is_product(root: Path, path: Path) -> bool:
    top = path.relative_to(root).parts[0]
    return top not in {"tests", "tools", "docs", "out"} and path.suffix in {".py", ".yaml", ".sql"}


def _digest(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in sorted(set(paths)):
        if path.is_file():
            digest.update(str(path.name).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _read(cache: Path) -> dict[str, Any]:
    try:
        known: dict[str, Any] = json.loads(cache.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return known
