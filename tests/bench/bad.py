"""Queries that nobody means well, at the bounds of what is read: the slowest found by trying."""

from collections import Counter
from itertools import pairwise

from tests.bench import corpus

LONGEST = 200
"""Characters of a query that the server takes unless it is told otherwise."""


def queries(terms: int) -> dict[str, str]:
    """Each by what is bad about it; `terms` is how many terms a query may have."""
    common = [
        char for char, _ in Counter(corpus.sample_text()).most_common(200) if "\u4e00" <= char <= "\u9fd5"
    ]
    pairs = ["".join(pair) for pair in pairwise(common)]
    made = {
        "frequent characters, all": " ".join(common[:terms]),
        "frequent characters, any": " OR ".join(common[:terms]),
        "phrases, any": " OR ".join(f"“{pair}”" for pair in pairs[:terms]),
        "all but frequent characters": "的 " + " ".join(f"-{char}" for char in common[1:terms]),
        "one character over and over": "的" * LONGEST,
        "frequent characters in one run": "".join(common[:40] * 5),
        "one digit over and over": "1" * LONGEST,
        "commas": "，" * 40,
        "wildcards": "的*" * (terms // 2),
        "brackets in brackets": "(" * 20 + "的 OR 一" + ")" * 20,
        "a field for every term": " OR ".join(f"议题:{char}" for char in common[:terms]),
        "both sides": "问:的 " + " ".join(f"答:{char}" for char in common[1 : terms - 1]),
        "everything": "",
    }
    return {name: q[:LONGEST] for name, q in made.items()}
