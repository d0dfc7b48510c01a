"""The words in which checks are explained: one frozen value for each language."""

from __future__ import annotations

from dataclasses import dataclass

from crossfoot.model import Language


@dataclass(frozen=True, slots=True)
class Phrases:
    """The building blocks of one language; braces are filled in.

    Counts come as (one, several); ``filled`` says that blank lines were not counted.
    """

    quote: tuple[str, str]
    footing: str
    crossfooting: str
    unnamed: str
    printed: str
    unreadable: str
    sum_rows: str
    sum_cols: str
    filled: str
    difference: str
    mean: str
    count: tuple[str, str]
    count_equal: tuple[str, str]
    share: str
    change: str
    exact: str
    rounding: str
    coarse: str
    mismatch: str
    wrong: str
    incomplete: str
    silenced: str
    rule: str
    suspect: str
    suspects: str
    alternative: str
    slips: dict[str, str]
    swapped: str
    reasons: dict[str, str]


_FR = Phrases(
    quote=("« ", " »"),
    footing="Colonne {column}, ligne {row} : ",
    crossfooting="Ligne {row}, colonne {column} : ",
    unnamed="n° {n}",
    printed="{printed} imprimé, ",
    unreadable="le total ne se lit pas, ",
    sum_rows="les {n} lignes{filled} font {computed}",
    sum_cols="les {n} colonnes{filled} font {computed}",
    filled=" remplies",
    difference="{terms} = {computed}",
    mean="la moyenne des {n} valeurs est {computed}",
    count=("{computed} case remplie sur {n}", "{computed} cases remplies sur {n}"),
    count_equal=("{computed} case « {equals} » sur {n}", "{computed} cases « {equals} » sur {n}"),
    share="{part} sur {whole} font {computed} %",
    change="de {whole} à {part}, cela fait {computed} %",
    exact=" : le compte est juste.",
    rounding=", écart {delta} (tolérance {tolerance}) : arrondi.",
    coarse=" Les nombres semblent arrondis à {granularity}.",
    mismatch=", écart {delta}, plus que l'arrondi n'explique ({tolerance}).",
    wrong=", écart {delta} : le compte n'est pas juste.",
    incomplete=(
        ", écart {delta} (tolérance {tolerance}). Une ligne manque peut-être à la lecture, ou la "
        "liste est partielle."
    ),
    silenced=" Alerte levée : {note}",
    rule=" Règle de la série : {note}",
    suspect=" À vérifier : {cell} ; {proposal} rétablirait le compte{slip}.",
    suspects=" À vérifier : {cells}.",
    alternative=" ou ",
    slips={
        "digit": " (un chiffre changé)",
        "swap": " (deux chiffres intervertis)",
        "sign": " (signe perdu)",
        "group": " (chiffres perdus)",
    },
    swapped=" {delta} = 9 × {ninth} : deux chiffres sont peut-être intervertis.",
    reasons={
        "missing_item": " Non vérifiable : une valeur n'est pas communiquée.",
        "unreadable_item": " Non vérifiable : une case ne se lit pas comme un nombre.",
        "unreadable_total": " Non vérifiable : le total n'est pas un nombre.",
        "unstated_total": " Non vérifiable : la case du total n'affirme rien.",
        "single_item": " Non vérifiable : une seule valeur.",
        "intensive_column": " Non vérifiable : des taux ou des prix ne s'additionnent pas.",
        "too_little_evidence": " Non vérifiable : trop peu d'indices.",
    },
)
_EN = Phrases(
    quote=("“", "”"),
    footing="Column {column}, line {row}: ",
    crossfooting="Line {row}, column {column}: ",
    unnamed="no. {n}",
    printed="printed {printed}, ",
    unreadable="the total cannot be read, ",
    sum_rows="the {n}{filled} lines sum to {computed}",
    sum_cols="the {n}{filled} columns sum to {computed}",
    filled=" filled",
    difference="{terms} = {computed}",
    mean="the mean of {n} values is {computed}",
    count=("{computed} of {n} cells is filled", "{computed} of {n} cells are filled"),
    count_equal=(
        "{computed} of {n} cells says “{equals}”",
        "{computed} of {n} cells say “{equals}”",
    ),
    share="{part} of {whole} is {computed}%",
    change="from {whole} to {part} is a change of {computed}%",
    exact=": it adds up.",
    rounding=", difference {delta} (tolerance {tolerance}): rounding.",
    coarse=" The numbers look rounded to {granularity}.",
    mismatch=", difference {delta}, more than rounding explains ({tolerance}).",
    wrong=", difference {delta}: it does not add up.",
    incomplete=(
        ", difference {delta} (tolerance {tolerance}). A line may be missing from the reading, or "
        "the list is partial."
    ),
    silenced=" Not an alarm: {note}",
    rule=" Rule of the series: {note}",
    suspect=" Look at {cell}: {proposal} would make it add up{slip}.",
    suspects=" Look at {cells}.",
    alternative=" or ",
    slips={
        "digit": " (one digit differs)",
        "swap": " (two digits swapped)",
        "sign": " (sign lost)",
        "group": " (digits lost)",
    },
    swapped=" {delta} = 9 × {ninth}: two digits may be swapped.",
    reasons={
        "missing_item": " Cannot be checked: a value is not available.",
        "unreadable_item": " Cannot be checked: a cell does not read as a number.",
        "unreadable_total": " Cannot be checked: the total is no number.",
        "unstated_total": " Cannot be checked: the total's cell states nothing.",
        "single_item": " Cannot be checked: a single value.",
        "intensive_column": " Cannot be checked: rates and prices do not add up.",
        "too_little_evidence": " Cannot be checked: too little evidence.",
    },
)
_ES = Phrases(
    quote=("«", "»"),
    footing="Columna {column}, línea {row}: ",
    crossfooting="Línea {row}, columna {column}: ",
    unnamed="n.º {n}",
    printed="{printed} impreso, ",
    unreadable="el total no se lee, ",
    sum_rows="las {n} líneas{filled} suman {computed}",
    sum_cols="las {n} columnas{filled} suman {computed}",
    filled=" llenas",
    difference="{terms} = {computed}",
    mean="la media de los {n} valores es {computed}",
    count=("{computed} casilla llena de {n}", "{computed} casillas llenas de {n}"),
    count_equal=("{computed} casilla «{equals}» de {n}", "{computed} casillas «{equals}» de {n}"),
    share="{part} de {whole} es el {computed} %",
    change="de {whole} a {part} hay un cambio del {computed} %",
    exact=": la cuenta cuadra.",
    rounding=", diferencia {delta} (tolerancia {tolerance}): redondeo.",
    coarse=" Los números parecen redondeados a {granularity}.",
    mismatch=", diferencia {delta}, más de lo que explica el redondeo ({tolerance}).",
    wrong=", diferencia {delta}: la cuenta no cuadra.",
    incomplete=(
        ", diferencia {delta} (tolerancia {tolerance}). Quizá falte una línea en la lectura, o la "
        "lista sea parcial."
    ),
    silenced=" Sin alarma: {note}",
    rule=" Regla de la serie: {note}",
    suspect=" Revise {cell}: con {proposal} la cuenta cuadraría{slip}.",
    suspects=" Revise {cells}.",
    alternative=" o ",
    slips={
        "digit": " (cambia una cifra)",
        "swap": " (dos cifras permutadas)",
        "sign": " (signo perdido)",
        "group": " (cifras perdidas)",
    },
    swapped=" {delta} = 9 × {ninth}: quizá dos cifras estén permutadas.",
    reasons={
        "missing_item": " No verificable: falta un valor.",
        "unreadable_item": " No verificable: una casilla no se lee como número.",
        "unreadable_total": " No verificable: el total no es un número.",
        "unstated_total": " No verificable: la casilla del total no afirma nada.",
        "single_item": " No verificable: un solo valor.",
        "intensive_column": " No verificable: tasas y precios no se suman.",
        "too_little_evidence": " No verificable: faltan indicios.",
    },
)
ENGLISH = "en"
"""Language of explanations in a report whose own we do not write."""

PHRASES: dict[Language, Phrases] = {"fr": _FR, ENGLISH: _EN, "es": _ES}


def phrases_of(language: Language) -> Phrases:
    """Return the phrases of a language, English ones where we have none."""
    return PHRASES.get(language, _EN)
