"""What is named in a sentence: actors, initiatives, quantities, regions, dates, and who is unsaid."""
