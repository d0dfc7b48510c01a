"""The fingerprint of the pipeline covers all code that a reading depends on."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import crossfoot
from crossfoot.flows.runs.fingerprint import hash_sources, reading_sources

HOME = Path(crossfoot.__file__).parent
STAGES = ("extractors", "normalizers", "reconcilers")
ROOMS = [
    Path(),
    Path("vocabulary"),
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


def test_a_renamed_file_is_another_pipeline(tmp_path: Path) -> None:
    """Code that moved is other code: what imports it reads other names."""
    for name in ("a.py", "b.py"):
        (tmp_path / name).write_text("x = 1\n")

    assert hash_sources(tmp_path, [Path("a.py")]) != hash_sources(tmp_path, [Path("b.py")])


def test_the_steps_of_the_pipeline_are_part_of_it() -> None:
    """What `flows` does between the stages decides what comes out, how it runs them does not."""
    flows = [source for source in reading_sources() if source.parts[0] == "flows"]

    assert flows == [Path("flows/runs/steps.py")]
