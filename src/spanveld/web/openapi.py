"""The interface for scripts, described: an OpenAPI document made from the operations themselves."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import JsonSchemaMode
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from spanveld import __version__
from spanveld.web.api import OPERATIONS
from spanveld.web.operations import REQUEST_KEY, Operation

__all__ = ["document", "openapi"]

REF = "#/components/schemas/{model}"
ERROR = {
    "type": "object",
    "required": ["error"],
    "properties": {
        "error": {
            "type": "object",
            "required": ["status", "code", "message"],
            "properties": {
                "status": {"type": "integer"},
                "code": {"type": "string"},
                "message": {"type": "string"},
                "was": {
                    "type": "string",
                    "description": "A code that is not there any more: merged, renamed or removed.",
                },
                "into": {"type": "string", "description": "What it was merged into or is called now; empty: removed."},
                "rests": {
                    "type": "object",
                    "description": "What rests on a thing that was to be removed: rows by table.",
                },
            },
        }
    },
}
"""The one shape of errors."""
INTRODUCTION = (
    "What the pages of Spanveld use. Positions are half-open code-point offsets of a source's newest text. Every change is one entry "
    f"of the journal and one step of undo; sent again under the same key ({REQUEST_KEY}), it is made once."
)


EVENTS = {
    "summary": "What others do, as it happens: server-sent events `change` with an entry of the journal; Last-Event-ID is honoured.",
    "operationId": "events",
    "parameters": [
        {"name": "after", "in": "query", "description": "As of /api/changes.", "schema": {"type": "string"}}
    ],
    "responses": {
        "200": {
            "description": "A stream that does not end.",
            "content": {"text/event-stream": {"schema": {"type": "string"}}},
        }
    },
}


def document(operations: Sequence[Operation]) -> dict[str, Any]:
    """The OpenAPI 3.1 document of operations."""
    paths: dict[str, dict[str, Any]] = {}
    schemas: dict[str, Any] = {"Error": ERROR}
    for operation in operations:
        paths.setdefault(operation.path, {})[operation.method.lower()] = _described(operation, schemas)
    paths["/api/events"] = {"get": EVENTS}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Spanveld", "version": __version__, "description": INTRODUCTION},
        "paths": paths,
        "components": {"schemas": dict(sorted(schemas.items()))},
    }


def openapi(request: Request) -> Response:
    """GET /api/openapi.json"""
    return JSONResponse(_ours())


@cache
def _ours() -> Mapping[str, Any]:
    return document(OPERATIONS)


def _described(operation: Operation, schemas: dict[str, Any]) -> dict[str, Any]:
    named = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in re.findall(r"\{(\w+)\}", operation.path)
    ]
    asked = [
        {"name": name, "in": "query", "description": text, "schema": {"type": "string"}}
        for name, text in operation.query.items()
    ]
    key = {
        "name": "Spanveld-Request",
        "in": "header",
        "description": "A key of one's own.",
        "schema": {"type": "string"},
    }
    found: dict[str, Any] = {
        "summary": operation.says,
        "operationId": operation.run.__module__.rpartition(".")[2] + operation.run.__name__,
        "parameters": [*named, *asked, *([key] if operation.changes else [])],
        "responses": {
            "200": {"description": "Done.", "content": _json(_schema(operation.answers, "serialization", schemas))},
            "default": {"description": "Refused or impossible.", "content": _json({"$ref": REF.format(model="Error")})},
        },
    }
    if operation.body is not None:
        found["requestBody"] = {"required": True, "content": _json(_schema(operation.body, "validation", schemas))}
    if operation.takes_file:
        file = {"type": "object", "required": ["file"], "properties": {"file": {"type": "string", "format": "binary"}}}
        found["requestBody"] = {"required": True, "content": {"multipart/form-data": {"schema": file}}}
    return found


def _json(schema: Mapping[str, Any]) -> dict[str, Any]:
    return {"application/json": {"schema": schema}}


def _schema(kind: Any, mode: JsonSchemaMode, schemas: dict[str, Any]) -> dict[str, Any]:
    found = TypeAdapter(kind).json_schema(mode=mode, ref_template=REF)
    schemas.update(found.pop("$defs", {}))
    title = found.get("title")
    if title and found.get("type") == "object":
        schemas[title] = found
        return {"$ref": REF.format(model=title)}
    return found
