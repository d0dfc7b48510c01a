"""YAML that the data team edits: series, measures, city decisions, accepted mismatches. No code."""
