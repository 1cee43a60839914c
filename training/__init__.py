"""Training of the line reader: what it reads, how its lines look, the network, and the stored result."""
