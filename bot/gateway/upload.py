"""A form with a file in it, read into memory and never onto the disk: what it holds may be about somebody."""

from __future__ import annotations

from aiohttp import BodyPartReader, web

from bot.gateway.keys import UPLOAD

_CHUNK = 64 * 1024
_MOST_FIELDS = 5


async def read_upload(request: web.Request, largest: int) -> dict[str, bytes]:
    """The fields of the form, the file among them, kept with the request.

    Raises HTTPRequestEntityTooLarge; ValueError and the errors of aiohttp for what cannot be read.
    """
    fields: dict[str, bytes] = {}
    size = 0
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or not part.name or len(fields) >= _MOST_FIELDS:
            raise ValueError("a form of another kind")
        content = bytearray()
        while chunk := await part.read_chunk(_CHUNK):
            size += len(chunk)
            if size > largest:
                raise web.HTTPRequestEntityTooLarge(largest, size)
            content += chunk
        fields[part.name] = bytes(content)
    request[UPLOAD] = fields
    return fields
