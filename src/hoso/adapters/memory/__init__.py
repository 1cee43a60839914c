"""All ports in memory: for tests, and for showing what the real ones must do."""
