"""The use cases: what happens in which transaction. Ports are Protocols; nothing here knows a library."""
