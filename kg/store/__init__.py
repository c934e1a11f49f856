"""Quads at rest: a folder that holds one named graph an article."""
