"""Benchmarks: accuracy on papers with known truth, speed against peers in the same run."""
