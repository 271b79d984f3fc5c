"""A small study behind the application, and clients that came in as one of its coders."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter
from starlette.testclient import TestClient

from spanveld.session import Study
from spanveld.web.access import Doors
from spanveld.web.api import OPERATIONS
from spanveld.web.app import make_app
from spanveld.web.served import Served
from tests.session.samples import put, sample

__all__ = ["Api", "House", "house"]

PORT = 8377
ORIGIN = f"http://127.0.0.1:{PORT}"


@dataclass
class Api:
    """What a page of one coder sends: JSON there and back."""

    client: TestClient

    def __call__(self, method: str, path: str, body: Any = None, *, key: str = "", status: int = 200) -> Any:
        headers = {"Accept": "application/json", "Accept-Language": "en", "Origin": ORIGIN}
        if key:
            headers["Spanveld-Request"] = key
        answer = self.client.request(method, path, json=body, headers=headers)
        assert answer.status_code == status, answer.text
        if status == 200:
            _as_described(method, path.partition("?")[0], answer.content)
        return answer.json()


def _as_described(method: str, path: str, content: bytes) -> None:
    """The answer is of the type that its operation says; ValidationError where it is not."""
    described = next(
        operation
        for operation in OPERATIONS
        if operation.method == method and re.fullmatch(re.sub(r"{\w+}", "[^/]+", operation.path), path)
    )
    TypeAdapter(described.answers).validate_json(content, extra="forbid")


class House:
    """The application of a study, and who is let in."""

    def __init__(self, study: Study) -> None:
        self.study = study
        served = Served(study)
        self.doors = Doors(b"k" * 32, served.guid, PORT)
        self.app = make_app(served, self.doors, port=PORT)

    def client(self, coder: str) -> TestClient:
        """A browser with the cookie of a coder (empty: with none)."""
        client = TestClient(self.app, base_url=ORIGIN, follow_redirects=False)
        if coder:
            client.cookies.set(self.doors.cookie_name, self.doors.cookie(coder))
        return client

    def api(self, coder: str) -> Api:
        """The interface in the hands of a coder."""
        return Api(self.client(coder))


@contextmanager
def house(address: str) -> Iterator[House]:
    """The sample study at an address, served."""
    with put(address, sample()) as study:
        yield House(study)
