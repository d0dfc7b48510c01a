"""The words of invented tables, in three languages."""

from __future__ import annotations

from dataclasses import dataclass

from crossfoot.model import Language


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language.

    Attributes:
        items: Names of lines and of groups.
        totals: Labels of totals; the first is the usual one.
        sides: Titles of the two lists of an account.
        results: Labels of what is left.
        splits: Labels that return in block after block.
        whole: Name of the block that adds the others.
        stock: Opening, additions, decreases, closing.
        quarters: Four quarters, the half, nine months, the year.
        count: Label of a row that counts.
        marks: What fills the cells that are counted.
    """

    items: tuple[str, ...]
    totals: tuple[str, ...]
    sides: tuple[str, ...]
    results: tuple[str, ...]
    splits: tuple[tuple[str, ...], ...]
    whole: str
    stock: tuple[str, str, str, str]
    quarters: tuple[str, ...]
    of_which: str
    change: str
    amount: str
    share: str
    mean: str
    count: str
    marks: tuple[str, ...]
    decimal: str


_FR = Words(
    items=(
        "Voirie", "Éclairage", "Cantines", "Musées", "Bibliothèques", "Stades", "Piscines",
        "Crèches", "Écoles", "Logement social", "Propreté", "Espaces verts", "Transports",
        "Police municipale", "État civil", "Archives", "Théâtre", "Conservatoire", "Marchés",
        "Stationnement", "Cimetières", "Eau potable",
    ),
    totals=("Total", "TOTAL", "Ensemble", "Total général", "Totaux", "Montant total", "Cumul"),
    sides=("Recettes", "Dépenses", "Emplois", "Ressources"),
    results=("Solde", "Résultat de l'exercice", "Excédent", "Différence"),
    splits=(("Hommes", "Femmes"), ("Neuf", "Ancien"), ("Moins de 25", "25 à 64", "65 et plus")),
    whole="Ensemble des communes",
    stock=("Au 1er janvier", "Entrées", "Sorties", "Au 31 décembre"),
    quarters=("T1", "T2", "T3", "T4", "1er semestre", "9 mois", "Année"),
    of_which="dont investissement", change="Écart", amount="Montant", share="Part",
    mean="Moyenne", count="Nombre de villes", marks=("oui", "X", "en cours"), decimal=",",
)  # fmt: skip
_EN = Words(
    items=(
        "Roads", "Street lighting", "School meals", "Museums", "Libraries", "Stadiums", "Pools",
        "Nurseries", "Schools", "Social housing", "Street cleaning", "Parks", "Transport",
        "Police", "Registry", "Archives", "Theatre", "Music school", "Markets", "Parking",
        "Cemeteries", "Drinking water",
    ),
    totals=("Total", "TOTAL", "Grand total", "Sum", "All", "Total amount", "Totals"),
    sides=("Receipts", "Payments", "Sources", "Uses"),
    results=("Balance", "Surplus", "Net result", "Difference"),
    splits=(("Men", "Women"), ("New", "Existing"), ("Under 25", "25 to 64", "65 and over")),
    whole="All towns",
    stock=("At 1 January", "Additions", "Disposals", "At 31 December"),
    quarters=("Q1", "Q2", "Q3", "Q4", "First half", "Nine months", "Year"),
    of_which="of which capital", change="Variance", amount="Amount", share="Share",
    mean="Average", count="Number of towns", marks=("yes", "X", "planned"), decimal=".",
)  # fmt: skip
_ES = Words(
    items=(
        "Vías públicas", "Alumbrado", "Comedores", "Museos", "Bibliotecas", "Estadios", "Piscinas",
        "Guarderías", "Escuelas", "Vivienda social", "Limpieza", "Parques", "Transporte",
        "Policía local", "Registro", "Archivos", "Teatro", "Conservatorio", "Mercados",
        "Aparcamientos", "Cementerios", "Agua potable",
    ),
    totals=("Total", "TOTAL", "Suma", "Total general", "Totales", "Importe total", "Conjunto"),
    sides=("Cobros", "Pagos", "Orígenes", "Aplicaciones"),
    results=("Saldo", "Resultado del ejercicio", "Superávit", "Diferencia"),
    splits=(("Hombres", "Mujeres"), ("Nuevo", "Usado"), ("Menos de 25", "25 a 64", "65 y más")),
    whole="Todos los municipios",
    stock=("A 1 de enero", "Altas", "Bajas", "A 31 de diciembre"),
    quarters=("T1", "T2", "T3", "T4", "1.er semestre", "9 meses", "Año"),
    of_which="de los cuales inversión", change="Variación", amount="Importe", share="Porcentaje",
    mean="Promedio", count="Número de municipios", marks=("sí", "X", "previsto"), decimal=",",
)  # fmt: skip
WORDS: dict[Language, Words] = {"fr": _FR, "en": _EN, "es": _ES}
