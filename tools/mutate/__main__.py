"""The command: sample, try, tell."""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.mutate.copies import CopyError
from tools.mutate.reach import measure
from tools.mutate.sites import Mutant, find_sites
from tools.mutate.trial import Outcome, temporary_copies, try_all, verify

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("reconcilers", "normalizers", "db", "extractors")
NOT_DECIDING = (
    "extractors/explain.py",  # draws for people
    "extractors/pdf/calls.py",  # addresses of PDFium
    "normalizers/places/gazetteer_build.py",  # compiles the gazetteer, once
    "normalizers/places/gazetteer_sources.py",
    "db/file/migrations.py",  # frozen: what older files held
)
EQUIVALENT = Path(__file__).with_name("equivalent.json")
MOST_PROCESSES = 2


@dataclass(frozen=True)
class Excuse:
    """A mutant that nobody can tell from the original, and why; known by its text, not its line."""

    path: str
    source: str
    old: str
    new: str
    reason: str


def main(argv: Sequence[str] | None = None) -> int:
    """Sample mutants, try them, print the survivors and write all as JSON."""
    options = _options(argv)
    sys.stderr.write(f"seed {options.seed}\n")
    try:
        outcomes = run(options)
    except CopyError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    sys.stdout.write(as_text(outcomes))
    options.json.parent.mkdir(parents=True, exist_ok=True)
    options.json.write_text(as_json(outcomes, options.seed), encoding="utf-8")
    return 0


def run(options: argparse.Namespace) -> list[Outcome]:
    """Return the outcome of each sampled mutant."""
    excuses = read_excuses(EQUIVALENT)
    mutants = [
        mutant
        for package in options.package
        for mutant in sample(options.root, package, options, excuses)
    ]
    folder, copies = temporary_copies(options.root, max(1, min(options.processes, MOST_PROCESSES)))
    with folder:
        reach = measure(copies[0], modules(options.root), options.reach)
        asked = []
        for mutant in mutants:
            tests = reach.tests(mutant.site)
            asked.append((mutant, tests, sum(reach.seconds[test] for test in tests)))
        for mutant, tests, _ in [one for one in asked if one[1]][:1]:
            for copy in copies:
                verify(copy, mutant.site.path, tests)
        return try_all(copies, asked, _teller(len(asked)))


def modules(root: Path) -> list[str]:
    """Return the modules whose decisions are looked at, relative to the root."""
    found = (p.relative_to(root).as_posix() for k in PACKAGES for p in root.glob(f"{k}/**/*.py"))
    return sorted(name for name in found if name not in NOT_DECIDING)


def sample(
    root: Path, package: str, options: argparse.Namespace, excuses: Iterable[Excuse]
) -> list[Mutant]:
    """Return some mutants of a package, no two of one place; equal seeds give equal samples."""
    excused = {(e.path, e.source, e.old, e.new) for e in excuses}
    sites = []
    sources = {name: (root / name).read_bytes() for name in modules(root)}
    for name, source in sources.items():
        if name.startswith(f"{package}/"):
            sites += [
                s for s in find_sites(source, name) if not options.kind or s.kind in options.kind
            ]
    chance = random.Random(f"{options.seed} {package}")  # noqa: S311
    chance.shuffle(sites)
    drawn: list[Mutant] = []
    for site in sites:
        if len(drawn) == options.count:
            break
        shown = sources[site.path].splitlines()[site.line - 1].decode().strip()
        mutant = Mutant(site, chance.choice(site.new), shown)
        if (site.path, shown, site.old, mutant.new) not in excused:
            drawn.append(mutant)
    return drawn


def read_excuses(path: Path) -> list[Excuse]:
    """Return the reviewed list of equivalent mutants."""
    return [Excuse(**entry) for entry in json.loads(path.read_text(encoding="utf-8"))]


def as_json(outcomes: Sequence[Outcome], seed: int) -> str:
    """Return everything for machines."""
    rows = [
        {
            "path": o.mutant.site.path,
            "line": o.mutant.site.line,
            "source": o.mutant.source,
            "old": o.mutant.site.old,
            "new": o.mutant.new,
            "kind": o.mutant.site.kind,
            "tests": o.tests,
            "killed_by": o.killed_by,
        }
        for o in outcomes
    ]
    died = {package: [dead, of] for package, dead, of in shares(outcomes, _package)}
    return json.dumps({"seed": seed, "died": died, "mutants": rows}, ensure_ascii=False, indent=1)


def shares(
    outcomes: Sequence[Outcome], group: Callable[[Outcome], str]
) -> list[tuple[str, int, int]]:
    """Return how many died of how many, per group."""
    names = dict.fromkeys(group(outcome) for outcome in outcomes)
    result = []
    for name in names:
        mine = [o for o in outcomes if group(o) == name]
        result.append((name, sum(o.killed_by is not None for o in mine), len(mine)))
    return result


def _package(outcome: Outcome) -> str:
    return outcome.mutant.site.path.partition("/")[0]


def _kind(outcome: Outcome) -> str:
    return outcome.mutant.site.kind


def as_text(outcomes: Sequence[Outcome]) -> str:
    """Return the survivors, one a line, and the share that died by kind and by package."""
    lines = []
    for outcome in outcomes:
        if outcome.killed_by is None:
            nobody = "" if outcome.tests else "   (no test comes by)"
            lines.append(f"{outcome.mutant}{nobody}")
    for group in (_kind, _package):
        lines.append("")
        for name, dead, of in shares(outcomes, group):
            lines.append(f"{name:12} {dead:4} of {of:4} died  {dead / of:6.1%}")
    return "\n".join(lines) + "\n"


def _teller(count: int) -> Callable[[Outcome], None]:
    done: list[Outcome] = []

    def tell(outcome: Outcome) -> None:
        done.append(outcome)
        end = f"killed by {outcome.killed_by}" if outcome.killed_by else "SURVIVES"
        sys.stderr.write(f"{len(done)}/{count} {outcome.mutant} {end}\n")
        sys.stderr.flush()

    return tell


def _options(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m tools.mutate", description=__doc__)
    parser.add_argument("--package", nargs="+", choices=PACKAGES, default=list(PACKAGES))
    parser.add_argument("--count", type=int, default=60, help="mutants per package")
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))  # noqa: S311
    parser.add_argument("--kind", nargs="+", default=[], help="only these, such as threshold")
    parser.add_argument("--processes", type=int, default=MOST_PROCESSES)
    parser.add_argument("--root", type=Path, default=ROOT, help="the checkout")
    parser.add_argument("--json", type=Path, default=ROOT / "out" / "mutants.json")
    parser.add_argument("--reach", type=Path, default=ROOT / "out" / "mutants-reach.json")
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main())
