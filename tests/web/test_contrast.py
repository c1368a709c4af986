"""WCAG 2.2 AA: every colour that text is set in stands out from every ground it stands on by 4.5 to 1."""

import re
from itertools import combinations
from math import dist

import pytest

from app.settings import ROOT
from app.web.labels import LEDGER_ROLES

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
def test_edges_and_bars_of_what_can_be_used(theme: str) -> None:
    """WCAG 2.2, 1.4.11: 3 to 1."""
    tokens = THEMES[theme]
    assert min(contrast(tokens["edge"], tokens[ground]) for ground in GROUNDS) >= 3
    for rule in (r'\.search input\[type="search"\] ', r"button\.copy, [^{]*", r"\.trend rect "):
        found = re.search(rule + r"\{([^}]*)\}", CSS)
        assert found is not None
        assert "var(--edge)" in found[1]


def _role_colours(theme: str) -> dict[str, str]:
    """Role → its ground; a role that has none stands on the sheet."""
    dark = "".join(part.split("\n}\n", 1)[0] for part in CSS.split(DARK)[1:])
    css = dark if theme == "dark" else CSS.split(DARK)[1].split("\n}\n", 1)[1]
    return dict(re.findall(r"\.role-([a-z_]+) \{ background: (#[0-9a-f]{6})", css))


@pytest.mark.parametrize("theme", THEMES)
def test_text_of_the_original_on_the_colours_of_its_roles(theme: str) -> None:
    colours = _role_colours(theme)
    assert set(colours) == set(LEDGER_ROLES) - {"text", "space"}
    for role, colour in colours.items():
        assert contrast(THEMES[theme]["ink"], colour) >= 4.5, role


def _lab(colour: str) -> tuple[float, float, float]:
    """CIE 1976 L*a*b* of an sRGB colour, white D65."""
    digits = colour.lstrip("#")
    digits = "".join(char * 2 for char in digits) if len(digits) == 3 else digits
    encoded = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in encoded)
    xyz = (
        (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505,
        0.2126 * r + 0.7152 * g + 0.0722 * b,
        (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089,
    )
    x, y, z = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("theme", THEMES)
def test_any_two_roles_of_the_ledger_can_be_told_apart_by_their_colours(theme: str) -> None:
    """A difference of 2 to 3 (CIE 1976) is only just seen, side by side; these are seen apart."""
    colours = {"text": THEMES[theme]["sheet"], **_role_colours(theme)}
    alike = {
        (one, other): round(dist(_lab(colours[one]), _lab(colours[other])), 1)
        for one, other in combinations(colours, 2)
        if dist(_lab(colours[one]), _lab(colours[other])) < 8
    }
    assert alike == {}
