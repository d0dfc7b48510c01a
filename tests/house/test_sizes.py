"""Modules that can be read in one sitting, folders that can be seen at a glance."""

from __future__ import annotations

from collections import Counter

from tests.house.test_imports import ROOT, SOURCES

MOST_LINES = 400
MOST_MODULES = 18

LONGER: dict[str, int] = {}
"""Modules that are longer, each with the lines it has: a ceiling, to be lowered, never raised."""

FULLER: dict[str, int] = {}
"""Folders that hold more modules, each with how many: a ceiling, to be lowered, never raised."""

LINES = {str(path.relative_to(ROOT)): len(path.read_text("utf-8").splitlines()) for path in SOURCES}
FOLDERS = Counter(
    str(path.parent.relative_to(ROOT)) for path in SOURCES if path.name != "__init__.py"
)


def test_no_module_is_longer_than_a_sitting() -> None:
    """A module that outgrows its line is to be parted where its subject parts."""
    wrong = {name: n for name, n in LINES.items() if n > LONGER.get(name, MOST_LINES)}

    assert wrong == {}


def test_no_folder_holds_more_modules_than_a_glance() -> None:
    """A folder that outgrows its number is to be parted into rooms."""
    wrong = {name: n for name, n in FOLDERS.items() if n > FULLER.get(name, MOST_MODULES)}

    assert wrong == {}


def test_the_lists_of_exceptions_shrink() -> None:
    """What has been parted, or is gone, leaves the lists."""
    short = [name for name in LONGER if LINES.get(name, 0) <= MOST_LINES]
    roomy = [name for name in FULLER if FOLDERS[name] <= MOST_MODULES]

    assert (short, roomy) == ([], [])
