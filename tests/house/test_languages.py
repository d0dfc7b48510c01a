"""Languages are files of the vocabulary: code names none."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

import pytest

from crossfoot.folding import strip_accents
from crossfoot.vocabulary import languages
from crossfoot.vocabulary.files import load_currencies, load_tables

ROOT = Path(__file__).resolve().parents[2]
STAGES = ("crossfoot", "extractors", "normalizers", "reconcilers", "db", "flows", "browse")
CODES = frozenset({"fr", "en", "es"})
OURS = "en"
"""The language of names and messages in code."""

OUR_OWN_SENTENCES = {
    "reconcilers/tables/phrases.py",
    "reconcilers/documents/sentences.py",
    "reconcilers/scans.py",
    "reconcilers/telling.py",
    "browse/wording.py",
    "crossfoot/model/checks.py",
    "flows/told/summary.py",
    "flows/words/said.py",
}
"""Explanations are written in three languages, in English for reports in any other."""

STORED_NAMES = {
    "db/stored/rows.py",
    "db/stored/read.py",
    "flows/runs/stages.py",
    "normalizers/places/keys.py",
    "normalizers/places/gazetteer.py",
    "normalizers/places/gazetteer_build.py",
    "normalizers/places/gazetteer_sources.py",
}
"""The gazetteer and the dataset have a column or a bit for each language of their names."""

SOURCES = sorted(
    path
    for stage in STAGES
    for path in (ROOT / stage).rglob("*.py")
    if not any(part.is_symlink() for part in path.parents)
)


_MARKS_OF_EXPRESSIONS = re.compile(r"\(\?[:=!<P(i-]|\\[bswdWSD]|\w\|\w")
_SYNTAX = re.compile(
    r"\(\?P?<\w+>|\(\?P=\w+\)|\(\?-?[a-z]+[:)]|\\[a-zA-Z](?:[0-9a-f]{4})?|\[[^\]]*\]"
)
_WORD = re.compile(r"[^\W\d_]{2,}")
_ACCENTED = re.compile(r"[A-Za-z]*[à-öø-ÿ][a-zà-öø-ÿ]+|[A-Za-zà-öø-ÿ]+[à-öø-ÿ]\b")

NO_WORDS = {
    "extractors/scans/ocr_words.py",  # letters, by the height of their ink
    "normalizers/places/gazetteer_communes.py",  # names of fields of what it reads
    "normalizers/places/names.py",  # broken characters
    "flows/cli/parser.py",  # examples of calls
}
OF_NO_LANGUAGE = frozenset(
    # codes of currencies, endings of addresses, English words that mean something elsewhere
    [code.lower() for code in load_currencies()["codes"]]
    + [
        "com",
        "org",
        "net",
        "int",
        "gov",
        "base",
        "compare",
        "set",
        "web",
        "taller",
        "locale",
        "local",
        "co",
    ]
)


def _strings(tree: ast.AST) -> Iterator[ast.Constant | ast.JoinedStr]:
    """Yield the strings of a module that are no docstrings; the pieces of an f-string are one."""
    held: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr):
            held.add(id(node.value))
        if isinstance(node, ast.JoinedStr):
            held |= {id(part) for part in node.values}
            yield node
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in held:
            yield node


def _text(node: ast.Constant | ast.JoinedStr) -> str:
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    return " ".join(str(part.value) for part in parts if isinstance(part, ast.Constant))


NO_WORDS_OF_CODE = ("spellings", "tesseract", "axes")
"""Expressions, names of programs, and heads of columns, which are words like "no" and "code"."""


def _leaves(value: object) -> Iterator[str]:
    """Yield the words of a file; expressions and names of programs are none."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _leaves(one)
    elif isinstance(value, dict):
        for name, one in value.items():
            yield from (() if name in NO_WORDS_OF_CODE else _leaves(one))


def _words_of(codes: Iterable[str]) -> frozenset[str]:
    """Return the words of files, with accents and without."""
    said = (text for code in codes for text in _leaves(load_tables(code)))
    found = {word.lower() for text in said for word in _WORD.findall(text)}
    return frozenset(found | {strip_accents(word) for word in found})


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    """Return every word of a language that is no sign of all."""
    return _words_of(languages()) - _words_of([""]) - OF_NO_LANGUAGE


@lru_cache(maxsize=1)
def _foreign() -> frozenset[str]:
    """Return the words that are none of the language that our code is written in."""
    others = (code for code in languages() if code != OURS)
    return frozenset(word for word in _known() & _words_of(others) if len(word) > 2) - _words_of(
        [OURS]
    )


def words_of_languages(source: str) -> list[str]:
    """Return the words of a language that a module holds, with their lines.

    Words of the vocabulary in what is a regular expression; words with accents, and words that tell
    another language than that of our code, in any string: lists of words are read from files.
    """
    found = []
    for node in _strings(ast.parse(source)):
        text = _text(node)
        if "/-/" in text:  # an address of our own pages
            continue
        plain = _SYNTAX.sub(" ", text)
        said = set(_ACCENTED.findall(plain))
        if _MARKS_OF_EXPRESSIONS.search(text):
            said |= {word for word in _WORD.findall(plain) if word.lower() in _known()}
        else:
            said |= set(_WORD.findall(text)) & _foreign()
        found += [f"{node.lineno} {word}" for word in sorted(said)]
    return found


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_code_holds_words_of_a_language(path: Path) -> None:
    """Words stand in the vocabulary, where whoever adds a language finds them."""
    name = path.relative_to(ROOT).as_posix()
    if name in OUR_OWN_SENTENCES | NO_WORDS:
        return

    assert words_of_languages(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (r'X = re.compile(r"\b(?:dont|soit)\b")', ["1 dont", "1 soit"]),
        (r'X = re.compile(rf"{_START}(?:est|is)\s+{_END}")', ["1 est", "1 is"]),
        ("X = word_keys('janvier, mars, avril')", ["1 avril", "1 janvier", "1 mars"]),
        ("X = ('ville', 'métropole')", ["1 métropole"]),
        (r'X = re.compile(r"(?P<total>\d+)|[a-z]+\s?(?i:km)")', []),
        ('"""Reads "dont" and "été"."""', []),
    ],
)
def test_words_of_a_language_are_seen(source: str, words: list[str]) -> None:
    """In expressions, in f-strings, in lists; names of groups and docstrings are none."""
    assert words_of_languages(source) == words


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_code_names_a_language(path: Path) -> None:
    """What depends on a language is asked of the vocabulary."""
    name = path.relative_to(ROOT).as_posix()
    if name in OUR_OWN_SENTENCES | STORED_NAMES:
        return
    named = [
        f"{name}:{node.lineno} {node.value}"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and node.value in CODES
    ]

    assert not named
