"""What happens to the bytes of a file, whatever is in it."""

import random

from tests.fuzz.chance import cut_points, some


def damaged(chance: random.Random, data: bytes, other: bytes) -> bytes:
    """The bytes after some accidents; `other` is a file that got into this one."""
    for _ in range(some(chance, 3)):
        accident = chance.choice((_flipped, _flipped, _cut_off, _without, _repeated, _moved, _overwritten))
        data = accident(chance, data)
    return _spliced(chance, data, other) if chance.random() < 0.1 else data


def _flipped(chance: random.Random, data: bytes) -> bytes:
    """Some bits turned."""
    changed = bytearray(data)
    for _ in range(some(chance, 60, 1) if data else 0):
        changed[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _cut_off(chance: random.Random, data: bytes) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _without(chance: random.Random, data: bytes) -> bytes:
    start, end = cut_points(chance, len(data))
    return data[:start] + data[end:]


def _repeated(chance: random.Random, data: bytes) -> bytes:
    start, end = cut_points(chance, len(data))
    return data[:end] + data[start:end] * some(chance, 5) + data[end:]


def _moved(chance: random.Random, data: bytes) -> bytes:
    start, end = cut_points(chance, len(data))
    rest = data[:start] + data[end:]
    at = chance.randrange(len(rest) + 1)
    return rest[:at] + data[start:end] + rest[at:]


def _overwritten(chance: random.Random, data: bytes) -> bytes:
    start, end = cut_points(chance, len(data))
    filling = chance.choice((b"\x00", b"\xff", b" ", b"9", b"<", b"\x80"))
    return data[:start] + filling * (end - start) + data[end:]


def _spliced(chance: random.Random, data: bytes, other: bytes) -> bytes:
    """The beginning of one file and the end of another."""
    return data[: chance.randrange(len(data) + 1)] + other[chance.randrange(len(other) + 1) :]
