"""The card of a ballot from its proposal to its result, its private form, and the answers to its presses."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate
from typing import Any

from bot.domain.ballot import (
    ABSTAIN,
    CLEAR,
    UNSECONDED_AFTER,
    Ballot,
    BallotKind,
    BallotState,
    Choice,
    Method,
    Second,
    ensure_amendable,
    ensure_withdrawable,
)
from bot.domain.ballot_rules import is_named, shows_counts
from bot.domain.errors import DomainError
from bot.domain.names import person_name
from bot.domain.person import Person
from bot.domain.text import cut_utf16, utf16_len
from bot.services.ballots import VoteCast, queue_of
from bot.services.council import get_council
from bot.services.persons import persons_by_id
from bot.services.ports import Reads
from bot.services.proposals import has_proposer_voted
from bot.services.register import has_voted
from bot.services.reminders import count_remindable
from handlers import callbacks
from handlers.views.ballot_rules import (
    MANY_OPTIONS,
    choice_word,
    counts_line,
    kind_name,
    outcome_lines,
    roll_line,
    rule_line,
)
from handlers.views.headlines import Say, text_of
from handlers.views.papers import paper_title
from handlers.views.picture import Bar, draw_result
from handlers.views.screen import Audience, Button, Keyboard, Screen, screen
from handlers.views.words import Markup, Words, bare, join

MESSAGE_UNITS = 4096
CAPTION_UNITS = 1024
RECORDED_UNITS = 110
"""What the names of recorded choices may take of an answer's 200."""

BRIEF_UNITS = 12
NAMES_UNITS = 600
"""What the names of a named ballot may take of the card, all choices together."""

PARAGRAPH = "\n\n"


@dataclass(frozen=True, slots=True)
class BallotView:
    """What a ballot's card shows.

    `place`: in the queue. `voters`: who chose what, on named ballots alone. `has_voted`: of the reader, in private.
    """

    ballot: Ballot
    headline: Say
    proposer: str | None
    author: str | None
    now: datetime
    bot_name: str
    is_private: bool
    can_amend: bool
    can_withdraw: bool
    is_founding: bool
    seconds: int
    place: int
    remindable: int | None
    voters: dict[str, list[str]]
    has_voted: bool | None


def load_ballot(reads: Reads, audience: Audience, params: dict[str, Any]) -> BallotView | None:
    """The ballot with everything its card needs, of one moment."""
    ballot = reads.get(Ballot, audience.council_id, params["subject_id"])
    if ballot is None:
        return None
    is_open = ballot.state is BallotState.OPEN
    council = get_council(reads, ballot.council_id)
    has_voted_self = ballot.kind is BallotKind.PROPOSAL and has_proposer_voted(reads, ballot)
    return BallotView(
        ballot,
        paper_title(reads, ballot),
        _name_of(reads, ballot.proposer_id),
        _name_of(reads, ballot.subject.get("author_id")) or ballot.subject.get("author"),
        reads.now,
        audience.bot_name,
        audience.person_id is not None,
        _can(ballot, lambda: ensure_amendable(ballot, reads.now, has_proposer_voted=has_voted_self)),
        _can(ballot, lambda: ensure_withdrawable(ballot, has_proposer_voted=has_voted_self)),
        is_open and ballot.opened_at is not None and council.is_founding(reads.now),
        reads.count(Second, council_id=ballot.council_id, ballot_id=ballot.ballot_id)
        if ballot.state is BallotState.SECONDING
        else 0,
        _place(reads, ballot),
        count_remindable(reads, ballot) if is_open else None,
        _voters(reads, ballot) if _shows_names(ballot) else {},
        has_voted(reads, ballot, audience.person_id),
    )


def _name_of(reads: Reads, person_id: Any) -> str | None:
    person = reads.get(Person, person_id) if person_id else None
    return person_name(person.name) if person else None


def _can(ballot: Ballot, ensure: Any) -> bool:
    """Whether the proposer may still do this."""
    if ballot.kind is not BallotKind.PROPOSAL or ballot.run_off_of_id is not None:
        return False
    try:
        ensure()
    except DomainError:
        return False
    return True


def _place(reads: Reads, ballot: Ballot) -> int:
    """The place in the queue, from 1; 0 for what does not wait."""
    if ballot.state is not BallotState.QUEUED:
        return 0
    waiting = [one.ballot_id for one in queue_of(reads, ballot.council_id)]
    return waiting.index(ballot.ballot_id) + 1 if ballot.ballot_id in waiting else 0


def _shows_names(ballot: Ballot) -> bool:
    return is_named(ballot) and ballot.state in {BallotState.OPEN, BallotState.CLOSED}


def _voters(reads: Reads, ballot: Ballot) -> dict[str, list[str]]:
    """Names by choice, for a council that votes by name."""
    papers = reads.find(Choice, order="cast_at", council_id=ballot.council_id, ballot_id=ballot.ballot_id)
    names = {
        person.person_id: person_name(person.name)
        for person in persons_by_id(reads, [paper.person_id for paper in papers])
    }
    voters: dict[str, list[str]] = {}
    for paper in papers:
        for pick in paper.picks[:1] if ballot.method is Method.RANK else paper.picks:
            voters.setdefault(pick, []).append(names.get(paper.person_id, "?"))
    return voters


# The card ------------------------------------------------------------------------------------------------------------


@screen("ballot", load_ballot)
def render_ballot(view: BallotView, t: Words) -> Screen:
    """The card, in whatever state the ballot is."""
    head, tail = _heading(view, t), join(*_tail(view, t))
    room = MESSAGE_UNITS - utf16_len(bare(join(head, _middle(view, t), tail, by=PARAGRAPH))) - 2 * len(PARAGRAPH)
    body, is_cut = _body(view, room, t)
    text = join(join(head, body), _middle(view, t), tail, by=PARAGRAPH)
    return Screen(text, keyboard_of(view, t, is_cut=is_cut))


def _body(view: BallotView, room: int, t: Words) -> tuple[Markup, bool]:
    """The text as far as there is room, and whether it was cut."""
    whole = view.headline(t)
    if utf16_len(bare(whole)) <= room:
        return whole, False
    return join(cut_utf16(bare(whole), room)), True


def _heading(view: BallotView, t: Words) -> Markup:
    ballot = view.ballot
    kind = t("<b>{kind}</b>", kind=kind_name(ballot, t))
    if not ballot.is_practice:
        return kind
    return t("{kind} (practice: fewer than 3 are on the roll, so it decides nothing)", kind=kind)


def _middle(view: BallotView, t: Words) -> Markup:
    """The options, numbered, with how many chose them where that may be shown; in the end the outcome."""
    ballot = view.ballot
    if ballot.state is BallotState.CLOSED:
        return outcome_lines(ballot, t)
    if ballot.method is Method.YES_NO:
        return Markup()
    is_live = shows_counts(ballot) and ballot.method is not Method.RANK
    lines = []
    for index, option in enumerate(ballot.options):
        values = {"number": index + 1, "option": option, "votes": ballot.counts.get(str(index), 0)}
        lines.append(t("{number}. {option}: {votes}", **values) if is_live else t("{number}. {option}", **values))
    return join(*lines)


def _tail(view: BallotView, t: Words) -> Iterable[Markup | str]:
    """Everything below the text."""
    state = view.ballot.state
    yield _proposer_line(view, t)
    if state is BallotState.OPEN:
        yield from _open_lines(view, t)
    elif state is BallotState.CLOSED:
        yield from _closed_lines(view, t)
    else:
        yield from _waiting_lines(view, t)


def _proposer_line(view: BallotView, t: Words) -> Markup:
    if view.ballot.proposer_id is None:
        return Markup()
    name = view.proposer or t.plain("a member")
    if view.author:
        return t("Proposed by {name}; written by {author}", name=name, author=view.author)
    return t("Proposed by {name}", name=name)


def _open_lines(view: BallotView, t: Words) -> Iterable[Markup | str]:
    ballot = view.ballot
    yield t("{voted} of {electorate} voted", voted=ballot.voted, electorate=ballot.electorate)
    yield _live_counts(ballot, t)
    yield from _voter_lines(view, t)
    yield rule_line(ballot, t)
    if ballot.is_urgent:
        yield t("Urgent: shorter than a usual ballot, so a stricter rule applies.")
    if ballot.closes_at:
        yield t("Closes {when}", when=t.time(ballot.closes_at))
    yield from _time_lines(view, t)
    yield _secrecy_line(ballot, t)
    if view.remindable is not None and not view.is_private:
        yield t.n(
            "{n} of {electorate} can be reminded privately.",
            "{n} of {electorate} can be reminded privately.",
            view.remindable,
            electorate=ballot.electorate,
        )
    if view.has_voted is not None and view.is_private:
        yield t("You have voted.") if view.has_voted else t("You have not voted yet.")


def _live_counts(ballot: Ballot, t: Words) -> Markup:
    if not shows_counts(ballot):
        return t("The numbers are shown at the close.")
    if ballot.method is Method.YES_NO:
        return counts_line(ballot, t)
    if ballot.method is Method.RANK:
        return t("Rankings are counted at the close.")
    against = [choice_word(ballot, key, t) for key in ballot.choices[len(ballot.options) :]]
    numbers = [ballot.counts.get(key, 0) for key in ballot.choices[len(ballot.options) :]]
    pairs = zip(against, numbers, strict=True)
    return join(*(t("{option}: {number}", option=word, number=number) for word, number in pairs), by=" · ")


def _voter_lines(view: BallotView, t: Words) -> Iterable[Markup]:
    """Who chose what, where the council votes by name: as many names as there is room for."""
    chosen = [choice for choice in view.ballot.choices if view.voters.get(choice)]
    for choice in chosen:
        names = view.voters[choice]
        shown = _fitting(names, NAMES_UNITS // len(chosen))
        word = choice_word(view.ballot, choice, t)
        word = cut_utf16(word, BRIEF_UNITS) if len(view.ballot.options) > MANY_OPTIONS else word
        values = {"choice": word, "names": ", ".join(shown), "more": len(names) - len(shown)}
        if values["more"]:
            yield t("{choice}: {names} and {more} more", **values)
        else:
            yield t("{choice}: {names}", **values)


def _fitting(names: list[str], units: int) -> list[str]:
    """The first names that take no more room than this; one at least."""
    taken = accumulate(utf16_len(name) + len(", ") for name in names)
    return names[: max(1, sum(1 for size in taken if size <= units))]


def _time_lines(view: BallotView, t: Words) -> Iterable[Markup]:
    ballot = view.ballot
    if view.is_founding:
        yield t("It was opened while the council is founded, so it closes when founding ends at the earliest.")
    elif ballot.electorate and ballot.voted == ballot.electorate:
        yield t("Everybody has voted. Votes can be changed until the close.")
    if ballot.extended_at is not None:
        yield t("Extended once, because enough had voted only towards the end.")
    if ballot.amended_at is not None and ballot.opened_at is not None and ballot.amended_at >= ballot.opened_at:
        yield t("Amended {when}; votes given before that were cleared.", when=t.time(ballot.amended_at))


def _secrecy_line(ballot: Ballot, t: Words) -> Markup:
    """From whom the choice is hidden, honestly."""
    if is_named(ballot):
        return t("Voted by name: everybody here sees who chose what.")
    return t(
        "Members and administrators see numbers, never who chose what. "
        "Whoever runs this bot could see it, and so could Telegram."
    )


def _closed_lines(view: BallotView, t: Words) -> Iterable[Markup]:
    ballot = view.ballot
    yield from _voter_lines(view, t)
    if ballot.is_practice:
        yield t("This was practice: nothing follows from it.")
    if ballot.rules:
        yield t("The rule was: {rule}", rule=rule_line(ballot, t))
    if ballot.closed_at:
        yield t("Closed {when}", when=t.time(ballot.closed_at))
    yield roll_line(ballot, t)


def _waiting_lines(view: BallotView, t: Words) -> Iterable[Markup]:
    """What it waits for, or how it ended without a vote."""
    ballot = view.ballot
    match ballot.state:
        case BallotState.SECONDING:
            yield _seconds_line(view, t)
        case BallotState.QUEUED:
            yield t("It waits at place {place}: it opens when one of the open ballots closes.", place=view.place)
        case BallotState.REPLY:
            yield t("The vote opens after the reply.")
        case BallotState.SUSPENDED:
            yield t("It stands still while I am not in the group, and gets the time back.")
        case BallotState.WITHDRAWN if ballot.result.get("why") == "unseconded":
            yield t("<b>Lapsed</b>: {got} of {needed} members supported it in 7 days.", **ballot.result)
        case BallotState.WITHDRAWN if ballot.kind is BallotKind.PROPOSAL:
            yield t("<b>Withdrawn</b> by the proposer.")
        case BallotState.WITHDRAWN:
            yield t("<b>Ended</b> without a vote.")
        case _:
            return


def _seconds_line(view: BallotView, t: Words) -> Markup:
    ballot = view.ballot
    return t(
        "It goes to the vote when {needed} others second it: {got} of {needed} so far. Otherwise it lapses {when}.",
        needed=ballot.subject.get("seconds", 0),
        got=view.seconds,
        when=t.time(ballot.created_at + UNSECONDED_AFTER),
    )


# Buttons -------------------------------------------------------------------------------------------------------------


def keyboard_of(view: BallotView, t: Words, *, is_cut: bool = False) -> Keyboard:
    """The choices, then what else can be done."""
    ballot = view.ballot
    rows: list[tuple[Button, ...]] = []
    if ballot.state is BallotState.OPEN:
        rows += choice_rows(ballot, view.bot_name, t)
        rows.append(() if view.is_private else _here_row(ballot, t))
    if ballot.state is BallotState.SECONDING:
        rows.append((_second_button(view, t),))
    if ballot.state in {BallotState.OPEN, BallotState.SECONDING} and not view.is_private:
        rows.append(_member_row(view, t))
    rows.append(_proposer_row(view, t))
    if is_cut:
        rows.append((Button(t.plain("Whole text"), url=_link(view, callbacks.ShowBallotPress)),))
    return tuple(row for row in rows if row)


def choice_rows(ballot: Ballot, bot_name: str, t: Words) -> list[tuple[Button, ...]]:
    """One row for Yes, No and Abstain; one for each option; the booth's door where a whole paper is handed in."""
    if ballot.method in {Method.RANK, Method.STV}:
        url = start_link(bot_name, callbacks.BoothPress(ballot.council_id, ballot.ballot_id))
        return [(Button(t.plain("Vote"), url=url),)]
    if ballot.method is Method.YES_NO:
        return [tuple(_choice_button(ballot, choice, t) for choice in ballot.choices)]
    options = ballot.choices[: len(ballot.options)]
    rows: list[tuple[Button, ...]] = [(_choice_button(ballot, choice, t),) for choice in options]
    rows.append(tuple(_choice_button(ballot, choice, t) for choice in ballot.choices[len(options) :]))
    if ballot.method in {Method.MANY, Method.APPROVAL}:
        clear = callbacks.VotePress(ballot.council_id, ballot.ballot_id, CLEAR)
        rows.append((Button(t.plain("Clear my ballot"), callbacks.pack(clear)),))
    return rows


def _here_row(ballot: Ballot, t: Words) -> tuple[Button, ...]:
    """The way to rank for those who cannot use the private chat."""
    if ballot.method is not Method.RANK:
        return ()
    data = callbacks.pack(callbacks.VoteHerePress(ballot.council_id, ballot.ballot_id))
    return (Button(t.plain("Vote here"), data),)


def _choice_button(ballot: Ballot, choice: str, t: Words) -> Button:
    data = callbacks.pack(callbacks.VotePress(ballot.council_id, ballot.ballot_id, choice))
    return Button(choice_word(ballot, choice, t), data)


def _second_button(view: BallotView, t: Words) -> Button:
    ballot = view.ballot
    needed = ballot.subject.get("seconds", 0)
    label = t.plain("Second ({got} of {needed})", got=view.seconds, needed=needed)
    return Button(label, callbacks.pack(callbacks.SecondPress(ballot.council_id, ballot.ballot_id)))


def _member_row(view: BallotView, t: Words) -> tuple[Button, ...]:
    ballot = view.ballot
    join_button = Button(t.plain("Join the roll"), callbacks.pack(callbacks.JoinPress(ballot.council_id)))
    if ballot.state is not BallotState.OPEN:
        return (join_button,)
    remind = callbacks.pack(callbacks.RemindPress(ballot.council_id, ballot.ballot_id))
    return (join_button, Button(t.plain("Remind me"), remind))


def _proposer_row(view: BallotView, t: Words) -> tuple[Button, ...]:
    """What the proposer may still do."""
    ballot = view.ballot
    row = []
    if view.can_amend:
        row.append(Button(t.plain("Amend"), callbacks.pack(callbacks.AmendPress(ballot.council_id, ballot.ballot_id))))
    if view.can_withdraw:
        data = callbacks.pack(callbacks.WithdrawPress(ballot.council_id, ballot.ballot_id))
        row.append(Button(t.plain("Withdraw"), data))
    if view.can_withdraw and ballot.options and not ballot.voted:
        data = callbacks.pack(callbacks.WholeTextPress(ballot.council_id, ballot.ballot_id))
        row.append(Button(t.plain("Vote on the whole text"), data))
    return tuple(row)


def _link(view: BallotView, kind: Any) -> str:
    return start_link(view.bot_name, kind(view.ballot.council_id, view.ballot.ballot_id))


def start_link(bot_name: str, press: Any) -> str:
    """The address that opens the private chat and makes this press there."""
    return f"https://t.me/{bot_name}?start={callbacks.pack(press)}"


# Answers -------------------------------------------------------------------------------------------------------------


def recorded(cast: VoteCast, t: Words) -> str:
    """The answer to a press that was counted."""
    if not cast.picks:
        return t.plain("Your ballot is empty. Nothing is recorded.")
    choice = _recorded_words(cast, t)
    if cast.changes_for <= timedelta(0):
        return t.plain("Recorded: {choice}.", choice=choice)
    return t.plain(
        "Recorded: {choice}. You can change it for {span} more.", choice=choice, span=t.span(cast.changes_for)
    )


def _recorded_words(cast: VoteCast, t: Words) -> str:
    """The choices by name; by number where names would not fit."""
    words = [choice_word(cast.ballot, pick, t) for pick in cast.picks]
    if len(words) == 1:
        return cut_utf16(words[0], RECORDED_UNITS)
    together = ", ".join(words)
    if utf16_len(together) <= RECORDED_UNITS:
        return together
    return ", ".join(str(int(pick) + 1) for pick in cast.picks)


# The picture ---------------------------------------------------------------------------------------------------------


def load_named(reads: Reads, audience: Audience, params: dict[str, Any]) -> BallotView | None:
    """The loader of messages about a ballot: parameter `ballot_id`."""
    return load_ballot(reads, audience, {"subject_id": params["ballot_id"]})


def load_result(reads: Reads, audience: Audience, params: dict[str, Any]) -> BallotView | None:
    """A closed ballot with something to count; otherwise there is nothing to draw."""
    view = load_named(reads, audience, params)
    return view if view is not None and view.ballot.result.get("counts") else None


@screen("result_picture", load_result)
def render_picture(view: BallotView, t: Words) -> Screen:
    """The result as a picture under the card, with its first lines as caption."""
    ballot = view.ballot
    is_election = ballot.kind is BallotKind.ELECTION
    caption = _short(view, t) if is_election else join(_short(view, t), outcome_lines(ballot, t))
    if utf16_len(bare(caption)) > CAPTION_UNITS:
        caption = join(cut_utf16(bare(caption), CAPTION_UNITS))
    counts = dict(ballot.result.get("counts", {}))
    counts.setdefault(ABSTAIN, ballot.result.get("abstain", 0))
    bars = [Bar(key, bare(choice_word(ballot, key, t)), number) for key, number in counts.items()]
    values = {"voted": ballot.voted, "electorate": ballot.electorate}
    foot = t.plain("{voted} of {electorate} voted", **values)
    if ballot.method in {Method.RANK, Method.STV}:
        foot = t.plain("First choices; {voted} of {electorate} voted", **values)
    return Screen(caption, picture=draw_result(bare(_short(view, t)), bars, max(ballot.voted, 1), foot))


def _short(view: BallotView, t: Words) -> Markup:
    """What the ballot was about, in one line."""
    return join(short_text(view.ballot, view.headline, t))


SHORT_UNITS = 80


def short_text(ballot: Ballot, headline: Say | None, t: Words) -> str:
    """The first line of what the ballot is about, for lists."""
    whole = bare(headline(t)) if headline else bare(text_of(ballot, t))
    return cut_utf16(whole.strip().split("\n")[0], SHORT_UNITS)
