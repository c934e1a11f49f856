"""Mentions -> actors and places that mean something outside their article."""
