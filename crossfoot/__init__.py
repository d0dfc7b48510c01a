"""crossfoot: tables and figures from annual-report PDFs, proved by their own arithmetic.

This package holds what travels between the stages: frozen values (:mod:`crossfoot.model`),
the error tree (:mod:`crossfoot.errors`), the settings (:mod:`crossfoot.settings`) and the JSON
form of an extraction (:mod:`crossfoot.wire`). It imports no other package of the project.
"""

__version__ = "0.1.0"
