"""Web pages: of paragraphs, and of tags as they come."""

import random
from collections.abc import Callable
from html import escape

from tests.fuzz.chance import pick, some, words
from tests.fuzz.texts import encoded, paragraphs, text
from tests.sources import make

_TAGS = words(
    "p div span table tr td th tbody ol ul li br pre h1 h2 script style title head body html nav a b select"
    " option dialog template iframe frame svg math textarea plaintext ruby rt dl dd form object noscript q"
)
_ATTRIBUTES = (
    "hidden",
    "style='display:none'",
    "style='display:block;white-space:pre'",
    "style='font-size:0;list-style-type:cjk-ideographic'",
    "class='nav crumbs'",
    "start='-99999999999'",
    "value='七'",
    "type='i' reversed",
    "colspan='99999999'",
    "id=x id=y",
    "=''",
    "onclick='",
)
_SCRAPS = words(
    "&nbsp; &#0; &#xD800; &#x110000; &#99999999999; &lt; &bogus; &amp &#x3000; <!-- --> <![CDATA[ ]]> </ < >"
    " <?xml?> <!DOCTYPE"
)
_CHARSETS = words("utf-8 gb2312 gbk big5 utf-16 utf-7 iso-8859-1 no-such unicode_escape idna")


def page(chance: random.Random) -> bytes:
    """A page by one of the makers, in an encoding that its head may tell wrongly."""
    return chance.choice((_well_made, _soup, _deep, _wide))(chance)


def _well_made(chance: random.Random) -> bytes:
    lines = ["".join(filter(_is_encodable, line)) for line in paragraphs(chance)]
    makers: tuple[Callable[[list[str]], bytes], ...] = (make.page, make.site_page, _lined)
    return chance.choice(makers)(lines)


def _lined(lines: list[str]) -> bytes:
    return make.lined_page("\n".join(lines))


def _is_encodable(char: str) -> bool:
    return not "\ud800" <= char <= "\udfff"


def _soup(chance: random.Random) -> bytes:
    """Tags that open and close as it happens, with text between."""
    parts = [_head(chance)]
    for _ in range(some(chance, 120, 1)):
        tag = chance.choice(_TAGS)
        attributes = " ".join(pick(chance, _ATTRIBUTES, 3)) if chance.random() < 0.3 else ""
        written = escape(text(chance)[: some(chance, 200)])
        parts.append(chance.choice((f"<{tag} {attributes}>", f"</{tag}>", chance.choice(_SCRAPS), written)))
    return encoded(chance, "".join(parts))


def _deep(chance: random.Random) -> bytes:
    """One tag inside of the other."""
    tags = pick(chance, _TAGS, 4)
    depth = some(chance, 3_000, 2)
    return encoded(chance, _head(chance) + "".join(f"<{tag}>" for tag in tags) * depth + text(chance)[:300])


def _wide(chance: random.Random) -> bytes:
    """Attributes that are huge or many, and tags without end."""
    many = some(chance, 60_000, 10)
    styled, called = f"style='{'display:' * many}'", f"class='{'nav ' * many}'"
    attribute = chance.choice((styled, called, f"id={'x' * many}", "a=1 " * many, f"start='{'9' * many}'"))
    return encoded(chance, f"{_head(chance)}<p {attribute}>{text(chance)[:300]}</p>" + "<li>" * (many // 10))


def _head(chance: random.Random) -> str:
    charset = chance.choice(_CHARSETS)
    told = f"<html><head><meta charset={charset}></head>", f"<meta content='text/html; charset={charset}'>"
    return chance.choice(("", "<html>", "<!DOCTYPE html>", *told))
