"""What is named in a sentence: actors, initiatives, quantities, regions, dates, the unsaid."""
