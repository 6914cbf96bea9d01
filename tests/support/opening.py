"""A house in which every electorate is laid out in pages, and each page when the test asks for it."""

from datetime import timedelta

from bot.domain.ballots.ballot import Ballot, BallotState
from bot.domain.ballots.messages import Proposed
from bot.domain.council.council import Council
from bot.domain.ground.due import Due
from bot.domain.roll.duties import LetRest
from bot.domain.roll.member import Member
from bot.services.ballots import laying
from bot.services.ballots.proposals import propose
from bot.services.ground.outbox import reply
from bot.services.ground.schedule import UNWRITTEN, do_due
from bot.services.roll.resting import let_rest
from storage.sealing import Sealer
from tests.support.hall import Hall

NAMES = ("Anna", "Ben", "Cleo", "Dora", "Emil", "Finn")
PAGED = ("lay_out", "clear_papers")


def in_pages_of_two(monkeypatch):
    """Every electorate is laid out in pages, of two."""
    monkeypatch.setattr(laying, "LARGE", 0)
    monkeypatch.setattr(laying, "PAGE", 2)


class Counting(Sealer):
    """Counts what it opens."""

    opened = 0

    def open(self, key_id, sealed, *about):
        self.opened += 1
        return super().open(key_id, sealed, *about)


class Opening(Hall):
    """A house in which time passes without pages being laid out, until somebody asks for them."""

    def pass_time(self, **span):
        until = self.now + timedelta(**span)
        while due := [due for due in self.waiting() if due.kind not in PAGED and due.due_at <= until]:
            self.now = max(self.now, due[0].due_at)
            self._do_due(due[0].council_id, due[0].due_id)
        self.now = until

    def waiting(self):
        rows = self.do(lambda uow: uow.find(Due, order="due_at", done_at=None, held_by=0))
        return sorted([*rows, *self.memory.settled(UNWRITTEN)], key=lambda due: due.due_at)

    def lay_page(self):
        """The next page of what was called first; whether there was one."""
        pages = [due for due in self.waiting() if due.kind in PAGED]
        return bool(pages) and self.do(do_due, pages[0].council_id, pages[0].due_id)

    def lay_all(self):
        while self.lay_page():
            pass

    def opening(self):
        return self.one(Ballot, state=BallotState.OPENING)


def house_of(*names):
    house = Opening()
    people = house.founded(*(names or NAMES))
    council = house.one(Council, council_id=house.council_id)
    house.do(lambda uow: uow.change(council, charter={"new_office_seconds": "0"}))
    return house, people


def sleeps(house, person):
    """What LetRest does with whoever was asked and has not answered."""

    def rest(uow):
        uow.change(uow.get(Member, house.council_id, person.person_id), resting_asked_at=uow.now)
        let_rest(uow, house.council_id, LetRest(uow.now))

    house.do(rest)


def proposal(house, people):
    house.do(propose, house.council_id, "Buy a barrel", None, by=people[0])
    said = Proposed(house.opening().ballot_id)
    house.do(reply, said, council_id=house.council_id, by=people[0], chat_id=people[0].telegram_id)


def options(house, people):
    house.do(propose, house.council_id, "Which colour?\n- red\n- blue\n- green", None, by=people[0])
