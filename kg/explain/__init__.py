"""What was read of a document, what was not, and why: coverage, the account of a sentence."""
