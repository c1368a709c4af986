"""What each page shows: one frozen dataclass a page, built from queries, ready to print."""
