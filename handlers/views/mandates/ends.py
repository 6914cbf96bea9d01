"""The beginning and the end of a mandate, as they are told."""

from bot.reads.mandates.ends import EndView
from handlers.views.ground.screen import Screen
from handlers.views.ground.words import Markup, Words, join
from handlers.views.mandates.words import end_word


def render_ended(view: EndView, t: Words) -> Screen:
    """To the group."""
    return Screen(ended_lines(view, t))


def ended_lines(view: EndView, t: Words) -> Markup:
    """Who is no longer in office, why, and who is."""
    unvoted = t("The recall came to no vote.") if view.is_unvoted else ""
    return join(end_line(view, t), unvoted, acting_line(view.acting, t))


def end_line(view: EndView, t: Words) -> Markup:
    """Who is no longer in office, and why."""
    return t(
        "{name} is no longer {office}: {why}.",
        name=view.holder.name,
        office=view.holder.office,
        why=end_word(view.mandate.end_reason, t),
    )


def recalled_lines(view: EndView, t: Words) -> Markup:
    """Why it is filled anew, and who may not stand; who is."""
    said = t("{name} was recalled as {office} and may not stand this time.", name=view.holder.name,
             office=view.holder.office)  # fmt: skip
    return join(said, acting_line(view.acting, t))


def acting_line(acting: str | None, t: Words) -> Markup:
    """Who holds the office in the meantime."""
    if acting is None:
        return t("Nobody holds this office until somebody is elected.")
    return t("{name} holds this office now.", name=acting)


def render_given(view: EndView, t: Words) -> Screen:
    """To the new holder in private."""
    mandate, office = view.mandate, view.holder.office
    given = (
        t("You act as <b>{office}</b> in {title}, at the longest until {end}.", office=office, title=view.title,
          end=t.date(mandate.ends_at))
        if mandate.is_alternate
        else t("You are elected: <b>{office}</b> in {title}, until {end}.", office=office, title=view.title,
               end=t.date(mandate.ends_at))
    )  # fmt: skip
    due = (
        t("Your first report is due by the end of {day}. I remind you; you can send one at any time: /reportback",
          day=t.day(mandate.report_due_on))
        if mandate.report_due_on
        else t("You can send a report at any time: /reportback")
    )  # fmt: skip
    return Screen(join(given, due, t("By ballot the members can give you binding instructions, and recall you.")))
