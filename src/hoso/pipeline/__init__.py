"""The core: pure stages from bytes to records. Value in, value out; no database, queue or network."""
