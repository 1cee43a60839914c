"""The vocabulary: what a document is. Frozen types and data, no I/O beyond packaged data files."""
