"""From characters to paragraphs: noise lines set aside, wrapped lines joined, letter-spacing closed.

Genre-free: it knows what a page is made of, not what the text is about. Two things it needs from the
rules are which lines are noise and which begin something new (a label, a heading).
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate, pairwise

from app.parse.cleaning import cleaned
from app.parse.columns import display_width, in_reading_order
from app.parse.contents import (
    set_contents_aside,
    set_links_aside,
    set_lists_aside,
    set_navigation_aside,
    set_paper_names_aside,
    set_repeated_aside,
    set_running_heads_aside,
    set_tail_aside,
    set_wrapped_captions_aside,
)
from app.parse.joining import goes_on, see_halves_of_headings
from app.parse.lines import TERMINAL, Begins, Line, Start
from app.parse.rules import AnyOf
from app.parse.rules.credits import CAPTION, CREDITS, OPEN_CREDIT, WRAPPED_CAPTION
from app.parse.rules.formalities import ATTENDANCE
from app.parse.rules.furniture import FURNITURE, is_furniture
from app.parse.rules.inline import TIME_PREFIX
from app.parse.rules.labels import FORM_FIELD
from app.parse.rules.mastheads import ADVERTISEMENT, DATELINE, MASTHEAD
from app.parse.rules.noise import LINE_RULES
from app.parse.strays import set_strays_aside
from app.parse.types import Role
from app.text.folding import fold, squeeze
from app.text.mapped import NOWHERE, Mapped, concatenated
from app.text.spans import Span, stripped

_ANY_NOISE = AnyOf(rule for rule, _ in LINE_RULES)
_ROW = re.compile(r"\S\s{2,}\S.*\S\s{2,}\S")
"""A row of a table has gaps."""
_NOISE_CHARS = 300
"""No line of noise is longer."""
_SPEAKER_LINE_START = re.compile(r"[□■(\s-]{0,4}[^,。;:!?]{2,14}(?:委员|常委)代表")
_SPEAKER_LINE_END = re.compile(r"[^,。;:!?]{0,14}言\)?")
_OPEN_FIELD = re.compile(r"[^\W\d_]{2,8}\s?:")
"""The name of a field whose value is on the next line."""
_SPEAKER_LINE = 60
"""No speaker line of a plenary is longer."""
_CREDIT_END = re.compile(r"\s?(?:摄|摄影|供图)\)?$")
_TITLE_LINES = 2
"""A title over more lines is not told from text."""
_FEWEST_FIELDS = 2
"""A form has at least two fields; one alone that comes again may be a word of the text."""
_CREDIT = 12
"""The end of a caption on a line of its own is no longer than this."""
_WRAPPED_NOISE_CHARS = 80
"""A caption or a note over two lines is no longer than this."""
_SPACED_OUT = 8
"""So many gaps closed up: the line is set wide to fill its column."""
_INDENT = 4
"""Columns: a printed paragraph begins with two characters' space."""
_WINDOW = 12
"""Lines to either side from which the margin of a column is taken; columns change within a page."""
_WRAPPED_MARGIN = 110
"""Display columns; a wider margin means that the file keeps a paragraph a line."""
_WRAP_WINDOW = 40
"""Lines to either side by which it is told whether lines are wrapped: a page may be put together of both."""
_ENDING_SHARE = 0.55
"""Where more of the full lines than this end in a full stop, they are paragraphs. Measured: wrapped pages
have at most 0.42, pages of a paragraph a line at least 0.62."""
_FEWEST_WRAPS = 3
"""Fewer full lines that stop in the middle are headlines."""
_NARROWEST = 20
"""Display columns; a shorter line tells nothing of how a page is wrapped."""
_BODY_CHARS = 40
"""A line of at least so many characters is running text, not a headline, in an unwrapped file."""


@dataclass
class Paragraph:
    """Lines that belong together, joined. `folded` is `body.text` folded, character by character.

    `chained` is set when the same printed paragraph goes on in the next one, with another speaker.
    """

    body: Mapped
    folded: str
    lines: list[Line] = field(default_factory=list)
    role: Role | None = None
    rule: str | None = None
    blank_before: bool = False
    chained: bool = False

    @property
    def text(self) -> str:
        """The words, without line wraps."""
        return self.body.text

    @property
    def ends(self) -> bool:
        """True when it ends as a sentence does."""
        return TERMINAL.search(self.folded) is not None

    @property
    def title_like(self) -> bool:
        """True for what could be a headline: short, and not a sentence."""
        short = self.role is None and len(self.folded) <= _BODY_CHARS
        broken_off = self.folded.endswith(",") or (len(self.lines) > 1 and self.folded.endswith("、"))
        return short and not self.ends and not broken_off


@dataclass
class Layout:
    """A source as paragraphs in order; noise lines stand among them, each a paragraph of its own."""

    source: str
    paragraphs: list[Paragraph]
    inline_noise: list[Span]


def ends_sentence(text: str) -> bool:
    """True when the text stops where a sentence or a list item may stop, not in the middle of one."""
    return TERMINAL.search(fold(text[-8:])) is not None


def lay_out(source: str, begins: Begins) -> Layout:
    """The paragraphs of `source`; `begins` tells the lines that start something new."""
    noise: list[Span] = []
    lines = list(_lines(source, begins, noise))
    set_navigation_aside(lines)
    set_paper_names_aside(lines)
    lines = _mended(lines, begins)
    _set_wrapped_noise_aside(lines)
    _set_margins(lines)
    _find_fields(lines)
    _see_what_blanks_part(lines)
    _see_lost_indents(lines)
    _find_titles(lines)
    _keep_paragraph_indents(lines)
    set_repeated_aside(lines)
    set_tail_aside(lines)
    set_links_aside(lines)
    set_contents_aside(lines)
    set_lists_aside(lines)
    set_running_heads_aside(lines)
    set_wrapped_captions_aside(lines)
    set_strays_aside(lines)
    see_halves_of_headings(lines)
    return Layout(source, list(_paragraphs(lines)), noise)


def _find_fields(lines: list[Line]) -> None:
    """Say of the fields of forms, which come again on the page, that each begins something of its own."""
    found = [(line, FORM_FIELD.at_head(line.folded)) for line in lines if line.role is None]
    keys = Counter(squeeze(field.group("key")) for _, field in found if field)
    if sum(1 for times in keys.values() if times > 1) < _FEWEST_FIELDS:
        return
    for line, key in found:
        if key and keys[squeeze(key.group("key"))] > 1 and line.start in (None, "label", "open"):
            line.start = "turn" if key.end() == len(line.folded) else "label"


def _find_titles(lines: list[Line]) -> None:
    """Say of a line that it may be (part of) a title: a speaker stands below it, and it is no sentence."""
    text = [line for line in lines if line.role is None]
    above = 0
    for line, below in reversed(list(pairwise(text))):
        beside = below.start == "whole" or (below.start == "label" and not line.ends and not line.full)
        more = below.heads and not below.ends and not line.ends and above < _TITLE_LINES
        line.heads = line.start is None and (beside or more)
        above = above + 1 if line.heads and not beside else 1


def _lines(source: str, begins: Begins, noise: list[Span]) -> Iterator[Line]:
    blank = False
    for raw in in_reading_order(source):
        span = stripped(source, raw)
        clean, depth, cut_short = cleaned(Mapped.of(source, span), noise)
        if clean.text:
            line = _line(clean, span.of(source), begins, blank, noise)
            line.depth, line.cut_short = depth, cut_short
            line.indent = display_width(source[raw.start : span.start])
            yield line
        blank = not clean.text


def _mended(lines: list[Line], begins: Begins) -> list[Line]:
    """The lines with each speaker line that is broken before its last word (`…代表民建某市委会` / `的发言`),
    perhaps at a column's end, put together."""
    out: list[Line] = []
    for line in lines:
        last = out[-1] if out else None
        text = last is not None and last.role is None and line.role is None
        if (
            last
            and text
            and _SPEAKER_LINE_END.fullmatch(line.folded)
            and _SPEAKER_LINE_START.match(last.folded)
        ):
            joined = concatenated([last.clean, line.clean])
            folded = fold(joined.text)
            if len(folded) <= _SPEAKER_LINE and begins(folded) == "whole":
                out[-1] = _put_together(last, line, joined, "whole")
                continue
        if last and text and _OPEN_FIELD.fullmatch(last.folded) and not line.ends and line.start is None:
            joined = concatenated([last.clean, line.clean])
            if len(joined) <= _SPEAKER_LINE and begins(fold(joined.text)) == "turn":
                out[-1] = _put_together(last, line, joined, "turn")
                continue
        out.append(line)
    return out


def _put_together(last: Line, line: Line, joined: Mapped, start: Start) -> Line:
    whole = Line(joined, fold(joined.text), last.width, start)
    whole.blank_before, whole.indent = last.blank_before, last.indent
    return whole


def _line(clean: Mapped, printed: str, begins: Begins, blank: bool, noise: list[Span]) -> Line:
    folded = fold(clean.text)
    stamp = TIME_PREFIX.match(folded)
    if stamp and folded[stamp.end() :] and (folded[0] in "[(【" or begins(folded[stamp.end() :])):
        noise.append(Span(clean.at[0], clean.at[stamp.end() - 1] + 1))
        clean, folded = clean.cut(stamp.end()), folded[stamp.end() :]
    letter_spaced = len(printed.split()) - len(clean.text.split()) >= _SPACED_OUT
    line = Line(clean, folded, display_width(clean.text), None, blank_before=blank)
    line.spread = display_width(printed) if letter_spaced else 0
    line.role, line.rule = _noise(folded)
    if line.role is None and printed != clean.text:  # closed up, it may have lost the gaps that tell
        line.role, line.rule = _noise(fold(printed))
    if line.role is None:
        line.start = begins(folded)
    if line.role is None and line.start is None and is_furniture(folded, fold(printed)):
        line.role, line.rule = Role.METADATA, FURNITURE[0].name
    return line


def _set_wrapped_noise_aside(lines: list[Line]) -> None:
    """A caption or a byline broken before the photographer's or the reporter's name is known only by both
    its lines; what a line of credits runs over to at the very end of the page is credits too."""
    for line, below in pairwise(lines):
        short = len(below.folded) <= _CREDIT
        if line.role and OPEN_CREDIT.search(line.folded) and len(below.folded) <= 2 * _CREDIT:
            _set_aside([below] if below.role is None else [], (line.role, line.rule), line.rule)
        if short and line.rule == CAPTION.name and _CREDIT_END.search(below.folded) and not line.ends:
            _set_aside([below], (line.role, line.rule), line.rule)
        elif short and below.folded.endswith(("摄", "供图")) and line.role is None:
            if WRAPPED_CAPTION.search(line.folded):
                _set_aside([line, below], _noise(f"{line.folded} {below.folded}"), CAPTION.name)
        elif (
            short
            and line.role
            and below.folded.startswith(("者", "员"))
            and line.folded.endswith(("记", "通讯"))
        ):
            _set_aside([below], (line.role, line.rule), line.rule)
    _set_rest_of_noise_aside(lines)
    last = next((i for i in range(len(lines) - 1, 0, -1) if lines[i].role is None), 0)
    if last and lines[last - 1].rule == CREDITS.name:
        above, end = lines[last - 1 : last + 1]
        if len(end.folded) <= _CREDIT and not end.ends and end.start is None and end.width < above.width:
            _set_aside([end], (above.role, above.rule), above.rule)


def _set_rest_of_noise_aside(lines: list[Line]) -> None:
    """What a masthead, an advertisement or a line of credits that fills its line runs over to in the next."""
    for i, (line, below) in enumerate(pairwise(lines)):
        if line.rule not in _RUNNING_OVER or line.ends or below.role is not None or below.blank_before:
            continue
        above = lines[i - 1] if i else None
        resumes = below.ends and above is not None and above.role is None and not above.ends
        if below.start is not None or below.width >= line.width or resumes:
            continue
        near = lines[max(0, i - _WINDOW) : i + _WINDOW + 1]
        fills = line.width + _INDENT >= sorted(one.width for one in near)[(3 * len(near)) // 4]
        after = lines[i + 2] if i + 2 < len(lines) else None
        apart = after is None or after.blank_before or after.role is not None
        whole = is_furniture(line.folded + below.folded) and len(below.folded) <= _CREDIT
        if fills and (apart or whole):
            below.role, below.rule = line.role, line.rule


_RUNNING_OVER = (
    FURNITURE[0].name,
    MASTHEAD.name,
    DATELINE.name,
    ADVERTISEMENT.name,
    CREDITS.name,
    ATTENDANCE.name,
)


def _set_aside(lines: list[Line], noise: tuple[Role | None, str | None], rule: str | None) -> None:
    """Give the lines the role, if it is by that rule."""
    for line in lines if noise[1] == rule else ():
        line.role, line.rule, line.start = *noise, None


def _noise(folded: str) -> tuple[Role, str] | tuple[None, None]:
    """The role and the rule of a line (or a short paragraph) that is no text."""
    if len(folded) <= _NOISE_CHARS and _ANY_NOISE(folded):
        for rule, role in LINE_RULES:
            if rule.find(folded):
                return role, rule.name
    return None, None


def _set_margins(lines: list[Line]) -> None:
    """Give each text line the 75th percentile of the widths around it: a wide headline does not move it; and
    say whether lines are wrapped there, which shows in how few of the full ones end a sentence."""
    text = [line for line in lines if line.role is None]
    widths = [line.width for line in text]
    for i, line in enumerate(text):
        near = sorted(widths[max(0, i - _WINDOW) : i + _WINDOW + 1])
        line.margin = near[(3 * len(near)) // 4]
        if 0.9 * line.margin <= line.spread <= line.margin + _INDENT:
            line.width = line.spread
    telling = [
        line.full
        and line.width >= _NARROWEST
        and line.start in (None, "label")
        and not _ROW.search(line.folded)
        for line in text
    ]
    full = [0, *accumulate(telling)]
    ending = [0, *accumulate(tells and line.ends for tells, line in zip(telling, text, strict=True))]
    for i, line in enumerate(text):
        start, end = max(0, i - _WRAP_WINDOW), min(len(text), i + _WRAP_WINDOW + 1)
        ends, all_full = ending[end] - ending[start], full[end] - full[start]
        goes_on = all_full - ends >= _FEWEST_WRAPS and ends <= _ENDING_SHARE * all_full
        line.wrapped = line.margin <= _WRAPPED_MARGIN and goes_on


def _see_what_blanks_part(lines: list[Line]) -> None:
    """Tell whether the page has blank lines within paragraphs, where a column or a page ended: behind a full
    line of running text that does not end a sentence."""
    text = [line for line in lines if line.role is None]
    broken = 0
    for before, last, line in zip([None, *text], text, text[1:], strict=False):
        follows = before is not None and before.full and not last.blank_before
        running = follows or _RUNNING.search(last.folded) is not None
        broken += line.blank_before and last.full and not last.ends and running and line.start is None
    for line in text:
        line.parted = not broken


def _see_lost_indents(lines: list[Line]) -> None:
    """Tell whether first lines of paragraphs reach the margin like others, or lack their indent."""
    text = [line for line in lines if line.role is None]
    firsts = [
        line
        for before, line, after in zip(text, text[1:], text[2:], strict=False)
        if before.ends and before.width < _SHORT_END * before.margin
        if line.start is None and line.full and not line.ends and not after.blank_before
    ]
    reaching = sum(line.width + 1 >= line.margin for line in firsts)
    if reaching >= _FEWEST_FIRSTS and reaching >= _REACHING_SHARE * len(firsts):
        for line in text:
            line.hang = 0


_RUNNING = re.compile(r",|:[^:]*(?:一是|第一|首先)")
"""In a line of a sentence, and hardly of a title: a comma, or the first of what is counted behind a colon."""
_SHORT_END = 0.75
_FEWEST_FIRSTS = 2
_REACHING_SHARE = 0.6


def _keep_paragraph_indents(lines: list[Line]) -> None:
    """Forget indents that do not tell where paragraphs begin: where most lines are indented, or none."""
    indented = sum(1 for line in lines if line.indent >= _INDENT)
    shown = 2 <= indented <= 0.6 * len(lines)
    for line in lines:
        line.indents_shown = shown
        line.indent = line.indent if shown else 0


def _paragraphs(lines: list[Line]) -> Iterator[Paragraph]:
    """Paragraphs in order. Noise in the middle of one comes out behind it; a byline always ends one."""
    text: list[Line] = []
    noise: list[Line] = []
    seen = 0  # of the noise, what stands above the last line of the text
    for line in lines:
        if line.role is not None:
            noise.append(line)
            continue
        between = noise[seen:]
        apart = bool(between) or (bool(text) and text[-1].cut_short)
        line.blank_before = line.blank_before or any(one.blank_before for one in between)
        breaks_off = bool(text) and text[-1].folded.endswith((",", "、"))
        closed = not breaks_off and any(one.role is Role.BYLINE for one in between)
        if text and (closed or not goes_on(text, line, interrupted=apart)):
            yield _paragraph(text)
            text = []
        elif breaks_off:
            _set_photographers(between)
        if not text:
            yield from (_paragraph([one]) for one in noise)
            noise = []
        text.append(line)
        seen = len(noise)
    if text:
        yield _paragraph(text)
    yield from (_paragraph([one]) for one in noise)


def _set_photographers(between: list[Line]) -> None:
    """A reporter named within a sentence took the picture that stands there, and wrote not what is above."""
    for line in between:
        if line.role is Role.BYLINE:
            line.role, line.rule = Role.CAPTION, CAPTION.name


def _paragraph(lines: list[Line]) -> Paragraph:
    pieces = [lines[0].clean]
    for before, after in pairwise(lines):
        if _latin(before.clean.text[-1]) and _latin(after.clean.text[0]):
            pieces.append(Mapped(" ", [NOWHERE]))
        pieces.append(after.clean)
    body = concatenated(pieces)
    first, folded = lines[0], fold(body.text)
    role, rule = first.role, first.rule
    if len(lines) > 1 and len(folded) <= _WRAPPED_NOISE_CHARS:
        role, rule = _noise(folded)
    return Paragraph(body, folded, lines, role, rule, first.blank_before)


def _latin(char: str) -> bool:
    return char.isascii() and char.isalpha()
