"""/forget: a person's name and texts are erased; what the council decided and counted stays, and the chain is valid.

The council's own texts (what it adopted, and what it is voting on right now) are its decisions and stay, without their
author's name; a ballot that runs is looked at again after its close.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, TypeVar

from bot.domain.ballots.added import AddedOption
from bot.domain.ballots.ballot import RUNNING, Ballot, BallotState, Outcome
from bot.domain.ballots.entries import OptionAdded, Withdrawn
from bot.domain.ballots.results import ResultOfOptions
from bot.domain.elections.nominee import Nominee
from bot.domain.ground.calendar import day_of
from bot.domain.ground.entry import Entry, EntryText
from bot.domain.ground.errors import NobodyActsError
from bot.domain.ground.ids import NO_COUNCIL, BallotId, CouncilId, PersonId
from bot.domain.ground.kept import RowNotReadableError, name_of
from bot.domain.ground.outgoing import Outgoing, OutgoingState
from bot.domain.ground.person import FORMER, Person, named
from bot.domain.ground.personal import Personal, is_of_council
from bot.domain.instructions.instruction import Breach
from bot.domain.mandates.mandate import Mandate
from bot.domain.me import entries as me_entries
from bot.domain.me.duties import ForgetBallot, ForgetOption, SendDigest
from bot.domain.me.messages import ConfirmForget, Forgotten, Remembered
from bot.domain.recalls.recall import Recall
from bot.domain.removals.subject import RemovalSubject
from bot.domain.reports.report import Question, Report
from bot.domain.roll.member import Member
from bot.services.ballots.endings import end_undecided
from bot.services.ballots.planned import is_waiting
from bot.services.council.council import council_of_chat
from bot.services.council.panel import show
from bot.services.ground.dialogs import confirm
from bot.services.ground.outbox import reply
from bot.services.ground.ports import Reads, Uow
from bot.services.ground.record import record
from bot.services.ground.schedule import call_off, plan
from bot.services.me.me import ensure_self

LOOK_AGAIN_AFTER = timedelta(hours=1)
"""After the close of a ballot its author's text is looked at again: a run-off may have taken it over."""


COUNCILS = (Outcome.ADOPTED, Outcome.ELECTED, Outcome.RUN_OFF)
"""What the council decided stays."""

THEIR_OWN = ("reply", "introduction")
"""Texts beside what the council decides that are no part of it."""

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Scope:
    """One person in one council."""

    council_id: CouncilId
    person_id: PersonId

    @property
    def key(self) -> dict[str, Any]:
        """As filters of rows that name the person as theirs."""
        return {"council_id": self.council_id, "person_id": self.person_id}


def forget(uow: Uow) -> Person:
    """Erase the actor's name and texts, in every council they were ever on the roll of. Raises NobodyActsError."""
    if uow.actor is None:
        raise NobodyActsError
    person = uow.actor
    for council_id in councils_ever(uow, person.person_id):
        _forget_in(uow, Scope(council_id, person.person_id))
    for text in uow.find(EntryText, person_id=person.person_id):
        _erase_entry_text(uow, text)
    _drop_messages(uow, person)
    call_off(uow, NO_COUNCIL, SendDigest(person.person_id))
    uow.truncate_log()
    uow.actor = uow.change(
        person,
        **{**named(""), "name": FORMER},
        username=None,
        lost_username=None,
        zone=None,
        wants_digest=False,
        forgotten_at=uow.now,
    )
    return uow.actor


def ask_forget(uow: Uow) -> None:
    """/forget asks first."""
    here = council_of_chat(uow, uow.cause.chat_id) if uow.cause.chat_id is not None else None
    confirm(uow, here.council_id if here else NO_COUNCIL, ConfirmForget())


def forget_confirmed(uow: Uow, council_id: CouncilId, _: ConfirmForget) -> None:
    """[Yes]: it is done, then said."""
    forget(uow)
    reply(uow, Forgotten(), council_id=council_id)


def remember_again(uow: Uow, asked_id: PersonId, name: str, username: str | None) -> None:
    """[Keep my name again], under one's own /forget alone. Raises DialogOverError."""
    ensure_self(uow, asked_id)
    remember(uow, name, username.casefold() if username else None)
    show(uow, NO_COUNCIL, Remembered(), in_place=True)


def remember(uow: Uow, name: str, username: str | None) -> Person:
    """The actor lets their name be kept again. Raises NobodyActsError."""
    if uow.actor is None:
        raise NobodyActsError
    known: dict[str, Any] = {**named(name), "username": username}
    uow.actor = uow.change(uow.actor, **known, forgotten_at=None, seen_at=day_of(uow.now))
    return uow.actor


def councils_ever(reads: Reads, person_id: PersonId) -> list[CouncilId]:
    """The councils on whose roll a person is or was."""
    return [council_id for council_id, _ in reads.keys(Member, person_id=person_id)]


def _forget_in(uow: Uow, scope: Scope) -> None:
    """Rows that cannot be read are erased by their columns; what only a row as a whole could tell waits for that."""
    for key in uow.keys(Ballot, council_id=scope.council_id, proposer_id=scope.person_id):
        _forget_ballot(uow, *key)
    for _, ballot_id, place in uow.keys(AddedOption, **scope.key):
        _forget_option(uow, scope.council_id, ballot_id, place)
    for _, ballot_id in uow.keys(Ballot, council_id=scope.council_id, kind=RemovalSubject.KIND):
        _forget_reply(uow, scope, ballot_id)
    for key in uow.keys(Nominee, **scope.key):
        _forget_nominee(uow, *key)
    for _, mandate_id in uow.keys(Mandate, **scope.key):
        _forget_mandate(uow, {"council_id": scope.council_id, "mandate_id": mandate_id})
    for kind, personal in uow.personal.items():
        if is_of_council(kind):
            _erase_words(uow, kind, personal, scope)
    record(uow, scope.council_id, me_entries.Forgotten(), scope.person_id)
    uow.raise_version(scope.council_id, scope.council_id)


def _readable(reads: Reads, kind: type[R], *key: object) -> R | None:
    try:
        return reads.get(kind, *key)
    except RowNotReadableError:
        return None


def _erase_words(uow: Uow, kind: type[Any], personal: Personal, scope: Scope) -> None:
    """What the table says is theirs: whole rows, or the columns with their words."""
    for column in personal.about:
        words = personal.words_of(column)
        theirs: dict[str, Any] = {"council_id": scope.council_id, column: scope.person_id}
        if words:
            _draw_again(uow, kind, personal.shown_on, theirs)
        if words and personal.goes_with == column:
            uow.remove_all(kind, **theirs)
        elif words:
            uow.erase(kind, words, **theirs)


def _draw_again(uow: Uow, kind: type[Any], shown_on: str | None, theirs: dict[str, Any]) -> None:
    if shown_on is not None:
        for key in uow.keys(kind, **theirs):
            if (row := _readable(uow, kind, *key)) is not None:
                uow.raise_version(row.council_id, getattr(row, shown_on))


def is_councils_text(reads: Reads, ballot: Ballot) -> bool:
    """Whether the council adopted this text, or is deciding on it; where there was a run-off that one tells."""
    last = _last_round(reads, ballot)
    return last.outcome in COUNCILS if last.state is BallotState.CLOSED else last.state in RUNNING


def _last_round(reads: Reads, ballot: Ballot) -> Ballot:
    """Its run-off, if it led to one; else itself."""
    if ballot.outcome is not Outcome.RUN_OFF:
        return ballot
    again = reads.find(Ballot, council_id=ballot.council_id, run_off_of_id=ballot.ballot_id)
    return again[-1] if again else ballot


def _forget_ballot(uow: Uow, council_id: CouncilId, ballot_id: BallotId) -> None:
    """The author's name is gone with the person; the text goes unless it is the council's."""
    uow.raise_version(council_id, ballot_id)
    ballot = _readable(uow, Ballot, council_id, ballot_id)
    if ballot is None:
        _forget_unreadable(uow, council_id, ballot_id)
    elif is_waiting(ballot):
        # Nothing of it is before the council yet, and nobody would answer for it when its time comes.
        _erase_ballot(uow, end_undecided(uow, ballot, Withdrawn))
    elif _last_round(uow, ballot).state in RUNNING:
        plan(uow, council_id, ForgetBallot(ballot_id), _look_again_at(uow, ballot))
    elif not is_councils_text(uow, ballot):
        again = _last_round(uow, ballot)
        _erase_ballot(uow, ballot)
        if again.ballot_id != ballot.ballot_id:
            _erase_ballot(uow, again)


def _forget_unreadable(uow: Uow, council_id: CouncilId, ballot_id: BallotId) -> None:
    """Its text goes, unless its columns say that it is the council's: then it is looked at again once it can be."""
    own: dict[str, Any] = {"council_id": council_id, "ballot_id": ballot_id}
    if _may_be_councils(uow, own):
        plan(uow, council_id, ForgetBallot(ballot_id), uow.now + LOOK_AGAIN_AFTER)
        return
    written = tuple(kind for kind, declared in uow.registers.kinds.items() if declared.is_written)
    uow.erase(Ballot, ("text", "options", "topics", "files"), **own, kind=written)


def _may_be_councils(reads: Reads, own: dict[str, Any]) -> bool:
    return reads.count(Ballot, **own, state=RUNNING) + reads.count(Ballot, **own, outcome=COUNCILS) > 0


def _forget_reply(uow: Uow, scope: Scope, ballot_id: BallotId) -> None:
    """What they said to the grounds for their own removal; of a row that cannot be read nobody knows whose it was."""
    ballot = _readable(uow, Ballot, scope.council_id, ballot_id)
    subject = ballot.about(RemovalSubject) if ballot is not None else None
    if ballot is not None and subject is not None and subject.person_id == scope.person_id and subject.reply:
        uow.change(ballot, subject=replace(subject, reply=""))
        uow.raise_version(ballot.council_id, ballot.ballot_id)


def _look_again_at(reads: Reads, ballot: Ballot) -> datetime:
    return max(_last_round(reads, ballot).closes_at or reads.now, reads.now) + LOOK_AGAIN_AFTER


def _erase_ballot(uow: Uow, ballot: Ballot) -> None:
    if uow.registers.kinds[ballot.kind].is_written:
        uow.change(ballot, text="", options=tuple("…" for _ in ballot.options), topics=(), files=())
    for entry in uow.find(Entry, council_id=ballot.council_id, subject_id=ballot.ballot_id):
        for text in uow.find(EntryText, council_id=ballot.council_id, sequence=entry.sequence):
            if text.person_id in {None, ballot.proposer_id}:
                uow.remove(text)
    uow.raise_version(ballot.council_id, ballot.ballot_id)


def forget_ballot(uow: Uow, council_id: CouncilId, duty: ForgetBallot) -> None:
    """A ballot of somebody who asked to be forgotten while it ran: rejected texts go, adopted ones stay."""
    if uow.count(Ballot, council_id=council_id, ballot_id=duty.ballot_id):
        _forget_ballot(uow, council_id, BallotId(duty.ballot_id))


def _forget_option(uow: Uow, council_id: CouncilId, ballot_id: BallotId, place: int) -> None:
    """An option that they added goes as a text does: not while it is voted on, nor once it was decided with."""
    ballot = _readable(uow, Ballot, council_id, ballot_id)
    if ballot is None or _last_round(uow, ballot).state in RUNNING:
        at = _look_again_at(uow, ballot) if ballot is not None else uow.now + LOOK_AGAIN_AFTER
        plan(uow, council_id, ForgetOption(ballot_id, place), at)
    elif not is_councils_text(uow, ballot) and place < len(ballot.options):
        _erase_option(uow, ballot, place)
        if (again := _last_round(uow, ballot)) != ballot and str(place) in (left := _left_to(ballot)):
            _erase_option(uow, again, left.index(str(place)))
        kind = name_of(OptionAdded)
        for entry in uow.find(Entry, council_id=council_id, subject_id=ballot_id, kind=kind):
            if entry.data.get("place") == place:
                uow.remove_all(EntryText, council_id=council_id, sequence=entry.sequence)


def _erase_option(uow: Uow, ballot: Ballot, place: int) -> None:
    uow.change(ballot, options=(*ballot.options[:place], "…", *ballot.options[place + 1 :]))
    uow.raise_version(ballot.council_id, ballot.ballot_id)


def _left_to(first: Ballot) -> tuple[str, ...]:
    """What of the first round its run-off was about, by place."""
    return first.result.run_off if isinstance(first.result, ResultOfOptions) else ()


def forget_option(uow: Uow, council_id: CouncilId, duty: ForgetOption) -> None:
    """Due work: the ballot may be over by now."""
    if uow.count(AddedOption, council_id=council_id, ballot_id=duty.ballot_id, place=duty.place):
        _forget_option(uow, council_id, duty.ballot_id, duty.place)


def _forget_nominee(uow: Uow, *key: Any) -> None:
    """Names on the ballot papers of elections."""
    nominee = _readable(uow, Nominee, *key)
    ballot = _readable(uow, Ballot, nominee.council_id, nominee.ballot_id) if nominee else None
    if nominee is None or ballot is None or nominee.option is None or not nominee.option.isdecimal():
        return
    place = int(nominee.option)
    if place < len(ballot.options):
        options = (*ballot.options[:place], FORMER, *ballot.options[place + 1 :])
        uow.change(ballot, options=options)
        uow.raise_version(ballot.council_id, ballot.ballot_id)


def _forget_mandate(uow: Uow, own: dict[str, Any]) -> None:
    """Reports with their files, answers under them, and replies to recalls; dates, ratings and verdicts stay."""
    for council_id, report_id in uow.keys(Report, **own):
        uow.erase(Question, ("answer",), council_id=council_id, report_id=report_id)
        uow.raise_version(council_id, report_id)
    uow.erase(Recall, ("reply",), **own)
    uow.erase(Breach, ("reasons",), **own)
    uow.raise_version(own["council_id"], own["mandate_id"])


def _erase_entry_text(uow: Uow, text: EntryText) -> None:
    """The text beside the chain; that of a council's decision stays, without its author."""
    entry = _readable(uow, Entry, text.council_id, text.sequence)
    own: dict[str, Any] = {"council_id": text.council_id, "ballot_id": entry.subject_id if entry else ""}
    ballot = _readable(uow, Ballot, *own.values())
    stays = is_councils_text(uow, ballot) if ballot is not None else _may_be_councils(uow, own)
    if stays and text.name not in THEIR_OWN:
        uow.change(text, person_id=None)
    else:
        uow.remove(text)


def _drop_messages(uow: Uow, person: Person) -> None:
    """Open questions, commands that wait, and what was said to them in private."""
    for kind, personal in uow.personal.items():
        if personal.goes_with is not None and not is_of_council(kind):
            uow.remove_all(kind, **{personal.goes_with: person.person_id})
    for key in uow.keys(Outgoing, person_id=person.person_id):
        row = _readable(uow, Outgoing, *key)
        if row is None or row.state is not OutgoingState.WAITING:
            uow.remove_all(Outgoing, outgoing_id=key[0])
    # What answered them, in a group too, repeats what they typed: a name that failed, words that they looked for.
    uow.remove_all(Outgoing, asker_id=person.person_id)
