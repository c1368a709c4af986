"""The rules of reading, as tables: a name, a pattern, the reason, and examples that are run as tests."""

from app.parse.rules.rule import Rule, first_match, split_names

__all__ = ["Rule", "first_match", "split_names"]
