"""One election that is open, and the booths of its voters, for tests of use-cases."""

from __future__ import annotations

from bot.domain.ballots.answers import VoteCast
from bot.domain.ballots.ballot import Ballot, BallotState
from bot.domain.ground.ids import BallotId
from bot.domain.ground.person import Person
from bot.services.ballots.booth import enter_booth, mark_paper, submit_paper
from bot.services.ballots.seconds import second
from handlers.views.ground.screen import Screen
from tests.support.hall import Hall

BOOTH = 500
"""The message in which it stands, in everybody's private chat."""


class Booths(Hall):
    """One election that is open, and the booths of its voters."""

    ballot_id: BallotId

    def open(self, text: str, voters: list[Person], *nominees: Person) -> Ballot:
        ballot = self.elect(text, voters[0])
        for voter in voters[1:3] if ballot.state is BallotState.SECONDING else ():
            self.do(second, self.council_id, ballot.ballot_id, by=voter)
        self.stand(ballot, *nominees)
        self.pass_time(hours=25)
        self.ballot_id = ballot.ballot_id
        return self.fresh(ballot)

    def mark_of(self, ballot: Ballot, person: Person) -> str:
        return f"+{self.key(ballot, person)}"

    def press(self, use_case, person: Person, *arguments, **named):
        """In the private chat of this person, in the message where the booth stands unless `pressed_in` is another."""
        place = {"chat_id": person.telegram_id, "pressed_in": BOOTH, **named}
        return self.do(use_case, self.council_id, self.ballot_id, *arguments, by=person, **place)

    def paper(self, person: Person) -> Screen:
        """The paper as this person sees it."""
        self.press(enter_booth, person)
        return self.show([row for row in self.screens("booth") if row.person_id == person.person_id][-1])

    def mark(self, person: Person, *marks: str) -> None:
        for mark in marks:
            self.press(mark_paper, person, mark)

    def submit(self, person: Person) -> tuple[str, ...]:
        cast: VoteCast = self.press(submit_paper, person, is_abstention=False)
        return cast.picks

    def recorded(self, person: Person) -> tuple[str, ...]:
        return self.papers(self.ballot_id)[person.person_id].picks or ()
