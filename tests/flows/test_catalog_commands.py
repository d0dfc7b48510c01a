"""`crossfoot catalog`: a draft that reads back, mistakes with their lines, a folder of our own."""

from __future__ import annotations

import datetime
import json
from dataclasses import replace
from pathlib import Path

import pytest

from crossfoot.errors import UsageError
from crossfoot.flows.catalog.check import look_at
from crossfoot.flows.catalog.draft import Draft, common_words, draft, telling_words, write_draft
from crossfoot.flows.catalog.edit import Addition, add_entry
from crossfoot.flows.catalog.found import Found, find_measures
from crossfoot.flows.catalog.own import own_catalog, put
from crossfoot.flows.cli.main import main
from crossfoot.model import Extraction
from crossfoot.normalizers.catalog import load_catalog, recognise
from crossfoot.years import is_year
from tests.db.dataset_builders import make_extraction, make_table

TODAY = datetime.date(2026, 3, 1)
COLUMNS = [["Commune", "Abonnés", "Volume (m³)"], ["Lyon", "12", "300"], ["Liège", "30", "n.d."]]
ROWS = [["Indicateur", "2020", "2021"], ["Taux d'impayés", "12", "4"], ["Prix", "4", "5"]]


def report(rows: list[list[str]], heading: str, sha: str = "a") -> Extraction:
    """Return an extraction of one table whose numbers no catalog knows."""
    made = make_extraction(make_table(rows), sha=sha)
    unknown = tuple(
        replace(
            one, is_known=False, measure_label=one.entity if is_year(one.header) else one.header
        )
        for one in made.observations
    )
    info = replace(made.report, heading=heading, issuer="")
    return replace(made, report=info, observations=unknown)


def test_a_draft_reads_back_as_the_series_of_its_reports(tmp_path: Path) -> None:
    """Recognition, language and measures of columns and of rows come back from the YAML."""
    extractions = [
        report(COLUMNS, "Lyon Rapport sur l'eau potable et ses usages 2021", "a"),
        report(ROWS, "2021 Rapport sur l'eau potable et ses usages Arles", "b"),
    ]
    text = write_draft(draft(extractions, find_measures(extractions), "eau"))
    (tmp_path / "eau.yaml").write_text(text, encoding="utf-8")

    catalog = load_catalog(tmp_path)

    series = catalog.series[0]
    assert (series.name, series.language) == ("eau", "fr")
    names = {name for measure in series.measures for _, name in measure.names}
    assert names >= {"Taux d'impayés", "Prix"}
    assert not {measure.id for measure in series.measures} & {"2020", "2021", "m"}
    assert recognise(catalog, "Rapport de l'eau potable et de ses usages").series == "eau"
    assert "p. 1: 12" in text.replace("b.pdf ", "")


def test_a_title_is_told_by_what_all_reports_print() -> None:
    """Names of towns, years and what every report is called are left out."""
    titles = [
        "LYON Rapport annuel sur le prix de l'eau 2021",
        "Rapport annuel sur le prix de l'eau",
    ]

    assert common_words(titles) == "Rapport annuel sur le prix de l'eau"
    assert telling_words(common_words(titles), "") == "prix de l'eau"
    assert telling_words("Annual Report of Rivertown 2020", "Rivertown") == "Annual Report"
    assert telling_words("Report on water and waste RIVERTOWN COUNTY", "") == "water and waste"


def test_measures_of_few_numbers_share_lines_and_the_rest_is_counted() -> None:
    """However many measures a report has, its draft has at most forty lines."""
    rows = [["Indicateur", "2020"], *([f"Mesure {chr(97 + n % 26) * (n // 26 + 2)}", "1"]
            for n in range(400))]  # fmt: skip
    extractions = [report(rows, "Rapport sur toutes les mesures")]

    text = write_draft(draft(extractions, find_measures(extractions)))

    assert len(text.splitlines()) <= 40
    assert "of the fewest numbers are left to crossfoot review" in text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "accepted:\n  - {a: 1}\n"),
        ("accepted: []\n", "accepted: \n  - {a: 1}\n"),
        ("# why\naccepted:\n# x\n", "# why\naccepted:\n  - {a: 1}\n# x\n"),
        (
            "accepted:\n- {b: 2} # two\n\nrest: 1\n",
            "accepted:\n- {b: 2} # two\n- {a: 1}\n\nrest: 1\n",
        ),
        (
            "accepted:\n  - b: 2\n    c:\n      - 1\n\n# end\n",
            "accepted:\n  - b: 2\n    c:\n      - 1\n  - {a: 1}\n\n# end\n",
        ),
        (
            "accepted:\n  - b: |\n      x\n      y\nrest: 1\n",
            "accepted:\n  - b: |\n      x\n      y\n  - {a: 1}\nrest: 1\n",
        ),
        ("accepted:\r\n  - {b: 2}\r\n", "accepted:\r\n  - {b: 2}\r\n  - {a: 1}\r\n"),
    ],
)
def test_an_entry_goes_below_the_last_of_its_list(before: str, after: str) -> None:
    """Nothing else of the file changes, whatever people wrote around."""
    assert add_entry(before, "accepted", "{a: 1}") == after


def test_a_list_in_brackets_is_left_alone() -> None:
    """No line can be added to it; the line is named."""
    with pytest.raises(UsageError, match=r"line 2: accepted is written in brackets"):
        add_entry("# x\naccepted: [{a: 1}]\n", "accepted", "{b: 1}")


def test_a_line_that_could_not_be_read_is_not_written(tmp_path: Path) -> None:
    """A slip leaves the file as it was, and names the line it would have been on."""
    file = tmp_path / "decisions.yaml"
    file.write_text("decisions: []\n", encoding="utf-8")

    with pytest.raises(UsageError, match=r"decisions.yaml:2: decisions.* nothing was written"):
        put(tmp_path, [Addition("decisions.yaml", "decisions", "{name: X}")])
    assert file.read_text(encoding="utf-8") == "decisions: []\n"


def test_people_write_into_a_catalog_of_their_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where there is none it is made, with what was known before; the installed one stays."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CROSSFOOT_CATALOG", raising=False)

    folder, is_new = own_catalog(None)

    assert (folder.resolve(), is_new) == (tmp_path / "catalog", True)
    assert load_catalog(folder) == load_catalog()
    assert own_catalog(None) == (tmp_path / "catalog", False)


def test_every_mistake_is_said_with_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """All of them at once, in each file; the exit code says that there are some."""
    (tmp_path / "a.yaml").write_text(
        "series: a\ntitle: A\nmeasures:\n  - {id: x}\n  - {id: Y, names: {fr: z}}\n"
    )
    (tmp_path / "decisions.yaml").write_text("decisions:\n  - {name: X\n")

    assert main(["catalog", "check", "--catalog", str(tmp_path)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert main(["catalog", "check", "--catalog", str(tmp_path), "--json"]) == 1
    tree = json.loads(capsys.readouterr().out)

    assert [line.rpartition("/")[2].split(": ")[0] for line in lines] == [
        "decisions.yaml:3",
        "a.yaml:4",
        "a.yaml:5",
    ]
    assert len(tree["mistakes"]) == 3


def test_what_can_never_hold_is_a_doubt(tmp_path: Path) -> None:
    """Entries of unknown series, names of two measures, ties of nothing, what has expired."""
    (tmp_path / "a.yaml").write_text(
        "series: a\ntitle: A\nlanguage: fr\nmeasures:\n  - {id: x, names: Prix}\n"
        "  - {id: y, names: [Coût, prix]}\nties:\n  - {figures: [f], equals: {measure: z}}\n"
    )
    (tmp_path / "decisions.yaml").write_text(
        "decisions:\n  - {name: X, geonameid: 1, series: b, author: a, date: 2026-01-01,"
        " reason: r}\n"
    )
    (tmp_path / "accepted.yaml").write_text(
        "accepted:\n  - {fingerprint: f, printed: 1, computed: 2, reason: r, author: a,"
        " added: 2024-01-01, expires: 2025-01-01}\n"
    )

    findings = look_at(tmp_path, today=TODAY)

    assert findings.mistakes == ()
    said = [f"{one.path.name}:{one.line} {one.message}" for one in findings.doubts]
    assert any(s.startswith("decisions.yaml:2 no series b") for s in said)
    assert any(s.startswith("accepted.yaml:2 accepted until 2025-01-01") for s in said)
    assert any(s.startswith("a.yaml:1 no report is recognised") for s in said)
    assert any(s.startswith('a.yaml:6 "prix" is a name of x too') for s in said)
    assert sum(s.startswith("a.yaml:8 ") for s in said) == 2


def test_what_ships_is_without_mistakes_and_doubts() -> None:
    """The catalog that comes with crossfoot passes its own check."""
    findings = look_at(Path(__file__).resolve().parents[2] / "catalog", today=TODAY)

    assert (findings.mistakes, findings.doubts) == ((), ())


def test_a_draft_of_a_sample_is_written_and_never_overwritten(
    samples: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """`catalog new` makes ./catalog, names the next steps, and refuses to write over a file."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CROSSFOOT_CACHE", str(tmp_path / "cache"))
    monkeypatch.delenv("CROSSFOOT_CATALOG", raising=False)
    call = ["catalog", "new", str(samples / "membres-fr-A-2.pdf"), "--series", "membres"]

    assert main(call) == 0
    told = capsys.readouterr()
    assert main(call) == 2

    assert "crossfoot catalog check" in told.out
    assert "catalog/ made" in told.err
    assert load_catalog(tmp_path / "catalog").find_series("membres") is not None
    assert "is there already" in capsys.readouterr().err


def found(n: int, *, reports: int, numbers: int = 4, words: int = 4) -> Found:
    """A measure with a name of so many words."""
    name = " ".join(f"{chr(97 + n % 26)}{n}mesure{at}" for at in range(words))
    return Found(f"m{n}", (name,), ("", name), "", numbers, reports, "a.pdf", 1, "12")


@pytest.mark.parametrize(("count", "words"), [(10, 3), (40, 4), (150, 4), (150, 8)])
def test_a_draft_is_forty_lines_as_wide_as_its_measures_need(count: int, words: int) -> None:
    """What most reports print stands first, by itself; few short names need no wide lines."""
    measures = tuple(found(n, reports=1 + (n % 7 == 0), words=words) for n in range(count))
    text = write_draft(Draft("s", "S", "", "fr", ("S",), measures, ("a.pdf", "b.pdf")))
    lines = text.splitlines()
    own = [line for line in lines if line.startswith("  - {id:")]
    listed = [line for line in lines[lines.index(own[-1]) + 2 :] if line != "  ]"]

    assert len(lines) <= 40
    assert len(own) == 10
    assert "{id: m0," in own[0]
    assert int(own[1].split("{id: m")[1].split(",")[0]) % 7 == 0
    assert max(map(len, listed), default=0) <= (100 if count <= 40 else 240)
    told = sum(name.names[0] in text for name in measures)
    assert told >= 0.96 * count or max(map(len, listed)) > 160
