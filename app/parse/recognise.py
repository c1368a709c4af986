"""Which parts of a page belong together, and of what genre each is, by the marks in it."""

import re
from dataclasses import dataclass
from itertools import pairwise

from app.parse.authors import with_authors
from app.parse.cast import with_cast
from app.parse.consistency import corroborated, with_bare_names, with_offices, with_salutations
from app.parse.cutting import cut
from app.parse.forms import with_askers_fields, with_forms
from app.parse.layout import Paragraph
from app.parse.marks import (
    RECORD_KINDS,
    Kind,
    Part,
    mark_of,
    unchained,
)
from app.parse.plan import is_plan
from app.parse.quoted import with_quoted_turns
from app.parse.reportage import is_reportage
from app.parse.rules.turns import OFFICE_LABELS, SALUTATION
from app.parse.speaker_lines import with_speaker_lines
from app.parse.types import Genre, Role
from app.text.folding import squeeze


@dataclass
class Segment:
    """A part of the page that is one document (or, for articles, one or more)."""

    genre: Genre
    part: Part


def segments(paragraphs: list[Paragraph]) -> list[Segment]:
    """The page cut into documents, in order."""
    part = [(piece, mark_of(piece)) for paragraph in paragraphs for piece in unchained(paragraph)]
    _set_repeated_titles_aside(part)
    part = with_askers_fields(with_forms(with_authors(part)))
    part = with_quoted_turns(part)
    part = with_speaker_lines(with_bare_names(with_cast(with_salutations(corroborated(part)))))
    return [Segment(genre_of(piece), piece) for piece in cut(part) if piece]


def _set_repeated_titles_aside(part: Part) -> None:
    """The page's headline printed again over speeches: at the head of the next page of a paper."""
    heads: set[str] = set()
    among_records = False
    for i, (paragraph, mark) in enumerate(part):
        among_records = among_records or (mark is not None and mark.kind in RECORD_KINDS)
        if mark is not None or not paragraph.title_like:
            continue
        words = squeeze(paragraph.text)
        if not among_records:
            heads.add(words)
        elif len(words) >= _HEADLINE_CHARS:
            broken = part[i + 1][0] if i + 1 < len(part) else None
            if words in heads:
                paragraph.role = Role.METADATA
            elif broken and words + squeeze(broken.text) in heads:
                paragraph.role = broken.role = Role.METADATA


_HEADLINE_CHARS = 6
_SAID_DIGEST = 3
"""So many paragraphs that begin with who said what, if half of all, outweigh numbered headings."""


def genre_of(part: Part) -> Genre:
    """The genre for which there is most evidence; an article where there is none."""
    count = {kind: sum(1 for _, mark in part if mark and mark.kind is kind) for kind in Kind}
    dialogue = count[Kind.QUESTION] + count[Kind.ANSWER]
    if count[Kind.SPEECH] and (
        dialogue or count[Kind.MODERATOR] or count[Kind.FOLLOW_UP] or _is_answered(part)
    ):
        dialogue += 2 * sum(
            1
            for (_, mark), (_, was) in zip(with_offices(part), part, strict=True)
            if mark
            and (mark.rule in OFFICE_LABELS or (mark.kind is Kind.ANSWER and was and was.kind is Kind.SPEECH))
        )
    if dialogue == count[Kind.QUESTION] == 1:  # its answer may begin with a name only
        dialogue += sum(1 for _, mark in with_offices(part) if mark and mark.kind is Kind.ANSWER)
    if any(mark and mark.rule is SALUTATION for _, mark in part):
        return Genre.QA
    if count[Kind.ANSWER] and count[Kind.SPEECH] and _all_answered(part):
        return Genre.QA
    if count[Kind.PLENARY] and count[Kind.PLENARY] >= count[Kind.SPEECH]:
        return Genre.PLENARY
    if dialogue >= 2 and dialogue >= count[Kind.SPEECH]:
        return Genre.QA if _is_deliberation(part) else Genre.ARTICLE
    if count[Kind.SPEECH] or count[Kind.ALONE] > 1 or count[Kind.TAIL] > 1:
        return Genre.SPEECHES
    if count[Kind.SAID] >= _SAID_DIGEST and 2 * count[Kind.SAID] >= sum(1 for p, _ in part if p.ends):
        return Genre.SPEECHES
    if is_plan([paragraph for paragraph, _ in part]):
        return Genre.PLAN
    return Genre.SPEECHES if is_reportage(part) else Genre.ARTICLE


def _is_answered(part: Part) -> bool:
    """Whether a headline among the speakers says that what stands below it answers."""
    return any(
        mark is None and paragraph.title_like and _ANSWER_HEADING.search(paragraph.folded)
        for paragraph, mark in part
    )


_ANSWER_HEADING = re.compile(
    r"(?:单位|部门|政府|负责人|[局委办])(?:现场)?(?:答复|回应|应答|解答|应询|办理情况)$"
)


def _all_answered(part: Part) -> bool:
    """Whether below each speaker there is somebody who answers: then the speakers ask."""
    kinds = [mark.kind for _, mark in part if mark and mark.kind in (Kind.SPEECH, Kind.ANSWER)]
    return all(below is Kind.ANSWER for kind, below in pairwise([*kinds, None]) if kind is Kind.SPEECH)


def _is_deliberation(part: Part) -> bool:
    """Whether somebody is named who asks or answers, or the page says what it is: 问 and 答 are in
    advertisements too."""
    named = any(
        mark and mark.rule.name not in _NAMELESS for _, mark in part if mark and mark.kind in _DIALOGUE
    )
    official = any(_OFFICIAL.search(paragraph.folded) for paragraph, _ in part if paragraph.role)
    return (
        named
        or official
        or any(_OCCASION_WORD.search(paragraph.folded) for paragraph, _ in part[:_HEAD_PARAGRAPHS])
        or _advises(part)
    )


def _advises(part: Part) -> bool:
    """Whether questions without names, each with its answer, are about what an office handles, and nobody
    sells anything in them: a column of advice on a new rule, no advertisement and no interview."""
    kinds = [mark.kind for _, mark in part if mark and mark.kind in (Kind.QUESTION, Kind.ANSWER)]
    asked = kinds.count(Kind.QUESTION)
    paired = kinds == [Kind.QUESTION, Kind.ANSWER] * asked
    text = "".join(paragraph.folded for paragraph, _ in part)
    if asked < _FEWEST_ASKED or not paired or _FOR_SALE.search(text):
        return False
    return len(set(_HANDLED.findall(text))) >= _FEWEST_HANDLED


_FEWEST_ASKED = 3
_FEWEST_HANDLED = 3
_HANDLED = re.compile(
    r"条例|办法|规定|细则|新规|政策|补贴|补助|申领|申请|申报|办理|受理|窗口|登记|身份证|户口|户籍|居住证|社保|医保|公积金"
    r"|审批|备案|罚款|处罚|缴纳|主管部门|12345|12315|社区|街道|资格|过渡期|行政|公安|民政|财政"
)
_FOR_SALE = re.compile(
    r"广告|优惠|[一二三四五六七八九\d]折|到店|到院|门店|选购|促销|特价|坐诊|本院|我院|我司|我店|本店|我们公司|来电预约|厂家|代理商"
)
"""What an office handles, and the words of who sells."""


_DIALOGUE = frozenset({Kind.QUESTION, Kind.ANSWER, Kind.CARD})
_NAMELESS = ("bare_question", "bare_answer", "outsider_asks")
_OCCASION_WORD = re.compile(
    r"问政|询问|协商|议事|记者会|发布会|恳谈|热线问答|政务公开|互动交流|人大|政协|代表|委员|政策(?:问答|解读)|答记者问|(?:在线|网络)访谈|(?:条例|办法|规定)》"
)
_OFFICIAL = re.compile(
    r"(?:来源|发布机构|发布单位|解读单位|主办单位?)\s?:\s?\S{0,24}(?:局|委员会|[市县区]委|厅|政府|政府办|总工会)(?:\s|$)"
)
"""A page that an office answers for says so above or below it."""
_HEAD_PARAGRAPHS = 6
