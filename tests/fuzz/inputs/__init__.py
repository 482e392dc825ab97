"""Strategies for inputs that are nearly right: parts of real ones, cut, swapped, nested and repeated."""
