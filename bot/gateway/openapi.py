"""The OpenAPI description of the web front end, made from the tables of routes, doors and forms.

It is for whoever tests or guards this service; people use pages. `steadyhand openapi` prints it.
"""

from __future__ import annotations

import re
from typing import Any

from aiohttp import web

from bot.gateway.access import ACCESS
from bot.gateway.doors.entry import Entry
from bot.gateway.field import Field
from bot.gateway.forgery import FIELD, FILE_ROUTE
from bot.gateway.forms import FORMS, QUERIES
from bot.gateway.routes import ROUTES

_PARAMETER = re.compile(r"\{(\w+)(?::([^{}]*(?:\{[^{}]*\})?[^{}]*))?\}")
_MEANINGS = {
    101: "The socket is open",
    200: "A page",
    303: "See there: what was asked is done, or the person has to do something else first",
    400: "Not readable",
    401: "Not signed in, or name and password do not fit together",
    403: "Not for this role, or not from our own pages",
    404: "Nothing is here",
    409: "It cannot be done now; the answer says why",
    413: "Too large",
    415: "Not a form",
    422: "Something in the form has to be mended; the page says what",
    429: "Too many; Retry-After says how long to wait",
    503: "The records are out of reach; the page leads to the emergency card",
}


def description() -> dict[str, Any]:
    """The whole description (OpenAPI 3.0)."""
    paths: dict[str, dict[str, Any]] = {}
    for route in ROUTES:
        name = route.kwargs["name"]
        path = _PARAMETER.sub(r"{\1}", route.path)
        paths.setdefault(path, {})[route.method.lower()] = _operation(route, name, ACCESS[name])
    return {
        "openapi": "3.0.3",
        "info": {"title": "Steadyhand", "version": "1", "description": "Pages and forms; see x-roles for who may."},
        "paths": paths,
        "components": {
            "securitySchemes": {"session": {"type": "apiKey", "in": "cookie", "name": "__Host-steadyhand_session"}}
        },
    }


def _operation(route: web.RouteDef, name: str, entry: Entry) -> dict[str, Any]:
    parameters = [_path_parameter(*found) for found in _PARAMETER.findall(route.path)]
    parameters += [
        {"name": field.name, "in": "query", "required": False, "schema": _schema(field)}
        for field in QUERIES.get(name, ())
    ]
    operation: dict[str, Any] = {
        "operationId": name,
        "summary": entry.purpose,
        "security": [] if entry.public else [{"session": []}],
        "x-roles": ["everybody"] if entry.public else sorted(role.value for role in entry.roles),
        "x-shows": [sight.value for sight in entry.shows],
        "parameters": parameters,
        "responses": {str(status): {"description": _MEANINGS[status]} for status in _statuses(route, name, entry)},
    }
    if route.method == "POST":
        operation["requestBody"] = _file_body() if name == FILE_ROUTE else _body(FORMS.get(name, ()))
    return operation


def _statuses(route: web.RouteDef, name: str, entry: Entry) -> list[int]:
    statuses = {200, 400, 503}
    if not entry.public or name in ("sign_in", "sign_out", "sign_in_send", "join_send", "new_password_send"):
        statuses.add(303)
    if not entry.public:
        statuses.add(403)
    if "{" in route.path:
        statuses.add(404)
    if route.method == "POST":
        statuses |= {401, 403, 413, 415, 422, 429}
    if name in ("checklist_mark", "room_reply"):
        statuses.add(409)
    return sorted(statuses | ({101, 401} if name == "socket" else set()))


def _file_body() -> dict[str, Any]:
    schema = _body(())["content"]["application/x-www-form-urlencoded"]["schema"]
    file = {"type": "string", "format": "binary"}
    schema = {**schema, "properties": {**schema["properties"], "file": file}, "required": [FIELD, "file"]}
    return {"required": True, "content": {"multipart/form-data": {"schema": schema}}}


def _body(fields: tuple[Field, ...]) -> dict[str, Any]:
    properties = {FIELD: {"type": "string", "minLength": 64, "maxLength": 64, "pattern": "^[0-9a-f]{64}$"}}
    properties |= {field.name: _schema(field) for field in fields}
    required = [FIELD, *(field.name for field in fields if field.required)]
    schema = {"type": "object", "properties": properties, "required": required}
    return {"required": True, "content": {"application/x-www-form-urlencoded": {"schema": schema}}}


def _schema(field: Field) -> dict[str, Any]:
    chosen = {"enum": list(field.choices)} if field.choices else {"maxLength": field.longest}
    one = {"type": "string", **chosen}
    return {"type": "array", "items": one, "maxItems": field.most} if field.many else one


def _path_parameter(name: str, pattern: str) -> dict[str, Any]:
    schema = {"type": "string", "pattern": f"^{pattern or '[a-z_]{1,40}'}$"}
    return {"name": name, "in": "path", "required": True, "schema": schema}
