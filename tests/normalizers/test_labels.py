"""Words of labels, in the language of their table or in any of the vocabulary's."""

from __future__ import annotations

import pytest

from crossfoot.normalizers.words import labels

CASES = {
    "is_total_label": (
        ["Total", "TOTAL¹", "  - Total 1", "Totaux", "TOTAL GENERAL", "Total général",
         "Grand total",
         "Sous-total", "S/T 2", "Sub-total 3", "Subtotal 1*", "Suma 2", "Sumas", "Ensemble",
         "Total charges", "Total, all", "Felony type total:", "Recettes totales", "Somme",
         "Total membres", "Nombre total d'abonnés", "Montant total", "Totales", "Total (1)+(2)"],
        ["Totalité", "Totally Spies", "Summary", "Dont total", "Participants", "Autres",
         "Ensemblier", "Sum-up", ""],
    ),
    "is_of_which": (
        ["dont femmes", "y compris TVA", "of which women", "including VAT", "de los cuales mujeres",
         "(dont reports)"],
        ["Dontenwill", "Femmes", "De los Ríos"],
    ),
    "is_mean_label": (
        ["Moyenne", "Average", "Promedio", "Media", "Mean age", "Âge médian", "Median"],
        ["Médias", "100 mentions in the media", "Moyens humains", "Media outlets", "Intermédiaire"],
    ),
    "is_count_label": (
        ["Total membres", "Total members", "Total miembros", "Nombre de membres",
         "Number of members", "Número de miembros", "Nbre d'agents", "Total des villes"],
        ["Total", "Total charges", "Membres", "Numéraire", "Nombreux"],
    ),
    "is_result_label": (
        ["Résultat net", "Saldo", "Surplus", "Superávit", "Net result", "Excédent", "Balance"],
        ["Internet", "Résidents", "Total", "Soldats"],
    ),
    "is_change_label": (
        ["Évolution %", "% change", "Variación", "Écart", "Change", "Var. %"],
        ["Varsovie", "Part"],
    ),
    "is_share_label": (
        ["%", "Part", "Part avec paiements en nature", "Share", "Porcentaje",
         "Percent distribution1",
         "En %", "% del total"],
        ["Évolution %", "Participation au Congrès", "Partenaires", "Partido", "Montant"],
    ),
    "is_rate_label": (
        ["Taux de réussite", "Prix unitaire", "Rate", "Índice", "Average price", "€ par habitant"],
        ["Total", "Villes", "Séparation", "Imagery"],
    ),
    "is_opening_label": (
        ["Solde d'ouverture", "Saldo inicial", "Cash at beginning of year", "Report à nouveau"],
        ["Solde de clôture", "Heures d'ouverture", "Total"],
    ),
    "is_closing_label": (
        ["Solde de clôture", "Saldo final", "Cash at end of year", "Closing balance"],
        ["Solde d'ouverture", "Total", "Finances"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("name", "label"), [(n, x) for n, (yes, _) in CASES.items() for x in yes])
def test_labels_that_say_so(name: str, label: str) -> None:
    """Each function knows its words in three languages, with bullets, numbers and marks around."""
    assert getattr(labels, name)(label)


@pytest.mark.parametrize(("name", "label"), [(n, x) for n, (_, no) in CASES.items() for x in no])
def test_labels_that_only_look_so(name: str, label: str) -> None:
    """Words that merely contain one of them, and other kinds of lines, are not taken for one."""
    assert not getattr(labels, name)(label)


@pytest.mark.parametrize(
    ("label", "folded"),
    [
        ("  - 2. Sous-total général (1) :", "sous-total general"),
        ("Operating margin1", "operating margin"),
        ("CO2", "co2"),
        ("1.2.3 Déplacements*", "deplacements"),
        ("L’Œuvre", "l'oeuvre"),
        ("***", "***"),
    ],
)
def test_folding_leaves_the_words(label: str, folded: str) -> None:
    """Case, accents, numbering and footnote marks go; a label of marks alone stays."""
    assert labels.fold_label(label) == folded


FALSE_FRIENDS = [
    ("is_mean_label", "Media", "es", True),
    ("is_mean_label", "Moy-de-l'Aisne", "fr", False),
    ("is_mean_label", "Moy. - total", "fr", True),
    ("is_mean_label", "Media", "en", False),
    ("is_mean_label", "Media and communication", "en", False),
    ("is_mean_label", "Media provincial", "es", True),
    ("is_mean_label", "Clase media", "es", False),
    ("is_total_label", "Total Energies", "fr", False),
    ("is_total_label", "Total Énergies SE", "en", False),
    ("is_total_label", "Ensemble vocal de Nantes", "fr", False),
    ("is_total_label", "Ensemble des communes", "fr", True),
    ("is_total_label", "Ensemble", "fr", True),
    ("is_total_label", "Ensemble", "en", False),
    ("is_rate_label", "Tasas, precios públicos", "es", False),
    ("is_rate_label", "Tasas y otros ingresos", "es", False),
    ("is_rate_label", "Tasa de actividad", "es", True),
    ("is_rate_label", "Notes payable", "en", False),
    ("is_rate_label", "Notes", "en", False),
    ("is_rate_label", "Note moyenne", "fr", True),
    ("is_rate_label", "Rates", "en", False),
    ("is_rate_label", "Unemployment rate", "en", True),
    ("is_share_label", "Parts and supplies", "en", False),
    ("is_share_label", "Parts", "fr", True),
    ("is_result_label", "Pertes", "fr", True),
    ("is_result_label", "Marge", "en", False),
]


@pytest.mark.parametrize(("question", "label", "language", "expected"), FALSE_FRIENDS)
def test_a_word_means_what_it_means_in_the_language_of_its_table(
    question: str, label: str, language: str, expected: bool
) -> None:
    """A Spanish "media" is a mean, an English "Media" a line of costs."""
    assert getattr(labels, question)(label, language) is expected


def test_the_labels_of_a_bilingual_table_are_read_in_both_languages() -> None:
    """Both of its languages count, a third one does not."""
    assert labels.is_total_label("Somme", ("en", "fr"))
    assert labels.is_mean_label("Average", ("fr", "en"))
    assert not labels.is_mean_label("Media", ("fr", "en"))
