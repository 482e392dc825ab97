"""Requests of a browser -> networks: drawn, as a table, and as files, all by the same conditions."""
