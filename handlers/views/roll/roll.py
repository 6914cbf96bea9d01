"""The roll as people read it: answers to joining and vouching, the newcomers' card, the list, resting, leaving."""

from datetime import datetime, timedelta

from bot.domain.ground.ids import CouncilId
from bot.domain.ground.names import person_name
from bot.domain.ground.person import Person
from bot.domain.roll.joining import Joined, RollSizes
from bot.domain.roll.member import MemberState
from bot.domain.roll.messages import JoinedRoll, VouchedFor
from bot.reads.roll.roll import Newcomer, NewcomersView, Place, RollView
from handlers import callbacks
from handlers.presses.roll import JoinPress, RollPress, VouchPress
from handlers.views.ground.errors import moment
from handlers.views.ground.paging import pager
from handlers.views.ground.screen import Button, Keyboard, Screen
from handlers.views.ground.words import Fields, Markup, Words, bare, join

VOUCH_BUTTONS = 8
"""So many newcomers have a button on the card; the others are named, and /vouch is for all."""


def name_of(person: Person | None, t: Words) -> str:
    """A name as it is shown; somebody without one is a member all the same."""
    if person is not None and person.forgotten_at is not None:
        return t.plain("a former member")
    return (person_name(person.name) if person else "") or t.plain("a member")


def joined_words(joined: Joined, t: Words) -> str:
    """The answer to [Join the roll]: from when they may vote, and how sooner."""
    member = joined.member
    when = t.moment(member.may_vote_at) if member.may_vote_at > member.joined_at else None
    if joined.is_back:
        return t.plain("Welcome back. You may vote in every ballot that opens from now on.")
    return bare(_joined(t, when, joined.vouchers, is_founder=member.is_founder, is_unseen=joined.is_unseen))


def _joined(t: Words, when: str | None, vouchers: int, *, is_founder: bool, is_unseen: bool) -> Markup:
    """From when somebody who joined may vote, and what they can do now."""
    if is_founder:
        return t(
            "You are on the roll as a founder: you may vote at once, in every ballot that opens from now on. "
            "To put something to the vote yourself, press [Propose] or send /propose."
        )
    if is_unseen and when is not None:
        return t(
            "You are on the roll. I have not seen you write here, so members who vouch read that. You may vote from "
            "{when} on, or when {n} vouch. Send /roll here, and I have seen you.",
            when=when,
            n=vouchers,
        )
    if when is None:
        return t("You are on the roll. You may vote in every ballot that opens from now on.")
    return t(
        "You are on the roll. You may vote from {when} on, or at once when {n} members vouch for you.",
        when=when,
        n=vouchers,
    )


def vouched_words(missing: int, t: Words) -> str:
    """The answer to [Vouch]."""
    if missing:
        return str(
            t.n(
                "Recorded: you vouch. When {n} more member vouches, they may vote at once.",
                "Recorded: you vouch. When {n} more members vouch, they may vote at once.",
                missing,
            )
        )
    return t.plain("Recorded: you vouch. They may vote from now on.")


def render_joined(said: JoinedRoll, t: Words) -> Screen:
    """The answer to /join."""
    when = t.time(said.may_vote_at) if said.may_vote_at else None
    if said.is_back:
        return Screen(t("Welcome back. You may vote in every ballot that opens from now on."))
    return Screen(_joined(t, when, said.vouchers, is_founder=said.is_founder, is_unseen=said.is_unseen))


def render_newcomers(view: NewcomersView, t: Words) -> Screen:
    """Who waits until when, with [Vouch] for each."""
    admitted = join(*(_admitted_line(one, t) for one in view.admitted))
    if not view.waiting:
        return Screen(join(t("Everybody who joined may vote by now."), *((admitted,) if admitted else ()), by="\n\n"))
    lines = [_newcomer_line(one, view.needed, t) for one in view.waiting]
    hint = t(
        "Do you know them? When {n} members vouch, they may vote at once: press a button here, or reply to a message "
        "of theirs with /vouch@{bot}.",
        n=view.needed,
        bot=view.bot_name,
    )
    head = t("<b>New on the roll</b>")
    parts = [join(head, *lines), *((admitted,) if admitted else ()), hint]
    return Screen(join(*parts, by="\n\n"), tuple(_vouch_row(one, t) for one in view.waiting[:VOUCH_BUTTONS]))


def _admitted_line(one: Newcomer, t: Words) -> Markup:
    """Whose words let a newcomer vote at once stays readable for as long as these words count."""
    names = join(*(name_of(each, t) for each in one.vouchers), by=", ")
    return t("{name} may vote: vouched for by {names}.", name=name_of(one.name, t), names=names)


def _newcomer_line(one: Newcomer, needed: int, t: Words) -> Markup:
    """From when; who vouches for them stands there by name. Nobody in the chat may be behind what was never seen."""
    line = t(
        "{name} may vote from {when} on; {got} of {needed} vouch.",
        name=name_of(one.name, t),
        when=t.time(one.member.may_vote_at),
        got=len(one.vouchers),
        needed=needed,
    )
    marks = [] if one.is_seen else [t("<b>Not seen in this chat.</b>")]
    if one.vouchers:
        marks.append(t("Vouched for by {names}.", names=join(*(name_of(each, t) for each in one.vouchers), by=", ")))
    return join(line, *marks, by=" ")


def _vouch_row(one: Newcomer, t: Words) -> tuple[Button, ...]:
    press = VouchPress(one.member.council_id, one.member.person_id)
    return (Button(t.plain("Vouch for {name}", name=name_of(one.name, t)), callbacks.pack(press)),)


def render_vouched(view: tuple[Person | None, VouchedFor], t: Words) -> Screen:
    """The answer to /vouch."""
    person, said = view
    if not said.missing:
        return Screen(t("{name} may vote from now on: enough members vouch.", name=name_of(person, t)))
    return Screen(
        t.n(
            "Recorded: you vouch for {name}. When {n} more member vouches, they may vote at once.",
            "Recorded: you vouch for {name}. When {n} more members vouch, they may vote at once.",
            said.missing,
            name=name_of(person, t),
        )
    )


def render_roll(view: RollView, t: Words) -> Screen:
    """The totals, then the names."""
    title = person_name(view.council.title)
    head = t("<b>The roll of {council}</b>", council=title) if title else t("<b>The roll</b>")
    lines = [
        t("{n}. {who}", n=number, who=_place_line(place, view.sizes.counted_at, t))
        for number, place in enumerate(view.places, view.first)
    ]
    empty = t("Nobody is on the roll yet. Whoever presses [Join the roll] first founds the council.")
    turn = pager(t, view.page, view.pages, lambda page: _page_data(view.council.council_id, page))
    rows: Keyboard = (turn,) if turn else ()
    names = join(*(lines or [empty]))
    return Screen(join(join(head, sizes_line(view.sizes, t)), names, by="\n\n"), (*rows, *_join_rows(view, t)))


def _page_data(council_id: CouncilId, page: int) -> str:
    return callbacks.pack(RollPress(council_id, page))


def _join_rows(view: RollView, t: Words) -> Keyboard:
    return (join_row(view.council.council_id, t),) if view.may_join else ()


def join_row(council_id: CouncilId, t: Words) -> tuple[Button, ...]:
    """[Join the roll]."""
    return (Button(t.plain("Join the roll"), callbacks.pack(JoinPress(council_id))),)


def sizes_line(sizes: RollSizes, t: Words) -> Markup:
    """Roll, resting and chat size, as result cards and /roll print them."""
    parts = [t.n("{n} on the roll", "{n} on the roll", sizes.roll)]
    if sizes.waiting:
        parts.append(t.n("{n} waiting", "{n} waiting", sizes.waiting))
    if sizes.resting:
        parts.append(t.n("{n} resting", "{n} resting", sizes.resting))
    if sizes.chat is not None:
        parts.append(t.n("{n} in the chat", "{n} in the chat", sizes.chat))
    return join(*parts, by=" · ")


def _place_line(place: Place, now: datetime, t: Words) -> Markup:
    member = place.member
    marks = [t("since {date}", date=t.date(member.joined_at))]
    if member.state is MemberState.RESTING:
        marks.append(t("resting"))
    elif member.is_waiting(now):
        marks.append(t("may vote from {when} on", when=t.time(member.may_vote_at)))
    if member.kept_out_at is not None:
        marks.append(_kept_out_words(place.kept_out_by, member.kept_out_at, t))
    elif member.left_chat_at is not None:
        marks.append(t("not in the chat since {date}", date=t.date(member.left_chat_at)))
    return join(t("<b>{name}</b>", name=name_of(place.person, t)), *marks, by=", ")


def _kept_out_words(by: Person | None, since: datetime, t: Words) -> Markup:
    """By whom and since when; an anonymous administrator has no name."""
    if by is None:
        return t("kept out by an administrator since {date}", date=t.date(since))
    return t("kept out by {by} since {date}", by=name_of(by, t), date=t.date(since))


# Refusals.


def say_not_on_roll(fields: Fields, t: Words) -> str:
    waits = int(fields.get("waits_s") or 0)
    if waits:
        return t.plain(
            "You are not on the roll. Press [Join the roll] or send /join: "
            "you may vote {span} later, or at once when members vouch for you.",
            span=t.span(timedelta(seconds=waits)),
        )
    return t.plain("You are not on the roll. Press [Join the roll] or send /join, and you can do this at once.")


def say_already_on_roll(fields: Fields, t: Words) -> str:
    at = moment(fields.get("may_vote_at"))
    if at is None:
        return t.plain("You are on the roll already, and may vote in every ballot that opens.")
    return t.plain("You are on the roll already. You may vote from {when} on.", when=t.moment(at))


def say_removed(fields: Fields, t: Words) -> str:
    at = moment(fields["from_at"])
    when = t.moment(at) if at else ""
    return t.plain("A ballot removed you from the roll. You may join again from {when} on.", when=when)


def say_removal_runs_on(fields: Fields, t: Words) -> str:
    at = moment(fields["from_at"])
    return t.plain(
        "The council is deciding whether to remove you from the roll. You may join again once it has decided not to, "
        "or from {when} on.",
        when=t.moment(at) if at else "",
    )


def say_not_here(fields: Fields, t: Words) -> str:
    return t.plain("This is done in the group {title}: do it there.", title=person_name(str(fields.get("title") or "")))


def say_not_in_chat(fields: Fields, t: Words) -> str:
    return t.plain(
        "Telegram says that you are not in the group {title}. Join the group first, then press again.",
        title=person_name(str(fields.get("title") or "")),
    )


def say_chat_silent(_: Fields, t: Words) -> str:
    return t.plain("Telegram did not say whether you are in this group. Nothing was changed: please try again.")


def say_still_waiting(fields: Fields, t: Words) -> str:
    at = moment(fields["from_at"])
    return t.plain(
        "You joined not long ago: you may do this from {when} on, or at once when members vouch for you.",
        when=t.moment(at) if at else "",
    )


def say_not_waiting(fields: Fields, t: Words) -> str:
    match fields.get("is_on_roll"):
        case True:
            return t.plain("They may vote already; nobody needs to vouch any more.")
        case False:
            return t.plain("They are not on the roll yet. Ask them to press [Join the roll]; then you can vouch.")
        case _:
            return t.plain("Nobody has to wait: everybody on the roll may vote.")


def say_own_vouch(_: Fields, t: Words) -> str:
    return t.plain("You cannot vouch for yourself. Other members can.")


def say_vouched_already(_: Fields, t: Words) -> str:
    return t.plain("You vouch for them already. Each member can do so once.")


def say_new_voucher(fields: Fields, t: Words) -> str:
    at = moment(fields["from_at"])
    return t.plain(
        "You joined not long ago yourself: you may vouch for others from {when} on.",
        when=t.moment(at) if at else "",
    )


def say_vouched_enough(fields: Fields, t: Words) -> str:
    at = moment(fields["from_at"])
    return t.plain(
        "You have vouched for {n} newcomers within 7 days, as many as one member may. You may again from {when} on.",
        n=int(fields["limit"] or 0),
        when=t.moment(at) if at else "",
    )


def say_not_in_electorate(fields: Fields, t: Words) -> str:
    """Which rule keeps somebody out of a ballot, and from when they may vote."""
    at = moment(fields.get("from_at"))
    match fields.get("why"):
        case "not_on_roll":
            return _joining(fields, t)
        case "founding" | "waiting" as why if at is not None:
            return _later(why, at, t)
        case "resting":
            return t.plain(
                "Not counted: you were resting when this ballot opened. You are back now, "
                "and in every ballot that opens from now on."
            )
        case "joined_later":
            return t.plain(
                "Not counted: this ballot opened before you could vote. "
                "You may vote in every ballot that opens from now on."
            )
        case "concerned":
            return t.plain("Not counted: this ballot is about you, so you have no vote in it.")
        case _:
            return t.plain("Not counted: you have no vote in this ballot. You may vote in every other one.")


def _later(why: str, at: datetime, t: Words) -> str:
    if why == "founding":
        return t.plain(
            "Not counted: you joined after this opened. From {when} on, when founding ends, it asks you too.",
            when=t.moment(at),
        )
    return t.plain(
        "Not counted: you joined not long ago. You may vote in ballots that open after {when}, "
        "or sooner when members vouch for you.",
        when=t.moment(at),
    )


def _joining(fields: Fields, t: Words) -> str:
    waits = int(fields.get("waits_s") or 0)
    if waits:
        return t.plain(
            "Not counted: you are not on the roll. Press [Join the roll]: you may vote in ballots that open "
            "{span} later, or sooner when members vouch for you.",
            span=t.span(timedelta(seconds=waits)),
        )
    return t.plain(
        "Not counted: you are not on the roll. Press [Join the roll]: you may vote in ballots that open after that."
    )
