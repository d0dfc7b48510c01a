"""What stands on the pages of the tests: all of it invented, all totals right."""

from __future__ import annotations

TABLES: dict[str, tuple[str, str]] = {
    "en-parks": (
        "Parks and open spaces",
        """
        Ground | 2021 | 2022 | 2023
        Alder Common | 1,204 | 1,377 | 1,402
        Bellmoor Rise | 688 | 702 | 715
        Cranfield Lake | 3,410 | 3,398 | 3,520
        Dunley Orchard | 95 | 121 | 133
        = Total | 5,397 | 5,598 | 5,770
        """,
    ),
    "es-budget": (
        "Liquidación del presupuesto",
        """
        Capítulo | Previsto | Ejecutado | Diferencia
        Personal | 412.300,00 | 405.118,25 | 7.181,75
        Bienes y servicios | 268.900,00 | 255.447,10 | 13.452,90
        Intereses | 18.200,00 | 17.965,40 | 234,60
        Transferencias | 96.750,00 | 90.300,00 | 6.450,00
        Inversiones | 310.000,00 | 281.602,33 | 28.397,67
        = Total gastos | 1.106.150,00 | 1.050.433,08 | 55.716,92
        """,
    ),
    "fr-account": (
        "Section de fonctionnement – dépenses",
        """
        Chap. | Libellé | Budget | Mandats émis | Restes à réaliser
        011 | Charges à caractère général | 214 560,00 | 198 734,18 | 15 825,82
        012 | Charges de personnel | 388 200,00 | 381 066,47 | 7 133,53
        014 | Atténuations de produits | 12 400,00 | 12 400,00 | 0,00
        65 | Autres charges de gestion | 76 950,00 | 70 218,90 | 6 731,10
        66 | Charges financières | 21 300,00 | 20 877,35 | 422,65
        67 | Charges exceptionnelles | 3 000,00 | 1 150,00 | 1 850,00
        = | Total | 716 410,00 | 684 446,90 | 31 963,10
        """,
    ),
    "en-library": (
        "Loans by branch",
        """
        Branch | Adults | Children | Audio | All
        Ashby Road | 14,210 | 9,835 | 2,004 | 26,049
        Harbour Street | 8,977 | 6,120 | 1,318 | 16,415
        Millgate | 5,432 | 7,015 | 640 | 13,087
        Old Mill Lane | 2,108 | 1,466 | 95 | 3,669
        = All branches | 30,727 | 24,436 | 4,057 | 59,220
        """,
    ),
    "fr-water": (
        "Volumes d'eau par secteur (m³)",
        """
        Secteur | 2021 | 2022 | 2023
        Les Aubépines | 48 210 | 47 905 | 46 330
        Le Bourg | 112 640 | 115 018 | 113 277
        La Croix Haute | 9 875 | 10 240 | 10 012
        Moulin Neuf | 23 450 | 22 998 | 24 106
        = Total distribué | 194 175 | 196 161 | 193 725
        """,
    ),
    "es-works": (
        "Obras en curso",
        """
        Obra | Descripción | Plazo | Importe
        Colegio//La Encina | Cubierta nueva,//aislamiento y//ascensor | Junio de//2024 | 186.400,00
        Calle Mayor | Aceras, arbolado//y alumbrado | Marzo | 94.250,50
        Depósito//del Alto | Limpieza y//pintura | | 12.980,00
        Frontón | Marcador | Mayo | 3.115,75
        = Total | | | 296.746,25
        """,
    ),
    "es-staff": (
        "Plantilla por servicio",
        """
        Servicio | Mujeres | Hombres | Total
        Archivo municipal | 6 | 3 | 9
        Biblioteca | 14 | 5 | 19
        Deportes | 11 | 17 | 28
        Limpieza viaria | 23 | 48 | 71
        Obras y urbanismo | 9 | 21 | 30
        Policía local | 12 | 39 | 51
        Servicios sociales | 27 | 6 | 33
        = Total | 102 | 139 | 241
        """,
    ),
    "es-sheet": (
        "Gastos del mercado",
        """
        Concepto | Enero | Febrero | Marzo | Trimestre
        Alquiler de puestos | 1.850 | 1.850 | 1.900 | 5.600
        Luz y agua | 612 | 588 | 540 | 1.740
        Vigilancia | 940 | 940 | 940 | 2.820
        Carteles | | 215 | | 215
        Reparaciones | 130 | | 474 | 604
        = Suma | 3.532 | 3.593 | 3.854 | 10.979
        """,
    ),
    "en-townships": (
        "Levies by township",
        """
        | General | Roads | Library | All funds
        Arden | 41,200 | 18,350 | 6,120 | 65,670
        Birchwood | 28,975 | 22,410 | 4,015 | 55,400
        Copley | 33,640 | 9,980 | 5,580 | 49,200
        Fenwick | 12,305 | 15,745 | 1,950 | 30,000
        = Totals | 116,120 | 66,485 | 17,665 | 200,270
        """,
    ),
    "en-levels": (
        "Rented homes by size and year",
        """
        Quarter | Small | < | Large | <
        ^ | 2022 | 2023 | 2022 | 2023
        Eastbank | 412 | 430 | 188 | 201
        Highfield | 256 | 249 | 310 | 322
        Priory | 97 | 104 | 45 | 47
        Westgate | 530 | 518 | 221 | 230
        = Total | 1,295 | 1,301 | 764 | 800
        """,
    ),
    "es-levels": (
        "Alumnado por centro",
        """
        Centro | Primaria | < | Secundaria | < | Total
        ^ | Niñas | Niños | Niñas | Niños | ^
        El Olivar | 148 | 139 | 96 | 101 | 484
        La Encina | 87 | 92 | 60 | 58 | 297
        Río Claro | 203 | 211 | 155 | 149 | 718
        = Total | 438 | 442 | 311 | 308 | 1.499
        """,
    ),
    "fr-grants": (
        "Subventions aux associations (€)",
        """
        Association | Demandé | Accordé
        Amis du vieux moulin | 1 800 | 1 500
        Club de pétanque | 950 | 950
        Comité des fêtes | 4 200 | 3 600
        École de musique | 12 500 | 11 000
        Secours fraternel | 3 000 | 3 000
        = Total | 22 450 | 20 050
        """,
    ),
    "en-bands": (
        "Offices opened by region",
        """
        Region | Country | Offices | Staff
        Baltic | Estonia | 12 | 144
        ^ | Latvia | 9 | 98
        ^ | Lithuania | 15 | 171
        Adriatic | Albania | 4 | 36
        ^ | Croatia | 21 | 260
        ^ | Montenegro | 3 | 29
        ^ | Slovenia | 8 | 95
        Nordic | Denmark | 17 | 153
        ^ | Finland | 11 | 122
        ^ | Norway | 13 | 149
        = Total | | 113 | 1,257
        """,
    ),
    "fr-stubs": (
        "Logements par canton et commune",
        """
        Canton | Commune | Résidences | Vacants
        Val d'Orme | Brécy | 412 | 31
        ^ | Chanteloup | 286 | 19
        ^ | Orme-le-Vieux | 95 | 12
        Plaine | Doncourt | 1 204 | 88
        ^ | Ferrières | 530 | 27
        = Total | | 2 527 | 177
        """,
    ),
    "es-sections": (
        "Cuenta de la asociación",
        """
        Concepto | 2022 | 2023
        # Ingresos
        Cuotas | 18.400 | 19.250
        Donativos | 6.730 | 5.980
        = Total ingresos | 25.130 | 25.230
        # Gastos
        Alquiler | 9.600 | 9.600
        Personal | 12.150 | 12.900
        Material | 1.985 | 2.040
        = Total gastos | 23.735 | 24.540
        """,
    ),
    "en-sections": (
        "Lifeboat stations",
        """
        Station | Launches | Rescued
        # North coast
        Gull Point | 41 | 57
        Ravenness | 28 | 33
        = Subtotal | 69 | 90
        # South coast
        Amber Bay | 63 | 82
        Saltmouth | 17 | 12
        Torrin | 35 | 49
        = Subtotal | 115 | 143
        """,
    ),
    "en-marks": (
        "Hours given",
        """
        Team | 2021 | 2022 | 2023
        Kitchen | 1,250{1} | 1,310 | 1,402
        Drivers | 802 | 845 | 861{2}
        Garden | 214 | 230{3} | 251
        = Total | 2,266 | 2,385 | 2,514
        """,
    ),
    "fr-communes": (
        "Population et budget des communes",
        """
        Commune | Habitants | Recettes | Dépenses
        Aubigny | 1 245 | 1 102 450 | 1 088 210
        Bessières | 386 | 298 730 | 301 115
        Corvol | 2 918 | 2 644 008 | 2 590 377
        Dampierre | 774 | 655 120 | 640 904
        Étréchy | 4 051 | 3 870 555 | 3 902 460
        Fontenay | 128 | 97 340 | 95 012
        Grandval | 1 960 | 1 731 286 | 1 699 543
        Hauterive | 603 | 512 875 | 508 331
        Issigny | 215 | 187 604 | 190 220
        Jonquières | 3 337 | 2 980 149 | 2 951 078
        = Ensemble | 15 617 | 14 080 117 | 13 967 250
        """,
    ),
    "en-wrapped": (
        "Projects under way",
        """
        Project | Purpose | Budget | Spent
        Riverside path | Resurface the path and//add lighting as far//as the weir | 84,000 | 61,250
        Town hall roof | Replace slates | 126,500 | 126,480
        Market square | Drainage, benches and//new trees | 58,300 | 22,905
        = Total | | 268,800 | 210,635
        """,
    ),
    "fr-wrapped": (
        "Charges de l'exercice",
        """
        Nature | 2022 | 2023
        Achats de fournitures//et de petit équipement | 24 310 | 25 870
        Loyers | 18 000 | 18 000
        Rémunérations et charges//du personnel permanent | 142 655 | 150 120
        Assurances | 3 940 | 4 105
        Frais de déplacement//et de réception | 7 215 | 6 480
        = Total | 196 120 | 204 575
        """,
    ),
    "en-signs": (
        "Statement of support",
        """
        Source | 2022 | 2023
        Membership dues | $ 48,200 | $ 51,340
        Grants | 120,500 | 98,750
        Events | 17,045 | 22,610
        = Total support | $ 185,745 | $ 172,700
        """,
    ),
    "fr-leaders": (
        "Recettes de la fête",
        """
        Poste | Samedi | Dimanche
        Buvette | 1 310 | 1 725
        Tombola | 640 | 580
        Repas | 2 250 | 3 015
        Vide-grenier | 415 | 905
        = Total | 4 615 | 6 225
        """,
    ),
    "fr-top": (
        "Effectifs au 31 décembre",
        """
        Catégorie | Femmes | Hommes
        = Total | 148 | 121
        Cadres | 36 | 41
        Techniciens | 52 | 38
        Agents | 60 | 42
        """,
    ),
    "es-dense": (
        "Viajeros por parada y trimestre",
        """
        Parada | Laborables | < | < | < | Festivos | < | < | <
        ^ | Abril | Mayo | Junio | Suma | Abril | Mayo | Junio | Suma
        Abades | 132 | 167 | 64 | 363 | 381 | 214 | 257 | 852
        Becerril | 91 | 58 | 46 | 195 | 22 | 217 | 293 | 532
        Cardeña | 160 | 421 | 403 | 984 | 42 | 125 | 278 | 445
        Dueñas | 286 | 196 | 153 | 635 | 411 | 100 | 435 | 946
        Espejo | 66 | 146 | 121 | 333 | 25 | 436 | 340 | 801
        Fresno | 425 | 145 | 421 | 991 | 151 | 111 | 96 | 358
        Galera | 170 | 160 | 333 | 663 | 456 | 386 | 449 | 1.291
        Hoyos | 446 | 462 | 202 | 1.110 | 56 | 444 | 322 | 822
        Illana | 184 | 355 | 210 | 749 | 271 | 139 | 103 | 513
        Jadraque | 138 | 254 | 155 | 547 | 57 | 430 | 455 | 942
        = Total | 2.098 | 2.364 | 2.108 | 6.570 | 1.872 | 2.602 | 3.028 | 7.502
        """,
    ),
    "es-long": (
        "Gastos corrientes por partida",
        """
        Partida | Primer semestre | Segundo semestre | Ajustes | Año
        Sueldos | 61.687,00 | 81.375,00 | 49.930,00 | 192.992,00
        Seguridad social | 36.013,00 | 19.158,00 | 25.398,00 | 80.569,00
        Formación | 896,89 | 18,43 | 453,45 | 1.368,77
        Material de oficina | 669,00 | 617,80 | 802,59 | 2.089,39
        Combustible | 1.159,20 | 4.478,10 | 7.364,90 | 13.002,20
        Telefonía | 818,25 | 927,63 | 63,60 | 1.809,48
        Limpieza | 9.644,50 | 5.067,80 | 2.320,50 | 17.032,80
        Seguros | 932,06 | 602,47 | 960,35 | 2.494,88
        Publicaciones | 563,89 | 215,98 | 230,76 | 1.010,63
        Dietas | 321,96 | 77,28 | 155,42 | 554,66
        Jardines | 1.835,70 | 6.735,70 | 7.838,80 | 16.410,20
        Alumbrado | 9.300,00 | 91.235,00 | 51.287,00 | 151.822,00
        = Total general | 123.841,45 | 210.509,19 | 146.805,37 | 481.156,01
        """,
    ),
    "es-unlabelled": (
        "Aportaciones de los socios",
        """
        Socio | Capital | Prima
        Almazara del Sur | 12.500,00 | 1.845,30
        Cooperativa Albor | 8.750,00 | 960,00
        Hijos de Robles | 30.200,00 | 4.112,75
        Talleres Peña | 5.600,00 | 310,45
        = | 57.050,00 | 7.228,50
        """,
    ),
    "fr-list": (
        "Fiche de la commune",
        """
        Superficie (ha) | 1 842
        Population municipale | 3 265
        Logements | 1 517
        Longueur de voirie (km) | 46
        Élèves des écoles | 298
        """,
    ),
    "es-left": (
        "",
        """
        Origen | Euros
        Tasas | 9.000
        Multas | 1.500
        = Total | 10.500
        """,
    ),
    "es-right": (
        "",
        """
        Obra | Euros
        Fuente | 6.400
        Plaza | 2.800
        Acera | 1.100
        = Total | 10.300
        """,
    ),
    "en-north": (
        "Schools of the northern district",
        """
        School | Pupils | Teachers
        Fairmead | 412 | 24
        Kestrel Hill | 288 | 17
        Long Acre | 530 | 31
        = Total | 1,230 | 72
        """,
    ),
    "en-south": (
        "",
        """
        School | Pupils | Teachers
        Brook End | 365 | 21
        Saint Hilda | 247 | 15
        Tidewell | 198 | 13
        Warren Lane | 476 | 28
        = Total | 1,286 | 77
        """,
    ),
}

CARDS = (
    ("1 284", "bénévoles formés"),
    ("62", "antennes locales"),
    ("+ 18 %", "de dons en ligne"),
    ("3,4 M€", "versés aux familles"),
    ("96", "communes desservies"),
    ("240 000", "repas distribués"),
)

CONTENTS = (
    ("Foreword", "3"),
    ("Our year in brief", "5"),
    ("Governance and people", "9"),
    ("The harbour works", "14"),
    ("Schools and training", "22"),
    ("Financial review", "31"),
    ("Accounts", "38"),
    ("Notes to the accounts", "44"),
    ("Contacts", "57"),
)

_SENTENCES = (
    "Este ha sido un año de trabajo paciente, en el que los vecinos volvieron a las plazas y los"
    " talleres recuperaron sus horarios de siempre.",
    "Abrimos 14 nuevos locales y formamos a 230 monitores, casi todos jóvenes de los pueblos de la"
    " comarca que antes tenían que marcharse.",
    "La biblioteca ambulante recorrió 8.400 kilómetros y prestó 21.600 libros, sobre todo en las"
    " aldeas más apartadas de la sierra.",
    "Nada de esto habría sido posible sin las aportaciones de los socios, que en 2023 crecieron de"
    " forma notable pese a las dificultades.",
    "Queda mucho por hacer: el puente viejo sigue cerrado, faltan médicos y el invierno ha sido"
    " largo para quienes viven solos.",
    "Por eso pedimos a cada familia que nos acompañe un año más, con su tiempo, con sus ideas o con"
    " una pequeña cuota mensual.",
)
PROSE = tuple(tuple(_SENTENCES[(k + j) % 6] for j in range(6)) for k in (0, 2, 4))

LETTER = (
    "Mesdames et Messieurs, chers adhérents,",
    "L'assemblée du 14 mai a réuni 186 personnes. Les comptes, qui présentent un excédent de"
    " 12 450 euros, ont été approuvés à une large majorité, et le rapport moral a été salué.",
    "Le conseil s'est réuni sept fois. Il a reçu 43 demandes d'aide, en a accepté 38, et a consacré"
    " 61 200 euros à la rénovation du refuge, dont 20 000 euros venus de la région.",
    "Nous vous donnons rendez-vous en automne pour l'ouverture du nouveau bâtiment.",
)

BARS = (
    ("Alameda", 1240),
    ("Centro", 980),
    ("Estación", 415),
    ("Las Huertas", 730),
    ("Puerto", 1105),
    ("San Roque", 260),
)
