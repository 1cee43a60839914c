"""Classification: which kind of paper it is."""
