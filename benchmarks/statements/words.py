"""The words of invented statements in three languages; index 0 is French, 1 English, 2 Spanish."""

from __future__ import annotations

from crossfoot.model import Language

_ORDER: tuple[Language, ...] = ("fr", "en", "es")

ITEMS = {
    "fr": (
        "Voirie communale", "Éclairage public", "Restauration scolaire", "Musées", "Lecture publique",
        "Stades et gymnases", "Piscine", "Petite enfance", "Écoles", "Habitat", "Propreté urbaine",
        "Espaces verts", "Mobilités", "Sécurité", "Archives", "Théâtre", "Marchés", "Cimetières",
        "Assainissement", "Informatique", "Communication", "Tourisme", "Énergie", "Forêts",
    ),
    "en": (
        "Roads", "Street lighting", "School meals", "Museums", "Libraries", "Sports grounds", "Pool",
        "Early years", "Schools", "Housing", "Street cleaning", "Parks", "Mobility", "Safety", "Archives",
        "Theatre", "Markets", "Cemeteries", "Drainage", "Computing", "Outreach", "Tourism", "Energy", "Woods",
    ),
    "es": (
        "Vías públicas", "Alumbrado", "Comedores escolares", "Museos", "Bibliotecas", "Deportes", "Piscina",
        "Infancia", "Colegios", "Vivienda", "Limpieza viaria", "Parques", "Movilidad", "Seguridad", "Archivo",
        "Teatro", "Mercados", "Cementerios", "Saneamiento", "Informática", "Comunicación", "Turismo",
        "Energía", "Montes",
    ),
}  # fmt: skip

_SAID: dict[str, tuple[str, str, str]] = {
    "total": ("Total", "Total", "Total"),
    "subtotal": ("Sous-total", "Subtotal", "Subtotal"),
    "grand": ("Total général", "Grand total", "Total general"),
    "income": ("Recettes", "Revenue", "Ingresos"),
    "spending": ("Dépenses", "Expenditure", "Gastos"),
    "result": ("Résultat", "Surplus", "Resultado"),
    "assets": ("Actif", "Assets", "Activo"),
    "liabilities": ("Passif", "Liabilities", "Pasivo"),
    "budget": ("Budget", "Budget", "Presupuesto"),
    "actual": ("Réalisé", "Actual", "Ejecutado"),
    "variance": ("Écart", "Variance", "Diferencia"),
    "change": ("Variation %", "Change %", "Variación %"),
    "share": ("Part (%)", "Share (%)", "Peso (%)"),
    "mean": ("Moyenne", "Average", "Promedio"),
    "number": ("Nombre", "Number", "Número"),
    "cumulative": ("Cumul", "Cumulative", "Acumulado"),
    "brought": ("Report", "Brought forward", "Suma anterior"),
    "carried": ("À reporter", "Carried forward", "Suma y sigue"),
    "opening": ("Solde au 1er janvier", "Balance at 1 January", "Saldo a 1 de enero"),
    "closing": ("Solde au 31 décembre", "Balance at 31 December", "Saldo a 31 de diciembre"),
    "additions": ("Augmentations", "Additions", "Altas"),
    "disposals": ("Diminutions", "Disposals", "Bajas"),
    "capital": ("Capital", "Share capital", "Capital"),
    "reserves": ("Réserves", "Reserves", "Reservas"),
    "dividends": ("Distribution", "Dividends paid", "Dividendos"),
    "profit": ("Résultat de l'exercice", "Profit for the year", "Resultado del ejercicio"),
    "town": ("Commune", "Town", "Municipio"),
    "status": ("Statut", "Status", "Estado"),
    "men": ("Hommes", "Men", "Hombres"),
    "women": ("Femmes", "Women", "Mujeres"),
    "gross": ("Salaire brut", "Gross pay", "Salario bruto"),
    "levy": ("Cotisations", "Contributions", "Cotizaciones"),
    "tax": ("Impôt", "Tax", "Impuesto"),
    "net": ("Salaire net", "Net pay", "Salario neto"),
    "base": ("Traitement de base", "Basic salary", "Sueldo base"),
    "bonus": ("Complément", "Supplement", "Complemento"),
    "grade": ("Échelon", "Grade", "Nivel"),
    "month": ("Mois", "Month", "Mes"),
    "first": ("1er semestre", "First half", "Primer semestre"),
    "second": ("2e semestre", "Second half", "Segundo semestre"),
    "year": ("Année", "Year", "Año"),
    "all": ("Ensemble", "All", "Conjunto"),
    "yes": ("oui", "yes", "sí"),
}  # fmt: skip

MONTHS = {
    "fr": ("Janvier", "Février", "Mars", "Avril", "Mai", "Juin", "Juillet", "Août"),
    "en": ("January", "February", "March", "April", "May", "June", "July", "August"),
    "es": ("Enero", "Febrero", "Marzo", "Abril", "Mayo", "Junio", "Julio", "Agosto"),
}


def say(key: str, language: Language) -> str:
    """Return a word in a language."""
    return _SAID[key][_ORDER.index(language)]
