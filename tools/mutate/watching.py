"""A pytest plugin for the copies: which tests come by which lines, and only some tests in order.

``--reach FILE`` writes ``{"seconds": {test: s}, "lines": {module: {line: [test, …]}}}``;
``--only FILE`` runs the tests named in it, line by line, in that order.
"""

from __future__ import annotations

import functools
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

if TYPE_CHECKING:
    import coverage

SMALL_CACHE = 64  # caches of fewer entries hold files that were loaded, not answers

hypothesis.settings.register_profile(
    "mutants",  # equal runs, no search for small examples, no limit that a busy machine breaks
    derandomize=True,
    database=None,
    deadline=None,
    phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate],
)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the two options."""
    parser.addoption("--reach", default=None)
    parser.addoption("--only", default=None)


def pytest_configure(config: pytest.Config) -> None:
    """Start to watch, if asked to."""
    hypothesis.settings.load_profile("mutants")
    if config.getoption("--reach"):
        config.pluginmanager.register(Watcher(config.rootpath, Path(config.getoption("--reach"))))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep the tests asked for, in the order asked for."""
    if only := config.getoption("--only"):
        wanted = {name: i for i, name in enumerate(Path(only).read_text("utf-8").splitlines())}
        items[:] = sorted(
            (item for item in items if item.nodeid in wanted), key=lambda item: wanted[item.nodeid]
        )


class Watcher:
    """Notes for each test the lines of the product that it runs, and how long it takes."""

    def __init__(self, root: Path, target: Path) -> None:
        import coverage

        self.root = root
        self.target = target
        self.seconds: dict[str, float] = {}
        self.coverage: coverage.Coverage = coverage.Coverage(
            data_file=None, include=[f"{root}/*"], omit=[f"{root}/tests/*", f"{root}/tools/*"]
        )
        self.coverage.start()

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """Run one test under its own name."""
        for cached in _caches():
            cached.cache_clear()  # an answer kept from another test would hide the lines
        self.coverage.switch_context(item.nodeid)
        start = _processor_seconds()
        result = yield
        self.seconds[item.nodeid] = round(_processor_seconds() - start, 3)
        self.coverage.switch_context("")
        return result

    def pytest_sessionfinish(self) -> None:
        """Write what was seen."""
        self.coverage.stop()
        data = self.coverage.get_data()
        lines = {}
        for name in data.measured_files():
            module = Path(name).resolve().relative_to(self.root.resolve()).as_posix()
            by_line = data.contexts_by_lineno(name)
            lines[module] = {
                line: [test for test in tests if test] for line, tests in sorted(by_line.items())
            }
        seen = {"seconds": self.seconds, "lines": lines}
        self.target.write_text(json.dumps(seen), encoding="utf-8")


def _processor_seconds() -> float:
    """Return what this process and those that it waited for have used."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def _caches() -> Iterator[functools._lru_cache_wrapper[object]]:
    for name, module in list(sys.modules.items()):
        if name.startswith("crossfoot."):
            for value in list(vars(module).values()):
                if isinstance(value, functools._lru_cache_wrapper):
                    size = value.cache_info().maxsize
                    if size is None or size > SMALL_CACHE:
                        yield value
