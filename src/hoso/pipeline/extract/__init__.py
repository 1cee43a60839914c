"""Extraction: the values of a paper's fields, each with its evidence."""
