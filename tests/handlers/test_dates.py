"""A server that names no date in a header of its own tells the time by what it sends."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime

import pytest

from handlers.dates import HELD_S, date_in
from handlers.request import AiohttpRequest

AT = 1_790_000_000
WHEN = datetime.fromtimestamp(AT, UTC)


def said(result: object) -> bytes:
    return json.dumps({"ok": True, "result": result}).encode()


@pytest.mark.parametrize(
    ("method", "result", "seconds", "heard"),
    [
        ("sendMessage", {"date": AT, "reply_to_message": {"date": AT - 99}}, 0, WHEN),
        ("editMessageText", {"date": AT - 99, "edit_date": AT}, 0, WHEN),
        ("editMessageText", True, 0, None),
        ("editMessageText", {"date": AT}, 0, None),
        ("getUpdates", [{"message": {"date": AT - 1}}, {"my_chat_member": {"date": AT}}], HELD_S, WHEN),
        ("getUpdates", [{"edited_message": {"date": AT - 99, "edit_date": AT}}], HELD_S, WHEN),
        ("getUpdates", [{"message": {"date": AT}}], 0, None),
        ("getUpdates", [{"update_id": 1, "callback_query": {"message": {"date": AT}}}], HELD_S, None),
        ("getUpdates", [], HELD_S, None),
        ("getChat", {"date": AT}, 0, None),
        ("sendMessage", {"date": "soon"}, 0, None),
        ("sendMessage", {"date": 10**30}, 0, None),
        ("sendMessage", None, 0, None),
    ],
)
def test_what_has_just_happened_tells_the_time(method, result, seconds, heard):
    assert date_in(method, said(result), seconds) == heard


def test_what_nobody_can_read_tells_none():
    assert date_in("sendMessage", b'{"ok": tr', 0) is None
    assert date_in("sendMessage", b"[]", 0) is None


@pytest.mark.parametrize("header", ["", f"Date: {WHEN:%a, %d %b %Y %H:%M:%S} GMT\r\n"])
async def test_the_header_goes_before_what_is_said(header):
    body = said({"date": AT if not header else AT - 999})

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(f"HTTP/1.1 200 OK\r\n{header}Content-Length: {len(body)}\r\n\r\n".encode() + body)
        await writer.drain()
        writer.close()

    heard: list[datetime] = []
    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    request = AiohttpRequest(on_date=heard.append)
    async with server:
        await request.initialize()
        port = server.sockets[0].getsockname()[1]
        assert (await request.do_request(f"http://127.0.0.1:{port}/bot1:A/sendMessage", "POST"))[0] == 200
        await request.shutdown()
    assert heard == [WHEN]
