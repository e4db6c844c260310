"""From a source file to a `Document`: text, headings, sentences and table rows with exact offsets."""
