"""Language analysis: one spaCy Doc for each paragraph that may hold claims."""

from kg.language.pipeline import Paragraph, analyse, load

__all__ = ["Paragraph", "analyse", "load"]
