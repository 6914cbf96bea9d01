"""Thousands of answers wait to be sent: what becomes due is done all the same, and nobody else waits for them."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from bot.domain.ballots.duties import EndAmending
from bot.domain.council.council import Council
from bot.domain.ground.due import Due
from bot.domain.ground.ids import BallotId
from bot.domain.ground.outgoing import Outgoing, OutgoingState, Priority
from bot.domain.ground.person import Person
from bot.services.council.absence import post_anew
from bot.services.ground.filters import AtMost
from bot.services.ground.ports import Reads, Uow
from bot.services.ground.schedule import plan
from bot.services.registers import REGISTERS
from storage.engine import writer_engine
from storage.unit import Unit
from tests.faults.assembly import Press, account_of, assemble, pause, result_of
from tests.faults.test_hostile import look
from tests.support.bot import RunningBot
from tests.support.clocked_bot import MovedClock
from tests.support.patience import WAIT
from tests.support.standin import Standin

STRANGERS = 400
ANSWERS = 6_000
"""One in twenty in the private chat of a stranger, all others in the group."""

DUTIES = 300


def fill_outbox(uow: Uow) -> None:
    """What hundreds of people who flood a group with commands leave behind; the cards are to be posted anew."""
    (council,) = uow.find(Council)
    strangers = [
        Person(uow.new_id(), 5_000_000_000 + number, f"Stranger {number}", None, "en", uow.now, True)  # type: ignore[arg-type]
        for number in range(STRANGERS)
    ]
    uow.add_all(strangers)
    uow.add_all(_answer(uow, council, strangers[number % STRANGERS], number) for number in range(ANSWERS))
    for number in range(DUTIES):
        plan(uow, council.council_id, EndAmending(BallotId(f"none {number}")), uow.now + timedelta(days=1))
    post_anew(uow, council)


def _answer(uow: Uow, council: Council, asker: Person, number: int) -> Outgoing:
    is_private = number % 20 == 0
    return Outgoing(
        uow.new_id(),
        f"update:{number}:reply:refusal",
        council.council_id,
        asker.person_id if is_private else None,
        "cancelled",
        uow.now,
        uow.now,
        {"was_open": False},
        Priority.ANSWER,
        chat_id=asker.telegram_id if is_private else council.chat_id,
        asker_id=asker.person_id,
    )


def overdue(reads: Reads) -> int:
    return reads.count(Due, done_at=None, held_by=0, due_at=AtMost(reads.now))


def left(reads: Reads) -> int:
    return reads.count(Outgoing, state=OutgoingState.WAITING, priority=Priority.ANSWER)


async def test_while_thousands_of_answers_wait_results_are_posted_and_questions_answered_at_once(tmp_path):
    async with Standin() as telegram:
        assembly = await assemble(telegram, await account_of(telegram), 4)
        async with RunningBot(telegram, assembly.account, tmp_path, is_strict=False) as bot:
            await assembly.found(1, 3)
            votes = [Press(person, paper, "yes") for paper in assembly.papers for person in assembly.people[:3]]
            await assembly.answers(await assembly.press(votes))
            await bot.stop()
            engine = writer_engine(f"sqlite:///{tmp_path / 'mandate.db'}")
            with engine.connect() as connection, connection.begin():
                fill_outbox(Unit(connection, MovedClock(bot.clock).now(), REGISTERS))
            engine.dispose()
            await bot.start()
            private = await assembly.people[0].start(assembly.account)
            await private.find("Garden 0", wait=WAIT)
            end = asyncio.get_running_loop().time() + WAIT
            await bot.move(timedelta(days=5))
            for paper in assembly.papers:
                assert await result_of(paper) == (3, 0, 0, 4)
            while await look(tmp_path, overdue, MovedClock(bot.clock).now()):
                await pause(0.1)
            assert asyncio.get_running_loop().time() < end
            assert await look(tmp_path, left) > ANSWERS / 3, "the flood was over before anything could wait for it"
