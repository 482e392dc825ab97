"""Inputs that nobody would write -> crashes, hangs, memory without end, and broken promises; each kept to be replayed."""
