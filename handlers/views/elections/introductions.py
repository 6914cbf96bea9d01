"""What candidates say of themselves: asked, shown to them, and on the page about all who stand."""

from bot.domain.ballots.ballot import Ballot
from bot.domain.elections.introduction import INTRODUCTION_LIMIT
from bot.domain.elections.messages import AskIntroduction
from bot.domain.ground.ids import BallotId, CouncilId
from bot.reads.elections.introductions import Candidate, CandidatesView, OwnIntroductionView
from bot.reads.ground.asked import AskedOf
from handlers import callbacks
from handlers.presses.elections import CandidatesPress, IntroducePress, NoIntroductionPress
from handlers.views.ballots.headings import heading_words
from handlers.views.ground.dialogs import ask_screen
from handlers.views.ground.paging import pager
from handlers.views.ground.screen import Button, Screen
from handlers.views.ground.words import Fields, Markup, Words, join


def introduce_button(ballot: Ballot, t: Words) -> Button:
    """For those who stand."""
    return Button(t.plain("Introduce yourself"), callbacks.pack(IntroducePress(ballot.council_id, ballot.ballot_id)))


def introduce_url(bot_name: str, council_id: CouncilId, ballot_id: BallotId) -> str:
    """The way to the private chat, where it is asked."""
    return callbacks.deep_link(bot_name, IntroducePress(council_id, ballot_id))


def render_own(view: OwnIntroductionView, t: Words) -> Screen:
    """To the candidate: what stands there now, and the way to another text or to none."""
    ballot = view.ballot
    said = t("Beside your name stands: “{text}”", text=view.introduction) if view.introduction else ""
    if not view.is_open:
        return Screen(join(t("Your candidacy for {office}.", office=ballot.text), said))
    how = _how(view, t)
    until = t("Until nominations end you can change it.")
    drop = Button(t.plain("Leave it out"), callbacks.pack(NoIntroductionPress(ballot.council_id, ballot.ballot_id)))
    rows = ((introduce_button(ballot, t),), (drop,) if view.introduction else ())
    head = t("You stand for {office}.", office=ballot.text)
    return Screen(join(head, join(said, until) if said else how), tuple(row for row in rows if row))


def _how(view: OwnIntroductionView, t: Words) -> Markup:
    """The invitation, and what to do first: nothing, where what is written next is taken."""
    what = t(
        "You may say in up to {limit} characters who you are and what you would do. It stands on the page about the "
        "candidates.",
        limit=INTRODUCTION_LIMIT,
    )
    if view.is_expected:
        now = t("Write it here within 15 minutes, or press [Introduce yourself] later; or leave it out.")
        return join(what, now, by=" ")
    return join(what, t("To write it, press [Introduce yourself] first; or leave it out."), by=" ")


def render_ask(asked: AskedOf[AskIntroduction], t: Words) -> Screen:
    """[Introduce yourself] asks for it."""
    question = t(
        "Who are you, and what would you do? Write it in one message of up to {limit} characters.",
        limit=INTRODUCTION_LIMIT,
    )
    return ask_screen(asked, t, question)


def render_candidates(view: CandidatesView, t: Words) -> Screen:
    """The page about all who stand."""
    lines = [_candidate_lines(candidate, t) for candidate in view.candidates] or [t("Nobody stands yet.")]
    ids = view.ballot.council_id, view.ballot.ballot_id
    turn = pager(t, view.page, view.pages, lambda page: callbacks.pack(CandidatesPress(*ids, page)))
    return Screen(join(heading_words(view.heading, t), *lines, by="\n\n"), (turn,) if turn else ())


def _candidate_lines(candidate: Candidate, t: Words) -> Markup:
    name = candidate.name or t.plain("a former member")
    said = t("“{text}”", text=candidate.introduction) if candidate.introduction else t("Says nothing more.")
    return join(t("<b>{name}</b>", name=name), said)


def say_introduction_too_long(fields: Fields, t: Words) -> str:
    return t.plain(
        "Your text has {got} characters, and at most {limit} stand beside a name. Nothing was stored: send a shorter "
        "one.",
        got=fields["got"],
        limit=fields["limit"],
    )


def say_introduction_like(_: Fields, t: Words) -> str:
    return t.plain(
        "This looks like another name or choice on the paper, so it cannot stand beside yours. Nothing was stored: "
        "send another text."
    )


def say_not_standing(fields: Fields, t: Words) -> str:
    return t.plain("You do not stand for {office}. Press [Stand] first.", office=fields["office"])
