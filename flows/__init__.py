"""Prefect flows, their runners and the command line. No rules about PDFs or numbers."""
