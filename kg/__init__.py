"""From documents to the graph."""
