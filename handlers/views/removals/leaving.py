"""Leaving the roll, and being kept out of the chat."""

from bot.domain.ground.names import person_name
from bot.domain.ground.person import Person
from bot.reads.removals.leaving import HolderLeftView, KeptOutView, LeaveView
from handlers.views.ground.dialogs import confirm_keyboard
from handlers.views.ground.screen import Screen
from handlers.views.ground.words import Words, join
from handlers.views.roll.roll import name_of


def render_confirm_leave(view: LeaveView, t: Words) -> Screen:
    """What will happen."""
    lines = [
        t("<b>Leave the roll of {council}?</b>", council=person_name(view.council.title) or t.plain("this council")),
        t("You will not be asked in its ballots any more. Votes you have cast stay counted."),
    ]
    if view.offices:
        held = ", ".join(view.offices)
        lines.append(t("You hold: {offices}. Your mandate ends at once, and somebody else is elected.", offices=held))
    if view.is_charged:
        lines.append(
            t(
                "The ballot on your removal goes on without you: leaving does not end it, "
                "and you can join again after it."
            )
        )
        return Screen(join(*lines), confirm_keyboard(t, view.asked_id, is_grave=True))
    lines.append(t("You can join again; you would wait {span} before you vote.", span=t.span(view.waits)))
    return Screen(join(*lines), confirm_keyboard(t, view.asked_id, is_grave=True))


def _administrator(by: Person | None, t: Words) -> str:
    return name_of(by, t) if by else t.plain("An administrator")


def render_kept_out(view: KeptOutView, t: Words) -> Screen:
    """The council hears what an administrator did, and that it changes nothing."""
    name, by = name_of(view.person, t), _administrator(view.by, t)
    if view.is_muted:
        first = t("{by} took {name}'s right to write here.", by=by, name=name)
    else:
        first = t("{by} removed {name} from this chat.", by=by, name=name)
    rest = t(
        "{name} stays on the roll, with every mandate and every vote, and goes on in private. "
        "Only a removal ballot of the council can end that.",
        name=name,
    )
    return Screen(join(first, rest, by=" "))


def render_kept_out_self(view: KeptOutView, t: Words) -> Screen:
    """The same to the person."""
    text = t(
        "{by} keeps you out of {council}. You are still on its roll, with every mandate and every vote: "
        "send /open here to see what is open, and vote here.",
        by=_administrator(view.by, t),
        council=person_name(view.council.title) or t.plain("your council"),
    )
    return Screen(text)


def render_holder_left(view: HolderLeftView, t: Words) -> Screen:
    """A mandate holder has left the chat."""
    text = t(
        "{name} left the chat and holds a mandate. If {name} is not back by {when}, this counts as resigned.",
        name=name_of(view.person, t),
        when=t.time(view.until),
    )
    return Screen(text)


def render_holder_left_self(view: HolderLeftView, t: Words) -> Screen:
    """The same to the holder."""
    text = t(
        "You left {council} and hold a mandate of it. Come back by {when}, or this counts as resigned.",
        council=person_name(view.title) or t.plain("the chat of your council"),
        when=t.time(view.until),
    )
    return Screen(text)
