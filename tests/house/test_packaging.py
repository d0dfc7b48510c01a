"""What is said of packages and data is true, and ceilings of dependencies are looked at again."""

from __future__ import annotations

import importlib.metadata
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
NOTICE = (ROOT / "NOTICE").read_text(encoding="utf-8")

CEILINGS = {
    "fastapi": ("prefect", "3.8.8", "does every flow still fail with fastapi 0.155?"),
    "pypdfium2": ("pypdfium2", "5", "is version 6 there, and do the reader's plain calls hold?"),
}
"""Of each ceiling the package that makes it needed, its version then, and what to try."""


@pytest.fixture(scope="module")
def bill() -> dict[str, list[dict[str, object]]]:
    """The bill of materials of the environment that the tests run in."""
    command = [sys.executable, str(ROOT / "tools" / "bill_of_materials.py")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    told: dict[str, list[dict[str, object]]] = json.loads(done.stdout)
    return told


def test_the_bill_names_every_package_with_its_version(
    bill: dict[str, list[dict[str, object]]],
) -> None:
    """All that the project asks for, and what these ask for in turn."""
    held = {str(one["name"]): one for one in bill["components"]}
    asked = {Requirement(text).name.lower() for text in PROJECT["dependencies"]}

    assert asked <= set(held)
    assert "pydantic-core" in held
    for name in asked:
        assert held[name]["version"] == importlib.metadata.version(name)
        assert held[name]["licenses"], name
    assert {"geonames", "unicode-cldr", "natural-earth", "crossfoot-forests"} <= set(held)


def test_the_notice_names_every_source_of_data_that_ships() -> None:
    """Whatever the gazetteer says it was made from, and the files of what was learned."""
    from crossfoot.normalizers.places.gazetteer import open_gazetteer
    from crossfoot.normalizers.places.gazetteer_sources import read_provenance

    names = " ".join(one.url for one in read_provenance(open_gazetteer().meta))
    assert ("geonames" in names) <= ("GeoNames" in NOTICE)
    assert list((ROOT / "extractors" / "weighing" / "learned").glob("*.npz"))
    assert "extractors/weighing/learned" in NOTICE
    assert "NOTICE" in PROJECT["license-files"]


@pytest.mark.parametrize("name", CEILINGS)
def test_a_ceiling_is_looked_at_when_its_reason_may_be_gone(name: str) -> None:
    """A newer package than the one that made it needed: try without, and lift it or write here."""
    (asked,) = (one for one in map(Requirement, PROJECT["dependencies"]) if one.name == name)
    assert any(one.operator == "<" for one in asked.specifier), f"{name}: take it out of CEILINGS"
    package, then, question = CEILINGS[name]
    now = importlib.metadata.version(package)
    assert f"{now}.".startswith(f"{then}."), f"{package} is {now}: {question}"


def test_the_image_is_built_from_what_is_here() -> None:
    """Each file that the Dockerfile copies exists, and so does each extra that it installs."""
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    copied = [
        word
        for line in re.findall(r"^COPY (?!--from)(.+)$", text, re.M)
        for word in line.split()[:-1]
    ]
    assert all((ROOT / name).exists() for name in copied)
    extras = re.findall(r"\.whl\)\[([\w,]+)\]", text)
    assert extras
    assert set(",".join(extras).split(",")) <= set(PROJECT["optional-dependencies"])
