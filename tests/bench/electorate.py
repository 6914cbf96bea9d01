"""(c) A vote in a ballot of 100,000 electors against one in one of 1,000; a ballot of 20,000 from opening to end.

The rows are written directly: founding a council of 100,000 is not what is measured. In every round the same number of
members vote for the first time and then change their vote, through the writer, in the large ballot and in a small one.
Of an opening counts the longest step, each with its commit: for so long everybody else's vote waits. All vote on it;
of the pages before and after its close those count that are long.
"""

import asyncio
import tempfile
import time
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from itertools import count
from pathlib import Path

from bot.clock import SystemClock
from bot.domain.ballots.ballot import Ballot, BallotState, Method
from bot.domain.ballots.duties import CloseBallot, CountBallot, LayOut, OpenAhead
from bot.domain.ballots.elector import Elector
from bot.domain.ballots.papers import Paper
from bot.domain.ballots.subject import ProposalSubject
from bot.domain.council.council import Council
from bot.domain.ground.due import Due, key_of
from bot.domain.ground.ids import BallotId, CouncilId, ElectorId, PersonId
from bot.domain.ground.kept import name_of
from bot.domain.ground.person import Person
from bot.domain.roll.duties import NotePart
from bot.domain.roll.member import Member
from bot.services.ballots.ballots import find_ballot, open_ballot
from bot.services.ballots.papers import electors_of, keep_paper, lay_out
from bot.services.ballots.voting import cast_vote
from bot.services.council.council import charter_in_force
from bot.services.ground.ports import Cause, Uow
from bot.services.ground.reach import EVERYWHERE
from bot.services.ground.schedule import do_due
from bot.services.registers import REGISTERS
from storage.engine import writer_engine
from storage.keys import KeysInMemory
from storage.sealing import Sealer
from storage.tables import metadata
from storage.writer import Writer
from tests.bench.figure import ROUNDS, Figure, middle, rounded, share

SMALL = 1_000
LARGE = 100_000
OPENED = 20_000
PAGED = (("ahead", "open_ahead"), ("count", "count_ballot"), ("noting", "note_part"))
VOTERS = 300
WAITING = 16
AIM = 1.2
HELD_AIM_MS = 50
CAUSE = Cause("bench")


@dataclass(frozen=True)
class Open:
    """One open ballot with those among its electors who will vote in one round."""

    council_id: CouncilId
    ballot_id: BallotId
    voters: list[PersonId]


@dataclass(frozen=True)
class Step:
    """How long one step held the writer, and how much of that the program worked: a busy machine adds to the first."""

    wall_ms: float
    cpu_ms: float


async def measure(*, quick: bool = False) -> list[Figure]:
    """Microseconds for a vote in both, and the ratio."""
    large, voters, rounds = (2 * SMALL, 20, 1) if quick else (LARGE, VOTERS, ROUNDS)
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        engine = writer_engine(f"sqlite:///{folder / 'bench.db'}")
        metadata.create_all(engine)
        writer = Writer(engine, SystemClock().now, REGISTERS, sealing=Sealer(KeysInMemory()))
        writer.start()
        stack.callback(writer.stop)
        making = partial(_open, chat_id=-1, size=large, voters=voters, rounds=rounds + 1)
        crowd = await writer(making, CAUSE, EVERYWHERE)
        few: list[Open] = []
        for chat_id in range(-2 - rounds, -1):
            few += await writer(partial(_open, chat_id=chat_id, size=SMALL, voters=voters, rounds=1), CAUSE, EVERYWHERE)
        times = [(await _vote(writer, one), await _vote(writer, other)) for one, other in zip(crowd, few, strict=True)]
        ballot = await writer(partial(_called_for, size=2 * SMALL if quick else OPENED), CAUSE, EVERYWHERE)
        opened = await _open_in_pages(writer, *ballot)
        held, used = [step.wall_ms for step in opened], [step.cpu_ms for step in opened]
        closing = await _close(writer, *ballot)
    times = times[1:]  # the first round warms both
    return [
        Figure("electorate_large_us", middle([one for one, _ in times]), "us", note=f"a vote among {large:,}"),
        Figure("electorate_small_us", middle([other for _, other in times]), "us", note=f"a vote among {SMALL:,}"),
        Figure("electorate_ratio", middle([one / other for one, other in times]), "times", AIM, is_at_least=False),
        Figure("electorate_opening_ms", max(held), "ms", HELD_AIM_MS, is_at_least=False, note=_steps(held)),
        Figure("electorate_opening_cpu_ms", max(used), "ms", HELD_AIM_MS, is_at_least=False, note=_steps(used)),
        Figure(
            "electorate_close_cpu_ms", closing["count_ballot"][-1], "ms", note="of it the step that writes the result"
        ),
        *(_pages(name, closing[kind]) for name, kind in PAGED),
    ]


def _pages(name: str, used: list[float]) -> Figure:
    """Of 20 the longest but one: now and then one pays for what the whole process collects."""
    key, long = f"electorate_{name}_cpu_ms", share(used, 0.95)
    return Figure(key, long, "ms", HELD_AIM_MS, is_at_least=False, note=_steps(used))


def _steps(held: list[float]) -> str:
    return f"longest of {len(held)} steps, middle {middle(held):.0f} ms, {sum(held) / 1000:.1f} s in all"


async def _open_in_pages(writer: Writer, council_id: CouncilId, ballot_id: BallotId) -> list[Step]:
    """Each step from the proposal to the open ballot."""
    steps: list[Step] = []
    is_open = False
    while not is_open:
        begun, used = time.perf_counter(), time.process_time()
        is_open = await writer(partial(_step, council_id=council_id, ballot_id=ballot_id), CAUSE, council_id)
        steps.append(Step((time.perf_counter() - begun) * 1000, (time.process_time() - used) * 1000))
    return steps


async def _close(writer: Writer, council_id: CouncilId, ballot_id: BallotId) -> dict[str, list[float]]:
    """Milliseconds of work of each step of its end, by kind; everybody has voted, and their papers are opened ahead."""
    await writer(partial(_all_vote, council_id=council_id, ballot_id=ballot_id), CAUSE, council_id)
    used: dict[str, list[float]] = {}
    for kind in (OpenAhead, CloseBallot, CountBallot, NotePart):
        name = name_of(kind)
        while dues := await writer(partial(_of_kind, council_id=council_id, kind=name), CAUSE, council_id):
            begun = time.process_time()
            await writer(partial(_at_once, due=dues[0]), CAUSE, council_id)
            used.setdefault(name, []).append(rounded((time.process_time() - begun) * 1000))
    return used


def _all_vote(uow: Uow, council_id: CouncilId, ballot_id: BallotId) -> None:
    """They acted last some days ago, and are known as persons."""
    ballot = find_ballot(uow, council_id, ballot_id)
    for number, elector in enumerate(electors_of(uow, ballot)):
        keep_paper(uow, ballot, elector.elector_id, Paper(("yes",), 1))
        person, member = PersonId(elector.elector_id), uow.get(Member, council_id, elector.elector_id)
        assert member is not None
        uow.change(member, last_act_at=uow.now - timedelta(days=5))
        uow.add(Person(person, 10**9 + number, "Voter", None, "en", uow.now, first_name="Voter"))
    uow.change(ballot, voted=ballot.electorate, voters=ballot.electors)


def _of_kind(uow: Uow, council_id: CouncilId, kind: str) -> list[Due]:
    return uow.find(Due, council_id=council_id, kind=kind, done_at=None)


def _at_once(uow: Uow, due: Due) -> None:
    """Whenever it is due."""
    uow.change(due, due_at=uow.now)
    do_due(uow, due.council_id, due.due_id)


def _called_for(uow: Uow, size: int) -> tuple[CouncilId, BallotId]:
    council = Council(CouncilId(uow.new_id()), -1_000, "Bench", uow.now - timedelta(days=30), on_roll=size)
    ballot = Ballot(
        council.council_id, BallotId(uow.new_id()), ProposalSubject.KIND, Method.YES_NO, BallotState.QUEUED, "Bench",
        uow.now, 86_400,
    )  # fmt: skip
    uow.add(council)
    uow.add(ballot)
    people = [PersonId(uow.new_id()) for _ in range(size)]
    uow.add_all(Member(council.council_id, person, uow.now, uow.now, uow.now) for person in people)
    return council.council_id, ballot.ballot_id


def _step(uow: Uow, council_id: CouncilId, ballot_id: BallotId) -> bool:
    ballot = find_ballot(uow, council_id, ballot_id)
    if ballot.state is BallotState.QUEUED:
        open_ballot(uow, ballot)
        return False
    for due in uow.find(Due, council_id=council_id, key=key_of(LayOut(ballot_id)), done_at=None):
        do_due(uow, council_id, due.due_id)
    return find_ballot(uow, council_id, ballot_id).state is BallotState.OPEN


def _open(uow: Uow, chat_id: int, size: int, voters: int, rounds: int) -> list[Open]:
    """A council of this size with one open ballot; for each round other voters, from all over the electorate."""
    council = Council(CouncilId(uow.new_id()), chat_id, "Bench", uow.now - timedelta(days=30), on_roll=size)
    # The quorum has been reached already: what that causes happens once in a ballot.
    ballot = Ballot(
        council.council_id, BallotId(uow.new_id()), ProposalSubject.KIND, Method.YES_NO, BallotState.OPEN, "Bench",
        uow.now, 86_400, rules=charter_in_force(council), electorate=size, electors=size, quorum=size,
        opened_at=uow.now, closes_at=uow.now + timedelta(days=1), quorum_at=uow.now,
    )  # fmt: skip
    people = [PersonId(uow.new_id()) for _ in range(size)]
    uow.add(council)
    uow.add(ballot)
    uow.add_all(Member(council.council_id, person, uow.now, uow.now, uow.now) for person in people)
    electors = [Elector(council.council_id, ballot.ballot_id, ElectorId(person), person) for person in people]
    uow.add_all(electors)
    lay_out(uow, ballot, electors)
    chosen = people[:: size // (voters * rounds)]
    return [Open(council.council_id, ballot.ballot_id, chosen[start::rounds][:voters]) for start in range(rounds)]


async def _vote(writer: Writer, ballot: Open) -> float:
    """Microseconds for a vote: everybody once, then everybody the other way."""
    presses = iter([(voter, choice) for choice in ("yes", "no") for voter in ballot.voters])
    number = count(1)

    async def caller() -> None:
        for voter, choice in presses:
            cause = Cause(f"update:{next(number)}")
            await writer(partial(_cast, ballot=ballot, voter=voter, choice=choice), cause, ballot.council_id)

    begun = time.perf_counter()
    await asyncio.gather(*(caller() for _ in range(WAITING)))
    return (time.perf_counter() - begun) / (2 * len(ballot.voters)) * 1_000_000


def _cast(uow: Uow, ballot: Open, voter: PersonId, choice: str) -> None:
    uow.actor = Person(voter, 1, "Voter", None, "en", uow.now, is_reachable=False)
    cast = cast_vote(uow, ballot.council_id, ballot.ballot_id, choice)
    assert cast.picks == (choice,)
