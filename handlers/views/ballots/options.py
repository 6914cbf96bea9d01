"""What is said about options that members add to a ballot."""

from bot.domain.ballots.messages import AskOption
from bot.domain.ground.text import cut_utf16
from bot.reads.ballots.card import BallotView
from bot.reads.ballots.options import AddedView
from bot.reads.ground.asked import AskedOf
from handlers.views.ballots.buttons import show_button
from handlers.views.ballots.headings import short_words
from handlers.views.ground.dialogs import ask_screen
from handlers.views.ground.screen import Screen
from handlers.views.ground.words import Fields, Markup, Words, join

TYPED_UNITS = 3500
"""So much of what was typed has room in a refusal."""


def options_line(view: BallotView, t: Words) -> Markup:
    """On the card, while some can be added."""
    if view.options_until is None:
        return Markup()
    return t(
        "Members may add options until {when}: [Add an option]. What you voted stands.",
        when=t.until(view.options_until),
    )


def render_ask_option(asked: AskedOf[AskOption], t: Words) -> Screen:
    """[Add an option]."""
    question = t("Which option do you add? Write it in one line. It stands on the card without your name.")
    return ask_screen(asked, t, question, t.plain("The option"))


def render_option_taken(view: AddedView, t: Words) -> Screen:
    """To whoever added it."""
    return Screen(t("Added: “{option}”. To vote for it, press it on the card or in the booth.", option=view.option))


def render_options_new(view: BallotView, t: Words) -> Screen:
    """In private, to who had voted before."""
    said = t("Since you voted on “{text}”, options were added. Your vote stands; you can change it.",
             text=short_words(view.heading, t))  # fmt: skip
    until = t("The vote is open until {when}.", when=t.time(view.ballot.closes_at)) if view.ballot.closes_at else ""
    return Screen(join(said, until, by=" "), ((show_button(view.ballot, t),),))


def say_options_fixed(_: Fields, t: Words) -> str:
    return t.plain(
        "No options can be added here: the proposer did not allow it, or the first third of the time is over."
    )


def say_added_enough(fields: Fields, t: Words) -> str:
    return t.plain("You have added {limit} options here, and nobody adds more. You can propose a ballot of your own.",
                   limit=fields["limit"])  # fmt: skip


def say_options_missing(fields: Fields, t: Words) -> str:
    return t.plain(
        "“{method}” needs two options or more, each on a line of its own. Example:\n"
        "/propose {method}: What do we plant?\n- Roses\n- Beans\n- Peas",
        method=fields["method"],
    )


def say_option_too_long(fields: Fields, t: Words) -> str:
    return t.plain(
        "An option is too long: {got} characters, at most {limit}. Nothing was stored.",
        got=fields["got"],
        limit=fields["limit"],
    )


def say_too_many_options(fields: Fields, t: Words) -> str:
    return t.plain(
        "Too many options: {got}, at most {limit}. Nothing was stored.", got=fields["got"], limit=fields["limit"]
    )


def say_duplicate_option(fields: Fields, t: Words) -> str:
    if fields.get("text"):
        values = {name: fields[name] for name in ("option", "place", "same")}
        said = t.plain(
            "The option “{option}” is there twice: it looks like {place}. {same}. Nothing was stored.", **values
        )
        return _again(said, fields, t)
    return t.plain(
        "“{option}” is there already: {place}. {same}. Nothing was stored.",
        option=fields["option"],
        place=fields["place"],
        same=fields["same"],
    )


def say_reserved_option(fields: Fields, t: Words) -> str:
    if fields.get("text"):
        said = t.plain(
            "The option “{option}” stands on a button of mine already, or looks like it. Nothing was stored.",
            option=fields["option"],
        )
        return _again(said, fields, t)
    return t.plain(
        "“{option}” stands on a button of mine already, or looks like it. Nothing was stored: say it otherwise.",
        option=fields["option"],
    )


def _again(said: str, fields: Fields, t: Words) -> str:
    """What to do next, and what was typed, to be copied."""
    then = t.plain("Send it again without that option, or with another word for it. You wrote:")
    return f"{said} {then}\n\n{cut_utf16(str(fields['text']), TYPED_UNITS)}"
