"""A house with elections in it: called, stood in, voted on, for tests of them and of what comes after."""

from datetime import timedelta

from bot.domain.ballots.ballot import Ballot
from bot.domain.elections.duties import EndNominations
from bot.domain.ground.person import Person
from bot.domain.mandates.mandate import Mandate
from bot.services.ballots.voting import cast_picks
from bot.services.elections.elections import elect
from bot.services.elections.nominations import stand
from bot.services.ground.dialogs import answer_confirm
from bot.services.ground.schedule import deadline
from bot.services.roll.roll import ensure_member
from tests.support.council import House

FIVE = ("Anna", "Ben", "Cleo", "Dan", "Eve")


class Hall(House):
    """A house with elections in it."""

    def elect(self, text: str, by: Person) -> Ballot:
        """/elect, then [Yes]."""
        self.do(elect, text, by=by)
        self.do(answer_confirm, by.person_id, is_yes=True, by=by)
        return self.newest()

    def newest(self) -> Ballot:
        return self.find(Ballot, council_id=self.council_id)[-1]

    def stand(self, ballot: Ballot, *people: Person) -> None:
        for person in people:
            self.do(stand, self.council_id, ballot.ballot_id, by=person)

    def key(self, ballot: Ballot, person: Person) -> str:
        """Under which key somebody stands on the paper."""
        return str(self.one(Ballot, ballot_id=ballot.ballot_id).options.index(person.name))

    def vote(self, ballot: Ballot, voter: Person, *choices: Person | str) -> None:
        """Hand in a whole paper."""
        picks = tuple(each if isinstance(each, str) else self.key(ballot, each) for each in choices)
        self.do(lambda uow: cast_picks(uow, uow.get(Ballot, self.council_id, ballot.ballot_id), picks), by=voter)

    def until(self, ballot):
        return self.read(deadline, self.council_id, EndNominations(ballot.ballot_id))

    def fresh(self, ballot: Ballot) -> Ballot:
        return self.one(Ballot, ballot_id=ballot.ballot_id)

    def fresh_mandate(self, mandate: Mandate) -> Mandate:
        return self.one(Mandate, mandate_id=mandate.mandate_id)

    def seated(self) -> list[str]:
        """Who holds a mandate now, by name."""
        people = {person.person_id: person.name for person in self.find(Person)}
        return sorted(people[mandate.person_id] for mandate in self.find(Mandate, ended_at=None))

    def holder(self, name: str = "Anna") -> Mandate:
        person = self.one(Person, name=name)
        return self.one(Mandate, person_id=person.person_id, ended_at=None)

    def wake(self, people: list[Person]) -> None:
        """Everybody does something: nobody rests."""
        for person in people:
            self.do(ensure_member, self.council_id, by=person)

    def next_term(self, mandate: Mandate) -> Ballot:
        """The election that opens 14 days before the term ends."""
        self.pass_time(seconds=(mandate.ends_at - timedelta(days=14) - self.now).total_seconds())
        return self.newest()

    def elected_again(self, mandate: Mandate, winner: Person, voters: list[Person]) -> Ballot:
        """The whole election of the next term, with one nominee; the term has not begun."""
        ballot = self.next_term(mandate)
        self.stand(ballot, winner)
        self.wake(voters)
        self.pass_time(hours=25)
        for voter in voters:
            self.vote(ballot, voter, winner)
        self.pass_time(days=3)
        return ballot

    def elected(self, text: str, winner: Person, voters: list[Person]) -> Mandate:
        """A whole election with one nominee."""
        ballot = self.elect(text, voters[0])
        self.stand(ballot, winner)
        self.pass_time(hours=25)
        for voter in voters:
            self.vote(ballot, voter, winner)
        self.pass_time(hours=80)
        return self.one(Mandate, source_ballot_id=ballot.ballot_id)
