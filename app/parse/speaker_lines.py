"""Lines that name who speaks in a way of the page's own: `李四维·教育界`, `▲李四维　产业是根本。…`.

No list of labels holds all forms, but a page keeps to one. A line is taken apart into a name and what stands
beside it; where lines of the same shape stand over text again and again, on a page about delegates, they are
its labels.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from app.parse.layout import Paragraph
from app.parse.marks import RECORD_KINDS, Kind, Mark, Part
from app.parse.rules import is_likely_name, split_names
from app.parse.rules.parts import BODY, NAME, SHORT_NAME, TITLE
from app.parse.rules.rule import Rule, rule
from app.text.folding import squeeze

_SPEAKS = "发言|建言|讲述|口述|撰文|献策|执笔|宣讲|分享|主讲|受访|言者|议者|述者"
_ROLE = rf"(?:(?P<role>[\u4e00-\u9fff]{{0,4}}(?:{_SPEAKS})[\u4e00-\u9fff]{{0,2}})\s?[:|/]\s?)?"
_ORNAMENT = r"(?P<ornament>[●■◆▲★□○•►▶※◎▢▪◇△▼@#]|\d{1,2}[.、]|\([一二三四五六七八九十\d]{1,2}\))?\s?"
_NAMES = rf"(?P<names>{SHORT_NAME}(?:[、,\s]\s?{SHORT_NAME}){{0,2}}?)"
_BESIDE = r"(?P<beside>[^。;:!?“”…]{2,40}?)"
_SEP = r"(?P<sep>[·/|丨,、(-]{1,2}|\s)\s?"
SHAPES: tuple[Rule, ...] = (
    rule(
        "name_first",
        rf"^{_ORNAMENT}{_ROLE}{_NAMES}{_SEP}{_BESIDE}\)?$",
        "The name, and behind a mark what the person is.",
        ("李四维·教育界", "李四维（区人大代表，新桥街道）", "发言者：李四维　市政协委员"),
        ("李四维。教育界",),
    ),
    rule(
        "name_last",
        rf"^{_ORNAMENT}{_ROLE}{_BESIDE}(?P<sep>[·/|丨,(-]{{1,2}}|\s)\s?(?P<names>{NAME}(?:[、,\s]\s?{NAME}){{0,2}}?)\)?$",
        "What the person is, and behind a mark the name.",
        ("教育界·李四维", "发言者：区人大代表、红旗社区党委书记　李四维"),
        ("教育界：李四维",),
    ),
    rule(
        "name_in_gap",
        rf"^{_ORNAMENT}(?P<names>{SHORT_NAME})(?P<gap>\s{{1,4}}|[|丨/]\s?)(?=[^\s].{{10}})",
        "The name behind a bullet, a gap, and the words on the same line.",
        ("▲李四维　产业是根本。要把食用菌做成主导产业。",),
        ("▲李四维说",),
    ),
)
"""Labels only where the page repeats them."""
_ABOUT = re.compile(r"代表|委员|政协|人大|两会|建言|议政|发言|献策")
_MEMBER = re.compile(rf"{BODY}?{TITLE}")
_MORE = re.compile(rf"\)\s?[、,和与;]\s?(?P<name>{SHORT_NAME})\s?\(")
"""Who speaks together with the first, each with a unit in brackets."""
_HEAD = 8
_FEWEST = 2
_FEWEST_BARE = 3
_LIKELY_SHARE = 0.6


@dataclass(frozen=True)
class _Candidate:
    place: int
    shape: tuple[str, str, str, bool]
    mark: Mark
    likely: bool
    member: bool


def with_speaker_lines(part: Part) -> Part:
    """The part with the lines marked that name speakers in the same shape, where no label is known."""
    if any(mark and (mark.kind in RECORD_KINDS or mark.kind is Kind.TAIL) for _, mark in part):
        return part
    found = [candidate for i in range(len(part)) for candidate in _candidates(part, i)]
    about = any(_ABOUT.search(p.folded) for p, _ in part[:_HEAD] if p.title_like)
    shapes = Counter(candidate.shape for candidate in found)
    out = list(part)
    for shape, count in shapes.most_common():
        same = [candidate for candidate in found if candidate.shape == shape]
        likely = sum(1 for candidate in same if candidate.likely)
        members = sum(1 for candidate in same if candidate.member)
        enough = count >= (_FEWEST if members == count else _FEWEST_BARE)
        if enough and likely >= _LIKELY_SHARE * count and (about or members == count):
            for candidate in same:
                out[candidate.place] = (part[candidate.place][0], candidate.mark)
            return out
    return part


def _candidates(part: Part, i: int) -> Iterator[_Candidate]:
    paragraph, mark = part[i]
    if paragraph.role is not None or mark is not None:
        return
    below = next((p for p, _ in part[i + 1 :] if p.role is None), None)
    for shape in SHAPES:
        alone = shape.name != "name_in_gap"
        if alone and not (paragraph.title_like and below is not None and below.ends):
            continue
        if not alone and not paragraph.ends:
            continue
        found = shape.at_head(paragraph.folded)
        if found is None:
            continue
        words = below.folded if alone and below is not None else paragraph.folded[found.end() :]
        candidate = None if tells_of(found.group("names"), words) else _candidate(paragraph, i, shape, found)
        if candidate is not None:
            yield candidate


def tells_of(names: str, words: str) -> bool:
    """Whether the words are about the person, not by him: they call him by name, or say 男 or 女."""
    said = squeeze(words[:_LEAD])
    return any(name in said for name in split_names(names)) or _BIOGRAPHY.match(said) is not None


_LEAD = 60
_BIOGRAPHY = re.compile(r"[男女],|[男女]\S?族?,|(?:他|她)(?!们)|\d{4}年\d{1,2}月(?:出?生|参加)")


def _candidate(paragraph: Paragraph, i: int, shape: Rule, found: re.Match[str]) -> _Candidate | None:
    groups = {name: found.span(name) for name, value in found.groupdict().items() if value}
    if shape.name == "name_in_gap" and "ornament" not in groups:
        return None
    body = paragraph.body
    fields = {name: body.text[a:b].strip() for name, (a, b) in groups.items() if name in ("names", "beside")}
    beside = found.groupdict().get("beside") or ""
    member = _MEMBER.search(beside)
    if member:
        fields |= {name: value for name, value in member.groupdict().items() if value}
    fields["affiliation"] = fields.pop("beside", "")
    for more in _MORE.finditer(beside):
        fields["names"] += f"、{more.group('name')}"
    names = split_names(fields["names"])
    ornament = re.sub(r"[\d一二三四五六七八九十]+", "#", found.group("ornament") or "")
    key = (shape.name, ornament, (found.groupdict().get("sep") or "").strip(), "role" in groups)
    mark = Mark(Kind.SPEECH, shape, body.cut(0, found.end()), body.cut(found.end()), fields)
    return _Candidate(i, key, mark, all(map(is_likely_name, names)), member is not None or "role" in groups)
