"""The outside: the only code that knows a database, an object store or a message broker."""
