"""Two readings of what may be one document: whether it is, and which of them is to be read. Pure.

They are one document when their words are the same; or when at least half of the words of each are the
other's (half of the shorter one's will do under the same file name or title), not counting phrases that
several of their records share, and the title, the file name or most speakers and headings agree. Where both
are dated and the dates are not the same, nearly all must be the same, in a file of the same name. Of the two
the archive shows

1. the later one, when it came under the file name of the earlier one and so corrects it;
2. the one that holds passages the other lacks: nothing that was said may be lost by a choice of files
   (when each holds what the other lacks, they stay two documents, unless one came later under the same
   title);
3. the better reading: fewer unread characters, then fewer findings, then the richer kind of file, then the
   longer text, then the smaller SHA-256. None of these depends on which came first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from app.ingest.overlap import Item, Overlap, of_runs
from app.parse.types import Finding, Role
from app.text.folding import squeeze

_HALF, _NEARLY_ALL = 0.5, 0.9
_TELLING = 40
"""Characters from which words alone make two documents one."""
_LACKING = 0.03
"""Up to this part of a document's words may be missing in the other: headings and noise read as records."""
_MEDIA = ("text/plain", "application/pdf", "text/html")
"""Kinds of files, the poorest first; what is not here (DOCX) is richer."""


class Verdict(StrEnum):
    """Which of two readings the archive shows; `APART`: they are two documents."""

    APART = "apart"
    OLD = "old"
    NEW = "new"


@dataclass(frozen=True)
class Quality:
    """How well a document was read. `unread` is in per cent of its characters, `characters` are words'."""

    unread: int = 0
    findings: int = 0
    characters: int = 0


@dataclass(frozen=True, kw_only=True)
class Side:
    """One of the two readings: its records, and the source it was read in.

    `dates` are (name of the field, EDTF); `run` is the run that brought the source.
    """

    items: Sequence[Item]
    titles: frozenset[str]
    dates: frozenset[tuple[str, str]]
    quality: Quality
    media_type: str
    sha256: str
    file: str
    run: int

    @cached_property
    def words(self) -> str:
        """All its words, in order."""
        return "".join(item.words for item in self.items)

    @property
    def rank(self) -> tuple[int, int, int, int]:
        """The greater, the better."""
        one = self.quality
        return (-one.unread, -one.findings, richness(self.media_type), one.characters)


def richness(media_type: str) -> int:
    """How much of a document's structure this kind of file keeps; the greater, the more."""
    return _MEDIA.index(media_type) if media_type in _MEDIA else len(_MEDIA)


def quality(
    items: Sequence[Item], text: str, ledger: Sequence[tuple[int, int, Role]], findings: Sequence[Finding]
) -> Quality:
    """The quality of the document with these records: what is unread or to be checked between them."""
    spans = [span for item in items for span in item.spans]
    if not spans:
        return Quality()
    first, last = min(span[0] for span in spans), max(span[1] for span in spans)
    characters = sum(len(item.words) for item in items)
    unread = sum(
        len(squeeze(text[max(start, first) : min(end, last)]))
        for start, end, role in ledger
        if role is Role.UNREAD
    )
    return Quality(
        unread=round(100 * unread / max(1, characters)),
        findings=sum(first <= finding.start < last for finding in findings),
        characters=characters,
    )


def decide(old: Side, new: Side) -> Verdict:
    """Whether the two are one document, and which of them is shown."""
    if old.words == new.words and (_are_named_alike(old, new) or len(new.words) >= _TELLING):
        return _later_of_one_name(old, new) or _better(old, new)
    overlap, back = of_runs(old.items, new.items), of_runs(new.items, old.items)
    if not _is_one_document(old, new, overlap, back):
        return Verdict.APART
    if corrected := _later_of_one_name(old, new):
        return corrected
    lacking = (_lacks(old, overlap), _lacks(new, back))
    if all(lacking):
        return (_later(old, new) if old.titles & new.titles else None) or Verdict.APART
    if any(lacking):
        return Verdict.OLD if lacking[0] else Verdict.NEW
    return _better(old, new)


def _are_named_alike(old: Side, new: Side) -> bool:
    return old.file == new.file or bool(old.titles & new.titles)


def _is_one_document(old: Side, new: Side, overlap: Overlap, back: Overlap) -> bool:
    parts = [_surviving(one) for one in (overlap, back)]
    if _dates_differ(old, new):
        return old.file == new.file and min(parts) >= _NEARLY_ALL
    if _are_named_alike(old, new):
        return max(parts) >= _HALF
    is_long = min(len(old.words), len(new.words)) >= _TELLING
    return is_long and min(parts) >= _HALF and _agree(old, new, overlap)


def _dates_differ(old: Side, new: Side) -> bool:
    """Whether a date of both is known and neither is the other, less exact."""
    for name in {name for name, _ in old.dates} & {name for name, _ in new.dates}:
        here = [value for at, value in new.dates if at == name]
        there = [value for at, value in old.dates if at == name]
        if not any(one.startswith(other) or other.startswith(one) for one in here for other in there):
            return True
    return False


def _agree(old: Side, new: Side, overlap: Overlap) -> bool:
    """Whether most records that have each other's words have the same speaker or heading as well."""
    pairs = overlap.best_of_old.values()
    same = sum(old.items[at].label == new.items[other].label for at, other in pairs)
    return same >= _HALF * len(pairs)


def _surviving(overlap: Overlap) -> float:
    """What part of the old side's units is in the new side's."""
    held = sum(part * size for part, size in zip(overlap.survival, overlap.old_sizes, strict=True))
    return held / max(1, sum(overlap.old_sizes))


def _lacks(side: Side, overlap: Overlap) -> bool:
    """Whether more than a trifle of `side`, the old one of `overlap`, is nowhere in the other."""
    surviving = zip(side.items, overlap.survival, strict=True)
    lost = sum(len(item.words) for item, part in surviving if part < _HALF)
    return lost > _LACKING * len(side.words)


def _later_of_one_name(old: Side, new: Side) -> Verdict | None:
    return _later(old, new) if old.file == new.file else None


def _later(old: Side, new: Side) -> Verdict | None:
    if old.run == new.run:
        return None
    return Verdict.NEW if new.run > old.run else Verdict.OLD


def _better(old: Side, new: Side) -> Verdict:
    if old.rank != new.rank:
        return Verdict.NEW if new.rank > old.rank else Verdict.OLD
    return Verdict.NEW if new.sha256 < old.sha256 else Verdict.OLD
