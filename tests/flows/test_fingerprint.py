"""The fingerprint of the pipeline covers all code that a reading depends on."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import crossfoot
from crossfoot.flows.runs.fingerprint import hash_sources, reading_sources

HOME = Path(crossfoot.__file__).parent
STAGES = ("extractors", "normalizers", "reconcilers")
ROOMS = [
    Path(),
    Path("vocabulary"),
    Path("model"),
    *(Path(stage, path.name) for stage in STAGES for path in (HOME / stage).iterdir()),
]
FOLDERS = [room for room in ROOMS if (HOME / room / "__init__.py").exists()]


@pytest.mark.parametrize("folder", FOLDERS, ids=str)
def test_a_touched_file_of_any_package_is_another_pipeline(folder: Path, tmp_path: Path) -> None:
    """One more char in one file of a package, and the fingerprint is another one."""
    sources = reading_sources()
    for source in sources:
        (tmp_path / source).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(HOME / source, tmp_path / source)
    before = hash_sources(tmp_path, sources)
    touched = next(s for s in sources if s.parent == folder and s.name != "__init__.py")
    with (tmp_path / touched).open("a") as file:
        file.write("#")

    assert before == hash_sources(HOME, sources)
    assert hash_sources(tmp_path, sources) != before


@pytest.mark.parametrize(
    "name", ["signs.toml", "currencies.json", "others.toml", "languages/fr.toml"]
)
def test_a_new_word_is_another_pipeline(name: str) -> None:
    """The words of a language are data, and decide what is a total all the same."""
    assert Path("vocabulary", name) in reading_sources()


def test_what_was_learned_is_part_of_the_pipeline() -> None:
    """Other forests are another reading."""
    learned = {path.name for path in (HOME / "extractors" / "weighing" / "learned").iterdir()}

    assert learned == {s.name for s in reading_sources() if s.parent.name == "learned"} != set()


def test_a_renamed_file_is_another_pipeline(tmp_path: Path) -> None:
    """Code that moved is other code: what imports it reads other names."""
    for name in ("a.py", "b.py"):
        (tmp_path / name).write_text("x = 1\n")

    assert hash_sources(tmp_path, [Path("a.py")]) != hash_sources(tmp_path, [Path("b.py")])


def test_the_steps_of_the_pipeline_are_part_of_it() -> None:
    """What `flows` does between the stages decides what comes out, how it runs them does not."""
    flows = [source for source in reading_sources() if source.parts[0] == "flows"]

    assert flows == [Path("flows/runs/steps.py")]


def test_all_code_that_a_reading_imports_is_part_of_it() -> None:
    """No module of ours that the steps load, heavy ones apart, is missing from the fingerprint."""
    code = (
        "import sys, crossfoot.flows.runs.steps\n"
        "print(*(m.__file__ for n, m in sys.modules.items() if n.startswith('crossfoot.')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {Path(name).relative_to(HOME) for name in done.stdout.split()}
    names_only = {path for path in loaded if path.parts[0] in ("flows", "catalog")}

    assert loaded - names_only <= set(reading_sources())
