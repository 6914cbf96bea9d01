"""No word of a library, of Telegram's answers, or of a mistake reaches the log: they may quote who pressed what."""

import logging

import pytest
from telegram.error import BadRequest, TelegramError

from bot.logs import Wordless, tell_mistake
from handlers.request import AiohttpRequest, reason_of

CUT = b'{"ok":true,"result":[{"callback_query":{"from":{"first_name":"Annabella"},"data":"1voyes'


def raised(error):
    """The error with the trace of a mistake."""
    with pytest.raises(type(error)) as caught:
        raise error
    return caught.value


def test_an_answer_that_was_cut_is_logged_nowhere(caplog):
    caplog.set_level(logging.DEBUG)
    with pytest.raises(TelegramError) as cut:
        AiohttpRequest.parse_json_payload(CUT)
    assert "Annabella" not in caplog.text + str(cut.value)
    assert not caplog.records
    assert cut.value.__cause__ is None
    assert AiohttpRequest.parse_json_payload(b'{"ok": true}') == {"ok": True}


def test_a_library_says_where_it_speaks_and_no_more():
    error = raised(ValueError("Annabella chose yes"))
    trouble = (type(error), error, error.__traceback__)
    record = logging.LogRecord("aiohttp", logging.ERROR, "/x/y.py", 7, "got %s", ("Annabella",), trouble)
    said = Wordless().format(record)
    assert said == "ERROR aiohttp at y.py:7 (ValueError)"


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (BadRequest("Message to edit not found"), "Message to edit not found"),
        (BadRequest('Can\'t parse entities: unsupported start tag "annabella"'), "Can't parse entities"),
        (TelegramError("Unknown. The response b'{yes}' failed"), "Unknown. The response b"),
        (TelegramError("Flood control exceeded. Retry in 5 seconds"), "Flood control exceeded. Retry in"),
    ],
)
def test_of_telegrams_refusals_only_what_quotes_nobody(error, reason):
    assert reason_of(error) == reason


def test_a_mistake_that_ends_the_program_is_named_by_kind_and_place(capsys):
    error = raised(ExceptionGroup("all", [ValueError("Annabella chose yes")]))
    tell_mistake(type(error), error, error.__traceback__)
    told = capsys.readouterr()
    assert "Annabella" not in told.out + told.err
    assert "ValueError" in told.out + told.err
    assert "test_logs.py" in told.out + told.err
