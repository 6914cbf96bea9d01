"""Elections: an office to fill, nominations, the ballot, what its close brings about.

/elect asks first; a new office waits for its seconds; nominations then run their time (services/nominations.py takes
who stands); the ballot is voted on the card or in the private booth; its close seats the elected, or what else the
outcome asks: a run-off, new nominations, a vacancy that is offered again. Vacancies that mandates leave come in by
`fill_vacancy`. Source: SPEC section 3, rows election, nominations, ties in elections, alternate, offices, term.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.ballots import entries as ballots_entries
from bot.domain.ballots.ballot import Ballot, BallotState, Outcome
from bot.domain.ballots.drafts import ElectionDraft, parse_election
from bot.domain.ballots.results import Ended, WhyEnded
from bot.domain.charter.charter import Charter
from bot.domain.council.council import Council
from bot.domain.elections import entries as elections_entries
from bot.domain.elections.duties import EndNominations, OfferOffice
from bot.domain.elections.election import Race, nominations_end, race_of, rest_or_full
from bot.domain.elections.messages import (
    AboutElection,
    AskOffice,
    ConfirmElect,
    ElectionCard,
    ElectionOpens,
    NominationsExtended,
    OfficeVacant,
)
from bot.domain.elections.nominee import Nominee, NomineeState
from bot.domain.elections.office import ElectionRunningError, Office, OfficeHeldError, seconds_needed
from bot.domain.ground.dialog import Answer
from bot.domain.ground.ids import BallotId, CouncilId, PersonId
from bot.domain.ground.kept import name_of
from bot.domain.ground.names import office_key
from bot.domain.ground.person import Person
from bot.domain.mandates.mandate import Mandate
from bot.services.ballots.ballots import begin, open_ballot, open_next
from bot.services.ballots.charging import charge
from bot.services.ballots.durations import duration_of
from bot.services.ballots.lots import promise_lot
from bot.services.ballots.queue import ensure_may_put
from bot.services.ballots.seconds import await_seconds, others_awake
from bot.services.council.council import charter_in_force, council_here, get_council
from bot.services.elections.offices import (
    find_office,
    holders,
    make_office,
    open_seats,
    running_elections,
    widen_office,
)
from bot.services.elections.printing import end_asking, print_paper
from bot.services.ground.dialogs import ask, confirm
from bot.services.ground.outbox import open_card, tell_under
from bot.services.ground.persons import actor_id, topic_here
from bot.services.ground.ports import Reads, Uow
from bot.services.ground.record import record
from bot.services.ground.schedule import plan, runs_since
from bot.services.mandates.eligible import barred_from, may_hold
from bot.services.mandates.mandates import get_mandate, get_office
from bot.services.roll.roll import ensure_voter

# /elect ---------------------------------------------------------------------------------------------------------------


def elect(uow: Uow, text: str) -> None:
    """/elect: ask for the office if none is named; otherwise say what will happen, and ask first."""
    council = council_here(uow)
    ensure_voter(uow, council.council_id)
    if not text.strip():
        ask(uow, council.council_id, AskOffice())
        return
    _ask_first(uow, council, parse_election(text))


def take_office_name(uow: Uow, council_id: CouncilId, _: AskOffice, answer: Answer) -> None:
    """The name of the office, as it would follow /elect."""
    _ask_first(uow, get_council(uow, council_id), parse_election(answer.text))


def _ask_first(uow: Uow, council: Council, draft: ElectionDraft) -> None:
    race, duration = _plan_race(uow, council, draft)
    question = ConfirmElect(
        draft.office,
        seats=len(race.seats),
        seconds=race.seconds,
        nominations_s=race.nominations_s,
        duration_s=int(duration.total_seconds()),
        asked_duration=draft.duration is not None,
    )
    confirm(uow, council.council_id, question)


def elect_confirmed(uow: Uow, council_id: CouncilId, asked: ConfirmElect) -> None:
    """[Yes]: the rules are looked at again, as time has passed."""
    duration = timedelta(seconds=asked.duration_s) if asked.asked_duration else None
    call_election(uow, get_council(uow, council_id), ElectionDraft(asked.office, asked.seats, duration))


def call_election(uow: Uow, council: Council, draft: ElectionDraft) -> Ballot:
    """A member calls an election; a new office may need seconds first.

    Raises StillWaitingError, OfficeHeldError, ElectionRunningError or DurationOutOfRangeError; see ensure_may_put.
    """
    ensure_voter(uow, council.council_id)
    race, duration = _plan_race(uow, council, draft)
    ensure_may_put(uow, council.council_id, seconds=race.seconds)
    office = find_office(uow, council.council_id, draft.office)
    if office is not None:
        office = widen_office(uow, office, max(race.seats))
    ballot = charge(uow, uow.change(_call(uow, council, office, race, duration), proposer_id=actor_id(uow)))
    return await_seconds(uow, ballot) if race.seconds else begin(uow, ballot)


def _plan_race(uow: Uow, council: Council, draft: ElectionDraft) -> tuple[Race, timedelta]:
    """Which seats, by which rules; refuses what is held or running."""
    charter = charter_in_force(council)
    duration = duration_of(uow, council.council_id, Race.KIND, draft.duration)
    office = find_office(uow, council.council_id, draft.office)
    _ensure_not_called(uow, council, draft.office)
    seats = _seats_to_fill(uow, office, draft.seats) if office else tuple(range(1, draft.seats + 1))
    is_new = office is None
    asked = charter.count("new_office_seconds")
    seconds = seconds_needed(others_awake(uow, council.council_id, actor_id(uow)), asked, is_new=is_new)
    name = office.name if office else draft.office
    race = Race(name, office_key(name), seats, _nominations_s(charter), is_new=is_new, seconds=seconds)
    return race, duration


def _nominations_s(charter: Charter) -> int:
    return int(charter.span("nomination_time").total_seconds())


def _ensure_not_called(reads: Reads, council: Council, name: str) -> None:
    """One election for an office at a time; a new office that waits for its seconds counts."""
    unborn = (BallotState.SECONDING, BallotState.QUEUED)
    waiting = reads.find(Ballot, council_id=council.council_id, kind=Race.KIND, state=unborn)
    key = office_key(name)
    if any(race_of(ballot).key == key for ballot in waiting):
        raise ElectionRunningError(office=name)


def _seats_to_fill(reads: Reads, office: Office, wanted: int) -> tuple[int, ...]:
    """The vacant seats; more than the office has where nobody holds one. Raises OfficeHeldError."""
    if running_elections(reads, office):
        raise ElectionRunningError(office=office.name)
    held = [mandate for mandate in holders(reads, office) if not mandate.is_alternate]
    seats = open_seats(reads, office, office.seats if held else max(office.seats, wanted))
    if len(seats) < wanted:
        names = [person.name for mandate in held if (person := reads.get(Person, mandate.person_id))]
        ends_at = min((mandate.ends_at for mandate in held), default=None)
        raise OfficeHeldError(office=office.name, names=names, ends_at=ends_at, seats=office.seats, vacant=len(seats))
    return seats[:wanted]


def _call(uow: Uow, council: Council, office: Office | None, race: Race, duration: timedelta) -> Ballot:
    """The ballot before it opens, with its card. Comes it by rule, it is nobody's, whosever act it follows."""
    waits = race.seconds > 0
    ballot = Ballot(
        council.council_id,
        BallotId(uow.new_id()),
        Race.KIND,
        race.method,
        BallotState.SECONDING if waits else BallotState.QUEUED,
        race.office,
        uow.now,
        int(duration.total_seconds()),
        thread_id=topic_here(uow) or council.thread_id,
        office_id=office.office_id if office else None,
        subject=race,
    )
    uow.add(ballot)
    called = elections_entries.ElectionCalled(
        office=race.office, seats=tuple(race.seats), seconds=race.seconds, replaces=race.replaces_id
    )
    record(uow, council.council_id, called, ballot.ballot_id)
    open_card(uow, council.council_id, ElectionCard(ballot.ballot_id), thread_id=ballot.thread_id)
    return ballot


# nominations ----------------------------------------------------------------------------------------------------------


def open_election(
    uow: Uow,
    council: Council,
    office: Office,
    seats: tuple[int, ...],
    *,
    replaces: Mandate | None = None,
    duration: timedelta | None = None,
    barred: tuple[PersonId, ...] = (),
) -> Ballot:
    """Nominations for these seats of an office open at once, by rule or by call.

    `replaces`: the rest of that mandate's term is filled. `barred` may not stand, besides those who are barred now.
    """
    charter = charter_in_force(council)
    race = Race(
        office.name,
        office.key,
        seats,
        _nominations_s(charter),
        replaces_id=replaces.mandate_id if replaces else None,
        ends_at=replaces.ends_at if replaces else None,
        barred=barred,
    )
    race = replace(race, ends_at=rest_or_full(race, uow.now, charter.span("election_before_end")))
    # A duration that was asked for earlier is kept, though the charter may have another range by now.
    duration = duration or duration_of(uow, council.council_id, Race.KIND)
    return begin_nominations(uow, _call(uow, council, office, race, duration))


def add_seat(uow: Uow, ballot: Ballot, seat: int) -> Ballot:
    """One election fills all seats that fell together, by the method for so many."""
    race = race_of(ballot)
    wider = replace(race, seats=tuple(sorted({*race.seats, seat})))
    record(uow, ballot.council_id, elections_entries.SeatsAdded(seats=wider.seats), ballot.ballot_id)
    uow.raise_version(ballot.council_id, ballot.ballot_id)
    return uow.change(ballot, subject=wider, method=wider.method)


def nominate_again(uow: Uow, council: Council, office: Office, ballot: Ballot, seats: tuple[int, ...]) -> None:
    """Nominations open again, by the same terms; whoever was barred from this election is so still."""
    race = race_of(ballot)
    replaced = get_mandate(uow, council.council_id, race.replaces_id) if race.replaces_id else None
    duration = timedelta(seconds=ballot.duration_s)
    open_election(uow, council, office, seats, replaces=replaced, duration=duration, barred=race.barred)


def begin_nominations(uow: Uow, ballot: Ballot) -> Ballot:
    """From now on members stand and are nominated, but for those who are barred from the office."""
    race = race_of(ballot)
    office_id = ballot.office_id or make_office(uow, ballot.council_id, race.office, len(race.seats)).office_id
    barred = barred_from(uow, get_office(uow, ballot.council_id, office_id))
    subject = replace(race, barred=tuple(dict.fromkeys((*race.barred, *barred))))
    ballot = uow.change(ballot, state=BallotState.NOMINATING, office_id=office_id, subject=subject)
    until = _begin_time(uow, ballot)
    record(uow, ballot.council_id, elections_entries.NominationsOpened(until=until.isoformat()), ballot.ballot_id)
    uow.raise_version(ballot.council_id, ballot.ballot_id)
    return ballot


def _begin_time(uow: Uow, ballot: Ballot) -> datetime:
    """The whole time for nominations runs from now on."""
    until = uow.now + timedelta(seconds=race_of(ballot).nominations_s)
    plan(uow, ballot.council_id, EndNominations(ballot.ballot_id), until, since_at=uow.now)
    return until


def nominees_changed(uow: Uow, ballot: Ballot) -> Ballot:
    """Somebody stands, or stands no more: nominations may end earlier, or must run their full time."""
    race = race_of(ballot)
    charter = charter_in_force(get_council(uow, ballot.council_id))
    has_accepted = bool(standing(uow, ballot))
    duty = EndNominations(ballot.ballot_id)
    since_at = runs_since(uow, ballot.council_id, duty) or uow.now
    shortest = charter.span("nomination_shortest")
    until = nominations_end(race, since_at, uow.now, shortest, has_accepted=has_accepted)
    plan(uow, ballot.council_id, duty, until)
    uow.raise_version(ballot.council_id, ballot.ballot_id)
    return ballot


def standing(reads: Reads, ballot: Ballot) -> list[Nominee]:
    """Who has accepted, in the order in which they did."""
    rows = reads.find(
        Nominee, council_id=ballot.council_id, ballot_id=ballot.ballot_id, state=NomineeState.ACCEPTED
    )  # fmt: skip
    return sorted(rows, key=lambda nominee: (nominee.answered_at or nominee.nominated_at, nominee.person_id))


def end_nominations(uow: Uow, council_id: CouncilId, duty: EndNominations) -> None:
    """The vote opens among those who accepted; nobody did: extended once, then vacant and offered again."""
    ballot = uow.get(Ballot, council_id, duty.ballot_id)
    if ballot is None or ballot.state is not BallotState.NOMINATING:
        return
    council = get_council(uow, council_id)
    able = [nominee for nominee in standing(uow, ballot) if _may_stand_still(uow, council, ballot, nominee.person_id)]
    if able:
        _open_vote(uow, ballot, able)
    elif not race_of(ballot).was_extended:
        _extend(uow, ballot)
    else:
        _leave_vacant(uow, ballot)


def _may_stand_still(reads: Reads, council: Council, ballot: Ballot, person_id: PersonId) -> bool:
    """Whether somebody who accepted is still on the roll and free for the office."""
    assert ballot.office_id is not None
    office, race = get_office(reads, council.council_id, ballot.office_id), race_of(ballot)
    return person_id not in race.barred and may_hold(reads, council, office, person_id, race.seats)


def _extend(uow: Uow, ballot: Ballot) -> None:
    """Once, for the whole time; once somebody stands it may end early, as it may the first time."""
    extended = replace(race_of(ballot), was_extended=True)
    until = _begin_time(uow, uow.change(ballot, subject=extended))
    record(uow, ballot.council_id, elections_entries.NominationsExtended(until=until.isoformat()), ballot.ballot_id)
    uow.raise_version(ballot.council_id, ballot.ballot_id)
    _tell(uow, NominationsExtended(ballot.ballot_id), ballot)


def _leave_vacant(uow: Uow, ballot: Ballot) -> None:
    """Nobody stands, twice over: the office is vacant, and offered again."""
    ended = Ended(WhyEnded.NOBODY)
    uow.change(ballot, state=BallotState.CLOSED, closed_at=uow.now, outcome=Outcome.VACANT, ended=ended)
    said = ballots_entries.BallotClosed(outcome=Outcome.VACANT, why="nobody_stands")
    record(uow, ballot.council_id, said, ballot.ballot_id)
    uow.raise_version(ballot.council_id, ballot.ballot_id, is_final=True)
    _tell(uow, OfficeVacant(ballot.ballot_id), ballot)
    end_asking(uow, ballot)
    offer_again(uow, ballot)
    open_next(uow, ballot.council_id)


def _open_vote(uow: Uow, ballot: Ballot, able: list[Nominee]) -> None:
    """The lot is promised, the names are put in order by it, the vote opens."""
    ballot = promise_lot(uow, ballot)
    open_ballot(uow, uow.change(ballot, options=print_paper(uow, ballot, able)))


def tell_open(uow: Uow, ballot: Ballot) -> None:
    """Once it is open and not before: a large electorate is laid out first. Of a run-off the result has told."""
    if ballot.run_off_of_id is None:
        _tell(uow, ElectionOpens(ballot.ballot_id), ballot)


def _tell(uow: Uow, said: AboutElection, ballot: Ballot) -> None:
    """Under the card, once for each kind of message."""
    tell_under(uow, ballot.council_id, ballot.ballot_id, said, once=f"{name_of(type(said))}:{ballot.ballot_id}")


def offer_again(uow: Uow, ballot: Ballot) -> None:
    """An office that nobody filled is offered again every 14 days (SPEC section 3, "nominations")."""
    if ballot.office_id is None:
        return
    after = charter_in_force(get_council(uow, ballot.council_id)).span("vacant_again_after")
    plan(uow, ballot.council_id, OfferOffice(ballot.office_id), uow.now + after)
