"""Pages made of templates, in the reader's language."""

from __future__ import annotations

from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from spanveld.language.messages import LANGUAGES, translator
from spanveld.web.assets import Assets
from spanveld.web.languages import language_of

__all__ = ["Templates", "page"]


class Templates:
    """The templates of ``web/templates``, set up once for each language.

    Every template knows ``_`` (a message in the reader's language), ``language`` and ``asset(path)`` (the address of a file of
    ``static``), and ``assets`` (``path in assets``). What is put into it is escaped; ``StrictUndefined`` names what was forgotten.
    """

    def __init__(self, assets: Assets) -> None:
        self._environments = {language: _environment(language, assets) for language in LANGUAGES}

    def render(self, name: str, language: str, **values: Any) -> str:
        """A template, filled."""
        return self._environments[language].get_template(name).render(values)


def _environment(language: str, assets: Assets) -> Environment:
    environment = Environment(
        loader=PackageLoader("spanveld.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(_=translator(language), language=language, asset=assets.address, assets=assets)
    return environment


def page(request: Request, name: str, status: int = 200, /, **values: Any) -> HTMLResponse:
    """The answer with a template, filled, in the language of whoever asks."""
    templates: Templates = request.app.state.templates
    return HTMLResponse(templates.render(name, language_of(request), **values), status)
