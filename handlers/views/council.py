"""The group itself: the welcome card, what happens to the council, which council an act is about, refusals told."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.domain.council import Council
from bot.domain.ids import ErrandId
from bot.domain.names import person_name
from bot.domain.person import Person
from bot.services.council import WELCOME, charter_in_force, get_council
from bot.services.ports import Reads
from bot.services.roll import RollSizes, roll_sizes
from handlers import callbacks
from handlers.views.errors import Fields, says, words_for_code
from handlers.views.roll import join_row, load_person, name_of, sizes_line
from handlers.views.screen import Audience, Button, Screen, plain, screen
from handlers.views.words import Markup, Words, join


@dataclass(frozen=True, slots=True)
class WelcomeView:
    """What the welcome card shows."""

    council: Council
    sizes: RollSizes
    waits: timedelta
    vouchers: int
    now: datetime
    bot_name: str


def load_welcome(reads: Reads, audience: Audience, _: dict[str, Any]) -> WelcomeView:
    """The council with the size of its roll."""
    council = get_council(reads, audience.council_id)
    charter = charter_in_force(council)
    sizes = roll_sizes(reads, council.council_id)
    return WelcomeView(
        council, sizes, charter.span("waiting_period"), charter.count("vouchers"), reads.now, audience.bot_name
    )


@screen(WELCOME, load_welcome)
def render_welcome(view: WelcomeView, t: Words) -> Screen:
    """What the bot is, what it may see, who may vote from when, and the first button."""
    text = join(
        t("<b>Mandate</b>: this group decides together, and sends delegates that it can bind and recall."),
        t(
            "I keep the roll, the votes and the mandates. Nobody owns this council: administrators of the group "
            "have no more say in it than anybody else."
        ),
        _sight(view.council, t),
        "",
        _joining(view, t),
        sizes_line(view.sizes, t),
    )
    how = Button(t.plain("How it works"), url=callbacks.deep_link(view.bot_name, callbacks.HowPress(0)))
    return Screen(text, (join_row(view.council.council_id, t), (how,)))


def _sight(council: Council, t: Words) -> Markup:
    """What the bot may see; as administrator it is sent more, which is said too."""
    if council.rights.get("is_administrator"):
        return t(
            "As an administrator I am sent every message here. I read and keep only commands, replies to me, "
            "presses on my buttons, and who comes and goes."
        )
    return t(
        "I see commands, replies to me and presses on my buttons; no other messages. "
        "I need not be administrator. I cannot see who is in the group, so everybody joins the roll themself."
    )


def _joining(view: WelcomeView, t: Words) -> Markup:
    ends_at = view.council.founding_ends_at
    if ends_at is None:
        return t(
            "Press [Join the roll] to take part. The first to press founds the council; "
            "whoever joins within 72 hours of that is a founder and votes at once."
        )
    if view.council.is_founding(view.now):
        return t("The council is being founded: whoever joins until {when} votes at once.", when=t.time(ends_at))
    return t(
        "Whoever joins now may vote {span} later, or at once when {n} members vouch for them.",
        span=t.span(view.waits),
        n=view.vouchers,
    )


def load_council(reads: Reads, audience: Audience, params: dict[str, Any]) -> tuple[WelcomeView, dict[str, Any]]:
    """The same with the parameters of what happened."""
    return load_welcome(reads, audience, params), params


@screen("founded", load_council)
def render_founded(view: tuple[WelcomeView, dict[str, Any]], t: Words) -> Screen:
    """The founding window is over."""
    shown, params = view
    text = join(
        t.n("The council is founded, with {n} person on its roll.", "The council is founded, with {n} on its roll.",
            params["size"]),
        t(
            "Whoever joins from now on may vote {span} later, or at once when {n} members vouch for them.",
            span=t.span(shown.waits),
            n=shown.vouchers,
        ),
        by=" ",
    )  # fmt: skip
    return Screen(text, (join_row(shown.council.council_id, t),))


@screen("returned", plain)
def render_returned(params: dict[str, Any], t: Words) -> Screen:
    """The bot is back; what stood still goes on."""
    since = datetime.fromisoformat(params["since"])
    if not params["ballots"]:
        return Screen(
            t("I was out of this group since {when}. The roll, the mandates and the record are as they were.",
              when=t.time(since))
        )  # fmt: skip
    return Screen(
        t.n(
            "I was out of this group since {when}. {n} ballot stood still; it goes on now, longer by that time.",
            "I was out of this group since {when}. {n} ballots stood still; they go on now, longer by that time.",
            params["ballots"],
            when=t.time(since),
        )
    )


@screen("outage_over", plain)
def render_outage_over(params: dict[str, Any], t: Words) -> Screen:
    """A silence fell into what was open: one sentence for the whole council."""
    return Screen(
        t.n(
            "I could not hear you since {when}: the open ballot closes so much later.",
            "I could not hear you since {when}: the {n} open ballots close so much later.",
            params["ballots"],
            when=t.time(datetime.fromisoformat(params["since"])),
        )
    )


@screen("split", plain)
def render_split(params: dict[str, Any], t: Words) -> Screen:
    """At about 1,000 a council is too large to talk in."""
    return Screen(
        join(
            t("There are {n} people on the roll. A council of this size can vote, but hardly talk.", n=params["size"]),
            t(
                "I propose that you split into several base councils, each in a group of its own with its own "
                "delegates. Whoever agrees puts it to the vote with /propose."
            ),
        )
    )


# Which council, and who.


@dataclass(frozen=True, slots=True)
class PickView:
    """Councils to choose from; the command is done for the chosen one."""

    councils: tuple[Council, ...]
    errand_id: ErrandId


def load_pick(reads: Reads, _: Audience, params: dict[str, Any]) -> PickView:
    """The councils by id."""
    councils = tuple(get_council(reads, council_id) for council_id in params["council_ids"])
    return PickView(councils, params["errand_id"])


@screen("which_council", load_pick)
def render_pick(view: PickView, t: Words) -> Screen:
    """One button for each council of the person."""
    rows = tuple(
        (Button(title_of(council, t), callbacks.pack(callbacks.CouncilPress(council.council_id, view.errand_id))),)
        for council in view.councils
    )
    return Screen(t("Which council is this about? What you do here afterwards is about the same one."), rows)


def title_of(council: Council, t: Words) -> str:
    """The group's name, or a word in its place."""
    return person_name(council.title) or t.plain("a group without a name")


@screen("as_yourself", plain)
def render_as_yourself(params: dict[str, Any], t: Words) -> Screen:
    """The answer to a command that nobody can be held to."""
    press = callbacks.AgainPress(params["errand_id"])
    return Screen(
        t("This was posted anonymously, and I count acts of persons only. Who means it presses the button."),
        ((Button(t.plain("Press this as yourself"), callbacks.pack(press)),),),
    )


@screen("errand_taken", load_person)
def render_errand_taken(view: tuple[Person | None, dict[str, Any]], t: Words) -> Screen:
    """The question after somebody pressed."""
    person, _ = view
    return Screen(t("{name} does this as themself.", name=name_of(person, t)))


@screen("council_chosen", lambda reads, audience, _: get_council(reads, audience.council_id))
def render_chosen(council: Council, t: Words) -> Screen:
    """The question after a council was picked."""
    return Screen(t("This is about {title}.", title=title_of(council, t)))


@screen("refusal", plain)
def render_refusal(params: dict[str, Any], t: Words) -> Screen:
    """Why an act was refused, as a reply to it."""
    return Screen(join(words_for_code(params["code"], params["fields"], t)))


@says("council_unclear")
def _council_unclear(fields: Fields, t: Words) -> str:
    if fields.get("council_ids"):
        return t.plain("You are on several rolls. Send the command here, and I ask which council it is about.")
    return t.plain("You are on no roll yet. Press [Join the roll] in your group first.")


@says("errand_over")
def _errand_over(_: Fields, t: Words) -> str:
    return t.plain("This was done already, or is too old. Send the command again.")
