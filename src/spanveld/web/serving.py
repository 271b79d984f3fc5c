"""A study served to the browsers of this machine: the port, the links, the start and the end."""

from __future__ import annotations

import errno
import os
import signal
import socket
import threading
import webbrowser
from collections.abc import Callable
from dataclasses import dataclass
from types import FrameType

import uvicorn

from spanveld.model.errors import N_, Refused, why
from spanveld.model.names import natural
from spanveld.session import Study
from spanveld.web.access import INVITED_DAYS, Doors
from spanveld.web.app import make_app
from spanveld.web.served import Served
from spanveld.web.state import State

__all__ = ["HOST", "PORT", "Invitation", "Link", "invite", "serve"]

HOST = "127.0.0.1"
PORT = 8377
TRIED = 50
"""How many ports after the first are tried where none was asked for."""
PATIENCE = 5
"""Seconds that requests under way get when the server stops."""


@dataclass(frozen=True, slots=True)
class Link:
    """The address that lets a coder in once, at this port."""

    address: str
    port: int
    coder: str


@dataclass(frozen=True, slots=True)
class Invitation:
    """A personal address, good for ``days`` days, while the study is served at this port."""

    address: str
    port: int
    coder: str
    days: int


def serve(study: Study, *, port: int | None = None, browser: bool = True, ready: Callable[[Link], None]) -> None:
    """Serve a study in the name of its actor until the process is told to stop; ``ready`` is called once it answers."""
    coder = _coder_of(study)
    study.pages.forget_old_requests()
    state, served = State(), Served(study)
    listening = listen(port)
    with listening:
        taken = listening.getsockname()[1]
        doors = Doors(state.key(), served.guid, taken)
        app = make_app(served, doors, port=taken)
        link = Link(f"http://{HOST}:{taken}/enter?token={doors.start_token(coder)}", taken, coder)

        def begun() -> None:
            state.remember_port(served.guid, taken)
            ready(link)
            if browser:
                threading.Thread(target=webbrowser.open, args=(link.address,), daemon=True).start()

        config = uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            server_header=False,
            ws="none",
            proxy_headers=False,
            timeout_graceful_shutdown=PATIENCE,
        )
        _Server(config, begun, app.state.feed.stop).run(sockets=[listening])


def invite(study: Study, *, port: int | None = None) -> Invitation:
    """A personal link for the study's actor; for the port that is given, else the one at which the study was served last."""
    coder = _coder_of(study)
    state = State()
    at = port or state.port_of(study.identity) or PORT
    token = Doors(state.key(), study.identity, at).invitation(coder)
    return Invitation(f"http://{HOST}:{at}/enter?invitation={token}", at, coder, INVITED_DAYS)


def _coder_of(study: Study) -> str:
    if coder := study.actor:
        return coder
    names = ", ".join(sorted((coder.coder for coder in study.content().records["coder"]), key=natural)) or "-"
    raise Refused(N_("Say who works, with --as CODER; this study has: {coders}."), coders=names)


def listen(port: int | None) -> socket.socket:
    """A socket of this machine alone, at ``port``; where none was asked for, at the first free one from ``PORT`` on."""
    wanted = range(PORT, PORT + TRIED) if port is None else (port,)
    for number in wanted:
        found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        try:
            if os.name == "posix":
                found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            found.bind((HOST, number))
            found.listen(128)
        except OSError as error:
            found.close()
            if port is not None and error.errno != errno.EADDRINUSE:
                raise Refused(N_("Port {port} cannot be used: {reason}."), port=number, reason=why(error)) from error
        else:
            return found
    if port is not None:
        raise Refused(N_("Port {port} is taken by another program; give another one, or leave --port out."), port=port)
    raise Refused(
        N_("No port from {first} to {last} is free; give one with --port."), first=PORT, last=PORT + TRIED - 1
    )


class _Server(uvicorn.Server):
    """Tells when it answers, ends the lines of events when it stops, and takes Ctrl+C as the way to stop it."""

    def __init__(self, config: uvicorn.Config, begun: Callable[[], None], ending: Callable[[], None]) -> None:
        super().__init__(config)
        self._begun, self._ending = begun, ending

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._begun()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._ending()
        await super().shutdown(sockets)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        if self.should_exit and sig == signal.SIGINT:
            self.force_exit = True
        self.should_exit = True
