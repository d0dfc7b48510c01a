"""Learning what extractors/weighing asks, on a page of a few lines, and who learns from whom."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from benchmarks.learn.data import FOLDERS, HOME, Example, Source, find_real, see_example
from benchmarks.learn.families import DRAWN, FOLDS, fold_of, learned_from, load_families
from benchmarks.learn.fit import fit_calibration
from benchmarks.learn.forests import save_trees, to_trees
from benchmarks.learn.moves import Moved
from benchmarks.learn.quality import quality
from benchmarks.learn.train import MOST_BYTES, learn_first, learn_second, measure, move, write
from benchmarks.readings import load_scorer
from crossfoot.extractors.weighing import trees
from tests.extractors.page_builder import Text, make_page

ROWS = ("Wages", "Rent", "Travel", "Energy", "Taxes", "Other costs", "Total")


def drawn_table(name: str, fold: int, shift: float) -> Example:
    """A page of prose, a table of seven rows and three columns, and prose."""
    lines = [Text("This report says what was spent in the year by each of the departments", 50, 60)]
    cells = []
    for k, row in enumerate(ROWS):
        top = 200 + 15 * k
        values = (f"{100 * k + int(shift)}", f"{90 * k + 7}")
        lines += [Text(row, 50 + shift, top), Text(values[0], 250, top), Text(values[1], 350, top)]
        cells += [{"row": k, "col": col, "text": text} for col, text in enumerate((row, *values))]
    lines.append(Text("Further notes on how these figures were arrived at stand overleaf", 50, 400))
    source = Source(name, Path(f"{name}.pdf"), 1, fold, ({"cells": cells},))
    return see_example(make_page(lines), source)


def place_scorer() -> Any:
    """A scorer for readings whose rows and columns need no aligning."""

    def table(raw: dict[str, Any]) -> Any:
        cells = [(c["row"], c["col"], c["text"]) for c in raw["cells"]]
        return SimpleNamespace(cells=cells)

    def compare(true: Any, found: Any) -> tuple[float, int]:
        return 0.0, len(set(true.cells) & set(found.cells))

    def overlap(true: Any, found: Any) -> int:
        return len({c[2] for c in true.cells} & {c[2] for c in found.cells})

    return SimpleNamespace(Table=table, compare=compare, word_overlap=overlap)


def test_a_reading_is_as_right_as_its_cells() -> None:
    example = drawn_table("whole", 0, 0)
    (grid,) = example.grids

    assert quality(grid, example.tables, place_scorer()) == 1.0
    assert quality(grid, [], place_scorer()) == 0.0


def test_forests_are_learned_from_drawn_pages_end_to_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two folds and a drawn document: figures are printed and the engine can ask the files."""
    pytest.importorskip("sklearn", reason="no scikit-learn: pip install -e '.[learn]'")
    pages = [
        measure(drawn_table(f"page {k}", fold, 3.0 * k))
        for k, fold in enumerate((0, 0, 1, 1, DRAWN, DRAWN))
    ]

    first = learn_first(pages, rounds=3)
    moved = Moved()
    for page in pages:
        made = move(page.example, first.judges, place_scorer())
        moved.values += made.values
        moved.gains += made.gains
    second = learn_second(moved, first.judges, rounds=3)
    known = fit_calibration(np.array([0.1, 0.4, 0.6, 0.9]), np.array([False, False, True, True]))
    size = write(second.judges[None], known, tmp_path)

    assert list(first.judges) == [0, 1, None]
    assert any(line.startswith("gaps:") for line in first.figures)
    assert any(line.startswith("values:") for line in second.figures)
    assert 0 < size < MOST_BYTES
    monkeypatch.setattr(trees, "FOLDER", tmp_path)
    trees.load_trees.cache_clear()
    gaps = pages[0].gaps[0]
    p = trees.load_trees("ends").probabilities(gaps.x)
    trees.load_trees.cache_clear()
    assert np.allclose(p, second.judges[None].ends.probabilities(gaps.x))


@pytest.mark.parametrize("kind", ["two classes", "three classes", "values"])
def test_trees_say_what_scikit_learn_says(kind: str, tmp_path: Path) -> None:
    ensemble = pytest.importorskip(
        "sklearn.ensemble", reason="no scikit-learn: pip install -e '.[learn]'"
    )
    rng = np.random.default_rng(1)
    x = rng.normal(size=(400, 5)).astype(np.float32).astype(np.float64)
    x[rng.random(x.shape) < 0.1] = np.nan
    score = np.nan_to_num(x[:, 0]) + np.nan_to_num(x[:, 1]) ** 2
    y = score if kind == "values" else np.digitize(score, [0.5, 1.5][: 1 + (kind[:3] == "thr")])
    grown = "Regressor" if kind == "values" else "Classifier"
    model = getattr(ensemble, f"HistGradientBoosting{grown}")(max_iter=25).fit(x, y)

    save_trees(to_trees(model), tmp_path / "learned.npz")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(trees, "FOLDER", tmp_path)
        trees.load_trees.cache_clear()
        learned = trees.load_trees("learned")
        trees.load_trees.cache_clear()
    said = learned.scores(x)[:, 0] if kind == "values" else learned.probabilities(x)
    wanted = model.predict(x) if kind == "values" else model.predict_proba(x)
    assert np.abs(said - wanted).max() < 1e-6


def test_every_family_has_one_fold(tmp_path: Path) -> None:
    folds = load_families()
    assert set(folds.values()) == set(range(FOLDS))
    twice = tmp_path / "families.json"
    twice.write_text('{"psa": 1, "psa": 2}', encoding="utf-8")
    with pytest.raises(ValueError, match="psa stands there twice"):
        load_families(twice)
    with pytest.raises(ValueError, match="has no fold"):
        fold_of("never heard of", folds)


@pytest.mark.corpus
def test_the_list_of_families_is_that_of_the_truth_files(corpus: Path) -> None:
    folds = load_families()
    found: set[str] = set()
    for file in (f for d in FOLDERS for f in (corpus / d).rglob("*.truth.json")):
        match = re.fullmatch(r"(.+)\.p\d+\.truth\.json", file.name)
        if match:
            found.add(json.loads(file.read_text("utf-8")).get("family") or match[1])
    assert found | {HOME} == set(folds)


@pytest.mark.corpus
def test_no_fold_learns_from_a_family_or_a_file_it_is_judged_on(corpus: Path) -> None:
    sources = list(find_real(corpus, load_families()))
    of_page = [s.fold for s in sources]
    for held in range(FOLDS):
        mine = learned_from(of_page, held)
        learned = {s.pdf.name for s, m in zip(sources, mine, strict=True) if m}
        judged = {s.pdf.name for s, m in zip(sources, mine, strict=True) if not m}
        assert judged
        assert not learned & judged


def test_what_is_held_out_is_not_learned_from() -> None:
    assert learned_from([0, 1, DRAWN, 1], 1).tolist() == [True, False, True, False]
    assert learned_from([0, 1, DRAWN, 1], None).all()


@pytest.mark.corpus
def test_a_reading_is_judged_by_the_scorer_of_tables(corpus: Path) -> None:
    scorer = load_scorer(corpus)
    example = drawn_table("whole", 0, 0)
    (grid,) = example.grids
    assert quality(grid, example.tables, scorer) == 1.0


def test_scikit_learn_is_never_imported_at_run_time() -> None:
    """Every module of the weighing, and the command, in a process of their own."""
    root = Path(trees.__file__).resolve().parent
    names = [f"crossfoot.extractors.weighing.{f.stem}" for f in sorted(root.glob("[a-z]*.py"))]
    code = (
        f"import importlib, sys\nfor n in {[*names, 'crossfoot.flows.cli.main']!r}:\n"
        "    importlib.import_module(n)\n"
        "assert not {m.split('.')[0] for m in sys.modules} & {'sklearn', 'joblib'}\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=120)
