"""Which of the three languages a text is written in.

Function words decide: a report has thousands of them. Tables have few, so the words of table
headers, month names, letters only one of the languages uses and typical word endings count too.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from crossfoot.model import LANGUAGES, Language

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# Words shared by two languages ("de", "la", "total", "en", "on") say little and are left out,
# but "de", "la" and "en" do tell French and Spanish from English.
_FRENCH = """
    le les des du et une un est dans pour sur avec par au aux que qui ne pas sont ce cette ces
    nos notre votre leur leurs ou où nous vous il elle ils elles plus été être dont ainsi entre
    sans sous général généraux région régions dépense intitulé libellé désignation effectif
    effectifs femmes hommes montant année années nombre taux part dépenses recettes charges
    produits ensemble moyenne écart évolution prix ville villes membre membres commune communes
    janvier février mars avril mai juin juillet août septembre octobre novembre décembre oui non
    chiffres clés budget exercice milliers réunions
"""
_ENGLISH = """
    the of and to in is for with by at from as that this these are was were be has have its our
    their your which not or an it we you they will been than more between under over amount year
    years number rate share expenses expenditure income revenue all average change price city
    cities member members january february march april may june july august september october
    november december yes no key figures budget thousand thousands percent other per meetings
    fiscal net grand region regions women men item description staff
"""
_SPANISH = """
    el los las del y una un es para con por al que se no son este esta estos estas nuestro
    nuestra nuestros su sus más como entre sin sobre o lo ha han fue ser sido cada monto importe
    año años número tasa cuota gastos ingresos egresos promedio variación precio ciudad ciudades
    miembro miembros municipio municipios enero febrero marzo abril mayo junio julio agosto
    septiembre octubre noviembre diciembre sí cifras clave presupuesto ejercicio miles otros
    reuniones concepto saldo general región regiones suma mujeres hombres personal cargo
    descripción partida
"""
_WORDS: Mapping[Language, frozenset[str]] = {
    "fr": frozenset(_FRENCH.split()),
    "en": frozenset(_ENGLISH.split()),
    "es": frozenset(_SPANISH.split()),
}
_ROMANCE = frozenset({"de", "la", "en"})
_LETTERS: Mapping[Language, re.Pattern[str]] = {
    "fr": re.compile(r"[éàâêëîïôûùœçè]|\b[ldcnsjqm]['’](?=[a-zàâéèêîôû])|\w{3}(?:eaux|eux|ifs)\b"),
    "en": re.compile(r"\w{3}(?:'s|ing|tions? of|ship|ness|ly)\b"),
    "es": re.compile(
        r"[ñ¿¡áíóú]|\w{4}(?:[aei]d[ao]s?|iv[ao]s?)\b|\w{2}(?:ción|ciones|dad|dades|mientos?)\b"
    ),
}
_WORD = re.compile(r"[^\W\d_]+")
_WORD_WEIGHT, _ROMANCE_WEIGHT, _LETTER_WEIGHT = 1.0, 0.4, 0.5
_ENOUGH = 3.0  # points, about three words, below which a table is not asked
_MARGIN = 1.5  # times the runner-up's points


def score_languages(text: str) -> dict[Language, float]:
    """Return the points each language gets for a text, about one for each telling word."""
    lowered = text.lower()
    counts = Counter(_WORD.findall(lowered))
    scores: dict[Language, float] = {}
    for language in LANGUAGES:
        words = sum(counts[word] for word in _WORDS[language] if word in counts)
        letters = len(_LETTERS[language].findall(lowered))
        scores[language] = _WORD_WEIGHT * words + _LETTER_WEIGHT * letters
    shared = _ROMANCE_WEIGHT * sum(counts[word] for word in _ROMANCE)
    scores["fr"] += shared
    scores["es"] += shared
    return scores


def detect_language(text: str, default: Language = "en") -> Language:
    """Return the language with most points; ``default`` where no word tells or two are even.

    >>> detect_language("Les recettes de la ville")
    'fr'
    >>> detect_language("Gastos de las ciudades")
    'es'
    >>> detect_language("12 345", default="fr")
    'fr'
    """
    scores = score_languages(text)
    return max(scores, key=lambda language: (scores[language], language == default))


def detect_table_language(texts: Iterable[str], report: Language) -> Language:
    """Return the language of a table: another than the report's only on clear evidence.

    Bilingual reports print each table once in each language; a table of names alone
    ("Los Angeles", "La Paz") must not turn Spanish.

    Args:
        texts: Header cells, caption and notes of the table.
        report: Language of the report around it.
    """
    scores = score_languages(" \n ".join(texts))
    best = max(scores, key=lambda language: (scores[language], language == report))
    if scores[best] >= _ENOUGH and scores[best] >= _MARGIN * scores[report]:
        return best
    return report
