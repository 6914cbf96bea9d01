"""What the close of an election brings about: mandates and alternates, a run-off, new nominations, or a vacancy."""

from dataclasses import replace

from bot.domain.ballots.approval import rank_alternates
from bot.domain.ballots.ballot import REOPEN, Ballot, BallotState, Outcome
from bot.domain.ballots.results import ResultOfElection, ResultOfStv, Seating
from bot.domain.ballots.rounds import second_round
from bot.domain.council.council import Council
from bot.domain.elections import entries as elections_entries
from bot.domain.elections.election import race_of, rest_or_full
from bot.domain.elections.messages import ElectionCard
from bot.domain.elections.nominee import Nominee, NomineeState
from bot.domain.elections.office import Office
from bot.domain.ground.counting import rank_by_lot
from bot.domain.ground.ids import BallotId, MandateId, PersonId
from bot.domain.mandates.mandate import Alternate
from bot.services.ballots.ballots import open_ballot
from bot.services.ballots.lots import paper_order, promise_lot
from bot.services.council.council import charter_in_force
from bot.services.elections.counts import earlier_result
from bot.services.elections.elections import nominate_again, offer_again
from bot.services.elections.offices import holders
from bot.services.elections.printing import print_paper
from bot.services.ground.outbox import open_card
from bot.services.ground.ports import Reads, Uow
from bot.services.ground.record import record
from bot.services.mandates.eligible import may_hold
from bot.services.mandates.mandates import get_office, holder_of, start_mandate
from bot.services.mandates.terms import counted_terms, term_end, terms_so_far
from bot.services.roll.standing import place_of


def close_election(uow: Uow, council: Council, ballot: Ballot) -> None:
    """Seat the elected, or do what the outcome asks. A practice result binds nobody."""
    if ballot.is_practice:
        return
    assert ballot.office_id is not None
    office = get_office(uow, council.council_id, ballot.office_id)
    match ballot.outcome:
        case Outcome.ELECTED:
            _seat(uow, council, office, ballot)
        case Outcome.RUN_OFF:
            _run_off(uow, council, office, ballot)
        case Outcome.REOPEN:
            nominate_again(uow, council, office, ballot, race_of(ballot).seats)
        case _:
            offer_again(uow, ballot)


# the elected ----------------------------------------------------------------------------------------------------------


def _seat(uow: Uow, council: Council, office: Office, ballot: Ballot) -> None:
    """Mandates for the winners, in the order of the count; who cannot hold the office any more is passed over."""
    people = people_of(uow, ballot)
    ranked = _alternates(uow, ballot, people)
    result = ballot.came_to(ResultOfElection)
    wanted = len(result.winners)
    seats = race_of(ballot).seats
    winners = [people[key] for key in result.winners]
    able = [person_id for person_id in winners if may_hold(uow, council, office, person_id, seats)]
    able += [each for each in ranked if may_hold(uow, council, office, each, seats)][: wanted - len(able)]
    placed = _places(uow, office, able, seats)
    mandates = [_start(uow, council, office, ballot, person_id, seat) for person_id, seat in placed]
    behind = [person_id for person_id in ranked if person_id not in able]
    keys = {person_id: key for key, person_id in people.items()}
    seating = Seating(
        tuple(mandates),
        tuple(keys[person_id] for person_id in able),
        tuple(keys[person_id] for person_id in winners if person_id not in able),
        tuple(keys[person_id] for person_id in behind if person_id in keys and _is_here(uow, council, person_id)),
    )
    uow.add_all(
        Alternate(council.council_id, ballot.ballot_id, rank, person_id, office.office_id)
        for rank, person_id in enumerate(behind, 1)
    )
    closed = uow.change(ballot, result=replace(result, seating=seating))
    record(
        uow,
        council.council_id,
        elections_entries.Elected(people=tuple(able), alternates=tuple(behind), mandates=tuple(mandates)),
        ballot.ballot_id,
    )
    uow.raise_version(council.council_id, ballot.ballot_id, is_final=True)
    _seats_left(uow, council, office, closed, {seat for _, seat in placed})


def _seats_left(uow: Uow, council: Council, office: Office, ballot: Ballot, filled: set[int]) -> None:
    """Seats that [Reopen nominations] won are open for new nominations at once; others are offered again later."""
    left = tuple(seat for seat in race_of(ballot).seats if seat not in filled)
    result = ballot.came_to(ResultOfElection)
    if left and isinstance(result, ResultOfStv) and result.reopened:
        nominate_again(uow, council, office, ballot, left)
    elif left:
        offer_again(uow, ballot)


def _start(uow: Uow, council: Council, office: Office, ballot: Ballot, person_id: PersonId, seat: int) -> MandateId:
    """Their mandate: at once, or when the present holder's ends. A replacement serves the rest of the term."""
    holder = holder_of(uow, council.council_id, office.office_id, seat)
    waits = holder is not None and not holder.is_alternate and holder.ends_at > uow.now
    starts_at = holder.ends_at if holder is not None and waits else uow.now
    shortest = charter_in_force(council).span("election_before_end")
    ends_at = rest_or_full(race_of(ballot), uow.now, shortest) or term_end(council, starts_at)
    so_far = terms_so_far(uow, council, office.office_id, person_id)
    return start_mandate(
        uow,
        council,
        office,
        person_id,
        seat,
        ballot.ballot_id,
        ends_at,
        terms_in_a_row=counted_terms(uow, council, so_far, starts_at, ends_at),
        starts_at=starts_at,
    ).mandate_id


def _places(reads: Reads, office: Office, people: list[PersonId], seats: tuple[int, ...]) -> list[tuple[PersonId, int]]:
    """Who takes which seat: whoever holds one keeps it, the others fill what is left, in the order of the count."""
    own = {mandate.person_id: mandate.seat for mandate in holders(reads, office) if mandate.seat in seats}
    kept = {person_id: own[person_id] for person_id in people if person_id in own}
    free = iter([seat for seat in seats if seat not in kept.values()])
    return [(person_id, kept[person_id] if person_id in kept else next(free)) for person_id in people]


def _is_here(reads: Reads, council: Council, person_id: PersonId) -> bool:
    return place_of(reads, council.council_id, person_id) is not None


def people_of(reads: Reads, ballot: Ballot) -> dict[str, PersonId]:
    """Who stands behind each key of the paper."""
    rows = reads.find(Nominee, council_id=ballot.council_id, ballot_id=ballot.ballot_id)
    return {row.option: row.person_id for row in rows if row.option is not None}


def _alternates(reads: Reads, ballot: Ballot, people: dict[str, PersonId]) -> list[PersonId]:
    """The next in the count who beat Reopen, those of the first count behind those of a run-off."""
    ranked = [people[key] for key in ballot.came_to(ResultOfElection).alternates]
    first = reads.get(Ballot, ballot.council_id, ballot.run_off_of_id) if ballot.run_off_of_id else None
    if first is None:
        return ranked
    before = people_of(reads, first)
    result = earlier_result(first)
    named = replace(result, counts=tuple((before.get(key, key), number) for key, number in result.counts))
    taken = set(people.values())
    tiers = [
        tuple(name for name in tier if name not in taken) for tier in rank_alternates([named], people[_winner(ballot)])
    ]
    lot = paper_order(ballot, [name for tier in tiers for name in tier])
    return ranked + [PersonId(name) for name in rank_by_lot(tiers, lot) if name != REOPEN]


def _winner(ballot: Ballot) -> str:
    return ballot.came_to(ResultOfElection).winners[0]


# what else ------------------------------------------------------------------------------------------------------------


def _run_off(uow: Uow, council: Council, office: Office, ballot: Ballot) -> None:
    """The same question among the tied who may still hold the office, at once; a tie there goes to the lot."""
    people, seats = people_of(uow, ballot), race_of(ballot).seats
    tied = [people[key] for key in ballot.came_to(ResultOfElection).tied]
    tied = [person_id for person_id in tied if may_hold(uow, council, office, person_id, seats)]
    if not tied:
        nominate_again(uow, council, office, ballot, seats)
        return
    stood = uow.find(Nominee, council_id=ballot.council_id, ballot_id=ballot.ballot_id)
    said = {nominee.person_id: nominee.introduction for nominee in stood}
    again = second_round(ballot, BallotId(uow.new_id()), uow.now, BallotState.NOMINATING)
    uow.add(again)
    again = promise_lot(uow, again)
    rows = [
        Nominee(
            again.council_id, again.ballot_id, PersonId(person_id), NomineeState.ACCEPTED, PersonId(person_id),
            uow.now, uow.now, introduction=said[person_id],
        )
        for person_id in tied
    ]  # fmt: skip
    uow.add_all(rows)
    record(uow, ballot.council_id, elections_entries.RunOffCalled(of=ballot.ballot_id), again.ballot_id)
    open_card(uow, ballot.council_id, ElectionCard(again.ballot_id), thread_id=ballot.thread_id)
    open_ballot(uow, uow.change(again, options=print_paper(uow, again, rows)))
