"""In which language a reader is spoken to: what the browser says it prefers."""

from __future__ import annotations

import os

from starlette.requests import HTTPConnection

from spanveld.language.messages import LANGUAGES, Translate, translator, user_language

__all__ = ["language_of", "preferred", "translate_for"]


def preferred(accepted: str) -> str:
    """The language that an ``Accept-Language`` header likes best of those that the program speaks; empty where it names none.

    >>> preferred("de, nl-NL;q=0.8, en;q=0.5")
    'nl'
    """
    best, most = "", 0.0
    for wish in accepted.split(","):
        name, _, weight = wish.partition(";")
        language = name.strip().lower().partition("-")[0]
        if language in LANGUAGES and (liked := _weight(weight)) > most:
            best, most = language, liked
    return best


def _weight(text: str) -> float:
    name, _, number = text.strip().partition("=")
    if name.strip().lower() != "q":
        return 1.0
    try:
        return min(float(number), 1.0)
    except ValueError:
        return 0.0


def language_of(request: HTTPConnection) -> str:
    """The reader's language: of the browser, else of the system that serves."""
    return preferred(request.headers.get("accept-language", "")) or user_language(os.environ)


def translate_for(request: HTTPConnection) -> Translate:
    """What puts messages into the reader's language."""
    return translator(language_of(request))
