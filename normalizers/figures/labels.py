"""What a number counts, in the words around it, as a reader would say it.

In: a text, the place of a number in it, the places of its neighbours. Out: a label. Refuses to
know pages and styles.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from crossfoot.normalizers.numbers.scan import SHORT_NAME
from crossfoot.vocabulary import spoken, words
from crossfoot.vocabulary.patterns import before_word, in_text

if TYPE_CHECKING:
    from crossfoot.model import Language
    from crossfoot.normalizers.numbers.spotted import Spotted
    from crossfoot.vocabulary import Dates, Figures

MAX_LABEL = 140
LONGEST_LINK = 24  # chars between two figures of one subject
SHORT_SHARE = 3  # words: "of GDP" says of what, not what

_SENTENCE = re.compile(r"[.!?;](?=\s)(?<!\b[A-Z]\.)")
_CLOSED = re.compile(r"\s?[,.;](?:\s|$)")
_APART = ("(", ":", ",", ";", "–", "—")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class _Patterns:
    """Expressions of the words around the numbers of a sentence.

    Attributes:
        stop: Where the words that belong to a number stop.
        partitive: "45 % de femmes": the part is "femmes"; "76 % de nos membres" stays whole, it
            says of whom.
        rate: "€ par habitant": of whom, after what it is.
        weak: Alone it names nothing: "inscrits", "par an"; so does a ``comparison``: "YoY".
        change: "a 4.6 % increase from last year" is that of what the sentence is about.
        lead: "During 2025, revenue was": when, before what.
        share: "4.2 % of GDP" is said of something that stands before it.
        aside: Says when, why or against what, not what: "… increased by $45.3 million over the
            prior year", "… est fixée à 342,83 € pour l'année 2013". What it is stands before the
            number.
    """

    stop: re.Pattern[str]
    joiners: re.Pattern[str]
    partitive: re.Pattern[str]
    taxes: re.Pattern[str]
    verb_tail: re.Pattern[str]
    aside: re.Pattern[str]
    connects: re.Pattern[str]
    article: re.Pattern[str]
    direct_of: re.Pattern[str]
    out_of: re.Pattern[str]
    rate: re.Pattern[str]
    weak: re.Pattern[str]
    comparison: re.Pattern[str]
    ends: re.Pattern[str]
    goes_on: re.Pattern[str]
    change: re.Pattern[str]
    lead: re.Pattern[str]
    share: re.Pattern[str]


@lru_cache(maxsize=16)
def _patterns(language: Language | None) -> _Patterns:
    known = words(spoken(language))
    said = known.figures
    kept = rf"(?!{in_text(said.not_partitives)}\b)"
    links = rf"(?:\s+{in_text(said.verb_links)})?"
    return _Patterns(
        stop=re.compile(
            r"[;:()\n•|]|\s[–—-]\s|[.!?](?=\s+[A-ZÀ-Þ\d]|\s*$)"
            rf"|,\s(?={in_text(said.stops_after_comma)}\b)|\s(?={in_text(said.stops)}\b)"
        ),
        joiners=_any_case(rf"(?:[\s,;:/–—·-]|\b{in_text(said.joiners)}\s*)+$"),
        partitive=_any_case(rf"{kept}{before_word(said.partitives)}"),
        taxes=re.compile(rf"\s*{in_text(known.numbers.tax)}(?![^\W\d_])(?:\s*/\s*\w+)?"),
        verb_tail=_any_case(rf"\s*\b{in_text(said.verbs)}{links}\s*$"),
        aside=_any_case(_aside(said, known.dates)),
        connects=_any_case(in_text((*said.changes, *said.connecting))),
        article=_any_case(in_text(said.articles)),
        direct_of=_any_case(rf"\s*(?:/|{in_text(said.direct_of)})\s*"),
        out_of=_any_case(rf"\b{in_text(said.out_of)}\s+$"),
        rate=_any_case(rf"{in_text(said.rates)}(?![^\W\d_])"),
        weak=_any_case(in_text(said.weak)),
        comparison=_any_case(in_text(said.comparisons)),
        ends=re.compile(rf"(?<=[.!?;(])\s+{_no_abbreviation(said)}"),
        goes_on=_any_case(rf"^[\s,;]*{in_text(known.prose.and_)}\s+"),
        change=_any_case(rf"{in_text(said.changes)}(?:\s+(?:{_aside(said, known.dates)}).*)?"),
        lead=_any_case(rf"^(?:{_aside(said, known.dates)})[^,]{{0,40}},\s+"),
        share=_any_case(rf"{before_word(said.partitives)}\S+(?:\s\S+){{0,{SHORT_SHARE - 1}}}"),
    )


def _aside(said: Figures, dates: Dates) -> str:
    """Return the expression of how an aside begins."""
    months = (name for names in dates.months for name in names if len(name) > SHORT_NAME)
    article = rf"(?:{in_text(said.time_articles)}\s+)?"
    end = rf"(?:{in_text(said.time_ends)}\s+)?"
    time = rf"(?:{in_text((*said.times, *months))}|(?:FY\s?)?\d{{4}}\b)"
    return (
        rf"{in_text(said.times_after)}\s+{article}{end}{article}{time}"
        rf"|{in_text(said.days_after)}\s+\d|{in_text(said.asides)}\b"
    )


def _no_abbreviation(said: Figures) -> str:
    """Return the expression of what ends no abbreviation: "Mr. Speaker"."""
    short = (word for word in said.abbreviations if word.endswith("."))
    return "".join(rf"(?<!\b{re.escape(word)}\s)" for word in short)


def _any_case(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def is_denominator(
    text: str, before: Spotted | None, spot: Spotted, language: Language | None
) -> bool:
    """Return whether a number says of how many the number before it is: "16 publications sur 22".

    Args:
        text: The text both stand in.
        before: The number before, ``None`` for the first.
        spot: The number in question.
        language: Of the text, ``None`` where unknown.
    """
    if (
        before is None
        or spot.number.unit not in (None, "count")
        or spot.number.qualifier != "exact"
    ):
        return False
    between = text[before.end : spot.start]
    known = _patterns(language)
    if known.direct_of.fullmatch(between):
        return True
    if not known.out_of.search(between):
        return False
    value, whole = before.number.value, spot.number.value
    same_clause = re.search(r"[.;:()]", between) is None
    return same_clause and value is not None and whole is not None and value <= whole


def label_of(
    text: str,
    spot: Spotted,
    before: Sequence[Spotted],
    after: Sequence[Spotted],
    language: Language | None,
) -> str:
    """Return what a number says something about, "" when the text does not tell.

    Args:
        text: The text.
        spot: The number.
        before: The figures before it in the text.
        after: The figures after it.
        language: Of the text, ``None`` where unknown.
    """
    known = _patterns(language)
    follows = _label_after(text, spot, after, known)
    if not follows:
        near = _label_before(text, spot, before, known)
        stated = _label_stated(text, spot, before, "", known) if known.aside.match(near) else ""
        return stated or near
    if known.aside.match(follows) or known.weak.fullmatch(follows):
        return _label_stated(text, spot, before, follows, known)
    if spot.number.unit not in (None, "count") and _says_of_what(follows, known):
        apart = text[: spot.start].rstrip().endswith(_APART)
        near = "" if apart else _label_before(text, spot, before, known)
        return f"{near} {follows}" if _names(near, known) else follows
    enumerates = after and "(" not in text[spot.end : after[0].start]
    if not (before or enumerates) and text[: spot.start].rstrip().endswith(":"):
        # "Nitrates : 100 % conforme", but not "Key figures: 38 projects, 12 countries"
        named = _label_before(text, spot, before, known)
        return f"{named} {follows}" if named else follows
    return follows


def _says_of_what(follows: str, known: _Patterns) -> bool:
    """Return whether words after a measure only say of what or of whom it is: "per head"."""
    return known.rate.match(follows) is not None or known.share.fullmatch(follows) is not None


def _names(near: str, known: _Patterns) -> bool:
    """Return whether words before a number say what it is."""
    if not near or known.aside.match(near) or known.partitive.match(near):
        return False
    return known.connects.fullmatch(near) is None


def goes_on_from(text: str, before: Spotted, spot: Spotted, language: Language | None) -> bool:
    """Return whether nothing but joiners and a verb ties a number to the one before it.

    "recule de 16,0 % à 193 M€", "régresse de 1,2 % et s'élève à 12 069 M€", "717 M€ (+ 7,5 %)" say
    two things of one subject.

    Args:
        text: The text.
        before: The figure before it.
        spot: The number.
        language: Of the text, ``None`` where unknown.
    """
    known = _patterns(language)
    link = text[before.end : spot.start].strip()
    if len(link) > LONGEST_LINK or re.search(r"[.;:)\d]", link):
        return False
    bare = known.verb_tail.sub("", f" {known.joiners.sub('', f'{link} ')}")
    return link.startswith("(") or not known.goes_on.sub("", f"{bare} ").strip(" ,(")


def is_change(label: str, language: Language | None) -> bool:
    """Return whether a label says that something changed, and not what.

    >>> is_change("increase from last year", "en"), is_change("increase in deaths", "en")
    (True, False)
    """
    return _patterns(language).change.fullmatch(label) is not None


def names_nothing(label: str, language: Language | None) -> bool:
    """Return whether a label says nothing without its heading or the figure before it.

    >>> names_nothing("YoY", "en"), names_nothing("of Total Budget", "en")
    (True, True)
    """
    known = _patterns(language)
    alone = known.weak.fullmatch(label) or known.comparison.fullmatch(label)
    return bool(alone or known.share.fullmatch(label))


def _label_after(text: str, spot: Spotted, following: Sequence[Spotted], known: _Patterns) -> str:
    """Return the words after a number that say what it counts, "" when there are none.

    Args:
        text: The text.
        spot: The number.
        following: The numbers after it that are figures of their own.
    """
    end = following[0].start if following else len(text)
    if _CLOSED.match(text, spot.end):
        return ""  # "…is 51.2%, while": what it says stands before it
    stop = known.stop.search(text, spot.end, end)
    start = spot.end
    if stop and stop[0] == "(" and not text[start : stop.start()].strip():
        start = text.find(")", stop.end()) + 1 or len(text)  # "42 % (10 996 people) have access"
        end = max(start, len(text))
        stop = known.stop.search(text, start, end)
    stretch = known.taxes.sub("", text[start : stop.start() if stop else end])
    if following:
        stretch = known.joiners.sub("", stretch)
    return clean_label(stretch)


def _label_before(text: str, spot: Spotted, preceding: Sequence[Spotted], known: _Patterns) -> str:
    """Return the words before a number, when none follow: "Budget : 936 463 €"."""
    start = preceding[-1].end if preceding else 0
    stretch = text[start : spot.start].rstrip()
    ends = [end.end() for end in known.ends.finditer(stretch)]
    stretch = known.goes_on.sub("", stretch[max(ends, default=0) :])
    label = clean_label(known.verb_tail.sub("", known.joiners.sub("", stretch)))
    return "" if known.article.fullmatch(label) else label


def _label_stated(
    text: str, spot: Spotted, preceding: Sequence[Spotted], aside: str, known: _Patterns
) -> str:
    """Return what a sentence says of a number after which only an aside follows.

    The words right before it, or, when these say nothing ("from 9.8 % in 2013 to 9.0 % in 2014"),
    the words with which its sentence begins, and the aside, which tells the two numbers apart.

    Args:
        text: The text.
        spot: The number.
        preceding: The figures before it in the text.
        aside: The words after it.
    """
    near = known.lead.sub("", _label_before(text, spot, preceding, known))
    if near and not known.aside.match(near) and not known.connects.fullmatch(near):
        return near
    start = max((end.end() for end in _SENTENCE.finditer(text, 0, spot.start)), default=0)
    first = next((other for other in preceding if other.start >= start), None)
    subject = _label_before(text, first, (), known) if first is not None else ""
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


def part_label(label: str, language: Language | None) -> str:
    """Return the label of a part without its partitive: "de femmes" is "femmes".

    >>> part_label("d'hommes", "fr"), part_label("de nos membres", "fr")
    ('hommes', 'de nos membres')
    """
    found = _patterns(language).partitive.match(label)
    return label[found.end() :] if found else label
