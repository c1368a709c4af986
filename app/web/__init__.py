"""The pages and the JSON interface: route → context (one frozen dataclass a page) → template."""
