"""The panel of a council: where it stands, what the bot may do in the group, and a button for everything."""

from dataclasses import replace
from itertools import chain

from bot.domain.council.council import PRACTICE_BELOW, Council
from bot.domain.ground.ids import CouncilId
from bot.domain.roll.member import ON_THE_ROLL, MemberState
from bot.reads.council.panel import PanelView
from handlers import callbacks
from handlers.presses.council import CommandPress, OtherCouncilPress, PanelPagePress, PanelPress
from handlers.views.council.help import how_button
from handlers.views.ground.menu import N_
from handlers.views.ground.screen import Button, Keyboard, Screen
from handlers.views.ground.words import Markup, Words, join
from handlers.views.roll.roll import join_row

FIRST: tuple[tuple[tuple[str, str], ...], ...] = (
    (("propose", N_("Propose")),),
    (("mandate", N_("Who acts for us")), ("decisions", N_("Decisions"))),
    (("charter", N_("Rules")),),
)
"""What most come for: on the first page, beside [Vote now] and [More]."""

BUTTONS: tuple[tuple[str, str], ...] = (
    ("offices", N_("Offices")), ("elect", N_("Elect")), ("nominate", N_("Nominate")), ("instruct", N_("Instruct")),
    ("reportback", N_("Report")), ("recall", N_("Recall")), ("roll", N_("Roll")), ("why", N_("Why?")),
    ("withdraw", N_("Withdraw a proposal")), ("remove", N_("Remove a member")), ("help", N_("Help")),
    ("privacy", N_("Privacy")), ("language", N_("Language")),
)  # fmt: skip
"""Everything else, as commands; what leads nowhere now is left out."""

OWN_BUTTONS: tuple[tuple[str, str], ...] = (
    ("me", N_("What is kept about me")), ("reminders", N_("Reminders")), ("digest", N_("Weekly digest")),
    ("resign", N_("Resign")), ("leave", N_("Leave the roll")), ("forget", N_("Forget me")),
)  # fmt: skip
"""What concerns the reader alone: in a group one button leads to the private chat, where they stand."""

ON_A_PAGE, IN_A_ROW = 6, 2
"""So many, beside [Back] and [More]."""

RIGHTS: dict[str, str] = {
    "can_send_messages": N_("to write here: without it nothing can be shown in the group"),
    "is_administrator": N_(
        "to be administrator: without it I may not hear that somebody left the group, mandate holders included"
    ),
    "can_manage_topics": N_("to manage topics: without it I cannot write in a topic that was closed"),
}
"""What Telegram lets the bot do in the group, and what is missing without it. No rule depends on any of them."""

USUAL_RIGHTS = {"can_send_messages": True}
"""Before Telegram has said anything."""


def render_panel(view: PanelView, t: Words) -> Screen:
    """The panel."""
    council = view.council
    lines = [
        t("<b>{title}</b>", title=council.title or t.plain("This council")),
        join(
            t.n("{n} on the roll", "{n} on the roll", view.roll),
            t.n("{n} resting", "{n} resting", view.resting) if view.resting else "",
            t.n("{n} open ballot", "{n} open ballots", view.open_ballots),
            t.n("{n} mandate", "{n} mandates", view.mandates),
            by=" · ",
        ),
        _window(view, t),
        _my_place(view, t) if view.audience.only_reader_id else "",
        *_rights(view, t),
    ]
    return Screen(join(*lines), _keyboard(view, t))


def _window(view: PanelView, t: Words) -> Markup:
    until = view.council.founding_ends_at
    if until is None:
        return t("Nobody has joined yet. The first to press [Join the roll] founds the council.")
    if view.is_founding:
        return t("The council is being founded. Whoever joins until {when} votes at once.", when=t.time(until))
    if view.voters < PRACTICE_BELOW:
        return t("With fewer than {n} who may vote, votes are only practice.", n=PRACTICE_BELOW)
    return Markup("")


def _my_place(view: PanelView, t: Words) -> Markup:
    me = view.me
    if me is None or me.state not in ON_THE_ROLL:
        return t("You are not on the roll. You can join in the group.")
    if me.state is MemberState.RESTING:
        return t("You are resting: ballots are held without you. Send /join in the group, and you are back at once.")
    if me.is_waiting(view.now):
        return t("You are on the roll. You may vote from {when} on.", when=t.time(me.may_vote_at))
    return t("You are on the roll since {date}, and may vote.", date=t.date(me.joined_at))


def _rights(view: PanelView, t: Words) -> list[Markup]:
    """Which right is missing for what; topics matter only to a council that chose one.

    Without the right to write nothing goes on in the group: everybody reads that. The rest, which administrators alone
    can mend, stands behind [More] for who reads it alone: no member is bothered with it in the group.
    """
    rights, thread_id = USUAL_RIGHTS | view.council.rights, view.council.thread_id
    asked = {name: words for name, words in RIGHTS.items() if name != "can_manage_topics" or thread_id}
    if not view.page or view.audience.only_reader_id is None:
        asked = {name: words for name, words in asked.items() if name == "can_send_messages"}
    missing = [t("• {right}", right=t.plain(words)) for name, words in asked.items() if not rights.get(name)]
    return [t("An administrator can still give me these rights:"), *missing] if missing else []


def _keyboard(view: PanelView, t: Words) -> Keyboard:
    pages = _parts(tuple(_others(view, t)), ON_A_PAGE)
    page = min(max(view.page, 0), len(pages))
    if page == 0:
        return _first_page(view, t)
    rows = _parts(pages[page - 1], IN_A_ROW)
    back = PanelPagePress(view.council.council_id, page - 1) if page > 1 else PanelPress(view.council.council_id)
    more = (_more(view, page + 1, t),) if page < len(pages) else ()
    return (*rows, (Button(t.plain("Back"), callbacks.pack(back)), *more))


def _parts(buttons: tuple[Button, ...], size: int) -> list[tuple[Button, ...]]:
    return [buttons[start : start + size] for start in range(0, len(buttons), size)]


def _others(view: PanelView, t: Words) -> list[Button]:
    """Everything behind the first page, in its order."""
    named = BUTTONS if view.audience.person_id is None else (*BUTTONS, *OWN_BUTTONS)
    shown = [_command(view, name, t) for name, _ in named if name not in view.hidden]
    shown.append(how_button(view.audience, t))
    if view.audience.person_id is not None:
        other = (Button(t.plain("Another group"), callbacks.pack(OtherCouncilPress())),) if view.councils > 1 else ()
        return [*shown, *other]
    press = PanelPress(view.council.council_id)
    shown.append(Button(t.plain("In private"), url=callbacks.deep_link(view.audience.bot_name, press)))
    return [*shown, *join_row(view.council.council_id, t)] if view.may_join else shown


def _command(view: PanelView, name: str, t: Words) -> Button:
    label = dict((*chain(*FIRST), *BUTTONS, *OWN_BUTTONS))[name]
    return Button(t.plain(label), callbacks.pack(CommandPress(view.council.council_id, name)))


def _more(view: PanelView, page: int, t: Words) -> Button:
    return Button(t.plain("More"), callbacks.pack(PanelPagePress(view.council.council_id, page)))


def _first_page(view: PanelView, t: Words) -> Keyboard:
    """Six buttons, and [Join the roll] before anybody has; the rest behind [More], which turns the page."""
    waiting = view.open_ballots if view.to_vote is None else view.to_vote
    label = t.plain("Vote now ({n})", n=waiting) if waiting else t.plain("Vote now")
    vote = Button(label, callbacks.pack(CommandPress(view.council.council_id, "open")))
    top, middle, last = (tuple(_command(view, name, t) for name, _ in row) for row in FIRST)
    join_it = join_row(view.council.council_id, t) if view.council.founding_ends_at is None else ()
    return tuple(row for row in (join_it, (vote, *top), middle, (*last, _more(view, 1, t))) if row)


def with_way_back(screen: Screen, t: Words, council_id: CouncilId) -> Screen:
    """A page that took the panel's place leads back to it."""
    back = Button(t.plain("Back"), callbacks.pack(PanelPress(council_id)))
    return replace(screen, keyboard=(*screen.keyboard, (back,))) if council_id else screen


def render_choice(view: tuple[list[Council], str], t: Words) -> Screen:
    """One button for each council; without any, how to begin."""
    councils, bot_name = view
    if not councils:
        add = Button(t.plain("Add me to a group"), url=f"https://t.me/{bot_name}?startgroup=new")
        return Screen(
            t("You are on no roll yet. Press [Join the roll] in your group, or add me to a group."), ((add,),)
        )
    rows = tuple(
        (Button(council.title or t.plain("A group"), callbacks.pack(PanelPress(council.council_id))),)
        for council in councils
    )
    return Screen(t("Which council do you want to see?"), rows)
