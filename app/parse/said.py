"""What a sentence attributes to a member: who speaks, and which of its words are his."""

import re
from dataclasses import dataclass

from app.parse.layout import Paragraph
from app.parse.marks import Kind, Mark, Part
from app.parse.rules import is_likely_name, split_names
from app.parse.rules.attributions import ATTRIBUTIONS, BEHIND_QUOTATION, OPENING_REMARK, QUOTED_AROUND
from app.text.folding import fold
from app.text.mapped import Mapped, concatenated

_HINT = re.compile(r"代表|委员|常委")
_QUOTATION = re.compile(r"“[^“”]*(?:“[^“”]*”[^“”]*)*”")
_JOINED_BY = "；;"
_LONG_NAME = 4


@dataclass(frozen=True)
class Attribution:
    """Where in a paragraph somebody is said to speak, and what the source calls them."""

    start: int
    end: int
    fields: dict[str, str]
    runs_on: bool = False  # whether words follow right behind the verb, without a mark

    @property
    def indirect(self) -> bool:
        """True when words follow that need no quotation marks: `建议，加快…`."""
        then = fold(self.fields.get("then", ""))
        return then in (",", ":") or (not then and self.runs_on)


def attributions(paragraph: Paragraph) -> list[Attribution]:
    """The attributions in a text paragraph, in order, not overlapping."""
    if paragraph.role is not None or not _HINT.search(paragraph.folded):
        return []
    if paragraph.title_like and "“" not in paragraph.folded:
        return []  # a headline: `代表建议办结率百分之百`
    rules = (*ATTRIBUTIONS, *QUOTED_AROUND) if "”" in paragraph.folded else ATTRIBUTIONS
    found = [match for rule in rules for match in rule.find_all(paragraph.folded)]
    out: list[Attribution] = []
    for match in sorted(found, key=lambda m: (m.start(), -m.end())):
        if not out or match.start() >= out[-1].end:
            fields = {
                name.rstrip("2"): paragraph.text[slice(*match.span(name))]
                for name, at in match.groupdict().items()
                if at
            }
            within = paragraph.folded[: match.start()][-1:] not in ("", *"。!?;”")
            if within and not fields.get("then") and not are_people(fields["names"]):
                continue
            beside = paragraph.folded[max(0, match.start() - 1) : match.end() + 1]
            if not beside.startswith("”") and not beside.endswith("“") and _is_long_for_name(fields["names"]):
                continue  # `轮到基层代表发言，` tells of no one
            runs_on = paragraph.folded[match.end() : match.end() + 1] not in ("", "“")
            out.append(Attribution(match.start(), match.end(), fields, runs_on))
    return out


def _is_long_for_name(names: str) -> bool:
    return any(len(name) >= _LONG_NAME and not is_likely_name(name) for name in split_names(names))


def are_people(names: str) -> bool:
    """Whether what stands before `代表建议` can be names: `办好代表建议` has none."""
    return all(map(is_likely_name, split_names(names)))


def with_quoted_sayings(part: Part) -> Part:
    """The part with the paragraphs marked that begin with a quotation and say behind it which member it is
    of: among speeches under labels such a paragraph is a speech of its own."""
    return [(paragraph, mark or _quoted_saying(paragraph)) for paragraph, mark in part]


def _quoted_saying(paragraph: Paragraph) -> Mark | None:
    found = attributions(paragraph) if paragraph.folded.startswith("“") else []
    if len(found) != 1 or not are_people(found[0].fields["names"]):
        return None
    start, end = found[0].start, found[0].end
    before = quoted_before(paragraph, found, 0)
    behind = paragraph.folded[end:].lstrip("。")
    if before is None or (behind and not behind.startswith("“")):
        return None
    words = words_said(paragraph, end, len(paragraph.folded), indirect=False)
    return Mark(
        Kind.SAID,
        BEHIND_QUOTATION,
        paragraph.body.cut(start, end),
        concatenated([before, words]),
        found[0].fields,
    )


def quoted_before(paragraph: Paragraph, found: list[Attribution], i: int) -> Mapped | None:
    """The quotation right in front of an attribution, when it is not what the one before it introduced."""
    if i > 0 and found[i - 1].indirect:
        return None
    start = found[i - 1].end if i > 0 else 0
    quotations = list(_QUOTATION.finditer(paragraph.folded, start, found[i].start))
    if not quotations or paragraph.folded[quotations[-1].end() : found[i].start].strip(",。 "):
        return None
    said = [q for q in quotations if _is_speech(q) and not OPENING_REMARK.at_head(q.group())]
    return concatenated([paragraph.body.cut(*q.span()) for q in said])


def words_said(paragraph: Paragraph, start: int, end: int, *, indirect: bool) -> Mapped:
    """What is said between two places: the quotations, or all of it when it does not begin with one."""
    begins_quoted = paragraph.folded.startswith("“", start)
    quotations = [q for q in _QUOTATION.finditer(paragraph.folded, start, end) if _is_speech(q)]
    if begins_quoted and quotations:
        return concatenated([paragraph.body.cut(*q.span()) for q in quotations])
    if not indirect:
        return concatenated([paragraph.body.cut(*q.span()) for q in quotations])
    words = paragraph.body.cut(start, end)
    return words.cut(0, len(words.text.rstrip(_JOINED_BY)))


def _is_speech(quotation: re.Match[str]) -> bool:
    """True for a sentence in quotation marks, false for a term in them."""
    return quotation.group()[-2:-1] in "。!?,…" or len(quotation.group()) > 24
