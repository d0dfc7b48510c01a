"""Words of row and column labels that say what a line is for, in French, English and Spanish.

Each function answers one question about one label. They read words only: whether a "Total" adds
up is for the reconcilers to find out, and a line may be a total without saying so.
"""

from __future__ import annotations

import re
from functools import lru_cache

from crossfoot.folding import fold_words

_LEADERS = re.compile(
    r"^(?:[\s\-–—•·*▪►>=…_.]|(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)]\s+|\d+(?:\.\d+)+\.?\s+)+",
)
_TRAILERS = re.compile(
    r"(?:[\s:.;,*=]|(?<=[a-z]{4})\d{1,2}|\((?:\d{1,2}|[a-z])\)|\[\d{1,2}\]|\\\d)+$"
)


@lru_cache(maxsize=16_384)
def fold_label(label: str) -> str:
    """Return a label for comparison: lower case, no accents, no bullets, numbering or marks.

    >>> fold_label("  - 2. Sous-total général (1) :")
    'sous-total general'
    """
    text = fold_words(label)
    return _TRAILERS.sub("", _LEADERS.sub("", text)) or text


def _words(*patterns: str) -> re.Pattern[str]:
    """Compile patterns of folded labels, any of which may match, on word boundaries."""
    return re.compile(rf"(?<![\w-])(?:{'|'.join(patterns)})(?!\w)")


# "Subtotal", "S/T 2": a sum that is an item of a higher one.
_SUBTOTAL = _words(
    r"(?:sous|sub)[ -]?tota(?:l|ux|ls|les)", r"s\.?/\.?t\.?", r"suma y sigue", r"a reporter",
    r"totales? parcial(?:es)?", r"suma parcial", r"totaux partiels", r"total partiel",
)  # fmt: skip
# "Grand total": nothing stands above it.
_GRAND_TOTAL = _words(
    r"grand total", r"total general", r"totaux generaux", r"totales generales", r"overall total",
    r"total (?:global|overall|generale|ensemble)", r"total de totales", r"total des totaux",
    r"suma total", r"all totals", r"gran total", r"somme totale", r"total of all", r"total, all",
)  # fmt: skip
# At the edge of a label "total" is a noun ("Total charges", "Felony type total"); inside it is
# mostly an adjective of something ("taux total de", "the total number of").
_TOTAL_FIRST = re.compile(
    r"(?:le |the |el |los |les |general |montant |importe |valeur |valor |amount |nombre |numero )?"
    r"(?:totale?s?|totaux|totals?|totalisation|sumas?|sumatoria|somme|ensemble|sum)"
    r"(?!\w|-)(?! (?:organic|nitrogen|suspended|phosphorus))",
)
_TOTAL_LAST = re.compile(
    r"(?:^|.*[\s,;:/(\-–])(?:totale?s?|totaux|totals?|totally|in all|(?:au|en|in) total"
    r"|toutes? confondue?s?|tous confondus|combined|all together|en conjunto)\)?"
)
_TOTAL_INSIDE = _words(
    r"(?:nombre|numero|number|montant|importe|amount|monto|effectif|cout|costo|gasto|cost) total",
    r"total (?:number|amount|cost|de|des|du|d'|of|por|par|per|to date|general)",
)

_OF_WHICH = re.compile(
    r"[(\[]?(?:dont|(?:y|en y) compris|parmi (?:lesquel(?:le)?s|eux|elles)|notamment|soit|a savoir"
    r"|of which|of whom|including|incl\.|included|thereof|inc\.|in particular"
    r"|de (?:los|las) (?:cuales|que)|de l[oa]s? cual(?:es)?|del? que|del cual|incluid[oa]s?"
    r"|incluyendo|inclus(?:e?s?|ive)?)(?!\w)"
)

_MEAN = _words(
    r"moyennes?", r"moyens?", r"moy", r"moyenne ponderee", r"mean", r"means", r"averages?", r"avg",
    r"^media", r"(?:suma|nota|renta|tasa) media", r"promedios?", r"prom", r"mediane?s?",
    r"medians?", r"medianas?",
)  # fmt: skip
_MEANS_OTHERWISE = _words(
    r"media (?:outlets?|mentions?|coverage|relations|channels?|hits?|hora|jornada|pension)",
    r"moyens (?:humains|financiers|techniques|mis|de|d'|materiels|generaux)", r"^moyens?$",
    r"(?:moyennes?|petites? et moyennes?) (?:villes?|entreprises?)", r"villes? moyennes?",
)  # fmt: skip

_NOUNS = (
    r"(?:membres?|members?|miembros?|socios?|adherents?|villes?|cit(?:y|ies)|ciudad(?:es)?"
    r"|communes?|municipios?|municipalities|pays|countr(?:y|ies)|paises|participants?"
    r"|participantes|reponses?|responses?|respuestas|entit(?:es|ies)|entidades|organi[sz]ations?"
    r"|organisations|organizaciones|projets?|projects?|proyectos|lignes?|rows?|lineas?|filas"
    r"|entrees|entries|registros|records|cases|casos|cas|items?)"
)
_COUNT = re.compile(
    rf"(?:total|totaux|totales|totals?)[ ,:\-–]*(?:des |de |of |the |de los |de las )?{_NOUNS}"
    rf"|(?:nombre|nbre?|numero|num|number|count|cantidad|n°|nº)\.?"
    r"(?: total)?(?: d(?:e|es|'| los| las)| of|)?(?: |$).*"
    rf"|{_NOUNS} ?\((?:total|nombre|number|numero|n)\)|(?:count|recuento|decompte|comptage)"
)

_RESULT = _words(
    r"resultats?(?: net)?", r"net", r"nette?", r"neto", r"neta", r"soldes?", r"saldos?",
    r"balance", r"excedents?", r"excedentes?", r"deficits?", r"surplus", r"superavits?",
    r"results?", r"resultados?", r"profit", r"loss", r"benefices?", r"beneficios?", r"pertes?",
    r"perdidas?", r"utilidad", r"ahorro", r"epargne", r"marge", r"margin", r"margen",
    r"differences?", r"diferencias?", r"ecarts?", r"variances?", r"desahorro", r"ebitda",
    r"(?:surplus|excess|deficiency).* over",
)  # fmt: skip
_CHANGE = _words(
    r"variations?", r"variacion(?:es)?", r"evolutions?", r"evolucion", r"changes?", r"cambios?",
    r"croissance", r"growth", r"crecimiento", r"ecarts?", r"differences?", r"diferencias?", r"var",
    r"increase", r"decrease", r"augmentation", r"hausse", r"baisse", r"incremento", r"aumento",
    r"variances?", r"progression", r"delta", r"evol",
)  # fmt: skip

_SHARE = re.compile(
    r".*%.*|(?:.*(?<!\w))?(?:parts?|quotes?-parts?|pourcentages?|repartition|proportion|poids"
    r"|shares?|per ?cents?|percentages?|distribution|proportions?|porcentajes?|por ?cientos?"
    r"|cuotas? de|pct|en %)(?!\w)(?: (?:de|du|des|of|en|del|in|d'|with|avec).*| .*)?"
)
_RATE = _words(
    r"taux", r"rates?", r"tasas?", r"prix", r"prices?", r"precios?", r"tarifs?", r"tarifas?",
    r"indices?", r"index", r"ratios?", r"unitaires?", r"unitarios?", r"unit", r"ages?", r"edad",
    r"rendements?", r"yields?", r"scores?", r"notes?", r"temperatures?", r"densit[ey]s?",
    r"densidad", r"per capita", r"par (?:habitant|an|agent|abonne|personne)", r"por habitante",
    r"per (?:person|head|inhabitant|household|100|1[ ,.]?000)", r"valor medio", r"durees?",
    r"duration", r"duracion", r"coefficients?", r"coeficientes?", r"rangs?", r"rank", r"rango",
)  # fmt: skip

_OPENING = re.compile(
    r".*(?<!\w)(?:(?:solde|stock|balance|saldo|encaisse|tresorerie|cash|effectifs?|position|fondos"
    r"|existencias?)\w*.*(?<!\w)(?:ouverture|d'ouverture|initial(?:e|es)?|inicial(?:es)?|opening"
    r"|debut|begin\w*|start|inicio|comienzo|1er janvier|1 january|january 1|1 de enero|anterior"
    r"|precedent|reporte)|opening|report a nouveau|brought forward|saldo anterior"
    r"|remanente anterior|(?:a nouveau|au debut|at (?:the )?beginning|al inicio).*)(?!\w).*"
    r"|(?:au |as at |as of |at |on |al? )?(?:1(?:er|st)?\.?(?: de)? (?:janvier|january|enero)"
    r"|january 1(?:st)?|0?1[/.]0?1)(?!\w).*"
)
_CLOSING = re.compile(
    r".*(?<!\w)(?:(?:solde|stock|balance|saldo|encaisse|tresorerie|cash|effectifs?|position|fondos"
    r"|existencias?)\w*.*(?<!\w)(?:cloture|final(?:e|es)?|fin|closing|end|ending|cierre"
    r"|31 decembre|31 december|december 31|31 de diciembre)|closing|carried forward"
    r"|(?:en fin d|a la fin|at (?:the )?end|al final|al cierre).*)(?!\w).*"
    r"|(?:au |as at |as of |at |on |al? )?(?:31(?:st)?(?: de)? (?:decembre|december|diciembre)"
    r"|december 31(?:st)?|31[/.]12)(?!\w).*"
)


def is_total_label(label: str) -> bool:
    """Whether a label says that its line is a sum: "Total", "Sous-total 2", "Felony total:".

    Counts of lines ("Total membres") say "total" too: ask :func:`is_count_label` as well.
    """
    text = fold_label(label)
    return bool(
        _TOTAL_FIRST.match(text)
        or _TOTAL_LAST.fullmatch(text)
        or _SUBTOTAL.search(text)
        or _GRAND_TOTAL.search(text)
        or _TOTAL_INSIDE.search(text)
    ) and not is_of_which(label)


def is_subtotal_label(label: str) -> bool:
    """Whether a label names a partial sum: "Sous-total", "Subtotal 2", "S/T", "Suma parcial"."""
    return _SUBTOTAL.search(fold_label(label)) is not None


def is_grand_total_label(label: str) -> bool:
    """Whether a label names the highest sum: "Total général", "Grand total", "Suma total"."""
    return _GRAND_TOTAL.search(fold_label(label)) is not None


def is_of_which(label: str) -> bool:
    """Whether a line is a part of the line above: "dont …", "of which", "de los cuales"."""
    return _OF_WHICH.match(fold_label(label)) is not None


def is_mean_label(label: str) -> bool:
    """Whether a line is a mean or median: "Moyenne", "Average", "Promedio".

    "Médias" (the press) and "moyens humains" (means to an end) are none.
    """
    text = fold_label(label)
    return _MEAN.search(text) is not None and _MEANS_OTHERWISE.search(text) is None


def is_count_label(label: str) -> bool:
    """Whether a line may count lines instead of adding them: "Total membres", "Nombre de…"."""
    return _COUNT.fullmatch(fold_label(label)) is not None


def is_result_label(label: str) -> bool:
    """Whether a line is a difference of two others: "Résultat net", "Saldo", "Surplus"."""
    return _RESULT.search(fold_label(label)) is not None


def is_change_label(label: str) -> bool:
    """Whether a line compares two others: "Évolution %", "Change", "Variación", "Écart"."""
    return _CHANGE.search(fold_label(label)) is not None


def is_share_label(label: str) -> bool:
    """Whether a column holds shares of a whole: "%", "Part", "Share", "Porcentaje"."""
    text = fold_label(label)
    return _SHARE.fullmatch(text) is not None and not is_change_label(label)


def is_rate_label(label: str) -> bool:
    """Whether a line holds numbers that never add up: rates, prices, indices, ages, means."""
    return _RATE.search(fold_label(label)) is not None or is_mean_label(label)


def is_opening_label(label: str) -> bool:
    """Whether a line is a balance carried in: "Solde d'ouverture", "Cash at beginning of year"."""
    return _OPENING.fullmatch(fold_label(label)) is not None


def is_closing_label(label: str) -> bool:
    """Whether a line is a balance carried out: "Solde de clôture", "Saldo final"."""
    return _CLOSING.fullmatch(fold_label(label)) is not None
