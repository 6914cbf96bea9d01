"""What a card leaves to [More] and to [How it is counted], for the one who pressed."""

from collections.abc import Iterator

from bot.domain.ballots.ballot import Ballot, BallotState, Method
from bot.domain.ballots.rules import is_named, shows_counts
from bot.domain.ground.text import cut_utf16, utf16_len
from bot.reads.ballots.card import BallotView
from handlers.views.ballots.buttons import keyboard_alone
from handlers.views.ballots.files import files_line
from handlers.views.ballots.headings import heading_words
from handlers.views.ballots.options import options_line
from handlers.views.ballots.outcomes import outcome_lines
from handlers.views.ballots.planned import series_line
from handlers.views.ballots.rules import kind_name, remindable_line, rule_line, secret_line
from handlers.views.ballots.times import time_lines
from handlers.views.ballots.voting import MESSAGE_UNITS, PARAGRAPH, paper_lines, proposer_line, render_ballot
from handlers.views.ground.screen import Screen
from handlers.views.ground.words import Markup, Words, bare, join


def render_ballot_private(view: BallotView, t: Words) -> Screen:
    """One ballot, whole, to one person; where all does not fit, the text goes before the rest."""
    if view.ballot.state is not BallotState.OPEN:
        return _waiting(view, t)
    tail = join(_standing(view, t), join(*_details(view, t)), by=PARAGRAPH)
    whole = heading_words(view.heading, t)
    room = MESSAGE_UNITS - utf16_len(bare(tail)) - 200
    if utf16_len(bare(whole)) > room:
        return Screen(join(cut_utf16(bare(whole), MESSAGE_UNITS)), keyboard_alone(view, t))
    return Screen(join(_head(view, t), whole, tail, by=PARAGRAPH), keyboard_alone(view, t))


def _waiting(view: BallotView, t: Words) -> Screen:
    """What is not voted on yet, or no more: the card with all of the text, or that alone."""
    shown, whole = render_ballot(view, t), bare(heading_words(view.heading, t))
    is_whole = whole in bare(shown.text) if view.ballot.state is BallotState.CLOSED else not _is_too_long(shown)
    return shown if is_whole else Screen(join(cut_utf16(whole, MESSAGE_UNITS)), shown.keyboard)


def _is_too_long(screen: Screen) -> bool:
    return utf16_len(bare(screen.text)) > MESSAGE_UNITS


def _head(view: BallotView, t: Words) -> Markup:
    kind, closes_at = kind_name(view.ballot, t), view.ballot.closes_at
    return t("<b>{kind}</b> · vote until {when}", kind=kind, when=t.time(closes_at)) if closes_at else Markup()


def _standing(view: BallotView, t: Words) -> Markup:
    """The options with their counts; in private also whether the reader has voted."""
    has_voted = Markup()
    if view.is_private and view.has_voted is not None:
        has_voted = t("✓ You have voted.") if view.has_voted else t("<b>You have not voted yet.</b>")
    voted = t("{voted} of {electorate} voted", voted=view.ballot.voted, electorate=view.ballot.electorate)
    return join(paper_lines(view, t), has_voted, voted, _live_counts(view.ballot, t))


def _details(view: BallotView, t: Words) -> Iterator[Markup | str]:
    ballot = view.ballot
    yield proposer_line(view, t)
    yield files_line(ballot, t)
    yield rule_line(ballot, t)
    if ballot.is_urgent:
        yield t("Urgent: shorter than a usual ballot, so a stricter rule applies.")
    yield options_line(view, t)
    yield series_line(view, t)
    yield from time_lines(ballot, view.founding, t)
    yield secret_line(ballot, t)
    if view.remindable is not None:
        yield remindable_line(ballot, view.remindable, t)
    if view.first is not None:
        yield join(t("The first round:"), outcome_lines(view.first, t))


def _live_counts(ballot: Ballot, t: Words) -> Markup:
    """When counts are shown, and of which votes they are: one, new or changed, is in them once others voted as well."""
    if not shows_counts(ballot) or ballot.method is Method.RANK:
        return t("Counts are shown at the close.")
    if is_named(ballot) or not ballot.voted:
        return Markup()
    if not ballot.counts:
        return t("Counts are shown in steps of five votes.")
    return t("Counts are shown in steps of five votes; the last five or more are not in them yet.")


def render_how(view: BallotView, t: Words) -> Screen:
    """The method, and what was sealed before the vote for a lot."""
    ballot = view.ballot
    lines = [rule_line(ballot, t), *_lot_lines(ballot, t)]
    if ballot.opened_at is None:
        lines = [t("Not open yet: by which rule, and how many may vote, is settled when it opens.")]
    return Screen(join(t("<b>How it is counted</b>"), *lines, by=PARAGRAPH))


def _lot_lines(ballot: Ballot, t: Words) -> Iterator[Markup]:
    if ballot.method in {Method.APPROVAL, Method.STV}:
        yield t("[Reopen nominations] means: none of them, choose again.")
    if ballot.method is Method.STV:
        yield t("Ranked above a name it leaves a seat open instead.")
    if len(ballot.options) > 1 and ballot.lot_commitment is not None:
        yield t("The names stand in an order drawn by lot.")
    if ballot.lot_commitment is not None:
        yield t(
            "Should a tie need a lot, it is sealed already (SHA-256): <code>{promise}</code>",
            promise=ballot.lot_commitment,
        )
