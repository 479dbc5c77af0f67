"""The access log tells the kind of page, never who asked or for what."""

import logging

from aiohttp import web

from bot.gateway.access_log import RouteLog
from bot.logs import ContentFreeFormatter


async def test_a_request_is_logged_by_its_route_without_address_path_or_query(aiohttp_server, aiohttp_client, caplog):
    async def item(request):
        return web.Response(text="ok")

    app = web.Application()
    app.router.add_get("/library/{id}", item, name="library_item")
    server = await aiohttp_server(app, access_log=logging.getLogger("aiohttp.access"), access_log_class=RouteLog)
    client = await aiohttp_client(server)
    caplog.set_level(logging.INFO, logger="bot.gateway.access_log")
    await client.get("/library/marigold?q=marigold", headers={"User-Agent": "marigold"})
    lines = [ContentFreeFormatter().format(record) for record in caplog.records if record.name == RouteLog.__module__]
    assert len(lines) == 1
    assert '"route": "library_item"' in lines[0] and '"status": 200' in lines[0]
    assert "marigold" not in lines[0] and "127.0.0.1" not in lines[0]
