"""From a source file to a `Document`: text, headings, sentences, tables, with exact offsets."""

from kg.read.source import SIZE_LIMIT, find_sources, read_document

__all__ = ["SIZE_LIMIT", "find_sources", "read_document"]
