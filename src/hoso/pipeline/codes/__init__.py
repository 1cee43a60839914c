"""Machine-readable codes: found on the page image, and what they say as evidence for a paper's fields."""
