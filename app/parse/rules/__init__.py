"""The rules of reading, as tables: a name, a pattern, the reason, and examples that are run as tests."""

from app.parse.rules.names import SURNAMES, is_likely_name, split_names
from app.parse.rules.rule import AnyOf, FirstOf, Rule, first_match

__all__ = ["SURNAMES", "AnyOf", "FirstOf", "Rule", "first_match", "is_likely_name", "split_names"]
