"""Annual reports on government information disclosure in China -> a checked, queryable graph."""

__version__ = "0.1.0"
