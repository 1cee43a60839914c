"""The database through SQLAlchemy: PostgreSQL for several machines, SQLite for one."""
