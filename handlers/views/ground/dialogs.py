"""Questions: asked by forced reply or with buttons, "are you sure", picking a person."""

from collections.abc import Iterable, Mapping

from bot.domain.ground.ids import PersonId
from bot.domain.ground.message import PersonQuestion
from bot.domain.ground.messages import (
    AnswersLeftOut,
    Cancelled,
    Confirmed,
    NotAsked,
    PickPerson,
    PressInstead,
    QuestionGone,
    QuestionOver,
    TooLate,
)
from bot.domain.ground.names import person_name, told_apart
from bot.domain.ground.person import Person
from bot.domain.ground.text import cut
from bot.domain.roll.member import ON_THE_ROLL
from bot.reads.ground.asked import Asked
from bot.reads.roll.known import Known
from bot.reads.roll.picking import Picking
from handlers import callbacks
from handlers.presses.ground import WHOLE, CancelPress, ConfirmPress, PickPagePress, PickPress
from handlers.views.ground.menu import N_
from handlers.views.ground.paging import pager
from handlers.views.ground.screen import Button, Keyboard, Screen, Style
from handlers.views.ground.words import Fields, Markup, Words, bare, join, mention

ANYBODY = N_("Whom do you mean?")
WHOM: Mapping[str, str] = {
    "nominate": N_("Whom do you nominate?"),
    "instruct": N_("Whom do you want to instruct?"),
    "mandate": N_("Whose mandate do you want to see?"),
    "vouch": N_("For whom do you vouch?"),
}
WHOM_FOR: Mapping[str, str] = {"nominate": N_("Whom do you nominate for {office}?")}
"""What is asked where somebody is to be picked, by what for (PersonQuestion.PURPOSE)."""

QUESTION_SHOWN = 120
"""Graphemes of a question that says it was not answered."""

OVER = N_("This question is over. Please send the command again.")


def ask_screen(asked: Asked, t: Words, question: str, placeholder: str = "", keyboard: Keyboard = ()) -> Screen:
    """The question as the place wants it. `placeholder` is the hint in the input field, `keyboard` quick answers.

    In a group a forced reply that names the person: Telegram opens the input field for them alone, and only if the text
    mentions them. It cannot carry buttons, so with `keyboard` the text says to reply to it. In private: [Cancel].
    """
    if not asked.is_group:
        return Screen(Markup(question), (*keyboard, cancel_row(t, asked.question.asked_id)))
    name = mention(person_name(asked.person.name), asked.person.telegram_id) if asked.person else t("a member")
    hint = t("Reply to this message within 15 minutes, or send /cancel@{bot}.", bot=asked.bot_name)
    text = join(t("{name}: {question}", name=name, question=Markup(question)), hint)
    if keyboard:
        return Screen(text, (*keyboard, cancel_row(t, asked.question.asked_id)))
    return Screen(text, ask_placeholder=placeholder or t.plain("Your answer"))


def cancel_row(t: Words, asked_id: PersonId) -> tuple[Button, ...]:
    """[Cancel], for the person who was asked alone."""
    return (Button(t.plain("Cancel"), callbacks.pack(CancelPress(asked_id))),)


def confirm_keyboard(t: Words, person_id: PersonId, *, is_grave: bool = False) -> Keyboard:
    """[Yes] and [No], for the person who was asked alone. `is_grave`: it cannot be undone, or is against somebody."""
    yes = callbacks.pack(ConfirmPress(person_id, 1))
    no = callbacks.pack(ConfirmPress(person_id, 0))
    style = Style.AGAINST if is_grave else None
    return ((Button(t.about("sure", "Yes"), yes, style=style), Button(t.about("sure", "No"), no)),)


def whole_keyboard(t: Words, person_id: PersonId) -> Keyboard:
    """[Only this one], [The whole series] and [No], for the person who was asked alone."""
    labels = ((t.plain("Only this one"), 1), (t.plain("The whole series"), WHOLE), (t.about("sure", "No"), 0))
    return choice_keyboard(person_id, labels)


def choice_keyboard(person_id: PersonId, labels: Iterable[tuple[str, int]]) -> Keyboard:
    """Each of these below the other, with what `ConfirmPress` carries, for the person who was asked alone."""
    return tuple((Button(label, callbacks.pack(ConfirmPress(person_id, meant))),) for label, meant in labels)


def known_as(known: Known, t: Words) -> Markup:
    """Say "Anna K., on the roll since 3 Mar 2026", or that they are not on it; and what else tells them from others."""
    person, member = known.person, known.member
    name = person_name(person.name) if person else t.plain("a former member")
    if member is None or member.state not in ON_THE_ROLL:
        said = t("{name}, not on the roll", name=name)
    else:
        said = t("{name}, on the roll since {date}", name=name, date=t.date(member.joined_at))
    return join(said, *_told_apart(known, t), by=", ")


def _told_apart(known: Known, t: Words) -> list[str]:
    """Where others bear the name, or the sighting is old: username, office, last sighting, and which of them."""
    person = known.person
    if person is None or (known.number is None and not known.is_stale):
        return []
    told: list[str] = [f"@{person.username}"] if person.username else []
    told += [*known.offices, t("last noted {date}", date=t.date(person.seen_at))]
    return [*told, t("number {n} of this name", n=known.number)] if known.number else told


def render_person_question(view: tuple[PersonQuestion, Known], t: Words) -> Screen:
    """Is this who was meant?"""
    message, known = view
    return Screen(t("Do you mean {person}?", person=known_as(known, t)), confirm_keyboard(t, message.asked_id))


def render_picking(view: Picking, t: Words) -> Screen:
    """One button for each person who may be meant; several of one name are told apart."""
    asked = view.asked.question
    asked_id = asked.asked_id
    rows = tuple(
        (
            Button(
                _pick_label(known, view.people, t, with_office=bool(asked.unknown)), _pick_data(asked_id, known.person)
            ),
        )
        for known in view.people
        if known.person is not None
    )
    turn = pager(t, view.page, view.pages, lambda page: callbacks.pack(PickPagePress(asked_id, page)))
    keyboard = (*rows, turn, cancel_row(t, asked_id)) if turn else (*rows, cancel_row(t, asked_id))
    if asked.is_likely:
        return Screen(t("Nobody here is called just {name}. Do you mean one of these?", name=asked.unknown), keyboard)
    if asked.unknown:
        return Screen(t("I know nobody here as {name}. Whom do you mean?", name=asked.unknown), keyboard)
    return Screen(_whom(asked, t), keyboard)


def _whom(asked: PickPerson, t: Words) -> Markup:
    if asked.office and asked.purpose in WHOM_FOR:
        return t(WHOM_FOR[asked.purpose], office=asked.office)
    return t(WHOM.get(asked.purpose, ANYBODY))


def _pick_data(asked_id: PersonId, person: Person | None) -> str:
    return callbacks.pack(PickPress(asked_id, person.person_id)) if person else ""


def _pick_label(known: Known, people: Iterable[Known], t: Words, *, with_office: bool) -> str:
    """The name; of several who bear it their username, else number and office, and when they joined if that differs."""
    person, member = known.person, known.member
    name = person_name(person.name) if person else ""
    offices = " · ".join(known.offices)
    if known.number is None or person is None:
        return f"{offices}: {name}" if with_office and offices else name
    told = told_apart(name, person.username, known.number)
    if person.username:
        return told
    dates = {_joined_on(one, t) for one in people if one.person and person_name(one.person.name) == name}
    since = t.plain("joined {date}", date=_joined_on(known, t)) if member and len(dates) > 1 else ""
    return " · ".join(part for part in (told, offices, since) if part)


def _joined_on(known: Known, t: Words) -> str:
    return t.date(known.member.joined_at) if known.member else ""


def render_picked(name: str, t: Words) -> Screen:
    """The buttons after one was pressed."""
    return Screen(t("You picked {name}.", name=name))


def render_confirmed(message: Confirmed, t: Words) -> Screen:
    """The question after it was answered, without its buttons."""
    if not message.is_yes:
        return Screen(t("Cancelled. Nothing was changed."))
    return Screen(t("Done: it stands in the group.") if message.is_shown else t("Done."))


def render_cancelled(message: Cancelled, question: str, t: Words) -> Screen:
    """The answer to /cancel and [Cancel]; with the words of the question, as far as they are known."""
    if question:
        return Screen(t("Cancelled: “{question}” Nothing was changed.", question=question))
    return Screen(t("Cancelled. Nothing was changed.") if message.was_open else t("There was nothing to cancel."))


def render_too_late(_: TooLate, t: Words) -> Screen:
    """The word for an answer after the 15 minutes."""
    return Screen(
        t(
            "You took longer than 15 minutes, so the question is over and nothing was stored. Press its button again, "
            "or send the command again."
        )
    )


def render_question_over(_: QuestionOver, t: Words) -> Screen:
    """The word for an answer that can lead to nothing any more."""
    return Screen(t(OVER))


def render_expired(words: str, t: Words) -> Screen:
    """What is left of a question after its 15 minutes, without its buttons: which it was, as far as that is known."""
    again = t("Send the command or press the button again.")
    if not words:
        return Screen(join(t("This question was not answered within 15 minutes: nothing was changed."), again))
    asked = t("The question “{question}” was not answered within 15 minutes: nothing was changed.", question=words)
    return Screen(join(asked, again))


def words_of(asked: Screen) -> str:
    """Which question it was: its first line, to its end if it stands there."""
    line = bare(asked.text).strip().split("\n")[0]
    return cut(line.partition("?")[0] + "?" if "?" in line else line, QUESTION_SHOWN)


def render_gone(_: QuestionGone, t: Words) -> Screen:
    """A question that was put in sight of a group is deleted once it is over."""
    return Screen(t("This question is over."), is_gone=True)


def render_not_asked(_: NotAsked, t: Words) -> Screen:
    """A text in private that answers nothing."""
    return Screen(t("I asked nothing just now, so I stored nothing. Send /help to see what I can do."))


def render_answers_left_out(message: AnswersLeftOut, t: Words) -> Screen:
    """The last answer to somebody who asks faster than the bot may answer, or more than a group can bear."""
    if message.until is not None:
        return Screen(
            t(
                "This is my last answer to you here before {when}, so that the group can read something else too. What "
                "you send is dealt with all the same, and in private I answer at once.",
                when=t.time(message.until),
            )
        )
    return Screen(
        t(
            "You sent me more at once than I may answer here, so some answers are left out. What you sent was dealt "
            "with all the same. If you miss an answer, ask again."
        )
    )


def render_press_instead(_: PressInstead, t: Words) -> Screen:
    """A text where a button was asked for."""
    return Screen(t("Please press one of the buttons under my question, or send /cancel."))


def say_dialog_over(fields: Fields, t: Words) -> str:
    if fields.get("is_mine") is False:
        return t.plain("This question was put to somebody else.")
    return t.plain(OVER)


def say_person_unknown(fields: Fields, t: Words) -> str:
    return t.plain(
        "I do not know {name} here yet. Ask them to press [Join the roll]; "
        "or send the command as a reply to one of their messages.",
        name=person_name(str(fields["name"])),
    )


def say_person_missing(_: Fields, t: Words) -> str:
    return t.plain("Whom do you mean? Put @name after the command, or send it as a reply to one of their messages.")
