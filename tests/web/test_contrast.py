"""WCAG 2.2 AA: every colour that text is set in stands out from every ground it stands on by 4.5 to 1."""

import re

import pytest

from app.settings import ROOT

CSS = (ROOT / "static" / "yishilu.css").read_text()
DARK = "@media (prefers-color-scheme: dark)"
INKS = ("ink", "soft", "link", "npc", "cppcc", "government", "none", "seal")
GROUNDS = ("paper", "sheet", "here")


def _tokens(css: str) -> dict[str, str]:
    block = css.split(":root {", 1)[1].split("}", 1)[0]
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6});", block))


LIGHT_TOKENS = _tokens(CSS)
THEMES = {"light": LIGHT_TOKENS, "dark": LIGHT_TOKENS | _tokens(CSS.split(DARK, 1)[1])}


def _luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    digits = colour.lstrip("#")
    digits = "".join(char * 2 for char in digits) if len(digits) == 3 else digits
    channels = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_the_formula_itself() -> None:
    assert contrast("#fff", "#000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", THEMES)
def test_text_on_its_grounds(theme: str) -> None:
    tokens = THEMES[theme]
    weak = {
        (ink, ground): round(contrast(tokens[ink], tokens[ground]), 2)
        for ink in INKS
        for ground in GROUNDS
        if contrast(tokens[ink], tokens[ground]) < 4.5
    }
    assert weak == {}
    for body in ("npc", "cppcc", "government", "none", "ink"):  # marks are set in paper on the body's colour
        assert contrast(tokens["paper"], tokens[body]) >= 4.5, body
    assert contrast(tokens["match"], tokens["match-ink"]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
def test_text_of_the_original_on_the_colours_of_its_roles(theme: str) -> None:
    dark = "".join(part.split("\n}\n", 1)[0] for part in CSS.split(DARK)[1:])
    css = dark if theme == "dark" else CSS.split(DARK)[1].split("\n}\n", 1)[1]
    colours = re.findall(r"\.role-[a-z_]+ \{ background: (#[0-9a-f]{6})", css)
    assert len(colours) == 7
    for colour in colours:
        assert contrast(THEMES[theme]["ink"], colour) >= 4.5, colour
