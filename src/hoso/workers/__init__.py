"""The front door for messages: Dramatiq actors, each calling one use case."""
