"""A day and hour in front of a proposal without "on": what it may mean, and what stays a text."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.domain.ballots.doubtful import doubt_in
from bot.domain.ballots.drafts import parse_proposal
from bot.domain.ballots.planned import WhenUnreadableError

NOW = datetime(2026, 11, 28, 17, tzinfo=ZoneInfo("Europe/Berlin"))
"""A Saturday."""


@pytest.mark.parametrize(
    ("front", "on"),
    [
        ("5 Dec 18:00", "05.12 18:00"),
        ("Dec 5th, at 18.00", "05.12 18:00"),
        ("05.12 18:00", "05.12 18:00"),
        ("2026-12-05 18:00", "05.12.2026 18:00"),
        ("5 Dec 6pm", "05.12 18:00"),
        ("5 Dec at 12:15 a.m.", "05.12 00:15"),
        ("5 Dec 1am", "05.12 01:00"),
        ("29 Feb 18:00", "29.02 18:00"),
        ("18:00, 5 Dec", "05.12 18:00"),
        ("at 18:00 on 5 Dec", "05.12 18:00"),
        ("tomorrow 18:00", "29.11.2026 18:00"),
        ("on tomorrow 18:00", "29.11.2026 18:00"),
        ("the day after tomorrow, 9:30", "30.11.2026 09:30"),
        ("day after tomorrow 9:30", "30.11.2026 09:30"),
        ("today 18:00", "28.11.2026 18:00"),
        ("Friday 18:00", "04.12.2026 18:00"),
        ("Sat 18:00", "28.11.2026 18:00"),
        ("Sat 17:00", "05.12.2026 17:00"),
        ("5 декабря в 18:00", "05.12 18:00"),
        ("Завтра в 18:00", "29.11.2026 18:00"),
        ("в 18:00 завтра", "29.11.2026 18:00"),
        ("в пятницу в 18 часов", "04.12.2026 18:00"),
        ("послезавтра 9 ч.", "30.11.2026 09:00"),
        ("сегодня в 18:00", "28.11.2026 18:00"),
    ],
)
@pytest.mark.parametrize("end", [": ", " \u2014 ", "\n"])
def test_a_day_and_hour_in_front_may_say_when_it_opens(front, on, end):
    planned = doubt_in(f"{front}{end}a party", NOW)
    assert planned == f"on {on}: a party"
    assert parse_proposal(planned).text == "a party"


@pytest.mark.parametrize(
    ("text", "planned"),
    [
        ("every month 5 Dec 18:00: dues", "every month on 05.12 18:00: dues"),
        ("every month: 5 Dec 18:00: dues", "every month on 05.12 18:00: dues"),
        ("2d: 5 Dec 18:00: dues", "on 05.12 18:00: 2d: dues"),
        ("2d: on 5 Dec 18:00: dues", "on 05.12 18:00: 2d: dues"),
        ("on 5 Dec 6pm: dues", "on 05.12 18:00: dues"),
    ],
)
def test_what_else_stands_in_front_stays_with_it(text, planned):
    assert doubt_in(text, NOW) == planned


@pytest.mark.parametrize(
    ("text", "planned"),
    [
        ("every month 3: bins", "every month 3 times: bins"),
        ("every 2 weeks, 6: bins", "every 2 weeks, 6 times: bins"),
        ("каждый месяц 3: мусор", "каждый месяц 3 times: мусор"),
        ("every month 3 on 5 Dec 18:00: bins", "every month 3 times on 5 Dec 18:00: bins"),
        ("on 5 Dec 18:00 every month 3: bins", "on 5 Dec 18:00 every month 3 times: bins"),
    ],
)
def test_a_number_after_how_often_may_be_how_many_times(text, planned):
    assert doubt_in(text, NOW) == planned
    every = parse_proposal(planned).plan.every
    assert every is not None
    assert every.times in {3, 6}
    assert parse_proposal(text, opens_now=True).text == text


@pytest.mark.parametrize(
    "text",
    [
        "every month 90: bins", "every month 1: bins", "every child 3: sweets", "For every month 3: bins",
        "every month 3 times: plain", "every month 3 people: who?",
        "12.30: we meet", "5 loaves 18:00: who?", "Tomorrow: pizza?", "A party, 5 Dec 18:00", "5 Dec: a party",
        "on 5 Dec 18:00: plain", "every month: dues", "5 Dec 25:00: no hour", "30 Feb 18:00: no day", "5 Dec 13pm: no",
        "5 Dec 0am: no",
        "5 Dec 18:00 - 20:00: from when to when", "12 people: 5 Dec 18:00: who?",
    ],
)  # fmt: skip
def test_what_may_be_a_time_and_more_likely_is_a_text_stays_one(text):
    assert doubt_in(text, NOW) is None


def test_what_opens_now_keeps_its_words_whatever_they_look_like():
    with pytest.raises(WhenUnreadableError):
        parse_proposal("on tomorrow 18:00: pizza")
    assert parse_proposal("on tomorrow 18:00: pizza", opens_now=True).text == "on tomorrow 18:00: pizza"
    assert parse_proposal("tomorrow 18:00: pizza", opens_now=True).text == "tomorrow 18:00: pizza"
