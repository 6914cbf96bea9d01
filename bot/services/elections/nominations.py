"""Who stands: members put themselves forward or are nominated, and then accept or decline by their own press."""

from dataclasses import replace

from bot.domain.ballots.ballot import Ballot
from bot.domain.council.council import Council
from bot.domain.elections import entries as elections_entries
from bot.domain.elections.election import race_of
from bot.domain.elections.messages import Nominate, Nominated, NominateOnCard, NomineeNoted, PickElection
from bot.domain.elections.nominee import (
    NOMINEES_LIMIT,
    UNANSWERED_LIMIT,
    AlreadyNominatedError,
    Nominee,
    NomineeBarredError,
    NomineeNotOnRollError,
    NomineeState,
    NoNominationsError,
    NotNominatedError,
    TooManyNomineesError,
    TooManyUnansweredError,
)
from bot.domain.elections.office import Office
from bot.domain.ground.ids import BallotId, CouncilId, PersonId
from bot.domain.ground.names import office_key, person_name
from bot.domain.ground.person import Person
from bot.services.council.council import council_here, get_council
from bot.services.elections.candidacies import nominating, open_nominations
from bot.services.elections.elections import nominees_changed, standing
from bot.services.elections.introductions import end_offer, erase_introduction, offer_introduction
from bot.services.elections.offices import ensure_another_term
from bot.services.elections.printing import asked_as, note_answer
from bot.services.ground.budget import spend_post
from bot.services.ground.dialogs import pick_person
from bot.services.ground.naming import Who
from bot.services.ground.outbox import reply, tell_person
from bot.services.ground.persons import actor_id
from bot.services.ground.ports import Reads, Uow
from bot.services.ground.record import record
from bot.services.mandates.eligible import barred_from, ensure_may_hold, has_resigned
from bot.services.mandates.mandates import get_office
from bot.services.roll.roll import ensure_voter
from bot.services.roll.standing import place_of


def nominate(uow: Uow, who: Who) -> None:
    """/nominate @name [office]: whoever is meant is asked whether they stand."""
    council = council_here(uow)
    ensure_voter(uow, council.council_id)
    running = _ensure_any(uow, council.council_id)
    named = [ballot for ballot in running if who.words and office_key(who.words) == race_of(ballot).key]
    if named:
        who = Who(rest=who.words)
    # An office that is named besides is the one they are to stand for, and nobody who holds it is meant.
    pick_person(uow, council.council_id, Nominate(_only_office(named or running)), replace(who, in_front=""))


def _only_office(running: list[Ballot]) -> str:
    return race_of(running[0]).office if len(running) == 1 else ""


def nominate_found(uow: Uow, council_id: CouncilId, asked: Nominate) -> None:
    """The person is known; which election is told by the office named, or is the only one, or is picked by button.

    Raises NoNominationsError.
    """
    found = _meant(_ensure_any(uow, council_id), asked.rest)
    if len(found) > 1:
        ids = tuple(ballot.ballot_id for ballot in found)
        reply(uow, PickElection(asked.person_id, ids), council_id=council_id)
        return
    if not found:
        raise NoNominationsError(office=asked.rest)
    nominate_for(uow, council_id, found[0].ballot_id, asked.person_id)


def nominate_on_card(uow: Uow, council_id: CouncilId, ballot_id: BallotId) -> None:
    """[Nominate] on the card: whom, is picked from the roll."""
    ensure_voter(uow, council_id)
    ballot = nominating(uow, council_id, ballot_id)
    pick_person(uow, council_id, NominateOnCard(ballot.ballot_id, race_of(ballot).office), Who())


def picked_on_card(uow: Uow, council_id: CouncilId, asked: NominateOnCard) -> None:
    """The member picked is nominated in that election."""
    nominate_for(uow, council_id, asked.ballot_id, asked.person_id)


def nominate_for(uow: Uow, council_id: CouncilId, ballot_id: BallotId, person_id: PersonId) -> None:
    """Put a member's name forward, and ask them in private too; oneself: the same as [Stand].

    Raises TooManyUnansweredError or TooManyPostsError; see `stand`.
    """
    ensure_voter(uow, council_id)
    if person_id == actor_id(uow):
        stand(uow, council_id, ballot_id)
        state = NomineeState.ACCEPTED
    else:
        ballot = _put_forward(uow, council_id, ballot_id, person_id)
        state = NomineeState.NOMINATED
        key = asked_as(ballot_id, person_id)
        tell_person(uow, person_id, Nominated(ballot.ballot_id), once=key, council_id=council_id)
    reply(uow, NomineeNoted(ballot_id, person_id, state), council_id=council_id)


def nominate_picked(uow: Uow, ballot_id: BallotId, person_id: PersonId) -> None:
    """The election was picked from several of this council."""
    nominate_for(uow, council_here(uow).council_id, ballot_id, person_id)


def _put_forward(uow: Uow, council_id: CouncilId, ballot_id: BallotId, person_id: PersonId) -> Ballot:
    ballot = nominating(uow, council_id, ballot_id)
    person = uow.get(Person, person_id)
    name = person_name(person.name) if person else ""
    if place_of(uow, council_id, person_id) is None:
        raise NomineeNotOnRollError(name=name)
    _ensure_not_barred(uow, ballot, person_id, name)
    known = uow.get(Nominee, council_id, ballot_id, person_id)
    if known is not None:
        raise AlreadyNominatedError(name=name, state=known.state)
    _ensure_few_unanswered(uow, ballot)
    spend_post(uow, get_council(uow, council_id).chat_id)
    uow.add(Nominee(council_id, ballot_id, person_id, NomineeState.NOMINATED, actor_id(uow), uow.now))
    record(uow, council_id, elections_entries.Nominated(person_id=person_id), ballot_id)
    uow.raise_version(council_id, ballot_id)
    return ballot


def stand(uow: Uow, council_id: CouncilId, ballot_id: BallotId) -> Ballot:
    """[Stand], or [Accept] of somebody nominated: the actor is a candidate from now on.

    Raises StillWaitingError, NominationsClosedError, NomineeBarredError, TooManyOfficesError, InspectorAloneError,
    TermsInARowError, AlreadyNominatedError, TooManyNomineesError.
    """
    ballot = nominating(uow, council_id, ballot_id)
    person_id = ensure_voter(uow, council_id).person_id
    council, office = get_council(uow, council_id), _office_of(uow, ballot)
    known = uow.get(Nominee, council_id, ballot_id, person_id)
    if known is not None and known.state is NomineeState.ACCEPTED:
        raise AlreadyNominatedError(name=None, state=known.state)
    _ensure_able(uow, council, office, ballot, person_id)
    _ensure_room(uow, ballot)
    if known is None:
        uow.add(Nominee(council_id, ballot_id, person_id, NomineeState.ACCEPTED, person_id, uow.now, uow.now))
    else:
        note_answer(uow, uow.change(known, state=NomineeState.ACCEPTED, answered_at=uow.now), ballot)
    record(uow, council_id, elections_entries.NominationAccepted(), ballot_id)
    offer_introduction(uow, ballot)
    return nominees_changed(uow, ballot)


def accept(uow: Uow, council_id: CouncilId, ballot_id: BallotId) -> Ballot:
    """[Accept]: only for somebody nominated. Raises NotNominatedError, and what `stand` raises."""
    ballot = nominating(uow, council_id, ballot_id)
    if uow.get(Nominee, council_id, ballot_id, actor_id(uow)) is None:
        raise NotNominatedError(office=ballot.text)
    return stand(uow, council_id, ballot_id)


def decline(uow: Uow, council_id: CouncilId, ballot_id: BallotId) -> Ballot:
    """[Decline]: not, or no more, a candidate; possible until nominations end. Raises NotNominatedError."""
    ballot = nominating(uow, council_id, ballot_id)
    nominee = uow.get(Nominee, council_id, ballot_id, actor_id(uow))
    if nominee is None:
        raise NotNominatedError(office=ballot.text)
    if nominee.state is not NomineeState.DECLINED:
        nominee = uow.change(nominee, state=NomineeState.DECLINED, answered_at=uow.now)
        note_answer(uow, nominee, ballot)
        end_offer(uow, erase_introduction(uow, nominee))
        record(uow, council_id, elections_entries.NominationDeclined(), ballot_id)
        ballot = nominees_changed(uow, ballot)
    return ballot


def _ensure_any(reads: Reads, council_id: CouncilId) -> list[Ballot]:
    found = open_nominations(reads, council_id)
    if not found:
        raise NoNominationsError(office=None)
    return found


def _meant(ballots: list[Ballot], rest: str) -> list[Ballot]:
    """The elections whose office ends what the command said ("for treasurer"); all if it said nothing."""
    said = office_key(rest)
    return [ballot for ballot in ballots if said.endswith(race_of(ballot).key)] if said else ballots


def _office_of(reads: Reads, ballot: Ballot) -> Office:
    assert ballot.office_id is not None
    return get_office(reads, ballot.council_id, ballot.office_id)


def _ensure_able(reads: Reads, council: Council, office: Office, ballot: Ballot, person_id: PersonId) -> None:
    _ensure_not_barred(reads, ballot, person_id, None)
    ensure_may_hold(reads, council, office, person_id, race_of(ballot).seats)
    ensure_another_term(reads, council, office, person_id, ballot)


def _ensure_not_barred(reads: Reads, ballot: Ballot, person_id: PersonId, name: str | None) -> None:
    office = _office_of(reads, ballot)
    if person_id in {*race_of(ballot).barred, *barred_from(reads, office)}:
        raise NomineeBarredError(name=name, office=ballot.text, has_resigned=has_resigned(reads, office, person_id))


def _ensure_few_unanswered(uow: Uow, ballot: Ballot) -> None:
    """Of each member so many at a time: one could have everybody written to. Raises TooManyUnansweredError."""
    asked = uow.count(
        Nominee, council_id=ballot.council_id, ballot_id=ballot.ballot_id, state=NomineeState.NOMINATED,
        nominated_by_id=actor_id(uow),
    )  # fmt: skip
    if asked >= UNANSWERED_LIMIT:
        raise TooManyUnansweredError(limit=UNANSWERED_LIMIT)


def _ensure_room(reads: Reads, ballot: Ballot) -> None:
    """Only who has accepted fills the paper: nobody is kept off it by names that were put forward."""
    if len(standing(reads, ballot)) >= NOMINEES_LIMIT:
        raise TooManyNomineesError(limit=NOMINEES_LIMIT)
