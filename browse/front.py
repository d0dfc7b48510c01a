"""The list of reports that the page of the database begins with."""

from __future__ import annotations

from typing import Any

from crossfoot.browse.addresses import REPORT_KEY

LISTED = 200
"""Reports listed there; a dataset of more is searched in its table of reports."""

REPORTS = f"""
SELECT r.id, ({REPORT_KEY.format("r.id")}) AS key, r.label, r.title, r.year, r.language,
  sum(e.pages_count) AS pages_count,
  sum(e.tables_count) AS tables_count, sum(e.figures_count) AS figures_count,
  sum(e.mismatches_count) AS mismatches_count,
  100 * sum(e.verified_numbers_count) / nullif(sum(e.numbers_count), 0) AS coverage_pct
FROM reports r LEFT JOIN current_extractions e ON e.report_id = r.id
GROUP BY r.id ORDER BY r.year DESC, r.label LIMIT :most
"""  # noqa: S608 - ours


async def list_reports(database: Any) -> dict[str, Any]:
    """Return what the list shows; nothing where the database is no dataset of ours."""
    if not await database.table_exists("reports"):
        return {}
    if "current_extractions" not in await database.view_names():
        return {}
    counted = await database.execute("SELECT count(*) FROM reports")
    return {
        "crossfoot_reports": (await database.execute(REPORTS, {"most": LISTED})).rows,
        "crossfoot_reports_count": counted.single_value(),
        "crossfoot_database": database.name,
    }
