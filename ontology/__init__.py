"""What can be said: the ontology, its vocabularies, its shapes and derivation rules."""
