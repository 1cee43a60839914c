"""The shapes the database has had, and the way from each to the next."""
