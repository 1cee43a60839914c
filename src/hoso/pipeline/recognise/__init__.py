"""Recognition: the words of a page with their places, from its picture or from its own text."""
