"""Store -> a release: files that other researchers can load, check and cite.  Read build.py first."""

from kg.export.release.build import release
from kg.export.release.parts import Part, Plan

__all__ = ["Part", "Plan", "release"]
