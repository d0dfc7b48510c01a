"""Datasette on the dataset: descriptions, queries and pages. Never writes."""
