"""The line reader: a small network of our own that reads the picture of a line letter by letter."""

from hoso.pipeline.reader.network import LineReader, packaged_reader

__all__ = ["LineReader", "packaged_reader"]
