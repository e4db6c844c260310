"""What was read of a document and what was not, and why: coverage, and the account of a sentence."""
