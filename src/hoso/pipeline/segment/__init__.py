"""Segmentation: which pages belong together, and which sides of cards."""
