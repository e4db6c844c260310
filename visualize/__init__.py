"""Showing the graph: rows become networks, networks become pages."""
