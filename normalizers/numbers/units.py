"""Units, scales and qualifiers as reports print them beside a number, in three languages.

Tables of spellings, and the two functions that read what stands before and after the digits of a
number: "plus de US$" before, "millions d'euros" after. Both are memoised: a report has thousands
of numbers but few kinds of surroundings.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from crossfoot.model import Qualifier

# Signs and words → ISO 4217. A plain "$" stays "$" (and so do pesos): a dozen currencies share
# it, and a guess would be a lie; the catalog or a unit note may say which one it is.
CURRENCY_WORDS: Mapping[str, str] = {
    "€": "EUR", "euro": "EUR", "euros": "EUR", "$": "$", "dollar": "$", "dollars": "$",
    "dólares": "$", "pesos": "$", "peso": "$", "us$": "USD", "$us": "USD", "u$s": "USD",
    "us dollars": "USD", "dollars américains": "USD", "dólares estadounidenses": "USD",
    "ca$": "CAD", "c$": "CAD", "can$": "CAD", "$ca": "CAD", "a$": "AUD", "au$": "AUD",
    "nz$": "NZD", "hk$": "HKD", "mx$": "MXN", "m.n.": "MXN", "pesos mexicanos": "MXN",
    "r$": "BRL", "reais": "BRL", "ar$": "ARS", "pesos argentinos": "ARS", "£": "GBP",
    "livres sterling": "GBP", "pounds sterling": "GBP", "fr.": "CHF", "sfr": "CHF",
    "francs suisses": "CHF", "¥": "JPY", "yen": "JPY", "yens": "JPY", "₹": "INR", "₽": "RUB",
    "₩": "KRW", "₺": "TRY", "fcfa": "XOF", "f cfa": "XOF", "francs cfa": "XOF", "s/": "PEN",
    "s/.": "PEN", "soles": "PEN", "₡": "CRC", "dirhams": "MAD", "dh": "MAD",
}  # fmt: skip

# ISO codes count in capitals only: "mad" and "try" are words.
CURRENCY_CODES = (
    "EUR", "USD", "CAD", "AUD", "NZD", "HKD", "MXN", "BRL", "ARS", "CLP", "GBP", "CHF", "JPY",
    "CNY", "RMB", "INR", "XOF", "XAF", "MAD", "PEN", "NOK", "SEK", "DKK", "KRW", "ZAR", "UYU",
)  # fmt: skip

CURRENCIES = frozenset(CURRENCY_CODES) | frozenset(CURRENCY_WORDS.values())

PERCENT_WORDS = (
    "%", "p. 100", "p.100", "pour cent", "pourcent", "per cent", "percent", "por ciento",
    "por cien", "pct",
)  # fmt: skip

_THOUSAND, _MILLION, _BILLION = Decimal(10**3), Decimal(10**6), Decimal(10**9)
SCALE_WORDS: Mapping[str, Decimal] = {
    "mil": _THOUSAND, "mille": _THOUSAND, "millier": _THOUSAND, "milliers": _THOUSAND,
    "thousand": _THOUSAND, "thousands": _THOUSAND, "miles": _THOUSAND, "millares": _THOUSAND,
    "million": _MILLION, "millions": _MILLION, "millón": _MILLION, "millon": _MILLION,
    "millones": _MILLION, "mio": _MILLION, "mln": _MILLION, "mill.": _MILLION, "mdd": _MILLION,
    "mdp": _MILLION, "milliard": _BILLION, "milliards": _BILLION, "mil millones": _BILLION,
    "miles de millones": _BILLION, "bn": _BILLION, "billion": _BILLION, "billions": _BILLION,
    "trillion": Decimal(10**12), "billón": Decimal(10**12), "billones": Decimal(10**12),
}  # fmt: skip
# Signs are told apart by their case: "12 m" is a length, "12 M" twelve million.
SCALE_SIGNS: Mapping[str, Decimal] = {
    "k": _THOUSAND, "K": _THOUSAND, "M": _MILLION, "MM": _MILLION, "m": _MILLION, "mn": _MILLION,
    "Md": _BILLION, "Mds": _BILLION, "Mrd": _BILLION, "G": _BILLION, "B": _BILLION, "b": _BILLION,
}  # fmt: skip
_SIGNS_WITHOUT_CURRENCY = frozenset({"k", "K", "M", "Md", "Mds"})

PHYSICAL_UNITS = (
    "m", "m²", "m2", "m³", "m3", "km", "km²", "km2", "km/h", "ha", "cm", "mm", "kg", "g", "mg",
    "t", "tonne", "tonnes", "toneladas", "tons", "tCO2", "tCO2e", "teqCO2", "l", "L", "hl", "ml",
    "litres", "liters", "litros", "kW", "kWh", "MW", "MWh", "GW", "GWh", "TWh", "kWc", "MWc",
    "kVA", "°C", "‰", "dB", "Mo", "Go", "To", "MB", "GB", "h", "min", "s", "heures", "hours",
    "horas", "minutes", "minutos", "jour", "jours", "day", "days", "día", "días", "semaine",
    "semaines", "weeks", "semanas", "mois", "month", "months", "mes", "meses", "an", "ans",
    "année", "années", "year", "years", "año", "años", "pts", "pt", "points", "point", "puntos",
    "points de pourcentage", "percentage points", "puntos porcentuales", "pp", "ETP", "FTE",
    "µg/l", "mg/l", "g/l", "hab./km²", "hab/km2", "hectares", "hectáreas", "mètres", "metres",
    "meters", "metros", "kilomètres", "kilometres", "kilómetros", "m³/h", "m3/h", "m³/j", "m3/j",
    "m³/an", "m3/an", "m³/km/j", "m3/km/j", "m3/jour", "m³/jour",
)  # fmt: skip

COUNT_NOUNS = (
    "personnes", "personne", "people", "persons", "person", "personas", "persona", "habitants",
    "habitant", "inhabitants", "habitantes", "hab.", "hab", "membres", "membre", "members",
    "member", "miembros", "miembro", "villes", "ville", "cities", "city", "ciudades", "ciudad",
    "participants", "participantes", "abonnés", "agents", "élèves", "students", "alumnos",
    "logements", "ménages", "households", "hogares", "viviendas", "unités", "units", "unidades",
    "événements", "évènements", "events", "eventos", "projets", "projects", "proyectos",
    "femmes", "hommes", "women", "men", "mujeres", "hombres", "employés", "employees",
    "empleados", "salariés", "entreprises", "companies", "empresas", "pays", "countries", "países",
)  # fmt: skip

QUALIFIERS: Mapping[str, Qualifier] = {
    **dict.fromkeys(
        ("plus de", "plus d'", "+ de", "+ d'", "+de", "au-delà de", "au moins", "supérieur à",
         ">", "≥", ">=", "more than", "over", "above", "at least", "upwards of", "in excess of",
         "no less than", "no fewer than", "más de", "mas de", "al menos", "por lo menos",
         "superior a", "arriba de"),
        "over",
    ),
    **dict.fromkeys(
        ("moins de", "moins d'", "- de", "- d'", "jusqu'à", "au plus", "au maximum",
         "inférieur à", "<", "≤", "<=", "less than", "fewer than", "under", "below", "up to",
         "at most", "no more than", "menos de", "hasta", "a lo sumo", "no más de",
         "como máximo", "inferior a"),
        "under",
    ),
    **dict.fromkeys(
        ("près de", "près d'", "environ", "env.", "quelque", "autour de", "presque",
         "à peu près", "approximativement", "de l'ordre de", "~", "≈", "≃", "±", "nearly",
         "almost", "about", "around", "approximately", "approx.", "roughly", "circa", "ca.",
         "some", "close to", "cerca de", "casi", "alrededor de", "aproximadamente", "aprox.",
         "unos", "unas", "en torno a"),
        "about",
    ),
}  # fmt: skip
QUALIFIERS_AFTER: Mapping[str, Qualifier] = {
    **dict.fromkeys(
        ("+", "et plus", "ou plus", "et +", "or more", "and over", "and more", "o más", "y más"),
        "over",
    ),
    **dict.fromkeys(("ou moins", "or less", "or fewer", "o menos"), "under"),
    **dict.fromkeys(
        ("environ", "approx.", "approximately", "aprox.", "aproximadamente"), "about"
    ),
}  # fmt: skip


def either(words: Iterable[str]) -> str:
    """Return an alternation, longest first; a space stands for any run of spaces or none left."""
    ordered = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered)


UNIT_CURRENCY = rf"(?i:{either(CURRENCY_WORDS)})|{either(CURRENCY_CODES)}"
UNIT_PERCENT = either(PERCENT_WORDS)
UNIT_SCALE = rf"(?i:{either(SCALE_WORDS)})|{either(SCALE_SIGNS)}"
_WORD_END = r"(?![^\W_])"
_NOTE_MARK = r"(?:\*|[†‡§#¹²³⁴⁵⁶⁷⁸⁹⁰ᵃᵇᶜᵈ]|\(\w{1,2}\)|\[\w{1,2}\]|\\\d|[a-z]\))"

# "plus de" "(" "-" "US$" "-" "(": accountants put brackets, sign and currency in any order.
_HEAD = re.compile(
    rf"(?P<qualifier>(?i:{either(QUALIFIERS)}))?\s*"
    r"(?P<open>\()?\s*(?P<sign>[-+])?(?P<gap>\s*)"
    rf"(?P<currency>{UNIT_CURRENCY})?\s*(?P<open2>\()?\s*(?P<sign2>[-+])?\s*"
)
# A status letter of statistical offices stuck to the digits ("970E", "4,460p"), closing bracket,
# unit, trailing minus, qualifier, footnote marks, a remark in brackets ("947 (31 %)").
_TAIL = re.compile(
    r"(?P<flag>[Erp](?![^\W_]))?(?P<minus>-)?\s*(?P<close>\))?\s*"
    rf"(?:(?P<percent>(?i:{UNIT_PERCENT})){_WORD_END}"
    rf"|(?:(?P<unit>{either(PHYSICAL_UNITS)})|(?P<noun>(?i:{either(COUNT_NOUNS)}))){_WORD_END}"
    rf"|(?P<scale>{UNIT_SCALE})(?:{_WORD_END}|(?=\s*(?:{UNIT_CURRENCY})))"
    rf"(?:\s*(?:de\s|d'|of\s|en\s)?\s*(?P<currency>{UNIT_CURRENCY}){_WORD_END})?"
    rf"|(?P<currency2>{UNIT_CURRENCY}){_WORD_END})?"
    r"(?:\s*(?:HT|TTC|H\.T\.|T\.T\.C\.|HTVA|TVAC))?(?:\s*/\s*(?P<per>[^\W\d_]+[²³23]?))?"
    r"\s*(?P<close2>\))?(?P<minus2>-)?"
    rf"\s*(?P<qualifier>(?i:{either(QUALIFIERS_AFTER)}))?"
    rf"(?:\s*{_NOTE_MARK})*(?P<remark>\s+[(\[][^()\[\]]*[)\]])?\s*\.?"
)


@dataclass(frozen=True, slots=True)
class Head:
    """What stands before the digits: "plus de -US$ (".

    Attributes:
        sign: "-", "+" or "".
        loose_plus: The plus stands apart from the digits: "+ 33 000" says "more than".
        brackets: Opening brackets.
    """

    qualifier: Qualifier
    sign: str
    loose_plus: bool
    currency: str | None
    brackets: int


@dataclass(frozen=True, slots=True)
class Tail:
    """What stands after the digits: "k€) (1)".

    Attributes:
        unit: "%", an ISO currency, "count" or a unit as printed, ``None`` when nothing is.
        scale: What a printed "k" or "millions" multiplies by; ``needs_currency`` when it only
            does so beside a currency ("$5m" against "5 m").
        minus: A minus printed behind the number.
        flagged: A status letter stood there; only long numbers carry one.
        has_words: A remark in words stood there: "(hours)", "(en juin 2017)".
    """

    unit: str | None
    scale: Decimal
    needs_currency: bool
    minus: bool
    brackets: int
    qualifier: Qualifier
    flagged: bool
    has_words: bool


@lru_cache(maxsize=4096)
def read_head(text: str) -> Head | None:
    """Read what stands before a number, ``None`` when it is anything but marks of a number."""
    found = _HEAD.fullmatch(text)
    if found is None:
        return None
    sign = found["sign"] or found["sign2"] or ""
    return Head(
        qualifier=QUALIFIERS[_key(found["qualifier"])] if found["qualifier"] else "exact",
        sign=sign,
        loose_plus=found["sign"] == "+" and bool(found["gap"]),
        currency=currency_code(found["currency"]),
        brackets=bool(found["open"]) + bool(found["open2"]),
    )


@lru_cache(maxsize=4096)
def read_tail(text: str) -> Tail | None:
    """Read what stands behind a number, ``None`` when it is more than a unit and marks."""
    found = _TAIL.fullmatch(text)
    if found is None:
        return None
    currency = currency_code(found["currency"] or found["currency2"])
    scale = scale_of(found["scale"])
    per = f"/{found['per']}" if found["per"] else ""
    return Tail(
        unit=_unit(found, currency, per),
        scale=scale,
        needs_currency=bool(found["scale"])
        and currency is None
        and found["scale"] in SCALE_SIGNS
        and found["scale"] not in _SIGNS_WITHOUT_CURRENCY,
        minus=bool(found["minus"] or found["minus2"]),
        brackets=bool(found["close"]) + bool(found["close2"]),
        qualifier=QUALIFIERS_AFTER[_key(found["qualifier"])] if found["qualifier"] else "exact",
        flagged=bool(found["flag"]),
        has_words=bool(found["remark"]) and any(char.isalnum() for char in found["remark"]),
    )


def _unit(found: re.Match[str], currency: str | None, per: str) -> str | None:
    """Return the unit a tail states."""
    if found["percent"]:
        return "%" + per
    if found["noun"]:
        return "count"
    stem = currency or found["unit"]
    return stem + per if stem else None


def _key(text: str) -> str:
    """Return a spelling as the tables of this module write it."""
    return " ".join(text.split()).lower()


def currency_code(text: str | None) -> str | None:
    """Return the ISO 4217 code of a printed currency, "$" for the sign alone."""
    if text is None:
        return None
    return text if text in CURRENCY_CODES else CURRENCY_WORDS.get(_key(text))


def scale_of(text: str | None) -> Decimal:
    """Return what a printed scale multiplies by: "k" 1000, "Millions" 1000000, nothing 1."""
    if text is None:
        return Decimal(1)
    return SCALE_SIGNS.get(text) or SCALE_WORDS.get(_key(text)) or Decimal(1)
