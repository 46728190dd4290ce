"""Names for people and companies that do not exist.

Given and family names are common ones of each country, combined at random; company names are invented stems with what the
company does. Every address ends in `.example`, which no real domain can (RFC 2606).
"""

from __future__ import annotations

import unicodedata
from random import Random

COMPANY = "Tarnwick"
DOMAIN = "tarnwick.example"
FREEMAIL = ("inboxly.example", "homepost.example", "mailnook.example")

_PEOPLE = {
    "uk": (
        "Alice Callum Fiona Gareth Imogen Rhys Eleanor Duncan Harriet Neil Bronwen Oliver Tamsin Graham Isla Stuart Megan Colin",
        "Ashdown Barlow Cartmel Dewhurst Easton Fairley Garrick Hollins Inskip Kirkham Lathom Mossop Norbury Oldroyd Pickles "
        "Rowntree Sowerby Thackray Underhill Wragg",
    ),
    "de": (
        "Annika Bernd Carla Dirk Elke Florian Greta Holger Jörg Katrin Lars Miriam Nils Petra Sönke Uwe Wiebke Jürgen",
        "Ahlers Brandtner Dörfler Eickhoff Fröhlich Gersdorf Hölscher Jansen Kröger Lindemann Möllers Niehaus Ostermann Pfeifer "
        "Röttger Schäfers Tiedemann Wöhrle",
    ),
    "nl": (
        "Anouk Bram Daan Elske Femke Geert Hanneke Joost Lotte Maarten Niels Pleun Ruben Sanne Teun Wouter",
        "Bakkeren Dijkhof Hoekema Jonkers Kuipers Lammers Oosterling Postma Roelofs Smeets Terpstra Veenendaal Wiersma Zijlmans",
    ),
    "fr": (
        "Amélie Benoît Camille Didier Élodie Fabrice Hélène Julien Laure Mathieu Noémie Pascal Rémi Solène Thibault Véronique",
        "Aubertin Bonnefoy Chevrier Delmas Fournel Garnier Jourdain Lacombe Marchal Perrichon Rouvière Sauvage Tessier Vasseur",
    ),
    "es": (
        "Alba Borja Consuelo Diego Elena Gonzalo Inés Jaime Lucía Marta Nicolás Pilar Rodrigo Teresa Íñigo Nuria",
        "Arrieta Bermejo Calvo Delgado Escudero Fuentes Gallardo Herrero Ibáñez Lozano Moya Núñez Olmedo Quiroga Rubio Zamora",
    ),
    "it": (
        "Alessia Bruno Chiara Dario Elisa Fabio Giulia Lorenzo Marina Nicola Paola Renato Silvia Tommaso",
        "Albertini Bellandi Cattaneo Donati Ferrero Galimberti Locatelli Marchetti Nardone Pellegrini Rinaldi Sartori Valenti",
    ),
    "pl": (
        "Agnieszka Bartosz Dorota Filip Grażyna Jakub Kinga Łukasz Magdalena Paweł Renata Szymon Tomasz Wioletta",
        "Adamczyk Borkowski Czarnecki Dąbek Górska Jaworska Kalinowski Lisowska Majewski Nowicki Pawlak Sadowska Wróbel Zając",
    ),
    "se": (
        "Anders Birgitta Elin Fredrik Gunilla Håkan Ingrid Johan Kerstin Linnéa Mats Oskar Sofia Åsa",
        "Bergqvist Dahlman Ekström Forsberg Hellgren Isaksson Källström Lundin Nyström Öberg Sandell Wikander",
    ),
    "us": (
        "Adrienne Brandon Cheryl Derek Erin Frank Gina Howard Jolene Kyle Lorraine Marcus Nadine Preston Rhonda Travis Yolanda Wade",
        "Abbott Bledsoe Calloway Dunlap Everhart Fulcher Greenlee Haskell Kimbrough Ledbetter Maddox Ogden Pruitt Ridley Stovall "
        "Tolliver Winslow",
    ),
    "wide": (
        "Adaeze Amara Anh Arjun Chidi Deepa Emeka Farah Hana Hiroshi Ishaan Jin Kavya Khalid Leila Mei Minh Nadia Ngozi Omar Priya "
        "Rafael Ravi Samira Seo-yeon Tariq Thandiwe Uchenna Wei Yasmin Yusuf Zainab Itzel Mateo",
        "Abara Acheampong Bhandari Chaudhry Dang Desai Eze Farouk Ghosh Haddad Iyer Kimura Kobayashi Liang Mahmoud Mbeki Nakamura "
        "Nwosu Obi Okafor Pham Qureshi Rahimi Rao Sato Shen Singhal Tran Usman Vo Warsame Yilmaz Zhou Ortiz Villanueva",
    ),
}
_STEMS = (
    "Harlow Brindlemere Kestermoor Ostvale Quillham Tarrowby Velderholt Marnesse Sundreef Pellworthy Anselmont Grauvik Corvane "
    "Dunmarrow Eskerby Fjellmark Gantrell Hexwold Ildebrook Jorvane Kilderby Lanthorpe Morvelle Netherfold Ormsund Pradella "
    "Quenby Rostrevane Saltmarch Thornquist Ulvendal Vantorre Wexcombe Yarrowfield Zandvoorde Aldercote Bexmoor Caldrennan "
    "Dovrefell Elmstrand Fennacre Glasvane Holmegard Innisbrook Juniperhall Kaldermark Lowenfeld Mistral-Bay Norvanger "
    "Oakhythe Penhallow Ravensund Silverstrand Trevanion Umberleigh Vossberg Wintermere Ysgarth Zellerhof Avonmarsh Brackenfell "
    "Coppervale Drumlin Estermond Fallowmere Greywater"
).split()
_DOES = {
    "food": ("Foods", "Dairy", "Seafood", "Fresh", "Bakeries", "Creameries", "Kitchens", "Farms"),
    "logistics": ("Logistics", "Freight", "Cold Storage", "Distribution", "Transport", "Warehousing"),
    "manufacturing": ("Chemicals", "Biologics", "Packaging", "Coatings", "Components", "Cosmetics"),
}
_FOLD = str.maketrans({"ø": "o", "ł": "l", "Ł": "L", "ß": "ss", "æ": "ae", "ö": "oe", "ü": "ue", "ä": "ae", "Ö": "Oe", "å": "a"})


def plain_letters(text: str) -> str:
    """Lower-case ASCII letters and hyphens only, as addresses have them (ü becomes ue, é becomes e)."""
    folded = unicodedata.normalize("NFKD", text.translate(_FOLD)).encode("ascii", "ignore").decode()
    return "".join(c for c in folded.lower() if c.isalpha() or c == "-")


def person_name(rng: Random, country: str, taken: set[str]) -> tuple[str, str]:
    """A new (first, last) for somebody working in that country; no two share both names, few share one."""
    home = "us" if country.startswith("us_") else country
    for attempt in range(400):
        where = home if rng.random() < 0.74 else rng.choice(("wide", "wide", "uk", "us"))
        firsts, lasts = _PEOPLE[where]
        first, last = rng.choice(firsts.split()), rng.choice(lasts.split())
        crowded = attempt < 60 and first in taken and rng.random() < 0.7
        if f"{first} {last}" not in taken and not crowded:
            taken.update((first, f"{first} {last}"))
            return first, last
    return first, f"{last}-{rng.choice(_PEOPLE['uk'][1].split())}"


def company_name(rng: Random, industry: str, taken: set[str]) -> tuple[str, str]:
    """A new company's (name, domain)."""
    free = [stem for stem in _STEMS if stem not in taken]
    stem = rng.choice(free) if free else f"{rng.choice(_STEMS)}-{rng.choice(_STEMS)}"
    taken.add(stem)
    does = rng.choice(_DOES[industry])
    domain = rng.choice(("", "-")).join((plain_letters(stem), plain_letters(does.split()[0])))
    return f"{stem} {does}", f"{domain}.example"


def address(rng: Random, first: str, last: str, domain: str, form: str) -> str:
    """A mail address in one of the forms companies use: dot, initial, joined or first."""
    f, surname = plain_letters(first), plain_letters(last)
    local = {
        "dot": f"{f}.{surname}",
        "initial": f"{f[0]}{surname}",
        "initial dot": f"{f[0]}.{surname}",
        "underscore": f"{f}_{surname}",
        "first": f,
        "home": f"{f}{rng.choice(('', '.', '_'))}{surname[: rng.randrange(2, 6)]}{rng.randrange(3, 99)}",
    }[form]
    return f"{local}@{domain}"


def phone(rng: Random, country: str) -> str:
    """A number from a range set aside for fiction, or nothing where a country has none."""
    if country == "uk":
        return f"+44 1632 960{rng.randrange(1000):03d}"
    if country == "de":
        return f"+49 30 23125 {rng.randrange(1000):03d}"
    if country == "fr":
        return f"+33 1 99 00 {rng.randrange(100):02d} {rng.randrange(100):02d}"
    if country == "us_east":
        return f"+1 (617) 555-01{rng.randrange(100):02d}"
    if country == "us_mid":
        return f"+1 (312) 555-01{rng.randrange(100):02d}"
    if country == "se":
        return f"+46 31 3900{rng.randrange(600, 700)}"
    return ""
