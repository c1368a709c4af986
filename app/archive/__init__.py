"""The rows: tables, the database they live in, keys, and the kept originals."""
