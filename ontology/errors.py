"""The errors that AMO raises on purpose. Messages say what is wrong, where, and what to do."""


class AmoError(Exception):
    """Root of all errors that the command reports in one line."""


class InvalidSource(AmoError):  # noqa: N818 - these are names of states, as users read them
    """A document, its sidecar or a corpus folder cannot be read."""


class InvalidRule(AmoError):  # noqa: N818
    """A rule or lexicon file of the project is broken."""


class InvalidVocabulary(AmoError):  # noqa: N818
    """A vocabulary, ontology or shapes file of the project is broken."""


class InvalidQuery(AmoError):  # noqa: N818
    """A query, its parameters or its endpoint is unusable."""


class InvalidGraph(AmoError):  # noqa: N818
    """A graph file or a built graph breaks the model."""
