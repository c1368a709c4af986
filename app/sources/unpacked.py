"""How much a PDF's streams hold when they are unpacked, found out without unpacking more than is allowed.

A page of a few hundred bytes can hold gigabytes of drawing operators, which PDFium would all carry out. The
streams are found by their keyword, so none is missed that a broken cross-reference table leaves out, and
the filters by what the bytes look like, so none is missed that the dictionary names in a roundabout way.
"""

import base64
import binascii
import re
import zlib
from collections.abc import Iterator
from contextlib import suppress
from itertools import chain, islice

_STREAM = re.compile(rb"(?<!end)stream\r?\n?")
_IMAGE = re.compile(rb"/Subtype\s*/Image\b")
_DICTIONARY = 2_000
"""Bytes before a stream in which its dictionary says that it is an image."""
_CHUNK = 1 << 16
_STAGES = 8
"""Filters in a row that are undone; no program writes more than two."""
_LEAST = 32_000_000
"""Bytes that any PDF may hold when unpacked."""
_RATIO = 30
"""Times the size of the file; what programs write packs to a third or a tenth."""
_MOST = 512_000_000
_SAMPLE = 64
"""Chunks of an image that are looked at: PDFium does not unpack images, but a page can call itself one."""
_TEXT = bytes({*range(0x20, 0x7F), 0x09, 0x0A, 0x0D})
_MOSTLY = 0.9
_HEX = re.compile(rb"[0-9A-Fa-f\s]{32,}")


def is_bomb(data: bytes) -> bool:
    """Whether the streams of this PDF, which is not encrypted, hold far more than its size lets expect."""
    allowed = min(_MOST, max(_LEAST, _RATIO * len(data)))
    for marker in _STREAM.finditer(data):
        start = marker.end()
        is_image = _IMAGE.search(_dictionary(data, marker.start())) is not None
        allowed -= sum(_sizes(data, start, is_image, allowed))
        if allowed < 0:
            return True
    return False


def _dictionary(data: bytes, end: int) -> bytes:
    before = data[max(0, end - _DICTIONARY) : end]
    return before[before.rfind(b" obj") + 1 :]


def _sizes(data: bytes, start: int, is_image: bool, most: int) -> Iterator[int]:
    """Sizes of what the stream unpacks to, in chunks, until they are more than `most`; of an image none."""
    chunks = _unpacked(_packed(data, start))
    if is_image:
        sample = list(islice(chunks, _SAMPLE))
        whole = b"".join(sample)
        if len(whole.translate(None, _TEXT)) > (1 - _MOSTLY) * len(whole):
            return
        chunks = chain(sample, chunks)
    for chunk in chunks:
        yield len(chunk)
        most -= len(chunk)
        if most < 0:
            return


def _packed(data: bytes, start: int) -> Iterator[bytes]:
    """The bytes of a stream, digits or letters turned back; packed ones end by themselves."""
    if _is_zlib(data[start : start + 2]):
        return (data[at : at + _CHUNK] for at in range(start, len(data), _CHUNK))
    end = data.find(b"endstream", start)
    body = data[start : end if end >= 0 else len(data)].strip()
    with suppress(ValueError):  # it only looks like it
        if _HEX.match(body):
            body = binascii.unhexlify(b"".join(body.partition(b">")[0].split()))
        elif body.endswith(b"~>"):
            body = base64.a85decode(body.removeprefix(b"<~")[:-2])
    return (body[at : at + _CHUNK] for at in range(0, len(body), _CHUNK))


def _unpacked(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """What is inside, with every layer of deflate taken off."""
    for _ in range(_STAGES):
        first = next(chunks, b"")
        chunks = chain((first,), chunks)
        if not _is_zlib(first[:2]):
            break
        chunks = _inflated(chunks)
    return chunks


def _inflated(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Raises nothing: of a damaged stream what PDFium would have of it, too."""
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


def _is_zlib(head: bytes) -> bool:
    """Whether the bytes begin as deflate's format does (RFC 1950)."""
    return len(head) == 2 and head[0] & 15 == 8 and int.from_bytes(head) % 31 == 0
