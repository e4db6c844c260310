"""Cue words and names of roles as data: YAML files, each with a model that refuses unknown keys."""
