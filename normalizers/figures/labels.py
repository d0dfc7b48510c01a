"""What a number counts, in the words around it, as a reader would say it.

In: a text, the place of a number in it, the places of its neighbours. Out: a label. Refuses to
know pages and styles.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from crossfoot.normalizers.numbers.scan import Spotted

MAX_LABEL = 140

# Where the words that belong to a number stop.
_STOP = re.compile(
    r"[;:()\n•|]|\s[–—-]\s|[.!?](?=\s+[A-ZÀ-Þ\d]|\s*$)|,\s(?=(?:soit|dont|which"
    r"|es decir|c['’]est-à-dire|that is|mientras que|tandis que|while|whereas)\b)"
    r"|\s(?=(?:lo que|ce qui|cuy[oa]s?)\b)"
)
_JOINERS = re.compile(
    r"(?:[\s,;:/–—·-]|\b(?:et|and|y|e|ou|or|o|u|dont|including|incl\.|of which|de los cuales|soit"
    r"|contre|against|with|avec|con|plus|vs\.?|pour|for|para|sur|à|a|en|de|d['’]|des|du|of|to|from"
    r"|par|by|per|por|the|les?|el|la|los|las|un|une|una|il y a|representing|représentant|au)\s*)+$",
    re.IGNORECASE,
)
# "45 % de femmes": the part is "femmes"; "76 % de nos membres" stays whole, it says of whom.
_PARTITIVE = re.compile(
    r"(?:de\s+|d['’]|des\s+|of\s+)(?!nos\b|notre\b|our\b|nuestr|leur|sus?\b)", re.I
)
_TAXES = re.compile(
    r"\s*(?:TTC|HTVA|HT|T\.T\.C\.?|H\.\s?T\.?|IVA incluido)(?![^\W\d_])(?:\s*/\s*\w+)?"
)
_VERB_TAIL = re.compile(
    r"\s*\b(?:est|sont|était|étaient|s['’]élève(?:nt)?|s['’]établit|atteint|atteignent|représente(?:nt)?"
    r"|compte(?:nt)?|regroupe|passe|is|are|was|were|reached|totalled|totaled|amount(?:s|ed)?|stood"
    r"|rose|fell|grew|represents?|represented|accounts?|es|son|fue|fueron|asciende|ascendió|alcanzó"
    r"|representa|supone|suma)(?:\s+(?:de|à|a|at|by|to|en|for))?\s*$",
    re.IGNORECASE,
)
# Words that say when, why or against what, not what: "… increased by $45.3 million over the prior
# year", "… est fixée à 342,83 € pour l'année 2013". What it is stands before the number.
_ASIDE = re.compile(
    r"(?:(?:in|during|for|at|as of|from|since|over|than|to)\s+(?:the\s+)?(?:(?:end|close)\s+of\s+)?"
    r"(?:(?:the|this)\s+)?(?:prior|previous|current|last|fiscal|year|january|february|march|april|may"
    r"|june|july|august|september|october|november|december|\d{4}\b)"
    r"|due\b|mainly\b|primarily\b|driven\b|compared\b|attribut(?:ed|able)\b|because\b|by\b|as\b"
    r"|followed\b|increased\b|decreased\b|mostly\b|thanks to\b"
    r"|en\s+\d{4}|pour\s+(?:\d{4}|l['’](?:année|exercice))|(?:au|à compter du)\s+\d|durant\b"
    r"|suite à\b|comparé|par rapport|contre\b|grâce à\b|en raison|du fait"
    r"|en (?:el año|comparación)|durante\b|con (?:relación|respecto)|respecto\b|debido\b"
    r"|gracias a\b|frente a\b)",
    re.IGNORECASE,
)
_CONNECTS = re.compile(r"(?:an? )?(?:increase|decrease|change|hausse|baisse)|or|marking.*", re.I)
_SENTENCE = re.compile(r"[.!?;](?=\s)(?<!\b[A-Z]\.)")
_CLOSED = re.compile(r"\s?[,.;](?:\s|$)")
_ARTICLE = re.compile(r"(?:el|la|los|las|les?|l['’]|the|a|an|une?|un[oa]?s?|al|del|du|des)", re.I)
_LETTER = re.compile(r"[^\W\d_]")
_DIRECT_OF = re.compile(
    r"\s*(?:of|de|of the|de las|de los|out of|sur|sobre|/)\s*(?:the\s+|les\s+)?", re.I
)


def is_denominator(text: str, before: Spotted | None, spot: Spotted) -> bool:
    """Return whether a number says of how many the number before it is: "16 publications sur 22".

    Args:
        text: The text both stand in.
        before: The number before, ``None`` for the first.
        spot: The number in question.
    """
    if (
        before is None
        or spot.number.unit not in (None, "count")
        or spot.number.qualifier != "exact"
    ):
        return False
    between = text[before.end : spot.start]
    if _DIRECT_OF.fullmatch(between):
        return True
    if not re.search(r"\b(?:sur|sobre|out of)\s+(?:les\s+|the\s+|l[oa]s\s+)?$", between, re.I):
        return False
    value, whole = before.number.value, spot.number.value
    same_clause = re.search(r"[.;:()]", between) is None
    return same_clause and value is not None and whole is not None and value <= whole


def label_of(text: str, spot: Spotted, before: Sequence[Spotted], after: Sequence[Spotted]) -> str:
    """Return what a number says something about, "" when the text does not tell.

    Args:
        text: The text.
        spot: The number.
        before: The figures before it in the text.
        after: The figures after it.
    """
    follows = label_after(text, spot, after)
    if not follows:
        near = label_before(text, spot, before)
        return label_stated(text, spot, before, "") or near if _ASIDE.match(near) else near
    if _ASIDE.match(follows):
        return label_stated(text, spot, before, follows)
    enumerates = after and "(" not in text[spot.end : after[0].start]
    if not (before or enumerates) and text[: spot.start].rstrip().endswith(":"):
        # "Nitrates : 100 % conforme", but not "Key figures: 38 projects, 12 countries"
        named = label_before(text, spot, before)
        return f"{named} {follows}" if named else follows
    return follows


def label_after(text: str, spot: Spotted, following: Sequence[Spotted]) -> str:
    """Return the words after a number that say what it counts, "" when there are none.

    Args:
        text: The text.
        spot: The number.
        following: The numbers after it that are figures of their own.
    """
    end = following[0].start if following else len(text)
    if _CLOSED.match(text, spot.end):
        return ""  # "…is 51.2%, while": what it says stands before it
    stop = _STOP.search(text, spot.end, end)
    start = spot.end
    if stop and stop[0] == "(" and not text[start : stop.start()].strip():
        start = text.find(")", stop.end()) + 1 or len(text)  # "42 % (10 996 people) have access"
        end = max(start, len(text))
        stop = _STOP.search(text, start, end)
    stretch = _TAXES.sub("", text[start : stop.start() if stop else end])
    if not stop and following:
        stretch = _JOINERS.sub("", stretch)
    return clean_label(stretch)


def label_before(text: str, spot: Spotted, preceding: Sequence[Spotted]) -> str:
    """Return the words before a number, when none follow: "Budget : 936 463 €"."""
    start = preceding[-1].end if preceding else 0
    stretch = text[start : spot.start].rstrip()
    closed = re.search(r"(?<=[.!?;(])\s+(?=[^.!?;]*$)", stretch)
    if closed:
        stretch = stretch[closed.end() :]
    label = clean_label(_VERB_TAIL.sub("", _JOINERS.sub("", stretch)))
    return "" if _ARTICLE.fullmatch(label) else label


def label_stated(text: str, spot: Spotted, preceding: Sequence[Spotted], aside: str) -> str:
    """Return what a sentence says of a number after which only an aside follows.

    The words right before it, or, when these say nothing ("from 9.8 % in 2013 to 9.0 % in 2014"),
    the words with which its sentence begins, and the aside, which tells the two numbers apart.

    Args:
        text: The text.
        spot: The number.
        preceding: The figures before it in the text.
        aside: The words after it.
    """
    near = label_before(text, spot, preceding)
    if near and not _ASIDE.match(near) and not _CONNECTS.fullmatch(near):
        return near
    start = max((end.end() for end in _SENTENCE.finditer(text, 0, spot.start)), default=0)
    first = next((other for other in preceding if other.start >= start), None)
    subject = label_before(text, first, ()) if first is not None else ""
    return clean_label(f"{subject} {aside}") if subject else aside


def clean_label(text: str) -> str:
    """Return a label without the marks and joiners at its ends.

    >>> clean_label(" … gouvernements de grandes villes, ")
    'gouvernements de grandes villes'
    """
    label = re.sub(r"(?:[.·_…]\s?){3,}|…", " ", text)
    label = " ".join(label.split()).strip(' .,;:–—-·•*()[]/|«»"“”')
    if label.count("(") > label.count(")"):
        label += ")"
    if len(label) > MAX_LABEL:
        label = label[:MAX_LABEL].rsplit(" ", 1)[0]
    return label if _LETTER.search(label) else ""


def part_label(label: str) -> str:
    """Return the label of a part without its partitive: "de femmes" is "femmes".

    >>> part_label("d'hommes"), part_label("de nos membres")
    ('hommes', 'de nos membres')
    """
    return _PARTITIVE.sub("", label, count=1) if _PARTITIVE.match(label) else label
