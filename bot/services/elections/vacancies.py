"""Offices that fall vacant: the replacement, the next term, and what is offered again because nobody took it.

Mandates call `fill_vacancy` when a seat falls vacant and 14 days before a term ends. Source: SPEC section 3, rows
"after it passes", nominations and term; section 5.
"""

from dataclasses import replace
from datetime import timedelta

from bot.domain.ballots.ballot import Ballot, BallotState
from bot.domain.ballots.results import WhyEnded
from bot.domain.council.council import Council
from bot.domain.elections.duties import OfferOffice
from bot.domain.elections.election import Race, race_of
from bot.domain.elections.nominee import Nominee
from bot.domain.elections.office import Office
from bot.domain.ground.ids import CouncilId, OfficeId, PersonId
from bot.domain.mandates.mandate import EndReason, Mandate
from bot.services.ballots.endings import void
from bot.services.council.council import get_council
from bot.services.elections.elections import nominate_again, nominees_changed, open_election
from bot.services.elections.offices import holders, open_seats, running_elections
from bot.services.ground.ports import Reads, Uow
from bot.services.mandates.mandates import get_mandate, get_office

SAME_TERM = timedelta(days=2)
"""Seats whose terms end within so long of each other are filled by one count. Our judgement."""


def fill_vacancy(uow: Uow, council: Council, office: Office, mandate: Mandate, barred: tuple[PersonId, ...]) -> None:
    """A seat fell vacant, or its term ends soon: the election opens at once, unless one that fills it is running.

    A mandate that ended early leaves the rest of its term; one that ran its time leaves a full one. All seats whose
    terms end soon are filled by one count.
    """
    fell = mandate.ended_at is not None and mandate.end_reason is not EndReason.TERM
    running = [ballot for ballot in running_elections(uow, office) if mandate.seat in race_of(ballot).seats]
    for ballot in running if barred else ():
        _bar(uow, council, office, ballot, barred)
    if running or mandate.is_alternate:
        return
    if fell:
        open_election(uow, council, office, (mandate.seat,), replaces=mandate, barred=barred)
    else:
        _open_next_term(uow, council, office, mandate)


def _open_next_term(uow: Uow, council: Council, office: Office, mandate: Mandate) -> None:
    soon = max(uow.now, mandate.ends_at) + SAME_TERM
    seats = {held.seat for held in holders(uow, office) if not held.is_alternate and held.ends_at <= soon}
    vacant = open_seats(uow, office, office.seats)
    taken = {seat for ballot in running_elections(uow, office) for seat in race_of(ballot).seats}
    wanted = tuple(sorted(({mandate.seat} | seats | set(vacant)) - taken))
    if wanted:
        open_election(uow, council, office, wanted)


def _bar(uow: Uow, council: Council, office: Office, ballot: Ballot, barred: tuple[PersonId, ...]) -> None:
    """Who may not stand leaves a running election; if the vote on them is open it is void, and begins anew for all."""
    race = race_of(ballot)
    race = replace(race, barred=tuple(dict.fromkeys((*race.barred, *barred))))
    mine = [row for person_id in barred if (row := uow.get(Nominee, ballot.council_id, ballot.ballot_id, person_id))]
    ballot = uow.change(ballot, subject=race)
    if ballot.state is BallotState.NOMINATING:
        for nominee in mine:
            uow.remove(nominee)
        nominees_changed(uow, ballot)
    elif any(nominee.option for nominee in mine):
        void(uow, ballot, WhyEnded.BARRED)
        nominate_again(uow, council, office, ballot, race.seats)


def offer_office(uow: Uow, council_id: CouncilId, duty: OfferOffice) -> None:
    """Nominations for the seats that are still vacant, unless an election is running.

    What nobody took of a replacement is still one: the rest of that term, and whoever was recalled may not stand;
    once that term is over, what is offered is the next one, in which they may.
    """
    office = get_office(uow, council_id, OfficeId(duty.office_id))
    seats = open_seats(uow, office, office.seats)
    if not seats or running_elections(uow, office):
        return
    council, before = get_council(uow, council_id), _unfilled(uow, office)
    race = race_of(before) if before else None
    if race is None or race.replaces_id is None or not set(seats) <= set(race.seats):
        open_election(uow, council, office, seats)
        return
    replaced = get_mandate(uow, council_id, race.replaces_id)
    if replaced.ends_at <= uow.now:
        open_election(uow, council, office, seats)
    else:
        open_election(uow, council, office, seats, replaces=replaced, barred=race.barred)


def _unfilled(reads: Reads, office: Office) -> Ballot | None:
    """The last election for this office."""
    closed = reads.find(
        Ballot,
        order="-closed_at",
        limit=1,
        council_id=office.council_id,
        office_id=office.office_id,
        kind=Race.KIND,
        state=BallotState.CLOSED,
    )
    return closed[0] if closed else None
