"""From a context to a page: the Jinja environment and the one function that uses it."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import HTMLResponse

from app.web import addresses, labels, structured
from app.web.deps import site
from app.web.static import StaticFiles

_BETWEEN = "\0"
"""Stands in no text that a page shows; where it does, texts are escaped one by one."""
_CHOSEN = ' aria-current="true"'


def environment(templates: Path, static: StaticFiles) -> Environment:
    """Templates with autoescape on for every one of them, and an error for a name that is not there."""
    jinja = Environment(
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    jinja.globals.update(address=addresses, labels=labels, static=static.address)
    jinja.globals.update(structured=structured.graph)
    jinja.filters.update(marked=marked, options=options)
    jinja.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    return jinja


def marked(segments: Iterable[tuple[str, bool]], arrived: bool = False) -> Markup:
    """A text in pieces as HTML; where one `arrived` from a search, the first match takes the focus, so that
    it is in view. Not a macro: a page of hits has a hundred and fifty such texts."""
    pieces = tuple(segments)
    if len(pieces) == 1 and not pieces[0][1]:
        return escape(pieces[0][0])
    out: list[str] = []
    for text, (_, is_match) in zip(_escaped([text for text, _ in pieces]), pieces, strict=True):
        if not is_match:
            out.append(text)
        else:
            begun = '<mark id="match" tabindex="-1" autofocus>' if arrived else "<mark>"
            out.append(f"{begun}{text}</mark>")
            arrived = False
    return Markup("".join(out))  # noqa: S704  # every text in it is escaped


def options(items: Sequence[tuple[str, int, str, bool]]) -> Markup:
    """The values of a facet as items of a list: each with its label, hits, address, and whether it is chosen.
    Not a macro either: a page has two hundred of them."""
    texts = iter(_escaped([text for label, _, url, _ in items for text in (url, label)]))
    return Markup(  # noqa: S704  # every text in it is escaped
        "".join(
            f'<li><a href="{next(texts)}"{_CHOSEN if chosen else ""}><span>{next(texts)}</span>'
            f'<span class="count">{hits}</span></a></li>\n'
            for _, hits, _, chosen in items
        )
    )


def _escaped(texts: Sequence[str]) -> Sequence[str]:
    """Each of them escaped; all in one call, which takes as long for a hundred as for three."""
    found = str(escape(_BETWEEN.join(texts))).split(_BETWEEN)
    return found if len(found) == len(texts) else [str(escape(text)) for text in texts]


def render(request: Request, template: str, context: Any, *, status: int = 200) -> HTMLResponse:
    """The page of a context; the template knows it as `page`."""
    jinja: Environment = request.app.state.jinja
    html = jinja.get_template(template).render(page=context, site=site(request))
    return HTMLResponse(html, status_code=status)
