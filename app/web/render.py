"""From a context to a page: the Jinja environment and the one function that uses it."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import HTMLResponse

from app.web import addresses, labels, structured
from app.web.deps import site
from app.web.static import StaticFiles


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
    jinja.globals.update(structured=structured.graph, marked=marked)
    jinja.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    return jinja


def marked(segments: Iterable[tuple[str, bool]], arrived: bool = False) -> Markup:
    """A text in pieces as HTML; where one `arrived` from a search, the first match takes the focus, so that
    it is in view. Not a macro: a page of hits has a hundred and fifty such texts."""
    out: list[str] = []
    for text, is_match in segments:
        if not is_match:
            out.append(escape(text))
        else:
            begun = '<mark id="match" tabindex="-1" autofocus>' if arrived else "<mark>"
            out.append(f"{begun}{escape(text)}</mark>")
            arrived = False
    return Markup("".join(out))  # noqa: S704  # every text in it is escaped


def render(request: Request, template: str, context: Any, *, status: int = 200) -> HTMLResponse:
    """The page of a context; the template knows it as `page`."""
    jinja: Environment = request.app.state.jinja
    html = jinja.get_template(template).render(page=context, site=site(request))
    return HTMLResponse(html, status_code=status)
