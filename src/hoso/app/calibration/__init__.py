"""Fitting the scale of confidences to papers of which the truth is known."""
