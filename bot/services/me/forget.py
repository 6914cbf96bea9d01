"""/forget: a person's name and texts are erased; what the council decided and counted stays, and the chain is valid.

The council's own texts (what it adopted, and what it is voting on right now) are its decisions and stay, without their
author's name; a ballot that runs is looked at again after its close.
"""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from bot.domain.ballots.ballot import RUNNING, Ballot, BallotState, Outcome
from bot.domain.elections.nominee import Nominee
from bot.domain.ground.calendar import day_of
from bot.domain.ground.entry import Entry, EntryText
from bot.domain.ground.errors import NobodyActsError
from bot.domain.ground.ids import NO_COUNCIL, BallotId, CouncilId, PersonId
from bot.domain.ground.outgoing import Outgoing, OutgoingState
from bot.domain.ground.person import FORMER, Person, first_name_of
from bot.domain.ground.personal import Personal, empty, is_of_council
from bot.domain.instructions.instruction import Breach
from bot.domain.mandates.mandate import Mandate
from bot.domain.me import entries as me_entries
from bot.domain.me.duties import ForgetBallot
from bot.domain.me.messages import ConfirmForget, Forgotten, Remembered
from bot.domain.recalls.recall import Recall
from bot.domain.removals.subject import RemovalSubject
from bot.domain.reports.report import Question, Report
from bot.domain.roll.member import Member
from bot.services.council.council import council_of_chat
from bot.services.council.panel import show
from bot.services.ground.dialogs import confirm
from bot.services.ground.outbox import reply
from bot.services.ground.ports import Reads, Uow
from bot.services.ground.record import record
from bot.services.ground.schedule import plan
from bot.services.me.me import ensure_self

LOOK_AGAIN_AFTER = timedelta(hours=1)
"""After the close of a ballot its author's text is looked at again: a run-off may have taken it over."""


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
    uow.actor = uow.change(person, name=FORMER, first_name="", username=None, zone=None, forgotten_at=uow.now)
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
    known: dict[str, Any] = {"name": name, "first_name": first_name_of(name), "username": username}
    uow.actor = uow.change(uow.actor, **known, forgotten_at=None, seen_at=day_of(uow.now))
    return uow.actor


def councils_ever(reads: Reads, person_id: PersonId) -> list[CouncilId]:
    """The councils on whose roll a person is or was."""
    return [member.council_id for member in reads.find(Member, person_id=person_id)]


def _forget_in(uow: Uow, scope: Scope) -> None:
    for ballot in uow.find(Ballot, council_id=scope.council_id, proposer_id=scope.person_id):
        _forget_ballot(uow, ballot)
    for ballot in uow.find(Ballot, council_id=scope.council_id, kind=RemovalSubject.KIND):
        _forget_reply(uow, ballot, scope.person_id)
    for nominee in uow.find(Nominee, **scope.key):
        _forget_nominee(uow, nominee)
    for mandate in uow.find(Mandate, **scope.key):
        _forget_mandate(uow, mandate)
    for kind, personal in uow.personal.items():
        if is_of_council(kind):
            _erase_words(uow, kind, personal, scope)
    record(uow, scope.council_id, me_entries.Forgotten(), scope.person_id)
    uow.raise_version(scope.council_id, scope.council_id)


def _erase_words(uow: Uow, kind: type[Any], personal: Personal, scope: Scope) -> None:
    """What the table says is theirs: whole rows, or the columns with their words."""
    for column in personal.about:
        words = personal.words_of(column)
        theirs: dict[str, Any] = {"council_id": scope.council_id, column: scope.person_id}
        for row in uow.find(kind, **theirs) if words else []:
            if personal.goes_with == column:
                uow.remove(row)
            else:
                uow.change(row, **{name: empty(getattr(row, name)) for name in words})
            if personal.shown_on is not None:
                uow.raise_version(scope.council_id, getattr(row, personal.shown_on))


def is_councils_text(ballot: Ballot) -> bool:
    """Whether the council adopted this text, or is deciding on it."""
    if ballot.state is BallotState.CLOSED:
        return ballot.outcome in {Outcome.ADOPTED, Outcome.ELECTED, Outcome.RUN_OFF}
    return ballot.state in RUNNING


def _forget_ballot(uow: Uow, ballot: Ballot) -> None:
    """The author's name is gone with the person; the text goes unless it is the council's."""
    uow.raise_version(ballot.council_id, ballot.ballot_id)
    if ballot.state in RUNNING:
        _look_again(uow, ballot)
    elif not is_councils_text(ballot):
        _erase_ballot(uow, ballot)


def _forget_reply(uow: Uow, ballot: Ballot, person_id: PersonId) -> None:
    """What they said to the grounds for their own removal."""
    subject = ballot.about(RemovalSubject)
    if subject.person_id == person_id and subject.reply:
        uow.change(ballot, subject=replace(subject, reply=""))
        uow.raise_version(ballot.council_id, ballot.ballot_id)


def _look_again(uow: Uow, ballot: Ballot) -> None:
    at = max(ballot.closes_at or uow.now, uow.now) + LOOK_AGAIN_AFTER
    plan(uow, ballot.council_id, ForgetBallot(ballot.ballot_id), at)


def _erase_ballot(uow: Uow, ballot: Ballot) -> None:
    if uow.registers.kinds[ballot.kind].is_written:
        uow.change(ballot, text="", options=tuple("…" for _ in ballot.options), topics=())
    for entry in uow.find(Entry, council_id=ballot.council_id, subject_id=ballot.ballot_id):
        for text in uow.find(EntryText, council_id=ballot.council_id, sequence=entry.sequence):
            if text.person_id in {None, ballot.proposer_id}:
                uow.remove(text)
    uow.raise_version(ballot.council_id, ballot.ballot_id)


def forget_ballot(uow: Uow, council_id: CouncilId, duty: ForgetBallot) -> None:
    """A ballot of somebody who asked to be forgotten while it ran: rejected texts go, adopted ones stay."""
    ballot = uow.get(Ballot, council_id, BallotId(duty.ballot_id))
    if ballot is not None:
        _forget_ballot(uow, ballot)


def _forget_nominee(uow: Uow, nominee: Nominee) -> None:
    """Names on the ballot papers of elections."""
    ballot = uow.get(Ballot, nominee.council_id, nominee.ballot_id)
    if ballot is None or nominee.option is None or not nominee.option.isdecimal():
        return
    place = int(nominee.option)
    if place < len(ballot.options):
        options = (*ballot.options[:place], FORMER, *ballot.options[place + 1 :])
        uow.change(ballot, options=options)
        uow.raise_version(ballot.council_id, ballot.ballot_id)


def _forget_mandate(uow: Uow, mandate: Mandate) -> None:
    """Reports with their files, answers under them, and replies to recalls; dates, ratings and verdicts stay."""
    own: dict[str, Any] = {"council_id": mandate.council_id, "mandate_id": mandate.mandate_id}
    for report in uow.find(Report, **own):
        for question in uow.find(Question, council_id=mandate.council_id, report_id=report.report_id):
            if question.answer is not None:
                uow.change(question, answer="")
        uow.raise_version(mandate.council_id, report.report_id)
    for recall in uow.find(Recall, **own):
        if recall.reply is not None:
            uow.change(recall, reply="")
    for breach in uow.find(Breach, **own):
        uow.change(breach, reasons=empty(breach.reasons))
    uow.raise_version(mandate.council_id, mandate.mandate_id)


def _erase_entry_text(uow: Uow, text: EntryText) -> None:
    """The text beside the chain; that of a council's decision stays, without its author."""
    entry = uow.get(Entry, text.council_id, text.sequence)
    ballot = uow.get(Ballot, text.council_id, BallotId(entry.subject_id)) if entry else None
    if ballot is not None and text.name != "reply" and is_councils_text(ballot):
        uow.change(text, person_id=None)
    else:
        uow.remove(text)


def _drop_messages(uow: Uow, person: Person) -> None:
    """Open questions, commands that wait, and what was said to them in private."""
    for kind, personal in uow.personal.items():
        if personal.goes_with is not None and not is_of_council(kind):
            theirs: dict[str, Any] = {personal.goes_with: person.person_id}
            rows: list[Any] = uow.find(kind, **theirs)
            for row in rows:
                uow.remove(row)
    for row in uow.find(Outgoing, person_id=person.person_id):
        if row.state is not OutgoingState.WAITING:
            uow.remove(row)
    for row in uow.find(Outgoing, asker_id=person.person_id):
        uow.change(row, asker_id=None)
