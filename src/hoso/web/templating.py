"""Templates with the filters and globals that every page shares."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from fastapi import Request
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from hoso.web import words

FOLDER = Path(__file__).parent
STATIC = FOLDER / "static"


def static_digest() -> str:
    """A short hash of all static files, part of their address so that browsers may keep them for ever."""
    digest = sha256()
    for path in sorted(STATIC.rglob("*")):
        if path.is_file():
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def build_environment() -> Environment:
    """The template environment: escaping on, a forgotten variable is an error."""
    environment = Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        vi=lambda text: words.split_languages(text)[0],
        en=lambda text: words.split_languages(text)[1],
        masked=words.masked,
        time=words.local_time,
        day=words.local_date,
        age=words.age,
        size=words.size,
        percent=words.percent,
    )
    environment.globals.update(words=words, label=words.label, static=f"/static/{static_digest()}")
    return environment


def render(request: Request, name: str, context: Mapping[str, Any], status: int = 200) -> HTMLResponse:
    """The page `name` for this request, with who is signed in and how many papers wait beside it."""
    environment: Environment = request.app.state.templates
    everywhere = {
        "actor": getattr(request.state, "actor", None),
        "path": request.url.path,
    }
    return HTMLResponse(environment.get_template(name).render({**everywhere, **context}), status)
