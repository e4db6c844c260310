"""Asking the graph: one .rq a question."""
