"""The group itself: the welcome card, what happens to the council, which council an act is about, refusals told."""

from bot.domain.council.council import Council, may_have_others
from bot.domain.council.messages import (
    AsYourself,
    CannotWrite,
    ErrandTaken,
    GoesOnElsewhere,
    OutageOver,
    Refused,
    Restored,
    Returned,
)
from bot.domain.ground.ids import NO_COUNCIL, CouncilId
from bot.domain.ground.names import person_name
from bot.domain.ground.person import Person
from bot.domain.roll.member import NotOnRollError
from bot.domain.roll.messages import Founded, Split
from bot.reads.council.choices import PickView
from bot.reads.council.council import WelcomeView
from handlers import callbacks
from handlers.presses.charter import GroupLanguagePress
from handlers.presses.council import CommandPress, HowPress
from handlers.presses.ground import AgainPress, CouncilPress
from handlers.views.council.claims import claim_row, found_again
from handlers.views.ground.errors import words_for_code
from handlers.views.ground.screen import Button, Screen
from handlers.views.ground.words import Fields, Markup, Words, join, language_name
from handlers.views.roll.roll import join_row, name_of, sizes_line


def render_welcome(view: WelcomeView, t: Words) -> Screen:
    """What this is, what to press now and next; what the bot may see; how many take part."""
    council_id = view.council.council_id
    what = join(
        t("<b>Decide here by vote, elect who acts for you, recall them at any time.</b>"),
        t("Press [Join the roll], each for yourself: then you may vote. {when}", when=_joining(view, t)),
        t("Press [Propose] to put something to the vote."),
    )
    facts = join(
        t("Nobody owns this council: administrators have no more say in it than anybody else."),
        _sight(view.council, t),
        sizes_line(view.sizes, t),
    )
    propose = Button(t.plain("Propose"), callbacks.pack(CommandPress(council_id, "propose")))
    how = Button(t.plain("How it works"), url=callbacks.deep_link(view.bot_name, HowPress(0)))
    rows = (join_row(council_id, t), *_language_row(view), (propose, how))
    if view.former is None:
        return Screen(join(what, facts, by="\n\n"), rows)
    return Screen(
        join(what, facts, found_again(view.former, view.claims, t), by="\n\n"), (*claim_row(view.former, t), *rows)
    )


def _language_row(view: WelcomeView) -> tuple[tuple[Button, ...], ...]:
    """Each in its own words, for people who read no other."""
    row = tuple(
        Button(language_name(code), callbacks.pack(GroupLanguagePress(view.council.council_id, code)))
        for code in view.languages
    )
    return (row,) if row else ()


def _sight(council: Council, t: Words) -> Markup:
    """What the bot may see; as administrator it is sent more, which is said too."""
    if council.rights.get("is_administrator"):
        return t(
            "As administrator I am sent every message here; I keep only what is meant for me, who comes and goes, and "
            "the names of those who write."
        )
    return t("I read only commands, replies to me and presses of my buttons; I need not be administrator.")


def _joining(view: WelcomeView, t: Words) -> Markup:
    ends_at = view.council.founding_ends_at
    if ends_at is None:
        return t("The first to press founds the council; whoever joins within 72 hours votes at once.")
    if view.council.is_founding(view.now):
        return t("Whoever joins until {when} votes at once.", when=t.time(ends_at))
    return t(
        "Whoever joins now may vote {later}, or at once when {n} members vouch for them.",
        later=t.later(view.waits),
        n=view.vouchers,
    )


def render_founded(view: tuple[WelcomeView, Founded], t: Words) -> Screen:
    """The founding window is over."""
    shown, founded = view
    text = join(
        t.n(
            "The council is founded: {n} person is on its roll.",
            "The council is founded: {n} people are on its roll.",
            founded.size,
        ),
        t(
            "Whoever joins from now on may vote {later}, or at once when {n} members vouch for them.",
            later=t.later(shown.waits),
            n=shown.vouchers,
        ),
        by=" ",
    )
    return Screen(text, (join_row(shown.council.council_id, t),) if may_have_others(shown.council) else ())


def render_returned(message: Returned, t: Words) -> Screen:
    """The bot is back; what stood still goes on."""
    when, others = t.time(message.since), _others_line(message.others, t)
    if not message.ballots:
        stands = t(
            "I was out of this group from {when} until now. The roll, the mandates and the record are as before.",
            when=when,
        )
        return Screen(join(stands, others, by=" "))
    told = t.n(
        "I was out of this group from {when} until now. {n} ballot stood still; it closes so much later.",
        "I was out of this group from {when} until now. {n} ballots stood still; they close so much later.",
        message.ballots,
        when=when,
    )
    return Screen(join(told, others, by=" "))


def _others_line(n: int, t: Words) -> Markup:
    """What moved besides ballots, each on its card."""
    if not n:
        return Markup("")
    return t.n(
        "{n} other deadline, for a reply, nominations or a report, is later too.",
        "{n} other deadlines, for replies, nominations or reports, are later too.",
        n,
    )


def render_cannot_write(view: tuple[Council, CannotWrite], t: Words) -> Screen:
    """To a member in private: where to vote while the group cannot be written to."""
    council, message = view
    text = join(
        t(
            "I have not been allowed to write in {group} since {when}. An administrator can give me the right to send "
            "messages again.",
            group=title_of(council, t),
            when=t.time(message.since),
        ),
        t("Until then nothing that is open there ends, and you can vote here, in private."),
    )
    look = Button(t.plain("Open ballots"), callbacks.pack(CommandPress(council.council_id, "open")))
    return Screen(text, ((look,),))


def render_goes_on_elsewhere(view: tuple[Council, GoesOnElsewhere], t: Words) -> Screen:
    """To each of the roll in private: where it goes on, who said so, and what to do about it."""
    council, message = view
    text = join(
        t.n(
            "Your council goes on in another group, {group}: {n} of its roll pressed [This is our council] there.",
            "Your council goes on in another group, {group}: {n} of its roll pressed [This is our council] there.",
            message.by,
            group=title_of(council, t),
        ),
        t("Nothing that is open closes before {when}, and you can vote here, in private.", when=t.time(message.until)),
        t(
            "Is that wrong? Add me to the group where it was before: there the same button brings it back, when as "
            "many press it."
        ),
    )
    look = Button(t.plain("Open ballots"), callbacks.pack(CommandPress(council.council_id, "open")))
    return Screen(text, ((look,),))


def render_outage_over(message: OutageOver, t: Words) -> Screen:
    """A silence fell into what was open: one sentence for the whole council."""
    when, others = t.time(message.since), _others_line(message.others, t)
    if not message.ballots:
        return Screen(join(t("I could not hear you from {when} until now.", when=when), others, by=" "))
    told = t.n(
        "I could not hear you from {when} until now: the open ballot closes so much later.",
        "I could not hear you from {when} until now: the {n} open ballots close so much later.",
        message.ballots,
        when=when,
    )
    return Screen(join(told, others, by=" "))


def render_restored(view: tuple[CouncilId, Restored], t: Words) -> Screen:
    """The host went back to a copy: what members were told since then does not stand, and they can do it again."""
    council_id, restored = view
    text = join(
        t("My host had to go back to a copy of my data from {when}.", when=t.time(restored.since)),
        t(
            "What you voted, joined, decided or had erased after that is undone, even where I confirmed it. "
            "Please do it again."
        ),
    )
    look = Button(t.plain("Open ballots"), callbacks.pack(CommandPress(council_id, "open")))
    return Screen(text, ((look,), join_row(council_id, t)))


def render_split(message: Split, t: Words) -> Screen:
    """At about 1,000 a council is too large to talk in."""
    return Screen(
        join(
            t("There are {n} people on the roll. A council of this size can vote, but hardly talk.", n=message.size),
            t(
                "I propose that you split into several smaller councils, each in a group of its own with its own "
                "delegates. Whoever agrees puts it to the vote with /propose."
            ),
        )
    )


# Which council, and who.


def render_pick(view: PickView, t: Words) -> Screen:
    """One button for each council of the person."""
    rows = tuple(
        (Button(title_of(council, t), callbacks.pack(CouncilPress(council.council_id, view.errand_id))),)
        for council in view.councils
    )
    question = join(t("Which council is this about?"), t("What you do here afterwards is about the same one."), by=" ")
    return Screen(question, rows)


def title_of(council: Council, t: Words) -> str:
    """The group's name, or a word in its place."""
    return person_name(council.title) or t.plain("a group without a name")


def render_as_yourself(message: AsYourself, t: Words) -> Screen:
    """The answer to a command that nobody can be held to."""
    press = AgainPress(message.errand_id)
    return Screen(
        t("This was posted anonymously, and I count only what people do as themselves. Was it you? Press the button."),
        ((Button(t.plain("Press this as yourself"), callbacks.pack(press)),),),
    )


def render_errand_taken(view: tuple[Person | None, ErrandTaken], t: Words) -> Screen:
    """The question after somebody pressed."""
    person, _ = view
    return Screen(t("{name} does this as themself.", name=name_of(person, t)))


def render_chosen(council: Council, t: Words) -> Screen:
    """The question after a council was picked."""
    return Screen(t("This is about {title}.", title=title_of(council, t)))


def render_refusal(view: tuple[CouncilId, Refused], t: Words) -> Screen:
    """Why an act was refused, as a reply to it; whoever is not on the roll can join it right there."""
    council_id, refused = view
    may_join = council_id != NO_COUNCIL and refused.code == NotOnRollError.code
    return Screen(join(words_for_code(refused.code, refused.fields, t)), (join_row(council_id, t),) if may_join else ())


def say_council_unclear(fields: Fields, t: Words) -> str:
    if fields.get("council_ids"):
        return t.plain(
            "You are on the roll of several councils. Send the command here, and I ask which one it is about."
        )
    return t.plain("You are on no roll yet. Press [Join the roll] in your group first.")


def say_errand_over(_: Fields, t: Words) -> str:
    return t.plain("This was done already, or is too old. Send the command again.")
