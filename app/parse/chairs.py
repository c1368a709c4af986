"""Who leads a meeting of questions, told by its head or by what only a chair says, and which turns are the
chair's."""

import re
from dataclasses import dataclass

from app.parse.marks import Kind, Mark, Part
from app.parse.rules import is_likely_name
from app.parse.rules.parts import HEADS_OF_GOVERNMENT, NAME, OFFICES
from app.parse.rules.turns import CHAIR, MODERATOR, OFFICE_LABELS
from app.text.folding import fold

_POST = rf"副?(?:{OFFICES}|{HEADS_OF_GOVERNMENT})"
_PRESIDES = re.compile(
    r"(?:主任|主席|书记|秘书长|[市县区]长)(?P<name>[\u3400-\u9fff]{2,4}?)(?:到会|出席)?(?:并)?主持"
)
_MODERATES = re.compile(
    rf"^(?:会议)?主持人(?:[、,\s(][^:]{{0,24}}?(?:{OFFICES}|[\s、]))?\s?(?P<name>[\u3400-\u9fff]{{2,4}})\s?:$"
)
"""The moderator by name: `主持人、某办副主任李四维：`."""
_NAMED_IN_HEAD = re.compile(
    rf"^(?:主\s*持\s*人?|会议主持|主持领导|召\s*集\s*人)\s*:\s*(?:[^:,。;]{{0,24}}?(?P<post>{_POST})\s*)?(?P<name>{NAME})"
    rf"(?:\s*[,、(]?\s*[^:,。;()]{{0,24}}?(?P<post2>{_POST}))?\)?$"
)
"""`主持人：某某主任　李四维`, `主持：李四维副主任`, `主持人：李四维（某某副主任）`."""
_HOLDER = re.compile(
    rf"^(?P<office>[^()\s]{{0,24}}?)(?:(?P<post>{_POST})\s?(?P<name>{NAME})|(?P<name2>[\u3400-\u9fff]{{1,4}}?)\s?(?P<post2>{_POST}))"
    rf"(?:\([^()]{{2,24}}\))?$"
)
"""Who speaks, with the post before the name or behind it."""
_CHAIRS = re.compile(
    r"(?:^|[,。!])(?:各位[^。]{0,12}[,!])?(?:现在开会|现在散会|散会|(?:今天的?)?(?:会议|询问会?|协商会?|活动|座谈会?|问政)[^。,]{0,8}到此(?:结束|为止))[。!,]"
    r"|(?:^|[,。!])(?:现在|我|下面)?,?宣布[^。]{2,40}(?:开始|结束|开幕|闭幕)。"
    r"|(?:每[位个人][^。]{0,8}(?:提问|发言)|(?:提问|发言)[^。]{0,8}每[位个人次])[^。]{0,16}不超过[^。]{1,6}分钟"
)
"""What nobody says but who leads the meeting."""

_LABEL = 40
"""No label of an office holder is longer."""


@dataclass(frozen=True)
class Chairs:
    """The names of those who lead a meeting, with the post of each where it is printed."""

    posts: dict[str, str]

    @property
    def names(self) -> set[str]:
        return set(self.posts)

    def speaks(self, label: str) -> bool:
        """Whether the folded label of an office holder (`李四维副主任`, `李主任`) names one of them."""
        found = _HOLDER.match(label)
        if found is None:
            return False
        name, post = found.group("name") or found.group("name2"), found.group("post") or found.group("post2")
        if name in self.posts:
            return True
        called = len(name) == 1 and not found.group("office")
        return called and any(
            chair.startswith(name) and held.removeprefix("副") == post.removeprefix("副")
            for chair, held in self.posts.items()
        )


def chairs_of(part: Part) -> Chairs:
    """Those whom the head of minutes names (`主持人：…`), and who opens or closes the meeting."""
    posts: dict[str, str] = {}
    for paragraph, mark in part:
        label = fold(mark.label.text) if mark and mark.rule is MODERATOR else ""
        named = _NAMED_IN_HEAD.match(paragraph.folded)
        found = named or CHAIR.match(paragraph.folded) or _MODERATES.match(label)
        if found is None and paragraph.ends:
            found = _PRESIDES.search(paragraph.folded)
        if found:
            groups = found.groupdict()
            posts[found.group("name")] = groups.get("post") or groups.get("post2") or ""
        elif mark is None or mark.kind is Kind.MODERATOR:
            posts |= _who_leads(paragraph.folded)
    return Chairs(posts)


def _who_leads(folded: str) -> dict[str, str]:
    label, colon, words = folded.partition(":")
    labelled = bool(colon) and len(label) <= _LABEL
    holder = _HOLDER.match(label) if labelled and _CHAIRS.search(words) else None
    if holder is None or not any(rule.at_head(folded[: len(label) + 1]) for rule in OFFICE_LABELS):
        return {}
    name = holder.group("name") or holder.group("name2")
    return {name: holder.group("post") or holder.group("post2")} if is_likely_name(name) else {}


def is_chairs(mark: Mark | None, chairs: Chairs) -> bool:
    """Whether a label without a verb is that of somebody who leads."""
    printed = fold(mark.fields.get("respondent", "")) if mark and mark.rule in OFFICE_LABELS else ""
    return bool(printed) and chairs.speaks(printed)
