"""Inputs that nobody would write -> crashes, hangs, memory without end, broken promises; each kept to be replayed."""
