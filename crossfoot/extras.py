"""Packages that not every installation has: what each extra brings, and whether it is here.

``pip install 'crossfoot[NAME]'`` adds one, ``crossfoot[all]`` all of them. What is missing costs
one line that names its extra; everything else works without.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from typing import Final

from crossfoot.errors import UsageError


@dataclass(frozen=True, slots=True)
class Extra:
    """An extra of the installation.

    Attributes:
        module: That is imported when it is here.
        package: What the module comes in.
        brings: What it is for, as a message says it.
    """

    module: str
    package: str
    brings: str


EXTRAS: Final = {
    "camelot": Extra("camelot", "camelot-py", "a second opinion on doubtful tables"),
    "dask": Extra("distributed", "distributed", "--runner dask, reading on other machines"),
    "excel": Extra("openpyxl", "openpyxl", "Excel files, read and written"),
    "parquet": Extra("pyarrow", "pyarrow", "Parquet files of exports and pages"),
    "remote": Extra("s3fs", "s3fs", "reports behind http and s3 addresses"),
    "scans": Extra("cv2", "opencv-python-headless", "scanned pages, with Tesseract"),
}


def has_extra(name: str) -> bool:
    """Whether what an extra brings is installed."""
    return find_spec(EXTRAS[name].module) is not None


def require_extra(name: str) -> None:
    """Refuse what an extra is needed for.

    Raises:
        UsageError: It is not installed; the message names it.
    """
    if not has_extra(name):
        extra = EXTRAS[name]
        raise UsageError(
            f"{extra.brings}: this needs {extra.package}, which is not installed: "
            f"`pip install 'crossfoot[{name}]'`"
        )
