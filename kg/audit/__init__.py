"""The figures of the sources against each other: where what is printed does not add up."""
