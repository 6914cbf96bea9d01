"""Words for what the rules refuse: one function for each code of a domain error (handlers/registers/refusals.py).

Each sentence says what is so and what to do next. `fields` are those of the error (times as datetime or ISO text).
"""

from datetime import datetime

from bot.domain.ground.errors import DomainError
from handlers.views.ground.words import Fields, Words


def words_for(error: DomainError, t: Words) -> str:
    """The refusal in the reader's words, without HTML."""
    return words_for_code(error.code, error.fields, t)


def words_for_code(code: str, fields: Fields, t: Words) -> str:
    """The same from a stored refusal."""
    say = t.lexicon.refusals.get(code)
    return say(fields, t) if say else t.plain("That is not possible here ({code}).", code=code)


def moment(value: object) -> datetime | None:
    """A time field, as it was or as it was stored."""
    return value if isinstance(value, datetime) or value is None else datetime.fromisoformat(str(value))


def say_press_unknown(_: Fields, t: Words) -> str:
    return t.plain("This button is too old. Send /open to see what is open now.")


def say_too_many_posts(fields: Fields, t: Words) -> str:
    at = moment(fields["from_at"])
    return t.plain(
        "One person can put at most {hour} things before the group in an hour, and {day} in a day. "
        "You can go on from {when}. Nothing was changed.",
        hour=fields.get("in_an_hour"),
        day=fields.get("in_a_day"),
        when=t.moment(at) if at else "",
    )


def say_press_elsewhere(_: Fields, t: Words) -> str:
    return t.plain("This message has no such button. Nothing was changed.")


def say_ballot_not_found(_: Fields, t: Words) -> str:
    return t.plain("This ballot is not known here. Send /open to see what is open now.")


def say_ballot_closed(fields: Fields, t: Words) -> str:
    if fields.get("state") == "withdrawn":
        return t.plain("This proposal was withdrawn. Nothing was changed.")
    if fields.get("state") == "closed":
        return t.plain("This ballot is closed. Nothing was changed; the card shows the result.")
    if fields.get("state") == "counting":
        return t.plain("This vote is over, and its papers are being counted. Nothing was changed.")
    if fields.get("state") == "suspended":
        return t.plain("This ballot stands still while I am not in the group. Nothing was changed.")
    if fields.get("state") == "open":
        return t.plain("It is being voted on already: in a moment the card shows the choices. Nothing was changed.")
    return t.plain("This ballot is not open yet. Nothing was changed.")


def say_council_not_found(_: Fields, t: Words) -> str:
    return t.plain("This button belongs to no council that I know. Send /open in your group to see what is open now.")


def say_nobody_acts(_: Fields, t: Words) -> str:
    return t.plain("Only people can do this. Bots, channels and posts in the name of the group cannot.")


def say_choice_unknown(_: Fields, t: Words) -> str:
    return t.plain("This choice is not on the ballot paper. Nothing was changed.")


def say_button_old(_: Fields, t: Words) -> str:
    return t.plain("Not recorded: this button is out of date. New ones appear in a moment: please press again.")
