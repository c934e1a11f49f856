"""Parsed paragraphs -> Extraction: event mentions with arguments, relations, and who says so."""

from kg.extract.extractor import extract

__all__ = ["extract"]
