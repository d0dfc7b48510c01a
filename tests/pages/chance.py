"""Pages by chance: any look with any content, whose totals are right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import get_args

from reportlab.pdfgen.canvas import Canvas

from tests.pages.draw import Look, Pen, draw_table, place, write, write_prose
from tests.pages.grids import Grid, grid
from tests.pages.sheet import DrawnPage
from tests.pages.words import LETTER

MARGIN = 60.0


@dataclass(frozen=True)
class Tongue:
    """Words of a language, and how it prints numbers."""

    first: tuple[str, ...]
    second: tuple[str, ...]
    columns: tuple[str, ...]
    sections: tuple[str, ...]
    head: str
    total: str
    subtotal: str
    group: str
    point: str


TONGUES = (
    Tongue(
        ("Upper", "Lower", "Old", "New", "Great", "Little", "Saint", "Long"),
        ("Harbour", "Meadow", "Bridge", "Weir", "Chapel", "Mill", "Orchard", "Green", "Moor"),
        ("Budget", "Actual", "Visits", "Loans", "Members", "Grants", "Fees", "Repairs"),
        ("Northern area", "Services", "Other income", "Running costs"),
        "Place", "Total", "Subtotal", ",", ".",
    ),
    Tongue(
        ("Vieux", "Grand", "Petit", "Haut", "Bas", "Beau", "Clos du", "Val du"),
        ("Moulin", "Port", "Marché", "Lavoir", "Château", "Pré", "Four", "Bois", "Hêtre"),
        ("Prévu", "Réalisé", "Entrées", "Prêts", "Adhérents", "Aides", "Droits", "Travaux"),
        ("Secteur nord", "Services", "Autres produits", "Charges courantes"),
        "Lieu", "Total", "Sous-total", " ", ",",
    ),
    Tongue(
        ("Viejo", "Gran", "Alto", "Bajo", "Nuevo", "Largo", "Santo", "Buen"),
        ("Molino", "Puerto", "Mercado", "Puente", "Castillo", "Prado", "Horno", "Soto", "Olmo"),
        ("Previsto", "Real", "Visitas", "Cuotas", "Socios", "Ayudas", "Tasas", "Obras"),
        ("Zona norte", "Servicios", "Otros ingresos", "Gastos corrientes"),
        "Lugar", "Total", "Subtotal", ".", ",",
    ),
)  # fmt: skip


def chance_page(rng: Random, name: str) -> DrawnPage:
    """Return a page of one table, or of two one above the other, with or without prose."""
    tongue = rng.choice(TONGUES)
    looks = [chance_look(rng)]
    grids = [chance_grid(rng, tongue)]
    if rng.random() < 0.2:
        looks.append(looks[0])
        grids.append(chance_grid(rng, tongue))
    prose = rng.sample(LETTER[1:], rng.choice((0, 0, 1, 2)))
    ends = [place(one, look, MARGIN, 0) for one, look in zip(grids, looks, strict=True)]
    width = max(595.0, *(placed.xs[-1] + MARGIN for placed in ends))
    height = max(842.0, sum(placed.bottom + 60 for placed in ends) + 240)

    def draw(canvas: Canvas) -> list[Grid]:
        top = 70.0
        for text in prose:
            top = write_prose(canvas, text, MARGIN, top, 440, size=10) + 10
        for k, (one, look) in enumerate(zip(grids, looks, strict=True)):
            title = f"{k + 1}. {tongue.sections[k]}"
            write(canvas, title, MARGIN, top + 22, font="Helvetica-Bold", size=11.5)
            top = draw_table(canvas, one, look, MARGIN, top + 34).bottom + 26
        return grids

    return DrawnPage(name, draw, (width, height), rng.choice((1.0, 1.0, 1.0, 0.6, 1.5)))


def chance_look(rng: Random) -> Look:
    """Return any look whose parts can stand together."""
    size, font = (
        rng.uniform(6, 11),
        rng.choice(("Helvetica", "Helvetica", "Times-Roman", "Courier")),
    )
    wide = 1.6 if font == "Courier" else 1.0  # its spaces are: columns stand further apart
    head_fill = rng.choice(("", "", "#e6e6e6", "#dce8f2", "#24476b"))
    return Look(
        font=font,
        size=size,
        pitch=rng.uniform(1.15, 2.3),
        pad=rng.uniform(0.35, 0.9) * size * wide,
        width=rng.choice((0.0, 380.0, 470.0)),
        rules=rng.choice(
            ("full", "rows", "outer", "columns", "header", "booktabs", "numbers", "inner",
             "totals", "none")
        ),
        pen=rng.choices(get_args(Pen), weights=(4, 2, 1, 1, 1, 1))[0],
        weight=rng.uniform(0.25, 1.1),
        rule_ink=rng.choice(("#000000", "#000000", "#777777", "#24476b")),
        head_fill=head_fill,
        head_ink="#ffffff" if head_fill == "#24476b" else "",
        zebra=rng.choice(("", "", "", "#eef3f8", "#e4e4e4")),
        total_fill=rng.choice(("", "", "#f4ead8")),
        bold_head=rng.random() < 0.75,
        bold_totals=rng.random() < 0.75,
        heads=rng.choice(("right", "right", "centre")),
        numbers=rng.choice(("right", "right", "right", "centre")),
    )  # fmt: skip


def chance_grid(rng: Random, tongue: Tongue) -> Grid:
    """Return any content: blocks of items with their totals, sections, one or two header rows."""
    columns, decimals = rng.randint(1, 6), rng.choice((0, 0, 2))
    sizes = [10 ** rng.uniform(1.5, 5.5) for _ in range(columns)]
    labels = rng.sample([f"{a} {b}" for a in tongue.first for b in tongue.second], 40)
    has_sections = rng.random() < 0.3
    lines: list[list[str]] = []
    whole = [0] * columns
    for k, count in enumerate(_blocks(rng, has_sections=has_sections)):
        items = [[round(size * rng.uniform(0.05, 1) * 10**decimals) for size in sizes]
                 for _ in range(count)]  # fmt: skip
        sums = [sum(column) for column in zip(*items, strict=True)]
        whole = [a + b for a, b in zip(whole, sums, strict=True)]
        if has_sections:
            lines.append([f"# {tongue.sections[k]}"])
        lines += [[labels.pop(), *_print(item, decimals, tongue)] for item in items]
        if has_sections:
            lines.append([f"= {tongue.subtotal}", *_print(sums, decimals, tongue)])
    total = [f"= {tongue.total}", *_print(whole, decimals, tongue)]
    lines.insert(rng.choice((0, *[len(lines)] * 6)), total)
    head = _head(rng, columns, tongue)
    return grid("\n".join(" | ".join(line) for line in [*head, *lines]), head=len(head))


def _blocks(rng: Random, *, has_sections: bool) -> list[int]:
    return [rng.randint(2, 6) for _ in range(3)] if has_sections else [rng.randint(3, 22)]


def _head(rng: Random, columns: int, tongue: Tongue) -> list[list[str]]:
    """One row of names or years, or names that span two years each."""
    names = rng.sample(tongue.columns, columns)
    if columns % 2 or rng.random() < 0.6:
        years = [str(2024 - columns + k) for k in range(columns)]
        return [[tongue.head, *(years if rng.random() < 0.4 else names)]]
    over = [text for name in names[: columns // 2] for text in (name, "<")]
    return [[tongue.head, *over], ["^", *["2022", "2023"] * (columns // 2)]]


def _print(numbers: Sequence[int], decimals: int, tongue: Tongue) -> list[str]:
    return [_print_one(number, decimals, tongue) for number in numbers]


def _print_one(number: int, decimals: int, tongue: Tongue) -> str:
    whole, part = divmod(number, 10**decimals)
    text = f"{whole:,}".replace(",", tongue.group)
    return f"{text}{tongue.point}{part:0{decimals}d}" if decimals else text
