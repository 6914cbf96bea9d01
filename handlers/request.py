"""PTB's network on aiohttp: under load 2 to 15 times the calls a second of the stock one (measured)."""

import asyncio
import json
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache
from http import HTTPStatus
from typing import Any, Protocol

import aiohttp
from telegram._utils.defaultvalue import DEFAULT_NONE
from telegram._utils.types import ODVInput
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData
from telegram.request._requestparameter import RequestParameter

from handlers.dates import newest_in, sent_at

READ_SECONDS = 20.0
CONNECT_SECONDS = 10.0
CONNECTIONS = 128
PROMPT_S = 30.0
"""Of an answer that took longer nobody knows how old its date is: the program may have stood still meanwhile."""


class OnDate(Protocol):
    """Hears what time it is; `is_least`: so late at least."""

    def __call__(self, date: datetime, *, is_least: bool = False) -> None:
        """Telegram sent this date just now."""
        ...


URL_ENCODED = {"Content-Type": "application/x-www-form-urlencoded"}


class AiohttpRequest(BaseRequest):
    """One connection pool for all calls. TimedOut: the outcome is unknown; NetworkError: it most likely never left."""

    def __init__(self, connections: int = CONNECTIONS, on_date: OnDate | None = None) -> None:
        """The session is opened by `initialize`, on the loop that uses it. `on_date` hears the dates of answers."""
        self._connections = connections
        self._on_date = on_date
        self._last_date = ""
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        """Seconds an answer may take by default."""
        return READ_SECONDS

    async def initialize(self) -> None:
        """Open the session."""
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=self._connections, keepalive_timeout=60)
            self._session = aiohttp.ClientSession(connector=connector)

    async def shutdown(self) -> None:
        """Close the session."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = DEFAULT_NONE,
        write_timeout: ODVInput[float] = DEFAULT_NONE,  # noqa: ARG002 (aiohttp has one limit for the whole call)
        connect_timeout: ODVInput[float] = DEFAULT_NONE,
        pool_timeout: ODVInput[float] = DEFAULT_NONE,  # noqa: ARG002 (waiting for a connection counts as connecting)
    ) -> tuple[int, bytes]:
        """See BaseRequest. Raises NetworkError or RuntimeError or TimedOut."""
        if self._session is None:
            message = "the request object was not initialized"
            raise RuntimeError(message)
        limits = _limits(_seconds(connect_timeout, CONNECT_SECONDS), _seconds(read_timeout, READ_SECONDS))
        body, headers = _body(request_data)
        asked_at = asyncio.get_running_loop().time()
        try:
            async with self._session.request(method, url, data=body, headers=headers, timeout=limits) as answer:
                payload = await answer.read()
                seconds = asyncio.get_running_loop().time() - asked_at
                if answer.status == HTTPStatus.OK and seconds < PROMPT_S:
                    self._hear(answer.headers.get("Date", ""), url.rpartition("/")[2], payload)
                return answer.status, payload
        except TimeoutError as error:
            raise TimedOut from error
        except aiohttp.ClientError as error:
            # The text of a client error may hold the address, and the address holds the token.
            message = type(error).__name__
            raise NetworkError(message) from None

    def _hear(self, date: str, method: str, payload: bytes) -> None:
        """The date of an answer: of its header, else of the message that it tells of."""
        if date:
            self._note_date(date)
        elif self._on_date is not None:
            is_least = method == "getUpdates"
            told = newest_in(payload) if is_least else sent_at(method, payload)
            if told is not None:
                self._on_date(told, is_least=is_least)

    def _note_date(self, date: str) -> None:
        """Once for each second: the same again would only be older by now."""
        if self._on_date is None or date in {"", self._last_date}:
            return
        self._last_date = date
        try:
            self._on_date(parsedate_to_datetime(date).astimezone(UTC))
        except ValueError:
            return

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """What Telegram answered. PTB would log an answer that was cut as a whole: who pressed what.

        Raises TelegramError.
        """
        try:
            found: dict[str, Any] = json.loads(payload.decode("utf-8", "replace"))
        except ValueError:
            message = "Invalid server response"
            raise TelegramError(message) from None
        return found

    async def fetch_updates(
        self, url: str, offset: int | None, seconds: float, kinds: list[str]
    ) -> list[dict[str, Any]]:
        """Raw updates from `url` (.../getUpdates): PTB would parse them before they are stored."""
        wanted = {"offset": offset, "timeout": int(seconds), "allowed_updates": kinds, "limit": 100}
        data = RequestData([RequestParameter.from_input(name, value) for name, value in wanted.items()])
        raws = await self.post(url, data, read_timeout=seconds + 10)
        return raws if isinstance(raws, list) else []


FIRST_WORDS = re.compile(r"(?:[A-Za-z_ ,.-]|(?<=[a-z])'(?=[a-z]))*")


def reason_of(error: TelegramError) -> str:
    """Why Telegram refused, as far as a log may say so: its own words stop where it quotes anybody's."""
    return FIRST_WORDS.match(error.message)[0].strip()[:80]  # type: ignore[index]


def _seconds(given: ODVInput[float], default: float) -> float | None:
    return default if given is DEFAULT_NONE else given  # type: ignore[return-value]


@lru_cache(maxsize=64)
def _limits(connect: float | None, read: float | None) -> aiohttp.ClientTimeout:
    return aiohttp.ClientTimeout(sock_connect=connect, sock_read=read)


def _body(request_data: RequestData | None) -> tuple[bytes | aiohttp.FormData | None, dict[str, str] | None]:
    """What is sent, with its headers. A call without files is encoded here: aiohttp takes five times as long for it."""
    if request_data is None:
        return None, None
    if request_data.contains_files:
        return _form(request_data), None
    return request_data.url_encoded_parameters().encode(), URL_ENCODED


def _form(request_data: RequestData) -> aiohttp.FormData:
    form = aiohttp.FormData()
    for name, value in request_data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, kind) in request_data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=kind)
    return form
