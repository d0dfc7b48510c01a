"""The mutation runner on a small module whose survivors are known."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tools.mutate.__main__ import main
from tools.mutate.copies import Copy, CopyError
from tools.mutate.reach import measure
from tools.mutate.sites import Mutant, Site, apply, find_sites, other_numbers
from tools.mutate.trial import try_mutant, verify

ROOT = Path(__file__).resolve().parents[2]
AGES = b'''"""Ages, from 0."""

from __future__ import annotations

from typing import Literal

ADULT = 18
OLD = 65
NEVER = 7


def is_adult(age: int, kind: Literal[3] = 3) -> bool:
    """Say so."""
    return age >= ADULT


def is_old(age: int) -> bool:
    """Say so."""
    return age > OLD


def last_year(age: int) -> int:
    """Count up to the year before."""
    year = 0
    while year != age - 1:
        year += 1
    return year


def nobody_asks(age: int) -> bool:
    """Stay unseen."""
    return age == NEVER
'''
TESTS = '''"""What is known of ages."""

from crossfoot.normalizers.ages import is_adult, is_old, last_year


def test_adults() -> None:
    assert is_adult(18)
    assert not is_adult(17)


def test_old() -> None:
    assert is_old(120)
    assert not is_old(20)


def test_year() -> None:
    assert last_year(4) == 3
'''


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A small checkout: one module behind a link, its tests, the runner itself."""
    root = tmp_path / "checkout"
    for name, text in {
        "crossfoot/__init__.py": b"",
        "normalizers/__init__.py": b"",
        "normalizers/ages.py": AGES,
        "tests/normalizers/test_ages.py": TESTS.encode(),
        "pyproject.toml": b"[tool.pytest.ini_options]\naddopts = '--import-mode=importlib'\n",
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(text)
    (root / "crossfoot" / "normalizers").symlink_to("../normalizers")
    ours = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "tools" / "mutate", root / "tools" / "mutate", ignore=ours)
    subprocess.run(["git", "init", "-q"], cwd=root, check=True)
    return root


def sites(text: str) -> list[Site]:
    """Return the sites of a module."""
    return find_sites(text.encode(), "a.py")


def site(text: str, old: str) -> Site:
    """Return the one site with this text."""
    (found,) = [one for one in sites(text) if one.old == old]
    return found


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        ("a = b < c", ["<"], "a = b <= c"),
        ("a = b >= c", [">="], "a = b > c"),
        ("a = (b) == (c)", ["=="], "a = (b) != (c)"),
        ("a = b or (\n    c  # or else\n)", ["or"], "a = b and (\n    c  # or else\n)"),
        ('é = "ü" != é', ["!="], 'é = "ü" == é'),
        ("a = True", ["True"], "a = False"),
        ("a = 0.3", ["0.3"], "a = 0.45"),
        ('a = Decimal("0.5")', ['"0.5"'], 'a = Decimal("0.75")'),
        ("a = b < c > d", ["<", ">"], "a = b <= c > d"),
    ],
)
def test_one_place_is_changed_and_nothing_else(text: str, old: list[str], new: str) -> None:
    """Operators and numbers are found where they stand, after accents and parentheses too."""
    found = sites(text)

    assert [one.old for one in found] == old
    assert apply(text.encode(), Mutant(found[0], found[0].new[0], "")).decode() == new


@pytest.mark.parametrize(
    "text",
    [
        '"""Version 3."""',
        '__version__ = "0.1.0"',
        "@cache(maxsize=64)\ndef f(a: Literal[3]) -> Literal[4]: ...",
        "a: Literal[5]",
        "if TYPE_CHECKING:\n    a = 4",
        'a = f"{b:3}"',
        "a = b in c",
        "a = 1e-9",
        "a = zip(b, c, strict=True)",
    ],
)
def test_what_decides_nothing_is_left_alone(text: str) -> None:
    """Docstrings, versions, types, sizes of caches, formats and slack of rounding stay."""
    assert sites(text) == []


def test_other_numbers_are_half_as_much_again_less_and_one_off() -> None:
    """Whole numbers stay whole, none is tried twice."""
    assert other_numbers(10) == ("11", "9", "15", "7")
    assert other_numbers(1) == ("2", "0")
    assert other_numbers(0) == ("1", "(-1)")
    assert other_numbers(0.5) == ("0.75", "0.333333")


def test_a_number_with_a_name_is_a_threshold() -> None:
    """Constants of a module are told apart from numbers amid the code."""
    assert site("LIMIT = 3", "3").kind == "threshold"
    assert site("def f():\n    return 3", "3").kind == "number"


@pytest.mark.slow
def test_survivors_are_told_and_the_dead_counted(
    checkout: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What no test tells apart survives; a loop that never ends counts as dead."""
    found = tmp_path / "found.json"
    options = ["--root", str(checkout), "--package", "normalizers", "--seed", "4", "--count", "99"]
    options += ["--kind", "comparison", "threshold"]

    assert main([*options, "--json", str(found), "--reach", str(tmp_path / "reach.json")]) == 0

    printed = capsys.readouterr()
    told = json.loads(found.read_text(encoding="utf-8"))
    survivors = {m["source"] for m in told["mutants"] if m["killed_by"] is None}
    unseen = {m["source"] for m in told["mutants"] if not m["tests"]}
    assert survivors == {"OLD = 65", "return age > OLD", "NEVER = 7", "return age == NEVER"}
    assert unseen == {"return age == NEVER"}
    assert told["died"] == {"normalizers": [3, 7]}
    assert "normalizers/ages.py:19 > → >=   return age > OLD\n" in printed.out
    assert "seed 4" in printed.err
    assert (checkout / "normalizers" / "ages.py").read_bytes() == AGES


def test_tests_that_come_by_are_known(checkout: Path, tmp_path: Path) -> None:
    """A threshold is reached by the tests of the functions that use its name."""
    copy = Copy.make(checkout, tmp_path / "copy")
    cache = tmp_path / "reach.json"

    reach = measure(copy, ["normalizers/ages.py"], cache)

    def tests(old: str) -> list[str]:
        (one,) = [s for s in find_sites(AGES, "normalizers/ages.py") if s.old == old]
        return [test.partition("::")[2] for test in reach.tests(one)]

    assert tests("18") == ["test_adults"]
    assert tests("!=") == ["test_year"]
    assert tests("==") == []
    assert json.loads(cache.read_text())["files"].keys() == {"tests/normalizers/test_ages.py"}


def test_only_changed_tests_are_measured_again(checkout: Path, tmp_path: Path) -> None:
    """A file that stays as it is keeps what was seen of it."""
    copy = Copy.make(checkout, tmp_path / "copy")
    cache = tmp_path / "reach.json"
    measure(copy, ["normalizers/ages.py"], cache)
    kept = json.loads(cache.read_text())
    kept["files"]["tests/normalizers/test_ages.py"]["seconds"] = {"marked": 1.0}
    cache.write_text(json.dumps(kept))
    (copy.root / "tests" / "normalizers" / "test_more.py").write_text("def test_it(): pass\n")

    reach = measure(copy, ["normalizers/ages.py"], cache)

    assert reach.seconds.keys() == {"marked", "tests/normalizers/test_more.py::test_it"}


def test_tests_are_measured_again_when_a_book_they_name_changes(
    checkout: Path, tmp_path: Path
) -> None:
    """Tables that a test reads from a file bring it to other lines; other books do not matter."""
    book, other = (checkout / "tests" / "golden" / f"{name}.txt" for name in ("ages", "towns"))
    book.parent.mkdir()
    named = checkout / "tests" / "normalizers" / "test_book.py"
    named.write_text('BOOK = "ages.txt"\n\n\ndef test_it(): pass\n')
    copy = Copy.make(checkout, tmp_path / "copy")
    cache = tmp_path / "reach.json"

    def measured() -> str:
        measure(copy, ["normalizers/ages.py"], cache)
        files = json.loads(cache.read_text())["files"]
        return str(files["tests/normalizers/test_book.py"]["state"])

    (copy.root / "tests" / "golden").mkdir()
    first = measured()
    (copy.root / other.relative_to(checkout)).write_text("Alby")
    assert measured() == first
    (copy.root / book.relative_to(checkout)).write_text("18")
    assert measured() != first


def test_a_loop_that_never_ends_dies_by_the_clock(checkout: Path, tmp_path: Path) -> None:
    """A mutant that runs out of time is dead, and the module is put right again."""
    copy = Copy.make(checkout, tmp_path / "copy")
    (step,) = [s for s in find_sites(AGES, "normalizers/ages.py") if s.span[0] == 26]
    test = "tests/normalizers/test_ages.py::test_year"

    outcome = try_mutant(copy, Mutant(step, "0", ""), [test], 0.0, start=4.0)

    assert outcome.killed_by == "time limit"
    assert (copy.root / "normalizers" / "ages.py").read_bytes() == AGES


def test_a_copy_that_is_not_tested_is_refused(checkout: Path, tmp_path: Path) -> None:
    """Tests that pass over a broken module import another one."""
    copy = Copy.make(checkout, tmp_path / "copy")
    test = "tests/normalizers/test_ages.py::test_year"
    assert (copy.root / "crossfoot" / "normalizers").is_symlink()

    verify(copy, "normalizers/ages.py", [test])
    (copy.root / test.partition("::")[0]).write_text("def test_it(): pass\n")

    with pytest.raises(CopyError, match="not what they import"):
        verify(copy, "normalizers/ages.py", [test])


def test_failing_tests_are_told_before_mutants_are(checkout: Path, tmp_path: Path) -> None:
    """Tests that fail anyway would kill everything."""
    copy = Copy.make(checkout, tmp_path / "copy")
    (copy.root / "tests" / "normalizers" / "test_no.py").write_text("def test_it(): assert False\n")

    with pytest.raises(CopyError, match="fail without any mutant"):
        measure(copy, [], tmp_path / "reach.json")


def test_every_excuse_still_names_a_mutant() -> None:
    """The reviewed list of equivalent mutants holds no line that is gone, and each has a reason."""
    excuses = json.loads((ROOT / "tools" / "mutate" / "equivalent.json").read_text("utf-8"))
    for excuse in excuses:
        source = (ROOT / excuse["path"]).read_bytes()
        lines = source.splitlines()
        possible = {
            (lines[one.line - 1].decode().strip(), one.old, new)
            for one in find_sites(source, excuse["path"])
            for new in one.new
        }
        assert (excuse["source"], excuse["old"], excuse["new"]) in possible, excuse
        assert excuse["reason"]
