"""Messages in the reader's language.

English is the language of the msgids themselves; Dutch comes from the gettext catalogue ``nl.po`` beside this module, which is
read when the first Dutch message is asked for::

    _ = translator("nl")
    _("There is no study at {path}.").format(path="x.spanveld")
    counted(_, N_("{count} voice"), N_("{count} voices"), 3)       '3 stemmen'
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from importlib.resources import files

__all__ = ["LANGUAGES", "Translate", "counted", "translator", "user_language"]

Translate = Callable[[str], str]

LANGUAGES = ("en", "nl")
"""The languages that the program speaks."""


@lru_cache
def translator(language: str) -> Translate:
    """A function from msgid to text in this language; a language without a catalogue gets English."""
    if language != "nl":
        return _unchanged
    messages = _catalogue(language)
    return lambda message: messages.get(message, message)


def counted(translate: Translate, one: str, many: str, count: int, **values: object) -> str:
    """A phrase with a number: msgid ``one`` for exactly 1, else ``many`` (English and Dutch agree in this); fills ``{count}``.

    >>> counted(translator("en"), "{count} voice", "{count} voices", 2)
    '2 voices'
    """
    return translate(one if count == 1 else many).format(count=count, **values)


def user_language(environ: Mapping[str, str]) -> str:
    """The language of a person's messages: ``SPANVELD_LANGUAGE``, else ``LC_ALL``, ``LC_MESSAGES`` or ``LANG``; English if unknown.

    >>> user_language({"LANG": "nl_NL.UTF-8"})
    'nl'
    """
    for name in ("SPANVELD_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        if wish := environ.get(name, ""):
            return "nl" if wish.lower().startswith("nl") else "en"
    return "en"


def _unchanged(message: str) -> str:
    return message


def _catalogue(language: str) -> dict[str, str]:
    """Msgid -> translation, of every message that has one."""
    from babel.messages.pofile import read_po

    with (files("spanveld.language") / f"{language}.po").open("rb") as file:
        messages = read_po(file, locale=language)
    return {str(message.id): str(message.string) for message in messages if message.id and message.string}
