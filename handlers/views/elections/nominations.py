"""Nominations: what is told to those nominated and about them."""

from typing import Any

from bot.domain.ballots.ballot import Ballot, BallotState
from bot.reads.elections.nominations import NomineeView, PickView
from handlers import callbacks
from handlers.presses.elections import NominateForPress
from handlers.views.elections.buttons import answer_row
from handlers.views.ground.screen import Button, Screen
from handlers.views.ground.words import Fields, Markup, Words, join, mention


def render_nominated(view: NomineeView, t: Words) -> Screen:
    """To the person nominated, in private; once nominations are over, without anything to press."""
    is_asking = view.ballot.state is BallotState.NOMINATING
    text = join(
        t("<b>You are nominated</b> for {office} in {council}.", office=view.ballot.text, council=view.council),
        _answer_by(view, t) if is_asking else t("Nominations have ended."),
    )
    return Screen(text, (answer_row(view.ballot, t),) if is_asking else ())


def _answer_by(view: NomineeView, t: Words) -> Markup:
    if view.until is None:
        return t("Press [Accept] to stand in the election, or [Decline]. Without an answer you do not stand.")
    return t(
        "Press [Accept] to stand in the election, or [Decline], until {when}. Without an answer you do not stand.",
        when=t.time(view.until),
    )


def render_noted(view: NomineeView, t: Words) -> Screen:
    """The answer to /nominate; it names them so that Telegram tells them. Of who left: that they do not stand."""
    name = mention(view.name, view.telegram_id)
    if view.state == "accepted":
        return Screen(t("{name} stands for {office}.", name=name, office=view.ballot.text))
    if view.state == "declined":
        return Screen(t("{name} declined to stand for {office}.", name=view.name, office=view.ballot.text))
    if view.state == "left":
        return Screen(
            t("{name} left the roll and no longer stands for {office}.", name=view.name, office=view.ballot.text)
        )
    said = t("{name} is nominated for {office}. To stand, {name} must press [Accept].", name=name,
             office=view.ballot.text)  # fmt: skip
    is_asked = view.is_asked_here and view.ballot.state is BallotState.NOMINATING
    return Screen(said, (answer_row(view.ballot, t, style=None),) if is_asked else ())


def render_pick(view: PickView, t: Words) -> Screen:
    """For which office?"""
    rows = tuple(
        (Button(ballot.text, callbacks.pack(NominateForPress(ballot.ballot_id, view.person_id))),)
        for ballot in view.ballots
    )
    return Screen(t("For which office is {name} nominated?", name=view.name), rows)


def stands(ballot: Ballot, t: Words) -> str:
    """The answer to [Stand] and [Accept]."""
    return t.plain(
        "Recorded: you stand for {office}. While nominations run you can press [Decline].", office=ballot.text
    )


def declined(ballot: Ballot, t: Words) -> str:
    """The answer to [Decline]."""
    return t.plain(
        "Recorded: you do not stand for {office}. While nominations run you can still press [Stand] on the card.",
        office=ballot.text,
    )


def say_nominations_closed(fields: Fields, t: Words) -> str:
    if fields["state"] == "seconding":
        return t.plain("Nominations for {office} are not open yet.", office=fields["office"])
    return t.plain("Nominations for {office} have ended. Nothing was changed.", office=fields["office"])


def say_no_nominations(fields: Fields, t: Words) -> str:
    if fields["office"]:
        return t.plain("No nominations are open for “{office}”. Send /open to see what is.", office=fields["office"])
    return t.plain("No nominations are open now. To begin an election, send for example: /elect treasurer")


def say_already_nominated(fields: Fields, t: Words) -> str:
    if fields["name"] is None:
        return t.plain("You stand in this election already.")
    if fields["state"] == "declined":
        return t.plain("{name} has declined.", name=fields["name"])
    return t.plain("{name} is nominated already.", name=fields["name"])


def say_not_nominated(fields: Fields, t: Words) -> str:
    return t.plain("Nobody has nominated you for {office}. Press [Stand] to stand yourself.", office=fields["office"])


def say_nominee_not_on_roll(fields: Fields, t: Words) -> str:
    return t.plain(
        "{name} is not on the roll, and only members can stand. Ask them to send /join first.", name=fields["name"]
    )


def say_nominee_barred(fields: Fields, t: Words) -> str:
    values = {"office": fields["office"], "name": fields["name"]}
    if fields.get("has_resigned"):
        return _barred_by_resigning(values, t)
    if fields["name"] is None:
        return t.plain("You were recalled from {office}, so you may not stand this time.", **values)
    return t.plain("{name} was recalled from {office} and may not stand this time.", **values)


def _barred_by_resigning(values: dict[str, Any], t: Words) -> str:
    if values["name"] is None:
        return t.plain("You resigned as {office} facing recall, so you may not stand this time.", **values)
    return t.plain("{name} resigned as {office} facing recall and may not stand this time.", **values)


def say_too_many_nominees(fields: Fields, t: Words) -> str:
    return t.plain("The ballot paper is full: at most {limit} names.", limit=fields["limit"])


def say_too_many_unanswered(fields: Fields, t: Words) -> str:
    return t.plain(
        "{limit} whom you nominated here have not answered yet, as many as one member may ask at a time. "
        "Whoever wants to stand can press [Stand].",
        limit=fields["limit"],
    )


def say_too_many_offices(fields: Fields, t: Words) -> str:
    return t.plain(
        "Nobody holds more than {limit} offices here, and you hold: {offices}.",
        limit=fields["limit"],
        offices=", ".join(fields["offices"]),
    )


def say_inspector_alone(fields: Fields, t: Words) -> str:
    return t.plain("An inspector holds no other office, and you hold: {held}.", held=fields["held"])


def say_holds_seat(fields: Fields, t: Words) -> str:
    return t.plain("You hold a seat of this office already: {office}.", office=fields["office"])


def say_terms_in_a_row(fields: Fields, t: Words) -> str:
    return t.plain(
        "You have served {limit} terms in a row as {office}. Somebody else must serve the next one.",
        limit=fields["limit"],
        office=fields["office"],
    )
