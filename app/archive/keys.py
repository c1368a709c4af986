"""Public keys: opaque, permanent, and the same again for the same words in an empty archive.

A key is ten characters, printed in two groups: `k7m2q-9xw4p`. The alphabet has no vowels and nothing one
could mistake for something else, so that a key can be read out and never spells a word.
"""

import hashlib
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from app.text.folding import fold, squeeze

ALPHABET = "23456789bcdfghjkmnpqrstvwxz"
LENGTH = 10
GROUP = 5

_SEPARATOR = "\x1f"
_PAIRS = [one + other for other in ALPHABET for one in ALPHABET]
_PRINTED = re.compile(rf"(?<![a-z0-9-])[{ALPHABET}]{{{GROUP}}}-[{ALPHABET}]{{{LENGTH - GROUP}}}(?![a-z0-9-])")
_TYPED = re.compile(rf"[{ALPHABET}]{{{LENGTH}}}")


def make(
    noun: str,
    *words: str,
    derived: str | None = None,
    context: Iterable[str] = (),
    taken: Callable[[str], bool] | Collection[str] = (),
) -> str:
    """The key of the `noun` that these words identify, folded and without white space.

    When that key is `taken` by something else, the words of `context` are added one after the other, then
    a number that counts up: as long as the context tells the two apart, neither key depends on how many
    others came before. `derived` is what `derive` gives for these words, where that is known already.
    """
    is_taken = taken if callable(taken) else taken.__contains__
    return next(key for key in _candidates(noun, words, derived, context) if not is_taken(key))


def derive(noun: str, *words: str) -> str:
    """The key of these words where nothing else has it: the same in every archive."""
    return _encode([noun, *(squeeze(fold(word)) for word in words)])


def _candidates(
    noun: str, words: Sequence[str], derived: str | None, context: Iterable[str]
) -> Iterator[str]:
    yield derived or derive(noun, *words)
    identity = [noun, *(squeeze(fold(word)) for word in words)]
    for word in context:
        identity.append(squeeze(fold(word)))
        yield _encode(identity)
    count = 2
    while True:
        yield _encode([*identity, str(count)])
        count += 1


def _encode(identity: list[str]) -> str:
    digest = hashlib.sha256(_SEPARATOR.join(identity).encode("utf-8", "surrogatepass")).digest()
    # 128 bits onto 27^10 (about 47 bits): every key is as likely as any other.
    number = int.from_bytes(digest[:16]) % len(ALPHABET) ** LENGTH
    pairs = []
    for _ in range(LENGTH // 2):
        number, digits = divmod(number, len(_PAIRS))
        pairs.append(_PAIRS[digits])
    return printed("".join(pairs))


def printed(chars: str) -> str:
    """Ten characters as a key is printed and stored: with the hyphen."""
    return f"{chars[:GROUP]}-{chars[GROUP:]}"


def named_in(sentence: str) -> list[str]:
    """The keys, as printed, that stand in a sentence."""
    return _PRINTED.findall(sentence)


def normalise(typed: str) -> str | None:
    """The key someone typed or pasted, in any case and width, with or without hyphen; None if it is none."""
    chars = squeeze(fold(typed)).replace("-", "")
    return printed(chars) if _TYPED.fullmatch(chars) else None
