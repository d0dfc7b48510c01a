"""How well names become cities, and how fast: `python -m benchmarks.bench_cities`.

Scores the open corpora with the scorer that comes with them (with and without CLDR's exemplar
cities as a source of names), cases made from cities that no open corpus holds, and common words
that are no place; then times 10,000 names, start-up included, against a plain `WRatio` scan of
the same gazetteer in the same run.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import ModuleType

from benchmarks.city_noise import Case, homonym_cases, noisy_cases
from crossfoot.model import Language, Match
from crossfoot.normalizers.catalog import load_catalog
from crossfoot.normalizers.places.cities import NameQuery, match_names
from crossfoot.normalizers.places.gazetteer import DEFAULT_PATH, Gazetteer
from crossfoot.normalizers.places.keys import NAMED_LANGUAGES, squash

CROSSFOOT = (sys.executable, "-m", "crossfoot.flows.cli.main")
ROOT = Path(__file__).resolve().parent.parent
CORPUS = Path(os.environ.get("CROSSFOOT_CORPUS", ROOT.parent / "shared" / "corpus"))
NAMES = 10_000
SCANNED = 100
"""Names that the slow scan is timed on; its time grows with their number exactly."""


def main(argv: Sequence[str] | None = None) -> int:
    """Print all figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--without-cldr", type=Path, help="a gazetteer built without CLDR")
    parser.add_argument("--show", action="store_true", help="print each case that is not right")
    args = parser.parse_args(argv)
    gazetteer = Gazetteer(DEFAULT_PATH)
    if CORPUS.is_dir():
        scorer = _load_scorer(CORPUS.parent / "bench" / "score_cities.py")
        _open_corpora(scorer, gazetteer, "")
        if args.without_cldr:
            _open_corpora(scorer, Gazetteer(args.without_cldr), " (without CLDR names)")
    _own_cases(gazetteer, show=args.show)
    _speed(gazetteer)
    return 0


def _load_scorer(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_cities", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"no scorer at {path}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _open_corpora(scorer: ModuleType, gazetteer: Gazetteer, note: str) -> None:
    for name in ("noise_open", "cldr_open"):
        truth = CORPUS / "cities" / f"{name}.json"
        queries = [_query(case) for case in scorer.cases(truth)]
        for decisions, known in (((), ""), (load_catalog().decisions, ", with the decisions")):
            matches = match_names(queries, gazetteer, decisions, joint=False)
            result = scorer.score(truth, [_answer(match) for match in matches])
            homonyms = () if decisions else ("ambiguous",)  # those stand in other reports
            for group in ("names", "negative", *homonyms, "fr_exonym", "es_exonym"):
                if group in result:
                    print(f"{name}{note}{known} {group}: {result[group]}")


def _query(case: dict[str, object]) -> NameQuery:
    context = case["context"]
    context = context if isinstance(context, dict) else {}
    return NameQuery(
        str(case["name"]),
        _language(case["language"]),
        context.get("country"),
        context.get("admin1_text"),
        context.get("heading"),
        tuple(context.get("siblings") or ()),
    )


def _language(code: object) -> Language | None:
    return code if code in NAMED_LANGUAGES else None


def _answer(match: Match) -> dict[str, object]:
    place = match.place
    return {
        "name": match.name,
        "geonameid": place.geonameid if place else None,
        "status": match.status,
    }


# ------------------------------------------------------------------------- own cases


def _own_cases(gazetteer: Gazetteer, *, show: bool) -> None:
    database = sqlite3.connect(f"file:{gazetteer.path}?mode=ro", uri=True)
    noisy = noisy_cases(_unseen_names(database), seed=20_26)
    homonyms = homonym_cases(_homonyms(database))
    for title, cases in (("held-out noise", noisy), ("held-out homonyms", homonyms)):
        matches = match_names([case.query for case in cases], gazetteer, joint=False)
        _report(title, cases, matches, show=show)


def _unseen_names(database: sqlite3.Connection) -> list[tuple[str, Language, int]]:
    """Return names in three languages of large cities that the open corpora do not hold."""
    seen = _open_ids()
    rows = database.execute(
        "SELECT id, name, fr, en, es FROM places WHERE kind = 'city' AND population >= 700000"
        " ORDER BY id"
    ).fetchall()
    names = []
    for geonameid, own, *translated in rows[::3]:
        if geonameid not in seen:
            for language, name in zip(NAMED_LANGUAGES, translated, strict=True):
                names.append((name or own, language, geonameid))
    return names


def _open_ids() -> set[int]:
    folder, found = CORPUS / "cities", set()
    for path in folder.glob("*.json") if folder.is_dir() else ():
        document = json.loads(path.read_text(encoding="utf-8"))
        rows = document.get("items") or document.get("pairs") or []
        found |= {row["expect"] for row in rows if row.get("expect")}
    return found


def _homonyms(
    database: sqlite3.Connection,
) -> list[tuple[str, int, str, tuple[str, ...]]]:
    """Return towns whose own name is also that of a town in another country."""
    by_key: dict[str, list[tuple[int, str, str, int]]] = defaultdict(list)
    top: dict[str, list[str]] = defaultdict(list)
    rows = database.execute(
        "SELECT id, name, country, population FROM places WHERE kind = 'city'"
        " AND population >= 60000 ORDER BY population DESC"
    )
    for geonameid, name, country, population in rows:
        by_key[squash(name)].append((geonameid, name, country, population))
        if len(top[country]) < 5:
            top[country].append(name)
    found: list[tuple[str, int, str, tuple[str, ...]]] = []
    for towns in by_key.values():
        countries = Counter(country for _, _, country, _ in towns)
        if len(countries) > 1 and set(countries.values()) == {1}:
            for geonameid, name, country, _ in towns:
                beside = tuple(n for n in top[country] if squash(n) != squash(name))[:4]
                if len(beside) == 4:
                    found.append((name, geonameid, country, beside))
    return found


def _report(title: str, cases: Sequence[Case], matches: Iterable[Match], *, show: bool) -> None:
    verdicts: dict[str, Counter[str]] = defaultdict(Counter)
    for case, match in zip(cases, matches, strict=True):
        matched = match.status == "matched" and match.place is not None
        right = matched and match.place is not None and match.place.geonameid in case.accept
        verdict = "right" if right else "wrong" if matched else "open"
        verdicts[case.kind][verdict] += 1
        verdicts["all"][verdict] += 1
        if show and verdict != "right":
            print("  ", verdict, case.kind, repr(case.query.name), case.accept, match.reason)
    for kind, counts in sorted(verdicts.items()):
        total = counts.total()
        shares = ", ".join(f"{v} {counts[v] / total:.4f}" for v in ("right", "wrong", "open"))
        print(f"{title} {kind}: n {total}, {shares}")


# ----------------------------------------------------------------------------- speed


def _speed(gazetteer: Gazetteer) -> None:
    """Time 10,000 names through the command line, and a scan of the same gazetteer."""
    database = sqlite3.connect(f"file:{gazetteer.path}?mode=ro", uri=True)
    noisy = noisy_cases(_unseen_names(database), seed=1, per_name=12)
    queries = [case.query for case in noisy]
    queries = (queries * (NAMES // len(queries) + 1))[:NAMES]
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        for query in queries:
            print(json.dumps({"name": query.name, "language": query.language}), file=file)
        file.flush()
        own = _timed([*CROSSFOOT, "match", "--json", "--file", file.name])
    scan = _scan_seconds(database, [query.name for query in queries[:SCANNED]])
    print(f"{NAMES} names, start-up included: {own:.2f} s; distinct names {len(set(queries))}")
    print(f"WRatio scan of the same names: {scan * NAMES:.0f} s ({scan * 1000:.1f} ms a name)")
    print(f"ratio: {scan * NAMES / own:.0f}")
    start = _timed([*CROSSFOOT, "match", "Bruxelles"])
    print(f"one name, start-up included: {start:.2f} s")
    usage = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"largest child: {usage:.0f} MB")


def _timed(command: Sequence[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def _scan_seconds(database: sqlite3.Connection, names: Sequence[str]) -> float:
    """Return seconds a name for the best `WRatio` over the canonical names of the gazetteer."""
    from rapidfuzz import fuzz, process, utils

    choices = [name for (name,) in database.execute("SELECT name FROM places")]
    prepared = [utils.default_process(name) for name in choices]
    start = time.perf_counter()
    for name in names:
        process.extractOne(utils.default_process(name), prepared, scorer=fuzz.WRatio)
    return (time.perf_counter() - start) / len(names)


if __name__ == "__main__":
    raise SystemExit(main())
