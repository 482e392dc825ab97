"""Sizes -> corpora, runs beside their yardsticks, and bench/results.md; everything is run as a user runs it."""
