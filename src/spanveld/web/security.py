"""What every request has to pass and every answer carries: Host, Origin, size of the body, security headers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from spanveld.model.errors import N_
from spanveld.web import errors
from spanveld.web.languages import language_of

__all__ = ["HEADERS", "IMPORT_BYTES", "JSON_BYTES", "Guard", "our_hosts"]

JSON_BYTES = 1_000_000
IMPORT_BYTES = 110_000_000
IMPORTS = "/api/imports"
IMPORT_FORMS = ("/import", "/exchange", "/api/projects")
"""Where a file comes in."""
RETURNED = re.compile(r"(?:/api)?/sources/[^/]+/comments")
"""Where a Word file with comments comes back."""
READS = ("GET", "HEAD")

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "font-src": "'self'",
    "img-src": "'self' data:",
    "connect-src": "'self'",
    "media-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
NOT_NEEDED = (
    "accelerometer",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "hid",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "serial",
    "usb",
)
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in POLICY.items()),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{name}=()" for name in NOT_NEEDED),
    "Cache-Control": "no-store",
}
"""What an answer carries unless it says otherwise itself."""


def our_hosts(port: int) -> frozenset[str]:
    """What the ``Host`` of a request to this server may be."""
    names = ("127.0.0.1", "localhost")
    return frozenset([f"{name}:{port}" for name in names] + (list(names) if port == 80 else []))


class Guard:
    """Outermost ASGI middleware: refuses what does not come from a page of ours, and sees to it that each answer is headed.

    A page on another site can make a browser send requests here: by a name that it lets point to this machine (``Host``
    then tells), or by forms and scripts (``Origin`` and ``Sec-Fetch-Site`` tell). Nothing else has a say in it: a cookie of
    127.0.0.1 goes to all ports.
    """

    def __init__(self, app: ASGIApp, port: int) -> None:
        self.app = app
        self.hosts = our_hosts(port)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
            return
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope, receive)
        request.state.actor = ""
        request.state.language = language_of(request)
        body = _Body(receive, request.headers, _limit(scope))
        answered = _Answer(send, body)
        if (refusal := self._refusal(request)) is not None:
            body.cut = not body.whole
            await refusal(scope, receive, answered)
            return
        try:
            await self.app(scope, body, answered)
        except Exception as error:
            if answered.begun:
                raise
            response = _too_large(request) if _is_too_large(error) else errors.unexpected(request, error)
            await response(scope, receive, answered)

    def _refusal(self, request: Request) -> Response | None:
        headers = request.headers
        hosts = headers.getlist("host")
        if len(hosts) != 1 or hosts[0].lower() not in self.hosts:
            message = N_("This server answers only to 127.0.0.1 and localhost, on its own port.")
            return errors.answer(request, 400, "invalid", message)
        if not _ours(request.method, headers, hosts[0].lower()):
            return errors.answer(request, 403, "refused", errors.STATUS[403][1])
        stated = headers.get("content-length", "0")
        if not (stated.isascii() and stated.isdigit()):
            return errors.answer(request, 400, "invalid", errors.STATUS[400][1])
        return _too_large(request) if int(stated) > _limit(request.scope) else None


def _ours(method: str, headers: Headers, host: str) -> bool:
    """Whether a request comes from a page of ours, or is a reader's own step to a page."""
    site = headers.get("sec-fetch-site", "")
    if method in READS:
        return site in ("", "none", "same-origin") or headers.get("sec-fetch-mode") == "navigate"
    origins = headers.getlist("origin")
    return origins == [f"http://{host}"] if origins else site == "same-origin"


def _limit(scope: Scope) -> int:
    path = scope["path"]
    takes_file = path in (IMPORTS, *IMPORT_FORMS) or path.startswith(f"{IMPORTS}/") or bool(RETURNED.fullmatch(path))
    return IMPORT_BYTES if takes_file else JSON_BYTES


class TooLarge(HTTPException):
    """More came than was allowed, whatever the request said of its size."""

    def __init__(self) -> None:
        super().__init__(413)


def _is_too_large(error: BaseException) -> bool:
    """Whether that is what an error comes from, which who read the body may have wrapped."""
    return isinstance(error, TooLarge) or (error.__cause__ is not None and _is_too_large(error.__cause__))


def _too_large(request: Request) -> Response:
    return errors.answer(request, 413, "too_large", errors.STATUS[413][1])


class _Body:
    """Hands a body on until it is larger than ``limit`` bytes: then ``TooLarge``, and nothing more is read.

    ``whole`` once all of it came in; ``cut`` where the rest is not to be waited for.
    """

    def __init__(self, receive: Receive, headers: Headers, limit: int) -> None:
        self._receive, self._limit, self._total = receive, limit, 0
        self.whole = "transfer-encoding" not in headers and headers.get("content-length", "0") == "0"
        self.cut = False

    async def __call__(self) -> Message:
        if self.cut:
            raise TooLarge
        message = await self._receive()
        self.whole = self.whole or not message.get("more_body", False)
        self._total += len(message.get("body", b""))
        if self._total > self._limit:
            self.cut = True
            raise TooLarge
        return message

    async def finish(self) -> None:
        """Read what nobody asked for, so that the line can be used again; not more than may come in."""
        with suppress(TooLarge):
            while not self.whole:
                await self()


class _Answer:
    """Sends an answer with all headers that it lacks; ``begun`` once it is on its way.

    The line is closed after it where more of the request may come.
    """

    def __init__(self, send: Send, body: _Body) -> None:
        self._send, self._body = send, body
        self.begun = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            await self._body.finish()
            self.begun = True
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            if self._body.cut:
                headers["Connection"] = "close"
        await self._send(message)
