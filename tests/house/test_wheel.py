"""What is installed: one package that starts anywhere, whatever a user's folders are called."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from crossfoot.vocabulary.files import tesseract_languages

ROOT = Path(__file__).resolve().parents[2]
CODE = ("crossfoot", "catalog", "extractors", "normalizers", "reconcilers", "db", "browse", "flows")

pytestmark = pytest.mark.slow


def run(*command: str | Path, cwd: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a program to its end, whatever that is."""
    environment = {name: text for name, text in os.environ.items() if name != "PYTHONPATH"}
    return subprocess.run(
        list(map(str, command)),
        cwd=cwd,
        env=environment | more,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


@pytest.fixture(scope="module")
def tracked() -> list[str]:
    """The files of the repository, by their path in it."""
    done = run("git", "ls-files", "--cached", "--others", "--exclude-standard", cwd=ROOT)
    if done.returncode:
        pytest.skip("not a git checkout")
    return [name for name in done.stdout.splitlines() if (ROOT / name).exists()]


@pytest.fixture(scope="module")
def clone(tracked: list[str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the repository at another path, links as links."""
    folder = tmp_path_factory.mktemp("another place") / "crossfoot clone"
    for name in tracked:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, folder / name, follow_symlinks=False)
    return folder


@pytest.fixture(scope="module")
def wheel(clone: Path) -> Path:
    """The wheel, built from the source distribution that is built from the clone."""
    done = run(sys.executable, "-m", "build", "--outdir", "dist", ".", cwd=clone)
    if "No matching distribution" in done.stdout + done.stderr:
        pytest.skip("the build backend, setuptools, cannot be fetched")
    assert done.returncode == 0, done.stdout + done.stderr
    (found,) = (clone / "dist").glob("*.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scripts' folder of a fresh environment with the wheel; its dependencies are ours."""
    home = tmp_path_factory.mktemp("venv")
    venv.create(home, symlinks=True, with_pip=False)
    site = Path(sysconfig.get_path("purelib", vars={"base": str(home)}))
    done = run(
        *(sys.executable, "-m", "pip", "--python", home / "bin" / "python", "install"),
        *("--quiet", "--no-deps", "--no-index", wheel),
        cwd=home,
    )
    assert done.returncode == 0, done.stderr
    for package in Path(sysconfig.get_path("purelib")).iterdir():
        # one by one: the whole folder would bring the hook of our own editable installation
        if not (site / package.name).exists() and "crossfoot" not in package.name:
            (site / package.name).symlink_to(package)
    return home / "bin"


@pytest.fixture
def busy_folder(tmp_path: Path) -> Path:
    """A user's folder with packages that are called like our stages."""
    for name in CODE[1:]:
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text("raise SystemExit('taken for ours')\n")
    return tmp_path


def test_the_wheel_holds_one_package_with_all_its_data(wheel: Path, tracked: list[str]) -> None:
    """Nothing but `crossfoot` at the top; catalog, gazetteer, schema, templates, styles in it."""
    held = set(zipfile.ZipFile(wheel).namelist())
    folders = [name for name in tracked if name.split("/")[0] in CODE and (ROOT / name).is_file()]
    wanted = {name if name.startswith("crossfoot/") else f"crossfoot/{name}" for name in folders}
    ours = {name for name in held if ".dist-info/" not in name}

    assert {name.split("/")[0] for name in ours} == {"crossfoot"}
    assert {name for name in wanted if not name.endswith(".md")} <= ours
    assert {Path(name).suffix for name in wanted} >= {".yaml", ".sqlite", ".sql", ".html", ".css"}


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--help"], "COMMAND"),
        (["match", "Bruselas"], "Brussels"),
        (["extract", str(ROOT / "samples" / "infographie-fr-D-1.pdf")], '"figures"'),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_the_wheel_starts_beside_folders_of_the_same_names(
    installed: Path, busy_folder: Path, arguments: list[str], told: str
) -> None:
    """`flows`, `db` and the like in the user's folder, on the path even, are left alone."""
    done = run(installed / "crossfoot", *arguments, cwd=busy_folder, PYTHONPATH=str(busy_folder))

    said = [line for line in done.stderr.splitlines() if " numbers placed, " not in line]
    assert (done.returncode, said) == (0, [])
    assert told in done.stdout
    where = run(installed / "python", "-c", "import crossfoot; print(*crossfoot.__path__)",
                cwd=busy_folder)  # fmt: skip
    assert Path(where.stdout.strip()).is_relative_to(installed.parent)


def test_the_wheel_does_the_main_job_in_an_empty_folder(installed: Path, tmp_path: Path) -> None:
    """Gazetteer, catalog and forests are inside: a report is read, checked and listed."""
    told = {"HOME": str(tmp_path / "home"), "CROSSFOOT_CACHE": str(tmp_path / "cache")}
    sample = ROOT / "samples" / "mentions-fr-B-2-v1.pdf"
    (tmp_path / "empty").mkdir()

    def call(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
        return run(installed / "crossfoot", *arguments, cwd=tmp_path / "empty", **told)

    done = call("ingest", "--direct", sample)
    assert done.returncode == 0, done.stderr
    assert "140 matched" in done.stdout
    assert call("check").returncode == 0
    assert " 1 " in call("versions").stdout


def test_a_clone_at_another_path_works_as_it_is(clone: Path, busy_folder: Path) -> None:
    """Links are relative, so that a clone runs from where it lies, without installation."""
    code = "import crossfoot.flows.cli.main as cli; cli.main(); print(cli.__file__)"
    done = run(
        *(sys.executable, "-c", code, "match", "Bruselas"),
        cwd=busy_folder,
        PYTHONPATH=str(clone),
    )

    assert "Brussels" in done.stdout, done.stderr
    assert Path(done.stdout.splitlines()[-1]).is_relative_to(clone)


# ----------------------------------------------------------------------------- the image


def instructions() -> list[tuple[str, str]]:
    """Return the instructions of the Dockerfile, each with the rest of its line."""
    text = re.sub(r"^#.*\n", "", (ROOT / "Dockerfile").read_text(encoding="utf-8"), flags=re.M)
    lines = [line for line in re.sub(r"\\\n\s*", "", text).splitlines() if line.strip()]
    return [(word, rest.strip()) for word, _, rest in (line.partition(" ") for line in lines)]


def test_the_image_is_put_together_as_docker_reads_it() -> None:
    """Known instructions; a stage is there before it is copied from, a user before it is used."""
    found = instructions()
    stages: set[str] = set()
    made = ""
    for word, rest in found:
        assert word in {"FROM", "WORKDIR", "COPY", "RUN", "USER", "ENV", "ENTRYPOINT", "CMD"}
        if word == "FROM":
            image, _, stage = rest.partition(" AS ")
            assert re.fullmatch(r"python:3\.1[1-3]-slim", image)
            stages.add(stage)
        elif source := re.match(r"--from=(\w+)", rest):
            assert source[1] in stages
        elif word == "RUN":
            made += rest
            done = run("bash", "-n", "-c", rest, cwd=ROOT)
            assert done.returncode == 0, done.stderr
        elif word == "USER":
            assert f"useradd --create-home {rest}" in made
    assert [word for word, _ in found[-2:]] == ["ENTRYPOINT", "CMD"]
    assert all(f"tesseract-ocr-{code}" in made for code in tesseract_languages())


def test_the_image_builds_the_wheel_as_this_test_does_and_starts_it(
    installed: Path, tmp_path: Path
) -> None:
    """Its entry, its variables, in an empty folder: help, and a report that is read and checked."""
    told = dict(instructions())
    assert any("python -m build --wheel" in rest for _, rest in instructions())
    (program,), arguments = json.loads(told["ENTRYPOINT"]), json.loads(told["CMD"])
    variables = dict(pair.split("=") for pair in told["ENV"].split())
    for name, value in variables.items():
        if value.startswith("/"):
            variables[name] = f"{tmp_path}{value}"
    (data := tmp_path / told["WORKDIR"].strip("/")).mkdir()
    variables["HOME"] = str(tmp_path)

    done = run(installed / program, *arguments, cwd=data, **variables)
    assert (done.returncode, done.stderr) == (0, "")
    assert "ingest" in done.stdout

    shutil.copy(ROOT / "samples" / "mentions-fr-B-2-v1.pdf", data / "a.pdf")
    done = run(installed / program, "ingest", "--direct", "a.pdf", cwd=data, **variables)
    assert done.returncode == 0, done.stderr
    assert (data / "crossfoot.db").exists()
    assert list((tmp_path / "cache").glob("reconcile-*"))
