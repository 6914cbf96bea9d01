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
from bot.domain.elections.election import race_of
from bot.domain.elections.nominee import Nominee
from bot.domain.elections.office import Office
from bot.domain.ground.ids import CouncilId, OfficeId, PersonId
from bot.domain.mandates.mandate import EndReason, Mandate
from bot.services.ballots.endings import void
from bot.services.council.council import get_council
from bot.services.elections.elections import add_seat, nominate_again, nominees_changed, open_election
from bot.services.elections.offices import cut_short, holders, open_seats, running_elections
from bot.services.ground.ports import Reads, Uow
from bot.services.mandates.mandates import get_mandate, get_office

SAME_TERM = timedelta(days=2)
"""Seats whose terms end within so long of each other are filled by one count. Our judgement."""


def fill_vacancy(uow: Uow, council: Council, office: Office, mandate: Mandate, barred: tuple[PersonId, ...]) -> None:
    """A seat fell vacant, or its term ends soon: the election opens at once, unless one that fills it is running.

    A mandate that ended early leaves the rest of its term; one that ran its time leaves a full one. All seats whose
    terms end soon are filled by one count, and so are all that fall together. Who is barred is so from every seat.
    """
    for ballot in running_elections(uow, office) if barred else ():
        _bar(uow, council, office, ballot, barred)
    running = running_elections(uow, office)
    if mandate.is_alternate or any(mandate.seat in race_of(ballot).seats for ballot in running):
        return
    if mandate.ended_at is None or mandate.end_reason is EndReason.TERM:
        _open_next_term(uow, council, office, mandate)
        return
    together = next((ballot for ballot in running if _began_with(uow, ballot, mandate)), None)
    if together is not None:
        add_seat(uow, together, mandate.seat)
    else:
        open_election(uow, council, office, (mandate.seat,), replaces=mandate)


def _began_with(reads: Reads, ballot: Ballot, mandate: Mandate) -> bool:
    """Whether this election replaces what fell in this same moment, for the rest of the same term."""
    race = race_of(ballot)
    if ballot.state is not BallotState.NOMINATING or ballot.created_at != reads.now or race.replaces_id is None:
        return False
    replaced = get_mandate(reads, ballot.council_id, race.replaces_id)
    return replaced.ended_at == reads.now and abs(replaced.ends_at - mandate.ends_at) <= SAME_TERM


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
    """Nominations for the seats that are still vacant and that no running election fills.

    What nobody took of a replacement is still one, for the rest of that term; once that is over, what is offered is
    the next one. Seats of one term are filled by one count.
    """
    office, council = get_office(uow, council_id, OfficeId(duty.office_id)), get_council(uow, council_id)
    vacant = [(seat, cut_short(uow, office, seat)) for seat in open_seats(uow, office, office.seats)]
    whole = tuple(seat for seat, fallen in vacant if fallen is None)
    if whole:
        open_election(uow, council, office, whole)
    for seats, replaced in _by_term([(seat, fallen) for seat, fallen in vacant if fallen is not None]):
        open_election(uow, council, office, seats, replaces=replaced)


def _by_term(vacant: list[tuple[int, Mandate]]) -> list[tuple[tuple[int, ...], Mandate]]:
    """The seats whose terms end together, each time with one of the mandates whose rest is served."""
    groups: list[tuple[tuple[int, ...], Mandate]] = []
    for seat, fallen in sorted(vacant, key=lambda each: (each[1].ends_at, each[0])):
        if groups and fallen.ends_at - groups[-1][1].ends_at <= SAME_TERM:
            groups[-1] = ((*groups[-1][0], seat), groups[-1][1])
        else:
            groups.append(((seat,), fallen))
    return groups
