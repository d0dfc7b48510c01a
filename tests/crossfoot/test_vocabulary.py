"""The words of languages are files: a new language is one more, and no code."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import crossfoot
from crossfoot.vocabulary import languages, profile, spoken, vocabulary_files, words
from crossfoot.vocabulary.files import tesseract_languages
from crossfoot.vocabulary.patterns import anywhere, tree

PORTUGUESE = """
[language]
name = "português"
english_name = "Portuguese"
decimal_sign = ","
group_sign = "."
date_order = "day"
telling = "não são uma um dos das nos nas pelo pela receitas despesas ano anos até município"

[labels]
totals = ["total", "soma"]
grand_totals = ["total geral"]
totals_inside = ["total geral"]
means = ["média", "médio"]
of_which = ["dos quais"]

[dates]
months = [["janeiro", "jan"], ["fevereiro", "fev"], ["março"], ["abril"], ["maio"], ["junho"],
  ["julho"], ["agosto"], ["setembro"], ["outubro", "out"], ["novembro"], ["dezembro"]]
of = ["de"]

[numbers]
over = ["mais de"]
nouns = ["habitantes", "pessoas"]
minus = ["menos"]

[numbers.scales]
thousand = ["mil", "milhares"]
million = ["milhão", "milhões"]

[numbers.currencies]
BRL = ["reais"]

[notes]
units = ["valores", "em"]
in = ["em"]
pages = ["página", "folha"]

[figures]
verbs = ["atingiu", "é"]
verb_links = ["de"]
joiners = ["e", "de", "das", "o"]
partitives = ["de"]
articles = ["o", "a"]
times_after = ["em"]
direct_of = ["dos", "de"]

[prose]
months = ["jan.", "fev."]
streets = ["rua"]
references = ["norma", "artigo"]
ordinals = ["º", "ª"]
registers = ["cnpj"]
counting = ["conta com"]
parts_follow = ["sendo"]

[issuers]
before = ["câmara municipal"]
links = ["de", "do", "da"]

[places]
cities = ["câmara municipal"]
of = ["do"]
never = ["receita corrente"]
new = ["novo"]

[places.compass]
north = ["do norte"]

[places.world]
west_africa = ["áfrica ocidental"]
"""

ROWS = [
    ["Município", "Receitas em 2020", "Despesas em 2020"],
    ["Braga", "1.200", "900"],
    ["Évora", "800", "1.100"],
    ["Média", "1.000", "1.000"],
    ["Soma", "2.000", "2.000"],
]

SCRIPT = """
import json, sys
from crossfoot.extractors.joining.context import is_page_number
from crossfoot.model import Block
from crossfoot.normalizers.figures.labels import label_of
from crossfoot.normalizers.numbers.parse import parse_number
from crossfoot.normalizers.numbers.scan import scan_numbers
from crossfoot.normalizers.places.names import read_name
from crossfoot.normalizers.places.regions import find_world_region
from crossfoot.normalizers.places.words import no_places
from crossfoot.normalizers.words.issuer import find_issuer
from crossfoot.normalizers.tables.headers import read_unit_note
from crossfoot.normalizers.words.dates import parse_date, read_period
from crossfoot.normalizers.words.labels import is_mean_label, is_total_label
from crossfoot.normalizers.words.language import detect_language, detect_report_language
from crossfoot.reconcilers.printed.grid import grid_of_texts
from crossfoot.reconcilers.tables.reconcile import check_grid
from crossfoot.flows.runs.options import make_settings
from crossfoot.vocabulary import languages
rows = json.loads(sys.argv[1])
number = parse_number("mais de 1,5 milhões de reais", language="pt")
note = read_unit_note("Valores em milhares de reais", "pt")
def seen(text):
    return [str(spot.number.value) for spot in scan_numbers(text, "pt")]
def label(text, at=0):
    spots = scan_numbers(text, "pt")
    return label_of(text, spots[at], spots[:at], spots[at + 1:], "pt")
place = Block(page=1, box=(0, 0, 9, 9), kind="heading", text="Câmara Municipal do Porto")
print(json.dumps({
    "languages": languages(),
    "minus": seen("uma variação de menos 5 %"),
    "no figures": seen("rua das Flores 12, norma 9001, 3ª fase, 3 fev., CNPJ 12345"),
    "labels": [label("O orçamento atingiu 5 %."), label("12 escolas e 7 museus")],
    "issuer": find_issuer("", [place]),
    "readings": [one.name for one in read_name("Câmara Municipal do Porto", "pt")][:3],
    "places": [bool(find_world_region("África ocidental")), "receitacorrente" in no_places()],
    "page": is_page_number("folha 12", 12),
    "totals": [is_total_label(label, "pt") for label in ("Total geral", "Soma", "Somme", "Suma")],
    "means": [is_mean_label(label, "pt") for label in ("Média", "Média de idade", "Moyenne")],
    "dates": [parse_date("7 de outubro de 2020", language="pt"), read_period("em março de 2019")],
    "number": [str(number.value), number.unit, number.qualifier],
    "note": [note.unit, str(note.scale)],
    "relations": sorted(
        [r.relation.kind, r.relation.total[0], r.verdict.status]
        for r in check_grid(grid_of_texts(rows, language="pt")) if r.relation.axis == "column"
    ),
    "detected": [
        detect_language("As receitas e as despesas dos municípios não são do ano"),
        detect_report_language("As receitas e as despesas dos municípios não são do ano. " * 9),
    ],
    "setting": make_settings(language="pt").language,
}))
"""


def run(script: str, *arguments: str, folder: Path | None = None) -> str:
    """Run a script in a process of its own, which reads the vocabulary anew."""
    environment = {**os.environ, **({"CROSSFOOT_VOCABULARY": str(folder)} if folder else {})}
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_new_language_is_one_file(tmp_path: Path) -> None:
    """With a file for Portuguese its totals, means, months, numbers and units are understood."""
    (tmp_path / "pt.toml").write_text(PORTUGUESE, encoding="utf-8")
    said = json.loads(run(SCRIPT, json.dumps(ROWS), folder=tmp_path))

    assert said["languages"] == [*languages(), "pt"]
    assert said["totals"] == [True, True, False, False]
    assert said["means"] == [True, True, False]
    assert said["dates"] == ["2020-10-07", "2019-03"]
    assert said["number"] == ["1500000", "BRL", "over"]
    assert said["note"] == ["BRL", "1000"]
    assert said["relations"] == [
        ["mean", 3, "exact"], ["mean", 3, "exact"],
        ["sum", 4, "exact"], ["sum", 4, "exact"],
    ]  # fmt: skip
    assert said["minus"] == ["-5"]
    assert said["no figures"] == []
    assert said["labels"] == ["O orçamento", "escolas"]
    assert said["issuer"] == "Câmara Municipal do Porto"
    assert "Porto" in said["readings"]
    assert said["places"] == [True, True]
    assert said["page"]
    assert said["detected"] == ["pt", "pt"]
    assert said["setting"] == "pt"


def test_a_further_language_is_part_of_the_fingerprint(tmp_path: Path) -> None:
    """One more word in a folder of one's own, and reports are read anew."""
    script = (
        "from crossfoot.flows.runs.fingerprint import fingerprint_reading\n"
        "from crossfoot.settings import Settings\nprint(fingerprint_reading(Settings()))"
    )
    without = run(script)
    (tmp_path / "pt.toml").write_text(PORTUGUESE, encoding="utf-8")
    first = run(script, folder=tmp_path)
    (tmp_path / "pt.toml").write_text(PORTUGUESE.replace('"soma"', '"somas"'), encoding="utf-8")

    assert len({without, first, run(script, folder=tmp_path)}) == 3


def test_a_mistake_in_a_file_is_said_in_one_line(tmp_path: Path) -> None:
    """A group that does not exist is named, a file that is no TOML too."""
    script = (
        "from crossfoot.errors import UsageError\nfrom crossfoot.vocabulary import words\n"
        "try:\n    words(('pt',))\nexcept UsageError as error:\n    print(error)"
    )
    (tmp_path / "pt.toml").write_text('[labels]\ntotal = ["soma"]\n', encoding="utf-8")
    assert "'total'" in run(script, folder=tmp_path)
    (tmp_path / "pt.toml").write_text("[labels\n", encoding="utf-8")
    assert "pt.toml" in run(script, folder=tmp_path)


def test_help_reads_no_words() -> None:
    """`crossfoot --help` names the languages without opening a file of theirs."""
    script = (
        "import sys\nfrom crossfoot.flows.cli.parser import build_parser\nbuild_parser()\n"
        "print(*sorted({'tomllib', 'yaml', 'json'} & set(sys.modules)))"
    )
    assert "tomllib" not in run(script)
    assert "yaml" not in run(script)


@pytest.mark.parametrize("language", languages())
def test_each_language_that_ships_is_whole(language: str) -> None:
    """It has a name, twelve months and words in each group that its table may need."""
    said, known = words((language,)), profile(language)

    assert known.name
    assert known.telling
    assert known.tesseract in tesseract_languages()
    assert len(said.dates.months) == 12
    assert all(said.dates.months)
    assert all((said.labels.totals, said.labels.means, said.labels.of_which, said.labels.counts))
    assert {"thousand", "million", "billion"} <= said.numbers.scales.keys()


def test_words_of_two_languages_are_the_words_of_both() -> None:
    """The first wins where both have a say; without a language all of ours count."""
    both = words(("fr", "en"))

    assert set(words(("fr",)).labels.means) | set(words(("en",)).labels.means) == set(
        both.labels.means
    )
    assert spoken(None) == languages()
    assert spoken("fr") == ("fr",)


def test_a_language_without_a_file_has_signs_alone() -> None:
    """Percent signs and "Total" are read in Finnish too."""
    said = words(("fi",))

    assert "%" in said.numbers.percent
    assert said.labels.means == words(()).labels.means
    assert profile("fi").decimal_sign == "."


def test_no_word_is_an_expression() -> None:
    """Words mean themselves: a point is a point, only "*", "...", "^" and "$" say more."""
    assert anywhere(["hab."]).search("habx") is None
    assert anywhere(["coût*"]).search("les couts") is not None
    assert anywhere(["surplus ... over"]).search("surplus of a year over b") is not None
    assert tree(["peso", "pesos"]) == "(?:peso(?:s)?)"


def test_all_files_ship() -> None:
    """The files stand in the package, and the wheel takes what stands there."""
    home = Path(crossfoot.__file__).parent
    patterns = (home.parent / "pyproject.toml").read_text(encoding="utf-8")

    assert all(home in path.parents for path in vocabulary_files())
    for path in vocabulary_files():
        assert f'"*{path.suffix}"' in patterns
    assert '"languages/*.toml"' in patterns
