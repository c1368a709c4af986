"""How much a PDF's streams hold when they are unpacked, found out without unpacking more than is allowed.

A page of a few hundred bytes can hold gigabytes of drawing operators, which PDFium would all carry out. The
streams are found by their keyword, so none is missed that a broken cross-reference table leaves out, and
deflate by what the bytes look like, so none is missed that the dictionary names in a roundabout way. LZW and
run lengths, which nothing tells by their looks and no program has written for decades, are found by name.
"""

import base64
import binascii
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cached_property
from itertools import chain, islice

from app.sources.codecs import FILTERS, LATE_LZW, inflated, is_zlib

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
_NUMBERED = re.compile(rb"#([0-9A-Fa-f]{2})")
_NAMED_FILTERS = re.compile(rb"/F(?:ilter)?\s*(?:(?P<elsewhere>\d+)\s+\d+\s+R|(?P<here>\[[^\]]*\]|/\w+))")
_FILTER = re.compile(rb"/(\w+)")
_OBJECT = re.compile(rb"(?<!\d)(\d+)\s+\d+\s+obj\b")
_FILTERS_BYTES = 200
_LZW = frozenset({b"LZWDecode", b"LZW"})
_RARE = _LZW | {b"RunLengthDecode", b"RL"}


def is_bomb(data: bytes) -> bool:
    """Whether the streams of this PDF, which is not encrypted, hold far more than its size lets expect."""
    allowed = min(_MOST, max(_LEAST, _RATIO * len(data)))
    objects = _Objects(data)
    for marker in _STREAM.finditer(data):
        start = marker.end()
        dictionary = _dictionary(data, marker.start())
        is_image = _IMAGE.search(dictionary) is not None
        allowed -= sum(_sizes(_unpacked(_packed(data, start)), is_image, allowed))
        for filters in _rare(objects, dictionary) if allowed >= 0 else ():
            allowed -= sum(_sizes(_undone(_body(data, start), filters), is_image, allowed))
        if allowed < 0:
            return True
    return False


def _dictionary(data: bytes, end: int) -> bytes:
    """What stands before a stream, with the letters of names that are written as numbers (`/#4CZWDecode`)."""
    before = data[max(0, end - _DICTIONARY) : end]
    return _plain(before[before.rfind(b" obj") + 1 :])


def _plain(written: bytes) -> bytes:
    return _NUMBERED.sub(lambda found: bytes([int(found[1], 16)]), written.replace(b"\0", b" "))


def _rare(objects: "_Objects", dictionary: bytes) -> Iterator[Sequence[bytes]]:
    """The filters of a stream in their order, where one of the rare ones is or may be among them."""
    for named in _NAMED_FILTERS.finditer(dictionary):
        here = [named["here"]] if named["here"] else objects.say(named["elsewhere"])
        for found in map(_FILTER.findall, here):
            if not _RARE.isdisjoint(found):
                yield found
            if b"EarlyChange" in dictionary and not _LZW.isdisjoint(found):
                yield [LATE_LZW if name in _LZW else name for name in found]


class _Objects:
    """Where the objects of a file begin, looked for once, when a stream has its filters in another object."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    @cached_property
    def _places(self) -> dict[bytes, list[int]]:
        places: dict[bytes, list[int]] = defaultdict(list)
        for found in _OBJECT.finditer(self._data):
            places[found[1]].append(found.end())
        return places

    def say(self, number: bytes) -> Iterator[bytes]:
        """What the objects of this number say; each of the rare filters where none is seen, being packed."""
        if places := self._places.get(number):
            whole = (self._data[at : at + _FILTERS_BYTES] for at in places)
            return (_plain(one.partition(b"endobj")[0]) for one in whole)
        return iter((b"/LZWDecode", b"/RunLengthDecode"))


def _undone(chunks: Iterator[bytes], filters: Sequence[bytes]) -> Iterator[bytes]:
    """What is inside, with these filters undone as far as they are known; images' own are not."""
    for name in islice(filters, _STAGES):
        if name not in FILTERS:
            break
        chunks = FILTERS[name](chunks)
    return chunks


def _sizes(chunks: Iterator[bytes], is_image: bool, most: int) -> Iterator[int]:
    """Sizes of what the stream unpacks to, in chunks, until they are more than `most`; of an image none."""
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
    if is_zlib(data[start : start + 2]):
        return (data[at : at + _CHUNK] for at in range(start, len(data), _CHUNK))
    body = b"".join(_body(data, start)).strip()
    with suppress(ValueError):  # it only looks like it
        if _HEX.match(body):
            body = binascii.unhexlify(b"".join(body.partition(b">")[0].split()))
        elif body.endswith(b"~>"):
            body = base64.a85decode(body.removeprefix(b"<~")[:-2])
    return (body[at : at + _CHUNK] for at in range(0, len(body), _CHUNK))


def _body(data: bytes, start: int) -> Iterator[bytes]:
    end = data.find(b"endstream", start)
    end = end if end >= 0 else len(data)
    return (data[at : min(at + _CHUNK, end)] for at in range(start, end, _CHUNK))


def _unpacked(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """What is inside, with every layer of deflate taken off."""
    for _ in range(_STAGES):
        first = next(chunks, b"")
        chunks = chain((first,), chunks)
        if not is_zlib(first[:2]):
            break
        chunks = inflated(chunks)
    return chunks
