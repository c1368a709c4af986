"""The filters of a PDF's streams undone (ISO 32000-1, 7.4), chunk by chunk, so that a caller can stop early.

None raises anything: of damaged data they give what comes before the damage, as PDFium does.
"""

import base64
import binascii
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from itertools import chain

_CHUNK = 1 << 16
_CLEAR, _END = 256, 257
"""Codes of LZW: begin anew, end of data; the next ones stand for several bytes."""
_SINGLE = [*(bytes([byte]) for byte in range(256)), b"", b""]
_FEWEST_BITS, _MOST_BITS = 9, 12


def inflated(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """What was packed by deflate."""
    inflate = zlib.decompressobj()
    with suppress(zlib.error):
        for chunk in chunks:
            while not inflate.eof:
                found = inflate.decompress(chunk, _CHUNK)
                if found:
                    yield found
                chunk = inflate.unconsumed_tail
                if not chunk and len(found) < _CHUNK:
                    break
            if inflate.eof:
                return


def is_zlib(head: bytes) -> bool:
    """Whether the bytes begin as deflate's format does (RFC 1950)."""
    return len(head) == 2 and head[0] & 15 == 8 and int.from_bytes(head) % 31 == 0


def from_lzw(chunks: Iterator[bytes], early: int = 1) -> Iterator[bytes]:
    """What was packed by LZW. Codes grow by a bit one code `early`, as is usual, or when they must (0)."""
    words = [*_SINGLE]
    before = b""
    out, size = [], 0
    for code in _codes(chunks, words, early):
        if code == _CLEAR:
            words[:] = _SINGLE
            before = b""
            continue
        if code == _END or code > len(words) or (code == len(words) and not before):
            break
        word = words[code] if code < len(words) else before + before[:1]
        if before and len(words) < 1 << _MOST_BITS:
            words.append(before + word[:1])
        before = word
        out.append(word)
        size += len(word)
        if size >= _CHUNK:
            yield b"".join(out)
            out, size = [], 0
    yield b"".join(out)


def _codes(chunks: Iterator[bytes], words: list[bytes], early: int) -> Iterator[int]:
    """The codes; `words` is the reader's table, whose length says how many bits the next one has."""
    held = bits = 0
    for byte in chain.from_iterable(chunks):
        held, bits = held << 8 | byte, bits + 8
        wanted = min(_MOST_BITS, max(_FEWEST_BITS, (len(words) + early).bit_length()))
        if bits >= wanted:
            bits -= wanted
            yield held >> bits
            held &= (1 << bits) - 1


def from_runs(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """What was packed by run lengths."""
    data = b"".join(chunks)
    out, size, at = [], 0, 0
    while at < len(data) and data[at] != 128:
        length = data[at]
        piece = data[at + 1 : at + 2 + length] if length < 128 else data[at + 1 : at + 2] * (257 - length)
        at += 2 + length if length < 128 else 2
        out.append(piece)
        size += len(piece)
        if size >= _CHUNK:
            yield b"".join(out)
            out, size = [], 0
    yield b"".join(out)


def from_hex(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """What was written as digits."""
    with suppress(ValueError):
        yield binascii.unhexlify(b"".join(b"".join(chunks).partition(b">")[0].split()))


def from_letters(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """What was written as letters, five for four bytes."""
    with suppress(ValueError):
        yield base64.a85decode(b"".join(chunks).strip().removeprefix(b"<~").partition(b"~>")[0])


LATE_LZW = b"LZWDecode, EarlyChange 0"
FILTERS: dict[bytes, Callable[[Iterator[bytes]], Iterator[bytes]]] = {
    **dict.fromkeys((b"FlateDecode", b"Fl"), inflated),
    **dict.fromkeys((b"LZWDecode", b"LZW"), from_lzw),
    LATE_LZW: partial(from_lzw, early=0),
    **dict.fromkeys((b"RunLengthDecode", b"RL"), from_runs),
    **dict.fromkeys((b"ASCIIHexDecode", b"AHx"), from_hex),
    **dict.fromkeys((b"ASCII85Decode", b"A85"), from_letters),
}
"""By their names and short names, and LZW as a parameter can have it; the others are those of images."""
