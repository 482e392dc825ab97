"""Patterns and counts -> sentences with the figures that they state."""
