"""`make release` in a copy of the repository: what it refuses, what it tags; the commit hooks."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

import crossfoot

ROOT = Path(__file__).resolve().parents[2]
NOTES = f"# Changelog\n\n## Unreleased\n\n## {crossfoot.__version__} – 2026-11-28\n\n- First.\n"


def run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a program in a folder."""
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A small repository with what a release looks at, all committed."""
    for name in ("crossfoot/__init__.py", "tools/release"):
        (tmp_path / name).parent.mkdir()
        shutil.copy2(ROOT / name, tmp_path / name)
    (tmp_path / "pyproject.toml").write_text("[project]\nname = 'crossfoot'\nversion = '0'\n")
    (tmp_path / ".gitignore").write_text("dist/\n")
    (tmp_path / "CHANGELOG.md").write_text(NOTES, encoding="utf-8")
    run(tmp_path, "git", "init", "--quiet")
    run(tmp_path, "git", "config", "user.email", "a@example.org")
    run(tmp_path, "git", "config", "user.name", "A")
    commit(tmp_path)
    return tmp_path


def commit(folder: Path) -> None:
    """Commit all there is."""
    run(folder, "git", "add", "--all")
    assert run(folder, "git", "commit", "--quiet", "--message", "x").returncode == 0


def release(folder: Path) -> tuple[int, str]:
    """Run the release with a Python that builds nothing; its code and what it complains of."""
    done = run(folder, "tools/release", shutil.which("true") or "true")
    return done.returncode, done.stderr


def test_a_release_is_tagged_once(repository: Path) -> None:
    """The version in the code is the tag; a second time there is nothing to release."""
    assert release(repository) == (0, "")
    assert run(repository, "git", "tag").stdout == f"v{crossfoot.__version__}\n"

    code, error = release(repository)

    assert (code, error.count("\n")) == (2, 1)
    assert "tagged already" in error


@pytest.mark.parametrize(
    ("notes", "reason"),
    [
        (NOTES.replace(crossfoot.__version__, "0.0.9"), "has no section"),
        (NOTES.replace(" – 2026-11-28", ""), "has no section"),
        (NOTES.replace("Unreleased\n", "Unreleased\n\n- More.\n"), "under Unreleased"),
    ],
)
def test_a_release_is_told_of_in_the_changelog(repository: Path, notes: str, reason: str) -> None:
    """No dated section for the version, or lines that wait: one line says so, no tag is made."""
    (repository / "CHANGELOG.md").write_text(notes, encoding="utf-8")
    commit(repository)

    code, error = release(repository)

    assert (code, error.count("\n")) == (2, 1)
    assert reason in error
    assert run(repository, "git", "tag").stdout == ""


def test_a_release_is_of_what_is_committed(repository: Path) -> None:
    """A file that git does not know would be in the wheel and in no commit."""
    (repository / "more.py").touch()

    code, error = release(repository)

    assert (code, error) == (2, "no release: commit or remove what git status shows\n")


def test_the_changelog_has_a_place_for_what_comes() -> None:
    """On top stands what is unreleased, below it the versions with their dates, newest first."""
    titles = re.findall(r"^## (.+)$", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.M)
    versions = [re.fullmatch(r"(\d+\.\d+\.\d+) – \d{4}-\d\d-\d\d", title) for title in titles[1:]]

    assert titles[0] == "Unreleased"
    assert all(versions)
    assert [found[1] for found in versions if found][:1] == [crossfoot.__version__]


def test_the_hooks_are_make_targets() -> None:
    """What runs before a commit is what CI runs."""
    hooks = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))["repos"]
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.M)
    called = [hook["entry"].split()[-1] for repo in hooks for hook in repo["hooks"]]

    assert called == ["lint", "types"]
    assert set(called) <= set(targets)
