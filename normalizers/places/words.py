"""The words around place names: what is no place, and what only qualifies one.

Squash keys (`normalizers.places.keys.squash`) of words in French, English and Spanish. A report's
tables are full of words that are also towns somewhere ("Mars", "Total" is one letter from a city
of Japan): what stands here is never looked up.
"""

from __future__ import annotations

import re

from crossfoot.model import PlaceKind
from crossfoot.normalizers.places.keys import squash


def word_keys(text: str) -> frozenset[str]:
    """Return the squash keys of a comma-separated list."""
    return frozenset(squash(word) for word in text.replace("\n", " ").split(","))


CALENDAR = word_keys(
    """janvier, février, mars, avril, mai, juin, juillet, août, septembre, octobre, novembre,
    décembre, january, february, march, april, may, june, july, august, september, october,
    november, december, enero, febrero, marzo, abril, mayo, junio, julio, agosto, septiembre,
    setiembre, octubre, noviembre, diciembre, lundi, mardi, mercredi, jeudi, vendredi, samedi,
    dimanche, monday, tuesday, wednesday, thursday, friday, saturday, sunday, lunes, martes,
    miércoles, jueves, viernes, sábado, domingo, trimestre, semestre, quarter, année, année
    2020, year, año, an, ans, années, years, años, mois, month, mes, meses, months, jour, jours,
    day, days, día, días, semaine, week, semana, date, dates, fecha, fechas, jan, feb, févr, avr,
    juil, sept, oct, nov, déc, dec, ene, abr, ago, dic"""
)

TOTALS = word_keys(
    """total, totaux, totale, totales, totals, sous-total, sous total, subtotal, sub-total,
    total general, total général, grand total, suma, somme, sum, moyenne, médiane, average, mean,
    median, media, promedio, mediana, ensemble, conjunto, overall, dont, of which, de los cuales,
    total membres, total members, total miembros, autres, autre, other, others, otros, otras, otro,
    divers, miscellaneous, varios, reste, rest, resto, solde, balance, saldo, cumul, écart, taux,
    rate, tasa, ratio, part, share, cuota, variation, variación, change, évolution, évolución"""
)

VALUES = word_keys(
    """oui, non, yes, no, sí, en ligne, online, on line, en línea, virtual, virtuel, virtuelle,
    presencial, présentiel, hybride, hybrid, híbrido, n/a, na, s.o., so, n.d., nd, n.c., nc, tbc,
    tbd, idem, ibid, id, néant, nil, none, ninguno, ninguna, aucun, aucune, inconnu, unknown,
    à confirmer, por confirmar, non disponible, not available, no disponible, webinaire, webinar,
    seminario web, monde, world, mundo, mondial, global, mundial, international, internacional,
    nouveau, nouvelle, new, nuevo, nueva, actif, active, activo"""
)

HEADERS = word_keys(
    """membre, membres, member, members, miembro, miembros, ville, villes, city, cities, ciudad,
    ciudades, pays, country, countries, país, países, région, régions, region, regions, región,
    regiones, lieu, lieux, venue, place, location, lugar, lugares, localidad, localité, commune,
    communes, municipio, municipios, municipality, municipalité, municipalités, municipalities,
    métropole, métropoles, metropolis, metrópolis, métropolitain, province, provinces, provincia,
    provincias, state, états, état, estado, estados, département, départements, departamento,
    district, distrito, capitale, capital, siège, sede, headquarters, continent, continente, zone,
    zona, zones, área, area, aire, nom, name, nombre, titre, title, título, type, tipo, projet,
    projets, project, projects, proyecto, proyectos, projets pilote, proyecto piloto, leader,
    leaders, líder, líderes, partenaire, partenaires, partner, partners, socio, socios, pilote,
    pilot, piloto, statut, status, estatus, thème, thèmes, theme, themes, tema, temas, événement,
    événements, event, events, evento, eventos, activité, activités, activity, activities,
    actividad, actividades, réunion, réunions, meeting, meetings, reunión, reuniones, atelier,
    ateliers, workshop, workshops, taller, talleres, participants, participant, participantes,
    participante, budget, presupuesto, montant, amount, importe, monto, cotisation, cotisations,
    fees, cuota, cuotas, paiement, payment, pago, indicateur, indicateurs, indicator, indicators,
    indicador, indicadores, résultat, résultats, results, result, resultado, resultados,
    introduction, introducción, annexe, annexes, annex, anexo, anexos, page, pages, página,
    páginas, source, sources, fuente, fuentes, note, notes, nota, notas, tableau, table, tabla,
    figure, figures, figura, figuras, carte, map, mapa, contact, contacto, rapport, report,
    informe, rapports, reports, informes, année, exercice, sommaire, contents, índice, index,
    description, descripción, objectif, objectifs, objective, objectives, objetivo, objetivos,
    action, actions, acción, acciones, plan, planes, plans, programme, programmes, program,
    programa, programas, logement, housing, vivienda, culture, cultura, genre, gender, género,
    égalité, equality, igualdad, durabilité, sustainability, sostenibilidad, climat, climate,
    clima, santé, health, salud, éducation, education, educación, eau, water, agua, mobilité,
    mobility, movilidad, transport, transports, transporte, énergie, energy, energía, économie,
    economy, economía, finances, finance, finanzas, financement, funding, financiación, emploi,
    employment, empleo, tourisme, tourism, turismo, sécurité, security, seguridad, inclusion,
    inclusión, innovation, innovación, gouvernance, governance, gobernanza, démocratie, democracy,
    democracia, participation, participación, résilience, resilience, resiliencia, planification,
    planning, planificación, développement, development, desarrollo, formation, training,
    formación, recherche, research, investigación, communication, comunicación, communications,
    publication, publications, publicación, publicaciones, actualités, news, noticias, femmes,
    women, mujeres, hommes, men, hombres, jeunes, youth, jóvenes, enfants, children, niños, paix,
    peace, paz, justice, justicia, droits, rights, derechos, nature, naturaleza, alimentation,
    food, alimentación, propreté, déchets, waste, residuos, air, aire, qualité, quality, calidad,
    langue, language, idioma, langues, languages, idiomas, français, french, francés, anglais,
    english, inglés, espagnol, spanish, español, arabe, arabic, chinois, chinese, russe,
    recettes, dépenses, revenue, income, expenses, expenditure, ingresos, gastos, charges,
    produits, actif, passif, assets, liabilities, effectif, effectifs, staff, personal, personnel,
    stagiaires, interns, becarios, experts, expertos, expert, secrétariat, secretariat,
    secretaría, secrétaire, secretary, secretario, président, présidente, president, presidente,
    presidenta, vice-président, coprésident, directeur, directrice, director, directora, maire,
    mayor, alcalde, alcaldesa, conseil, council, consejo, comité, committee, bureau, board, mesa,
    assemblée, assembly, asamblea, congrès, congress, congreso, forum, foro, sommet, summit,
    cumbre, conférence, conference, conferencia, prix, award, premio, réseau, network, red,
    observatoire, observatory, observatorio, association, asociación, organisation, organización,
    organization, fondation, foundation, fundación, université, university, universidad, institut,
    institute, instituto, groupe, group, grupo, équipe, team, equipo, population, población,
    superficie, surface, densité, density, densidad, habitants, inhabitants, habitantes, urbain,
    urban, urbano, rural, rurale, local, locale, locales, public, publique, pública, público,
    social, sociale, nord, sud, est, ouest, north, south, east, west, norte, sur, este, oeste,
    centre, center, centro, central"""
)

NO_PLACE = CALENDAR | TOTALS | VALUES | HEADERS

_ONLINE = (
    r"(?:en\s+ligne|on-?line|en\s+l[ií]nea|virtuel(?:le)?|virtual(?:ly)?|webinar|webinaire|"
    r"streaming)"
)
ONLINE = re.compile(
    rf"(?:[\s,;/(+&–-]+(?:et|y|e|and|ou|o|or)?\s*{_ONLINE}\s*\)?\s*$)"
    rf"|(?:^\s*{_ONLINE}\s*(?:[,;/+&–-]|et|y|e|and|ou|o|or)\s+)",
    re.IGNORECASE,
)
""" "Guangzhou et en ligne", "En línea y Quito"."""

_OF = r"(?:\s+(?:de\s+la|de\s+los|de\s+l['’´]|des|del|de|du|da|do|of\s+the|of)\s+|\s+d['’´]\s*)"
_CITY = (
    r"(?:ville|commune|mairie|municipalit[eé]|h[oô]tel\s+de\s+ville|city|town|municipality|"
    r"municipal\s+(?:government|council|corporation)|city\s+(?:council|government|hall)|"
    r"metropolitan\s+government|"
    r"alcald[ií]a(?:\s+(?:mayor|municipal|metropolitana))?|ayuntamiento|municipalidad|"
    r"municipio|prefeitura(?:\s+municipal)?|intendencia|ciudad|cabildo|c[aâ]mara\s+municipal|"
    r"gobierno\s+(?:aut[oó]nomo\s+)?(?:municipal|metropolitano|local)|"
    r"gobierno\s+(?:de\s+la\s+)?ciudad|gouvernement\s+(?:de\s+la\s+ville|municipal)|"
    r"conseil\s+municipal|commune\s+urbaine|villa\s+de|capital(?:e)?)"
)
_METRO = (
    r"(?:(?:aire|r[eé]gion|zone|communaut[eé]|district|conurbation)\s+(?:m[eé]tropolitaine|"
    r"m[eé]tropolitain|urbaine)|m[eé]tropole(?:\s+du\s+grand)?|agglom[eé]ration|"
    r"communaut[eé]\s+d['’´]agglom[eé]ration|grand\s+conseil|"
    r"metropolitan\s+(?:area|region|city|municipality|authority|district|community)|"
    r"metropolitan\s+borough|metro\s+area|urban\s+(?:area|community)|combined\s+authority|"
    r"(?:[aá]rea|zona|regi[oó]n|distrito|municipio|comunidad)\s+(?:metropolitan[oa]|urbana)|"
    r"mancomunidad|metr[oó]polis|conurbaci[oó]n)"
)
_ADMIN1 = (
    r"(?:province|r[eé]gion|[eé]tat|d[eé]partement|gouvernorat|wilaya|state|region|governorate|"
    r"prefecture|county|provincia|regi[oó]n|estado|departamento|comunidad\s+aut[oó]noma|"
    r"gobierno\s+(?:provincial|regional|del\s+estado|de\s+la\s+provincia)|provincial\s+government|"
    r"state\s+government|conseil\s+r[eé]gional|prov[ií]ncia|generalitat|gobernaci[oó]n|"
    r"gouvernement\s+(?:provincial|r[eé]gional))"
)
_GOVERNMENT = (
    r"(?:(?:municipal\s+people['’´]s|people['’´]s|municipal|local|city|metropolitan|metro|county)\s+"
    r"(?:government|council|corporation|administration|authority|municipality)|city\s+hall|"
    r"city\s+council|municipality|municipal\s+corporation|city\s+government|town\s+hall)"
)

Qualifier = tuple[re.Pattern[str], PlaceKind]


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


QUALIFIERS: tuple[Qualifier, ...] = (
    (_pattern(rf"^(?P<name>.+?)\s*[(\[]\s*{_METRO}\s*[)\]]$"), "metro"),
    (_pattern(rf"^(?P<name>.+?)\s*[(\[]\s*{_CITY}\s*[)\]]$"), "city"),
    (_pattern(rf"^(?P<name>.+?)\s*[(\[]\s*{_ADMIN1}\s*[)\]]$"), "admin1"),
    (_pattern(rf"^{_METRO}{_OF}(?P<name>.+)$"), "metro"),
    (_pattern(rf"^{_CITY}{_OF}(?P<name>.+)$"), "city"),
    (_pattern(rf"^{_ADMIN1}{_OF}(?P<name>.+)$"), "admin1"),
    (_pattern(r"^(?:le\s+)?(?:grand|grande|greater|gran|groß|grosse)[\s-]+(?P<name>.+)$"), "metro"),
    (_pattern(rf"^(?P<name>.+?)[\s,–-]+{_GOVERNMENT}$"), "city"),
    (_pattern(rf"^(?P<name>.+?)[\s,–-]+{_METRO}$"), "metro"),
    (_pattern(r"^(?P<name>.+?)[\s,–-]+(?:metropolitan\s+government|city)$"), "city"),
    (_pattern(rf"^(?P<name>.+?)[\s,–-]+{_ADMIN1}$"), "admin1"),
    (re.compile(r"^(?P<name>[^-–]{3,}?)\s*[-–]\s*[A-Z]{3,7}$"), "institution"),
)
"""What is peeled off a name, and what it says the name is; the first pattern that fits counts.
Brackets come first: "Barcelone (aire métropolitaine)" and "Barcelone (ville)" are two rows."""

_COMPASS = {
    "north": "du nord, septentrional, septentrionale, del norte, norte, nord, utara",
    "south": "du sud, méridional, méridionale, del sur, sur, sud, selatan, austral",
    "east": "de l'est, oriental, orientale, del este, este, est, timur",
    "west": "de l'ouest, occidental, occidentale, del oeste, oeste, ouest, barat",
    "central": "central, centrale, du centre, del centro, tengah",
}
NEW = word_keys("nuevo, nueva, nouveau, nouvelle, nova, novo")
"""First words that English says "New" for: "Nuevo Taipéi"."""

COMPASS = tuple(
    (squash(word), english) for english, words in _COMPASS.items() for word in words.split(",")
)
"""(squash key of a trailing compass word, English): "Tangerang du Sud" is South Tangerang."""
