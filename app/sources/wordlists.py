"""The numbers that Word counts and shows before paragraphs (一、 （一） 1. 第一章), which the text lacks."""

import re
from dataclasses import dataclass, field
from typing import Any

from app.sources.numbering import numbered
from app.sources.word import Package, child, is_on, name_of, number, value

_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_CLOSED = "、）】》，—"
"""After these a number is followed by the text at once."""
_DASHES = re.compile(r"[-–—－―]+")
"""Bullets that are written as text in plans; others are decoration."""


@dataclass(frozen=True)
class _Level:
    start: int = 1
    style: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    suffix: str = "tab"
    paragraph_style: str | None = None


@dataclass
class _List:
    """A list's levels, how far each has counted (None where it has not begun), and where counting begins
    anew when an instance of the list first comes to a level."""

    levels: list[_Level]
    counts: list[int | None] = field(default_factory=lambda: [None] * _LEVELS)
    restarts: dict[int, int] = field(default_factory=dict)


class Lists:
    """Numbers the paragraphs of one document, given in order."""

    def __init__(self, package: Package) -> None:
        root = package.part("numbering")
        styles = package.part("styles")
        listed = [one for one in (styles if styles is not None else ()) if name_of(one) == "w:style"]
        self._styles = {value(style, "styleId"): style for style in listed}
        children = list(root) if root is not None else []
        abstract = {value(one, "abstractNumId"): one for one in children if name_of(one) == "w:abstractNum"}
        self._instances = {value(one, "numId"): one for one in children if name_of(one) == "w:num"}
        self._links = {name: value(child(one, "w:numStyleLink")) for name, one in abstract.items()}
        self._abstract = {name: _List(_levels(one)) for name, one in abstract.items()}
        self._made: dict[str, _List | None] = {}

    def mark(self, paragraph: Any) -> str:
        """What Word shows before the paragraph, with a space where Word leaves one; empty if nothing."""
        instance, level = self._place(paragraph)
        listed = self._list(instance) if instance else None
        if listed is None or not 0 <= level < _LEVELS:
            return ""
        if level in listed.restarts:
            listed.counts[level] = listed.restarts.pop(level) - 1
        _count(listed, level)
        return _shown(listed, level)

    def _place(self, paragraph: Any) -> tuple[str | None, int]:
        """The list instance and level of a paragraph, by its own properties or its style's."""
        own = child(paragraph, "w:pPr", "w:numPr")
        instance, level = value(child(own, "w:numId")) if own is not None else None, None
        if own is not None:
            level = number(child(own, "w:ilvl"))
        style = value(child(paragraph, "w:pPr", "w:pStyle"))
        seen: set[str | None] = set()
        while instance is None and style in self._styles and style not in seen:
            seen.add(style)
            listed = child(self._styles[style], "w:pPr", "w:numPr")
            if listed is not None:
                instance = value(child(listed, "w:numId"))
                level = number(child(listed, "w:ilvl")) if level is None else level
                if instance is not None and level is None:
                    level = self._level_of_style(instance, style)
            style = value(child(self._styles[style], "w:basedOn"))
        return (None if instance == "0" else instance), level or 0

    def _level_of_style(self, instance: str, style: str | None) -> int | None:
        listed = self._list(instance)
        levels = listed.levels if listed else []
        return next((i for i, level in enumerate(levels) if level.paragraph_style == style), None)

    def _list(self, instance: str) -> _List | None:
        """The list that an instance is of, with what the instance changes; the counts are the list's own."""
        if instance not in self._made:
            listed = self._abstract.get(self._abstract_of(instance))
            self._made[instance] = listed and _changed(listed, self._instances[instance])
        return self._made[instance]

    def _abstract_of(self, instance: str) -> str | None:
        abstract = None
        for _ in range(_LEVELS):  # a list may be that of a style, and that style's of a further one
            found = self._instances.get(instance)
            abstract = value(child(found, "w:abstractNumId")) if found is not None else None
            style = self._styles.get(self._links.get(abstract))
            link = value(child(style, "w:pPr", "w:numPr", "w:numId")) if style is not None else None
            if link is None or link == instance:
                break
            instance = link
        return abstract


def _changed(listed: _List, instance: Any) -> _List:
    levels, restarts = list(listed.levels), {}
    for one in instance:
        place = number(one, "ilvl") if name_of(one) == "w:lvlOverride" else None
        if place is None or not 0 <= place < _LEVELS:
            continue
        level, start = child(one, "w:lvl"), number(child(one, "w:startOverride"))
        if level is not None:
            levels[place] = _level(level)
        if start is not None:
            restarts[place] = start
    return _List(levels, listed.counts, restarts)


def _levels(abstract: Any) -> list[_Level]:
    levels = [_Level() for _ in range(_LEVELS)]
    for one in abstract:
        place = number(one, "ilvl") if name_of(one) == "w:lvl" else None
        if place is not None and 0 <= place < _LEVELS:
            levels[place] = _level(one)
    return levels


def _level(element: Any) -> _Level:
    style = child(element, "w:numFmt")
    if style is None:
        style = child(element, "mc:AlternateContent", "mc:Fallback", "w:numFmt")
    start = number(child(element, "w:start"))
    return _Level(
        start=1 if start is None else start,
        style=value(style) or "decimal",
        text=value(child(element, "w:lvlText")) or "",
        restart=number(child(element, "w:lvlRestart")),
        legal=is_on(child(element, "w:isLgl")),
        suffix=value(child(element, "w:suff")) or "tab",
        paragraph_style=value(child(element, "w:pStyle")),
    )


def _count(listed: _List, level: int) -> None:
    """Count one on at `level`. Higher levels that were left out count as begun; deeper ones begin anew."""
    counts, levels = listed.counts, listed.levels
    for above in range(level):
        if counts[above] is None:
            counts[above] = levels[above].start
    before = counts[level]
    counts[level] = levels[level].start if before is None else before + 1
    for below in range(level + 1, _LEVELS):
        restart = levels[below].restart
        if restart is None or (restart and level < restart):
            counts[below] = None


def _shown(listed: _List, level: int) -> str:
    form = listed.levels[level]
    if form.style == "bullet":
        return form.text if _DASHES.fullmatch(form.text) else ""

    def place(found: re.Match[str]) -> str:
        at = int(found[1]) - 1
        counted = listed.counts[at]
        style = "decimal" if form.legal else listed.levels[at].style
        return numbered(listed.levels[at].start if counted is None else counted, style)

    mark = _PLACE.sub(place, form.text)
    return mark if not mark or form.suffix == "nothing" or mark[-1] in _CLOSED else f"{mark} "
