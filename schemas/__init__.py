"""The domain: what a schema is, how it changes and how Postgres judges it."""
