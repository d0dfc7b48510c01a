"""Titles, years and languages of open reports as a person reads them on their first pages."""
