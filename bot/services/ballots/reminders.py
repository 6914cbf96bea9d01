"""Reminders of open ballots: the council at half time and before the end, and those who have not voted privately.

Each is sent once, or the record says why it was not. After an outage what is overdue together is said together: one
message to one person, however many ballots they have missed. Source: SPEC section 4, "reminders".
Who has not voted is found by opening papers: of a large ballot a page in each transaction.
"""

from datetime import timedelta
from typing import Any

from bot.domain.ballots import entries as ballots_entries
from bot.domain.ballots.ballot import Ballot, BallotState, ensure_open
from bot.domain.ballots.duties import RemindHalf, RemindLast, RemindLate
from bot.domain.ballots.elector import Elector
from bot.domain.ballots.messages import BallotHalfTime, BallotReminder, RemindersOff, RemindersOn
from bot.domain.ballots.rules import is_quorate
from bot.domain.ground.ids import NO_COUNCIL, BallotId, CouncilId, PersonId
from bot.domain.ground.kept import name_of, to_json
from bot.domain.ground.outgoing import Outgoing, OutgoingState, Priority, message_of
from bot.domain.ground.person import Person
from bot.services.ballots.ballots import find_ballot
from bot.services.ballots.decisions import look_at_card
from bot.services.ballots.electorate import elector_of
from bot.services.ballots.papers import is_sealed, paper_of
from bot.services.ballots.queries import CountRemindable
from bot.services.ballots.voting import why_not_in_electorate
from bot.services.ground.outbox import reply, tell_person, tell_under
from bot.services.ground.persons import actor_id, persons_by_id
from bot.services.ground.ports import Reads, Uow
from bot.services.ground.record import record
from bot.services.ground.schedule import call_off, deadline, plan, wait_for_morning
from bot.services.roll.standing import places_of

PAGE = 100
"""Electors of one page: some 10 ms of the writer, if all of them are late."""

STILL_IN_TIME = timedelta(hours=2)
"""Before the end: a reminder by night waits for the morning if so much is left then. Our judgement."""

TOGETHER = timedelta(hours=12)
"""What the council would be reminded of so soon after goes along with it: it hears of it once a day. Our judgement."""

COUNTED_UP_TO = 2000
"""In a larger electorate the card leaves out how many can be reminded: reading them at every redraw would slow it."""


def remind_half(uow: Uow, council_id: CouncilId, duty: RemindHalf) -> None:
    """Half of the time is over: the council is told what is missing, by day."""
    ballot = uow.get(Ballot, council_id, duty.ballot_id)
    if ballot is None:
        return
    why = _why_not_half(uow, ballot)
    if why is not None:
        record(uow, council_id, ballots_entries.ReminderSkipped(which="half", why=why), duty.ballot_id)
    elif not wait_for_morning(uow, council_id, duty, deadline(uow, council_id, RemindLast(ballot.ballot_id))):
        _remind_council(uow, ballot, "half")


def _why_not_half(reads: Reads, ballot: Ballot) -> str | None:
    """Where enough have voted the council need not hear of it; who has not is reminded before the end."""
    last_at = deadline(reads, ballot.council_id, RemindLast(ballot.ballot_id))
    if (why := _why_not(ballot)) is not None:
        return why
    if last_at is None or last_at <= reads.now:
        return "too_late"
    return "quorate" if is_quorate(ballot) else None


def _remind_council(uow: Uow, ballot: Ballot, which: str) -> None:
    """In one message with all that the council would be reminded of later that day."""
    others = _due_soon(uow, ballot)
    key = f"{which}:{ballot.ballot_id}:{ballot.amended_at}"
    said = BallotHalfTime(ballot.ballot_id, which, tuple(other.ballot_id for other, _ in others))
    tell_under(uow, ballot.council_id, ballot.ballot_id, said, once=key, priority=Priority.REMINDER)
    for told, as_which in ((ballot, which), *others):
        # A card that was deleted meanwhile is found missing, and posted anew under what sends people to it.
        look_at_card(uow, told)
        fact = ballots_entries.CouncilReminded(which=as_which, voted=told.voted, quorum=told.quorum)
        record(uow, told.council_id, fact, told.ballot_id)


def _due_soon(uow: Uow, ballot: Ballot) -> list[tuple[Ballot, str]]:
    """The other ballots without a quorum of which the council would be told so soon; that is done with this."""
    open_now = uow.find(Ballot, council_id=ballot.council_id, state=BallotState.OPEN)
    others = [other for other in open_now if other.ballot_id != ballot.ballot_id and not is_quorate(other)]
    return [(other, which) for other in others if (which := _brought_forward(uow, other)) is not None]


def _brought_forward(uow: Uow, ballot: Ballot) -> str | None:
    """Which of its reminders is done with by now; who has not voted is reminded in private when it is time."""
    council_id, ballot_id = ballot.council_id, ballot.ballot_id
    until = uow.now + _soon(ballot)
    half_at, last_at = (deadline(uow, council_id, duty(ballot_id)) for duty in (RemindHalf, RemindLast))
    if half_at is not None and half_at <= until:
        call_off(uow, council_id, RemindHalf(ballot_id))
        return "half"
    if half_at is None and last_at is not None and last_at <= until and _why_not(ballot) is None:
        call_off(uow, council_id, RemindLast(ballot_id))
        plan(uow, council_id, RemindLate(ballot_id), max(last_at, uow.now))
        return "last"
    return None


def _soon(ballot: Ballot) -> timedelta:
    """A short ballot is not said to lack votes before people had the time for it."""
    if ballot.opened_at is None or ballot.closes_at is None:
        return timedelta(0)
    return min(TOGETHER, (ballot.closes_at - ballot.opened_at) / 4)


def _why_not(ballot: Ballot) -> str | None:
    """Why nobody need be reminded (any more)."""
    if ballot.state is not BallotState.OPEN:
        return str(ballot.state)
    return "all_voted" if ballot.voters >= ballot.electors else None


def remind_last(uow: Uow, council_id: CouncilId, duty: RemindLast) -> None:
    """Shortly before the end: the council, if its quorum is missing, and privately whoever has not voted."""
    ballot = uow.get(Ballot, council_id, duty.ballot_id)
    if ballot is None:
        return
    if _why_not(ballot) is not None:
        _skip_last(uow, ballot)
    elif not wait_for_morning(uow, council_id, duty, ballot.closes_at and ballot.closes_at - STILL_IN_TIME):
        _remind_those_late(uow, ballot)


def _skip_last(uow: Uow, ballot: Ballot) -> None:
    why = _why_not(ballot)
    record(uow, ballot.council_id, ballots_entries.ReminderSkipped(which="last", why=why), ballot.ballot_id)


def _remind_those_late(uow: Uow, ballot: Ballot) -> None:
    if not is_quorate(ballot):
        _remind_council(uow, ballot, "last")
    _remind_page(uow, ballot, RemindLate(ballot.ballot_id))


def remind_page(uow: Uow, council_id: CouncilId, duty: RemindLate) -> None:
    """Due work: the next page, by what its papers say now. What is over or has begun anew needs it no more."""
    ballot = uow.get(Ballot, council_id, duty.ballot_id)
    if ballot is None:
        return
    begins_anew = deadline(uow, council_id, RemindLast(duty.ballot_id)) is not None
    if _why_not(ballot) is not None or begins_anew:
        _record_reminded(uow, ballot, duty)
    else:
        _remind_page(uow, ballot, duty)


def _remind_page(uow: Uow, ballot: Ballot, so_far: RemindLate) -> None:
    """How far it is stands in the duty alone: done with its page, so that none is done twice."""
    own: dict[str, Any] = {"council_id": ballot.council_id, "ballot_id": ballot.ballot_id}
    page = uow.find(Elector, order="elector_id", limit=PAGE, skip=so_far.asked, **own)
    late = _late_among(uow, ballot, page)
    people = remindable(uow, ballot, late)
    for person in people:
        _remind_person(uow, person.person_id, ballot)
    reminded, left_out = so_far.people + len(people), so_far.left_out + len(late) - len(people)
    then = RemindLate(ballot.ballot_id, so_far.asked + len(page), reminded, left_out)
    if len(page) == PAGE:
        plan(uow, ballot.council_id, then, uow.now)
    else:
        _record_reminded(uow, ballot, then)


def _late_among(reads: Reads, ballot: Ballot, electors: list[Elector]) -> list[Elector]:
    """Who of them has not voted; where the key is lost nobody is reminded, it begins anew."""
    if not is_sealed(reads, ballot):
        return []
    return [each for each in electors if paper_of(reads, ballot, each.elector_id).picks is None]


def _record_reminded(uow: Uow, ballot: Ballot, so_far: RemindLate) -> None:
    """`left_out`: who had not voted, but left the roll, has no private chat open, or wants no reminders."""
    said = ballots_entries.VotersReminded(people=so_far.people, left_out=so_far.left_out)
    record(uow, ballot.council_id, said, ballot.ballot_id)


def _remind_person(uow: Uow, person_id: PersonId, ballot: Ballot) -> None:
    """Once about all that is due together, in any council: a reminder that has not gone out yet tells this too."""
    due = (ballot.council_id, ballot.ballot_id)
    waiting = uow.find(
        Outgoing,
        person_id=person_id,
        state=OutgoingState.WAITING,
        sending_since_at=None,
        screen=name_of(BallotReminder),
    )
    for row in waiting[:1]:
        council_id = row.council_id if row.council_id == ballot.council_id else NO_COUNCIL
        said = BallotReminder(tuple(dict.fromkeys((*message_of(BallotReminder, row).ballots, due))))
        uow.change(row, council_id=council_id, params=to_json(said))
    if not waiting:
        once = f"reminder:{uow.cause.name}:{person_id}:{uow.now.isoformat()}"
        said = BallotReminder((due,))
        tell_person(uow, person_id, said, once=once, council_id=ballot.council_id, priority=Priority.REMINDER)


def remindable(reads: Reads, ballot: Ballot, late: list[Elector]) -> list[Person]:
    """Those among them who can vote, have the private chat open, and allow reminders."""
    places = places_of(reads, ballot.council_id, [each.holder_id for each in late if each.holder_id is not None])
    people = persons_by_id(reads, [place.person_id for place in places])
    return [person for person in people if person.is_reachable and person.allows_reminders]


def count_remindable(reads: Reads, ballot: Ballot) -> int | None:
    """How many of the whole electorate can be reminded privately; None where it is too large to count in passing."""
    if ballot.electors > COUNTED_UP_TO:
        return None
    return reads.ask(CountRemindable(ballot.council_id, ballot.ballot_id))


def allow_reminders(uow: Uow, council_id: CouncilId, ballot_id: BallotId) -> bool:
    """[Remind me]: the actor wants to be reminded privately. False: the private chat must be opened first.

    Raises BallotClosedError, or NotInElectorateError for who is not asked in this ballot.
    """
    ballot, person = find_ballot(uow, council_id, ballot_id), uow.get(Person, actor_id(uow))
    ensure_open(ballot)
    if person is None or elector_of(uow, ballot, person.person_id) is None:
        raise why_not_in_electorate(uow, ballot, actor_id(uow))
    if not person.allows_reminders:
        uow.change(person, allows_reminders=True)
    if uow.cause.chat_id == person.telegram_id:
        reply(uow, RemindersOn(ballot_id), council_id=council_id)
    uow.raise_version(council_id, ballot_id)
    return person.is_reachable


def stop_reminders(uow: Uow, council_id: CouncilId) -> None:
    """[No more reminders]: nothing is sent to the actor about ballots they have not voted on."""
    person = uow.get(Person, actor_id(uow))
    if person is not None and person.allows_reminders:
        uow.change(person, allows_reminders=False)
    reply(uow, RemindersOff(), council_id=council_id)
