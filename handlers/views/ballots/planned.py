"""What is said about ballots that open at a time, and about those that repeat."""

from bot.domain.ballots.planned import Every, Series, Unit
from bot.domain.ground.text import cut_utf16
from bot.reads.ballots.card import BallotView
from bot.reads.ballots.proposals import Ending, Opening
from handlers.presses.ground import WHOLE
from handlers.views.ballots.buttons import end_series_button
from handlers.views.ballots.headings import short_words
from handlers.views.ballots.questions import SIDE_UNITS
from handlers.views.ground.dialogs import choice_keyboard, confirm_keyboard
from handlers.views.ground.menu import N_
from handlers.views.ground.screen import Screen
from handlers.views.ground.words import Fields, Markup, Words, join

EVERY_ONE = {Unit.WEEK: N_("every week"), Unit.MONTH: N_("every month"), Unit.YEAR: N_("every year")}


def every_words(series: Series | Every, t: Words) -> str:
    """How often."""
    if series.number == 1:
        return t.plain(EVERY_ONE[series.unit])
    match series.unit:
        case Unit.WEEK:
            return t.n("every {n} week", "every {n} weeks", series.number)
        case Unit.MONTH:
            return t.n("every {n} month", "every {n} months", series.number)
        case Unit.YEAR:
            return t.n("every {n} year", "every {n} years", series.number)


def series_line(view: BallotView, t: Words) -> Markup:
    """On the card of one of a series."""
    series = view.ballot.subject.series
    if series is None:
        return Markup()
    if not series.left:
        return t("The last of its series.")
    every = every_words(series, t)
    if view.again_at is not None:
        when = t.until(view.again_at)
        return t.n("Repeats {every}, {n} more time, {when}.", "Repeats {every}, {n} more times; next {when}.",
                    series.left, every=every, when=when)  # fmt: skip
    return t.n("Repeats {every}, {n} more time.", "Repeats {every}, {n} more times.", series.left, every=every)


def queue_line(view: BallotView, t: Words) -> Markup:
    """Why it waits: of two limits the one that is reached."""
    if not view.waits_for_own:
        return t(
            "It waits at place {place} in the queue: as many ballots are open as the charter allows. It opens when one "
            "of them closes.",
            place=view.place,
        )
    return t(
        "It waits at place {place} in the queue: as many ballots of {name} are open as the charter allows one member. "
        "It opens when one of them closes.",
        place=view.place,
        name=view.proposer or t.plain("a member"),
    )


def opens_line(view: BallotView, t: Words) -> Markup:
    """While it waits for its time."""
    return t("It opens {when}.", when=t.time(view.opens_at)) if view.opens_at is not None else Markup()


def render_planned(view: BallotView, t: Words) -> Screen:
    """Told once what will open when, and to whoever planned it in private."""
    short = short_words(view.heading, t)
    if view.opens_at is None:
        return Screen(t("“{text}” waited, and is open now.", text=short))
    said = t("“{text}” opens {when}.", text=short, when=t.time(view.opens_at))
    taken_back = t("Until then {name} can take it back: /withdraw", name=view.proposer or t.plain("a member"))
    rows = ((end_series_button(view, t),),) if view.ballot.subject.series else ()
    return Screen(join(said, series_line(view, t), taken_back), rows)


def render_confirm_end(ending: Ending, t: Words) -> Screen:
    """Asked before a series ends, or that is put to the vote."""
    text = short_words(ending.heading, t)
    if ending.is_own:
        question = t("Stop repeating “{text}”? What is open goes on to its end; no more follow.", text=text)
    else:
        question = t("Put to the vote that “{text}” is not repeated any more?", text=text)
    return Screen(question, confirm_keyboard(t, ending.asked_id))


def render_when(asked: Opening, t: Words) -> Screen:
    """Asked where a day and hour stand in front, and may be when it opens or what it is about."""
    text = cut_utf16(asked.text, SIDE_UNITS)
    if asked.at is None:
        return _render_whether(asked, text, t)
    question = t("When does the vote on “{text}” open?", text=text)
    meant = ((t.plain("On {when}", when=t.local(asked.at)), 1), (t.plain("Now"), WHOLE), (t.plain("Cancel"), 0))
    return Screen(question, choice_keyboard(asked.asked_id, meant))


def _render_whether(asked: Opening, text: str, t: Words) -> Screen:
    """Asked where "times" was left out."""
    every = every_words(asked.every, t) if asked.every else ""
    n = asked.every.times if asked.every else 0
    question = join(
        t("“{text}”", text=text), t.n("Repeat it {every}, {n} time?", "Repeat it {every}, {n} times?", n, every=every)
    )
    meant = ((t.plain("Repeat it"), 1), (t.plain("Now, as typed"), WHOLE), (t.plain("Cancel"), 0))
    return Screen(question, choice_keyboard(asked.asked_id, meant))


def render_plan_lapsed(view: BallotView, t: Words) -> Screen:
    """Told when its time came and nobody answers for it."""
    return Screen(
        t(
            "“{text}” was not put to the vote: who had planned it is not on the roll any more. Anybody may propose it "
            "anew.",
            text=short_words(view.heading, t),
        )
    )


def say_when_unreadable(fields: Fields, t: Words) -> str:
    return t.plain(
        "“{got}” is no time I can read. Nothing was stored. Examples:\n/propose on 5 Dec 18:00: We buy a barrel\n"
        "/propose every 2 weeks: Who waters?\nA ballot repeats every week, month or year, 2 to 60 times.",
        got=fields["got"],
    )


def say_when_past(fields: Fields, t: Words) -> str:
    return t.plain(
        "{got} is over in the time zone of the group. Nothing was stored: write a later time, or leave it out to begin "
        "now.",
        got=fields["got"],
    )


def say_when_too_far(fields: Fields, t: Words) -> str:
    return t.plain("{got} is too far ahead: a ballot is planned {days} days ahead at most.", **_given(fields))


def say_repeats_too_often(fields: Fields, t: Words) -> str:
    return t.plain(
        "Each ballot must be over before the next one opens, in less than {days} days. Put a shorter time in front, "
        "like 3d:",
        days=fields["days"],
    )


def say_series_over(_: Fields, t: Words) -> str:
    return t.plain("It does not repeat any more: nothing of this series is to come.")


def say_series_contested(_: Fields, t: Words) -> str:
    return t.plain("A vote on ending this series is running already. Send /open to see it.")


def say_plan_fixed(_: Fields, t: Words) -> str:
    return t.plain("When it opens, and how often, stays as it is. Take it back with /withdraw, and propose it anew.")


def _given(fields: Fields) -> dict[str, object]:
    return {"got": fields["got"], "days": fields["days"]}
