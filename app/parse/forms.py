"""Speeches printed as forms: rows of fields (`发言人：…`, `身份：…`, `发言内容：…`) that come again for each.

A field is known by what it holds over the whole page and not by its name alone: the one whose every value is
a person names the speaker, and the one that runs on in sentences, or stands empty above them, is the speech.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.parse.layout import Paragraph
from app.parse.marks import Kind, Mark, Part
from app.parse.rules import is_likely_name, split_names
from app.parse.rules.labels import FORM_FIELD
from app.parse.rules.names import NO_NAME
from app.parse.rules.parts import BODY, TITLE
from app.parse.rules.signatures import member_of
from app.parse.speaker_lines import tells_of
from app.parse.types import Role
from app.text.folding import fold, squeeze
from app.text.mapped import Mapped

_NOT_SPEAKING = re.compile(
    r"记录|主持|联系|整理|核|审|签|责任|负责|校|编|牵头|电话|接待|受理|答|回复|提?问|写信|来信|留言|承办"
)
_TITLE_KEY = re.compile(r"题|案由")
_FOR_KEY = re.compile(r"界别|党派|^代表|发言单位")
_OFFICE_KEY = re.compile(r"身份|职务|单位|职业|岗位|介绍|简介|头衔|任职")
_VALUE_CHARS = 60
"""No value of a field is longer, if it is not what was said."""
_FEWEST = 2
_SEAT = re.compile(rf"{BODY}?{TITLE}")
_PLAIN_NAME = re.compile(r"[\u3400-\u9fff·\s]{2,16}(?:[、,][\u3400-\u9fff·\s]{2,16}){0,4}")


@dataclass
class _Field:
    """A line `key：value`; `label` is its key with the colon."""

    place: int
    key: str
    line: Mapped
    label: Mapped
    value: Mapped

    @property
    def holds_words(self) -> bool:
        """Whether the value is running text."""
        return len(self.value) > _VALUE_CHARS or self.value.text.endswith(("。", "！", "？"))


def with_forms(part: Part) -> Part:
    """The part with each form of a page marked where its words begin, and its other fields set aside; as it
    is, where there are fewer than two forms or a plain one that needs no help."""
    fields = {i: field for i, (paragraph, _) in enumerate(part) if (field := _field(i, paragraph))}
    key = _speaker_key(part, fields)
    forms = list(_forms(part, fields, key)) if key else []
    if len(forms) < _FEWEST or not all(_has_more(form, key) for form in forms):
        return part
    if any(tells_of(_name(form, key), _words(part, form)) for form in forms):
        return part  # portraits
    out = list(part)
    for form in forms:
        for field in form[:-1]:
            paragraph = part[field.place][0]
            paragraph.role = Role.LABEL
            out[field.place] = (paragraph, None)
        out[form[-1].place] = (part[form[-1].place][0], _mark(form, key))
    return out


def with_askers_fields(part: Part) -> Part:
    """The part with the fields set aside that stand between who asks and what is asked (`职务：…`); what the
    asker is by one of them is noted with the question."""
    out = list(part)
    asked: int | None = None
    for i, (paragraph, mark) in enumerate(part):
        if mark is not None and mark.kind is Kind.QUESTION:
            asked = i if not mark.rest.text else None
            continue
        field = _field(i, paragraph) if asked is not None and mark is None else None
        if field is None or field.holds_words or not _OFFICE_KEY.search(field.key):
            asked = None if paragraph.role is None else asked
            continue
        above = out[asked or 0][1]
        if above is not None:
            office = "、".join(filter(None, [above.fields.get("affiliation"), field.value.text]))
            out[asked or 0] = (
                part[asked or 0][0],
                replace(above, fields=above.fields | {"affiliation": office}),
            )
        paragraph.role = Role.LABEL
    return out


def _field(place: int, paragraph: Paragraph) -> _Field | None:
    found = FORM_FIELD.at_head(paragraph.folded[:_VALUE_CHARS]) if paragraph.role is None else None
    if found is None:
        return None
    body = paragraph.body
    return _Field(place, squeeze(found.group("key")), body, body.cut(0, found.end()), body.cut(found.end()))


def _speaker_key(part: Part, fields: dict[int, _Field]) -> str:
    """The key that comes again and whose every value is a member's name; empty when there is none."""
    values: dict[str, list[str]] = {}
    for field in fields.values():
        values.setdefault(field.key, []).append(fold(field.value.text))
    for key, printed in values.items():
        if len(printed) >= _FEWEST and not _NOT_SPEAKING.search(key) and all(map(_is_person, printed)):
            return key
    return ""


def _is_person(value: str) -> bool:
    if member_of(value):
        return True
    names = split_names(value) if _PLAIN_NAME.fullmatch(value) else []
    return bool(names) and all(
        (_MIN <= len(name) <= _MAX or is_likely_name(name)) and not NO_NAME.match(name) for name in names
    )


_MIN, _MAX = 2, 4


def _forms(part: Part, fields: dict[int, _Field], key: str) -> Iterator[list[_Field]]:
    """Fields that follow each other, the last of which holds the words or stands above them."""
    run: list[_Field] = []
    for i in range(len(part) + 1):
        field = fields.get(i)
        if field is not None and not (run and run[-1].holds_words):
            run.append(field)
            continue
        if any(one.key == key for one in run):
            yield run
        run = [field] if field is not None else []


def _has_more(form: list[_Field], key: str) -> bool:
    """Whether the form has another field than those of a plenary's."""
    others = (field.key for field in form if field.key != key)
    return any(not _TITLE_KEY.search(other) and not _FOR_KEY.search(other) for other in others)


def _name(form: list[_Field], key: str) -> str:
    return next(fold(field.value.text) for field in form if field.key == key)


def _words(part: Part, form: list[_Field]) -> str:
    """The words of a form, or where they begin below it."""
    last = form[-1]
    if last.holds_words or last.place + 1 >= len(part):
        return fold(last.value.text)
    return part[last.place + 1][0].folded


def _mark(form: list[_Field], key: str) -> Mark:
    """Who speaks by the fields of the form, and where the words begin."""
    last = form[-1]
    fields: dict[str, str] = {}
    for field in form:
        text = field.value.text
        if field.key == key:
            named = member_of(fold(text)) or {"names": (0, len(text))}
            fields |= {name: text[slice(*span)] for name, span in named.items()}
        elif _TITLE_KEY.search(field.key):
            fields["heading"] = text
        elif not field.holds_words and _FOR_KEY.search(field.key):
            fields["represents"] = text
        elif not field.holds_words and _OFFICE_KEY.search(field.key):
            fields["affiliation"] = "、".join(filter(None, [fields.get("affiliation"), text]))
    seat = _SEAT.search(fold(fields.get("affiliation", "")))
    for name in ("forum", "title"):
        if seat and seat.group(name):
            fields.setdefault(name, seat.group(name))
    if last.holds_words:
        return Mark(Kind.SPEECH, FORM_FIELD, last.label, last.value, fields)
    return Mark(Kind.SPEECH, FORM_FIELD, last.line, last.line.cut(len(last.line)), fields)
