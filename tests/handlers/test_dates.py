"""A server that names no date in a header of its own tells the time by what it sends."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime

import pytest

from handlers.dates import newest_in, sent_at
from handlers.request import AiohttpRequest

AT = 1_790_000_000
WHEN = datetime.fromtimestamp(AT, UTC)


def said(result: object) -> bytes:
    return json.dumps({"ok": True, "result": result}).encode()


@pytest.mark.parametrize(
    ("method", "result", "heard"),
    [
        ("sendMessage", {"date": AT, "reply_to_message": {"date": AT - 99}}, WHEN),
        ("editMessageText", {"date": AT - 99, "edit_date": AT}, WHEN),
        ("editMessageText", True, None),
        ("editMessageText", {"date": AT}, None),
        ("getChat", {"date": AT}, None),
        ("sendMessage", {"date": "soon"}, None),
        ("sendMessage", {"date": 10**30}, None),
        ("sendMessage", None, None),
    ],
)
def test_what_was_sent_just_now_tells_the_time(method, result, heard):
    assert sent_at(method, said(result)) == heard


@pytest.mark.parametrize(
    ("result", "heard"),
    [
        ([{"message": {"date": AT - 1}}, {"my_chat_member": {"date": AT}}], WHEN),
        ([{"edited_message": {"date": AT - 99, "edit_date": AT}}], WHEN),
        ([{"update_id": 1, "callback_query": {"message": {"date": AT}}}], None),
        ([], None),
        ([None, {"message": None}], None),
        (None, None),
    ],
)
def test_what_waited_at_telegram_tells_how_late_it_is_at_least(result, heard):
    assert newest_in(said(result)) == heard


@pytest.mark.parametrize("payload", [b'{"ok": tr', b"[]"])
def test_what_nobody_can_read_tells_none(payload):
    assert sent_at("sendMessage", payload) is None
    assert newest_in(payload) is None


@pytest.mark.parametrize(
    ("header", "method", "told", "is_least"),
    [
        ("", "sendMessage", {"date": AT}, False),
        ("", "getUpdates", [{"message": {"date": AT}}], True),
        (f"Date: {WHEN:%a, %d %b %Y %H:%M:%S} GMT\r\n", "sendMessage", {"date": AT - 999}, False),
        (f"Date: {WHEN:%a, %d %b %Y %H:%M:%S} GMT\r\n", "getUpdates", [{"message": {"date": AT - 999}}], False),
    ],
)
async def test_the_header_goes_before_what_is_said(header, method, told, is_least):
    body = said(told)

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(f"HTTP/1.1 200 OK\r\n{header}Content-Length: {len(body)}\r\n\r\n".encode() + body)
        await writer.drain()
        writer.close()

    heard: list[tuple[datetime, bool]] = []

    def hear(date: datetime, *, is_least: bool = False) -> None:
        heard.append((date, is_least))

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    request = AiohttpRequest(on_date=hear)
    async with server:
        await request.initialize()
        port = server.sockets[0].getsockname()[1]
        assert (await request.do_request(f"http://127.0.0.1:{port}/bot1:A/{method}", "POST"))[0] == 200
        await request.shutdown()
    assert heard == [(WHEN, is_least)]
