"""Who may come in: a start token that works once, invitations, and the signed cookie that they are exchanged for."""

from __future__ import annotations

import hashlib
import secrets
import time

from itsdangerous import BadData, URLSafeTimedSerializer
from starlette.requests import HTTPConnection, Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from spanveld.model.errors import N_, Refused
from spanveld.web import errors
from spanveld.web.rendering import page

__all__ = ["Access", "Doors", "enter"]

START_SECONDS = 600
INVITED_DAYS = 30
SIGNED_IN_DAYS = 30
DAY = 86_400
DOOR = "/enter"
FILES = "/static/"
"""What anybody may ask for: files that are in every copy of the program."""

NOT_IN = N_(
    "Come in by a link first: the one that 'spanveld serve' printed, or one that 'spanveld invite' made for you."
)
NO_LONGER = N_("This link was used already, is too old, or belongs to another study.")


class Doors:
    """The ways into one study at one port. All that is signed holds for this study alone (``identity``)."""

    def __init__(self, key: bytes, identity: str, port: int) -> None:
        short = hashlib.sha256(identity.encode()).hexdigest()[:12]
        self.cookie_name = f"spanveld-{port}-{short}"
        self._cookies = _serializer(key, f"cookie {identity}")
        self._invitations = _serializer(key, f"invitation {identity}")
        self._starts: dict[bytes, tuple[str, float]] = {}

    def start_token(self, coder: str) -> str:
        """A token that lets ``coder`` in once, within ten minutes."""
        token = secrets.token_urlsafe(32)
        self._starts[_digest(token)] = (coder, time.time() + START_SECONDS)
        return token

    def invitation(self, coder: str) -> str:
        """A token that lets ``coder`` in for thirty days, as often as it is used."""
        return str(self._invitations.dumps(coder))

    def started(self, token: str) -> str:
        """The coder of a start token, which is used up by this; empty where it is none, or no longer."""
        coder, until = self._starts.pop(_digest(token), ("", 0.0))
        return coder if time.time() <= until else ""

    def invited(self, token: str) -> str:
        """The coder of an invitation; empty where it is none of this study, or no longer."""
        return _signed(self._invitations, token, INVITED_DAYS * DAY)

    def cookie(self, coder: str) -> str:
        """What the cookie of a coder who came in holds."""
        return str(self._cookies.dumps(coder))

    def coder_of(self, connection: HTTPConnection) -> str:
        """The coder whose cookie a request carries; empty where it has none that holds."""
        return _signed(self._cookies, connection.cookies.get(self.cookie_name, ""), SIGNED_IN_DAYS * DAY)


def _serializer(key: bytes, salt: str) -> URLSafeTimedSerializer:
    how = {"key_derivation": "hmac", "digest_method": hashlib.sha256}
    return URLSafeTimedSerializer(key, salt=f"spanveld {salt}", signer_kwargs=how)


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()


def _signed(serializer: URLSafeTimedSerializer, token: str, seconds: int) -> str:
    try:
        coder = serializer.loads(token, max_age=seconds) if token else ""
    except (BadData, UnicodeError, ValueError):
        return ""
    return coder if isinstance(coder, str) else ""


class Access:
    """ASGI middleware: whoever has no valid cookie gets a page that says how to come in; ``request.state.actor`` is the coder."""

    def __init__(self, app: ASGIApp, doors: Doors) -> None:
        self.app = app
        self.doors = doors

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope, receive)
        request.state.actor = self.doors.coder_of(request)
        path = scope["path"]
        if request.state.actor or path == DOOR or path.startswith(FILES):
            await self.app(scope, receive, send)
        else:
            await _not_in(request)(scope, receive, send)


def _not_in(request: Request, first: str = "") -> Response:
    messages = (first, NOT_IN) if first else (NOT_IN,)
    return errors.answer(request, 401, "unauthorised", *messages, both_languages=True)


def enter(request: Request) -> Response:
    """GET /enter?token=... or ?invitation=...: exchange it for a cookie and go to the first page."""
    if request.method == "HEAD" or "prefetch" in request.headers.get("sec-purpose", request.headers.get("purpose", "")):
        return errors.answer(
            request, 403, "refused", N_("This link was not opened but looked at beforehand; it still works.")
        )
    doors: Doors = request.app.state.doors
    tokens = request.query_params
    coder = doors.started(tokens.get("token", "")) or doors.invited(tokens.get("invitation", ""))
    if coder:
        try:
            coder = request.app.state.study.as_(coder).actor
        except Refused:
            coder = ""
    if not coder:
        known = request.state.actor
        return _onward(request) if known else _not_in(request, NO_LONGER)
    response = _onward(request)
    response.set_cookie(doors.cookie_name, doors.cookie(coder), httponly=True, samesite="strict", path="/")
    return response


def _onward(request: Request) -> Response:
    """To the first page. A browser that followed a link of another site would not send the cookie along with a redirect
    (SameSite=Strict); it goes there from a page of ours.
    """
    if request.headers.get("sec-fetch-site", "none") in ("none", "same-origin"):
        return RedirectResponse("/", status_code=303)
    return page(request, "onward.html.j2")
