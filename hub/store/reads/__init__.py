"""Reads for the web: rows of published tables, always many at once, never one statement per record."""
