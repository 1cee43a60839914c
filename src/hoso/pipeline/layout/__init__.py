"""Layout: words as rows, ruled tables, spreads, and the motto at the head of state papers."""
