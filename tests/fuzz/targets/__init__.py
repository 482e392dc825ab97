"""Targets by what they hand over: each module has a function of the target's name that gives it."""
