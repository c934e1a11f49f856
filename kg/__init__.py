"""conflict-kg: news of armed conflict into a knowledge graph that says who claims what, how surely, in which words."""

__version__ = "0.3.0"
