"""A month of a council of 12: what happens in it, and what a searcher gets of it (SPEC-RECORD section 1)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from random import Random
from typing import Any, TypeVar

from bot.domain.ballots.ballot import ABSTAIN, Ballot, BallotState, Method
from bot.domain.ballots.booth import IN_BOOTH
from bot.domain.ballots.elector import Choice
from bot.domain.ballots.entries import Voted
from bot.domain.ballots.papers import Paper, Slot
from bot.domain.ballots.tally import Picks, Tally
from bot.domain.council.council import Council
from bot.domain.ground.ids import ElectorId
from bot.domain.ground.person import Person, Sender
from bot.domain.mandates.mandate import Mandate
from bot.domain.mandates.questions import ConfirmResign
from bot.domain.recalls.subject import RecallSubject
from bot.services.ballots.anew import look_for_lost_papers
from bot.services.ballots.booth import enter_booth, mark_paper, submit_paper
from bot.services.ballots.papers import rewrite
from bot.services.ballots.pressing import press_in_private
from bot.services.ballots.proposals import propose
from bot.services.ballots.seconds import second
from bot.services.elections.elections import elect
from bot.services.elections.nominations import stand
from bot.services.ground.dialogs import answer_confirm
from bot.services.ground.persons import identify
from bot.services.ground.ports import Uow
from bot.services.ground.record import record
from bot.services.recalls.confidence import give_signal
from bot.services.recalls.resigning import resign
from bot.services.record.doctor import examine
from bot.services.reports.reports import Written, post_report, rate
from tests.faults.searcher import Evidence, Press, state_of
from tests.faults.town import Town, die, lost_keys
from tests.support.offices import seat

T = TypeVar("T")

NAMES = ("Anna", "Ben", "Cleo", "Dan", "Eve", "Finn", "Gus", "Hana", "Ira", "Jan", "Kim", "Lou")
TEXTS = {
    Method.YES_NO: "14d: Buy a barrel",
    Method.ONE: "14d: Which colour?\n- Red\n- Green\n- Blue",
    Method.MANY: "14d: many: What first?\n- Bench\n- Tree\n- Path",
    Method.RANK: "14d: rank: In which order?\n- Oak\n- Elm\n- Ash",
}


class Month:
    """What happens, and what the searcher gets of it."""

    def __init__(self, town: Town, deal: int, **charter: str) -> None:
        self.town, self.deal = town, deal
        self.people = town.founded(*NAMES)
        town.do(lambda uow: uow.change(uow.get(Council, town.council_id), charter=charter))
        (self.mandate,) = seat(town, self.people[-1], office="Speaker")
        self.seen = Evidence(town.keys, people={person.person_id for person in self.people})
        self.seen.chats = {str(person.telegram_id): person.person_id for person in self.people}
        self.look()

    def look(self) -> None:
        """A state that a backup, or the log, could have kept."""
        self.seen.states.append(state_of(self.town._engine))

    def read_bytes(self) -> None:
        """All that lies there but the keys, and a copy."""
        for content in self.town.left_behind():
            self.seen.add_bytes(content)

    def shuffled(self, number: int) -> list[Person]:
        """All but the speaker, in the order in which they act."""
        return Random(number * 100 + self.deal).sample(self.people[:-1], len(self.people) - 1)

    def pressed(self, subject: str, by: Person, act: Callable[[], None]) -> None:
        """Telegram sees it, then the searcher the state it leaves."""
        self.town.pass_time(hours=2, minutes=7)
        self.look()
        act()
        self.seen.presses.append(Press(subject, by.person_id, self.town.now, len(self.seen.states)))
        self.look()

    def voted_on(self, ballot: Ballot, number: int) -> None:
        """Everybody votes, and some once more; the bot dies in one of the votes, and in every other close."""
        self.seen.ballots[ballot.ballot_id] = ballot
        order = self.shuffled(number)
        self.read_bytes()
        for turn, person in enumerate([*order[:8], *order[:3], *order[8:]]):
            choice = ballot.choices[(turn * 2 + turn // 5 + self.deal) % (len(ballot.choices) - 1)]
            if turn == self.deal % 12:
                self.town.die_during(partial(self.town.do, vote_and_die, ballot, choice, by=person))
            self.pressed(ballot.ballot_id, person, partial(self.vote, ballot, choice, person))
        self.read_bytes()
        if number % 2:
            self.town.die_during(partial(close_and_die, self.town))
        self.town.pass_time(days=4)
        self.look()
        self.read_bytes()

    def vote(self, ballot: Ballot, choice: str, person: Person) -> None:
        """And keep what they chose, as the test alone knows it."""
        if ballot.method in IN_BOOTH:
            self.enter(ballot, choice, person)
        self.seen.truth[ballot.ballot_id, person.person_id] = self.press(vote, ballot, choice, by=person)

    def enter(self, ballot: Ballot, choice: str, person: Person) -> None:
        """Into the booth, where some mark once and some more often, each mark in a commit of its own."""
        self.press(lambda uow: enter_booth(uow, ballot.council_id, ballot.ballot_id), by=person)
        for _ in range(self.people.index(person) % 3):
            self.press(lambda uow: mark_paper(uow, ballot.council_id, ballot.ballot_id, f"+{choice}"), by=person)
            self.look()

    def press(self, use_case: Callable[..., T], *arguments: Any, by: Person) -> T:
        """In their private chat, as somebody whom Telegram names."""
        sender = Sender(by.telegram_id, by.name, by.username, by.language)

        def act(uow: Uow) -> T:
            uow.actor = identify(uow, sender, is_private=True, is_secret=True)
            return use_case(uow, *arguments)

        return self.town.do(act, by=by, chat_id=by.telegram_id)

    def proposals(self, *methods: Method) -> None:
        for number, method in enumerate(methods):
            by = self.people[number]
            ballot = self.town.do(propose, self.town.council_id, TEXTS[method], None, by=by)
            self.voted_on(ballot, number)

    def elections(self) -> None:
        """One seat by approval, two by transferable vote."""
        for number, text in enumerate(("treasurer", "2 delegates"), 10):
            caller, *standing_for = self.people[number - 10 : number - 6]
            self.town.do(elect, text, by=caller)
            self.town.do(answer_confirm, caller.person_id, is_yes=True, by=caller)
            ballot = self.town.find(Ballot)[-1]
            for person in self.people[4:8] if ballot.state is BallotState.SECONDING else ():
                if self.town.one(Ballot, ballot_id=ballot.ballot_id).state is BallotState.SECONDING:
                    self.town.do(second, self.town.council_id, ballot.ballot_id, by=person)
            for person in standing_for:
                self.town.do(stand, self.town.council_id, ballot.ballot_id, by=person)
            self.town.pass_time(hours=25)
            self.voted_on(self.town.one(Ballot, ballot_id=ballot.ballot_id), number)

    def report(self) -> None:
        """It is rated for three days."""
        posted = self.town.do(
            lambda uow: post_report(uow, self.live_mandate(uow), Written("Done.")), by=self.people[-1]
        )
        report_id = posted.report.report_id
        for turn, person in enumerate(self.shuffled(20)):
            self.said(report_id, person, partial(rate, is_accepted=turn % 3 > 0), is_yes=turn % 3 > 0)
        self.read_bytes()
        self.town.pass_time(days=3)
        self.look()

    def live_mandate(self, uow: Uow) -> Mandate:
        mandate = uow.get(Mandate, self.town.council_id, self.mandate.mandate_id)
        assert mandate is not None
        return mandate

    def recall(self) -> None:
        """Signals reach the threshold, and all vote on the recall."""
        mandate_id = self.mandate.mandate_id
        for turn, person in enumerate(self.shuffled(30)):
            is_yes = turn % 2 > 0
            self.said(mandate_id, person, partial(give_signal, has_confidence=is_yes), is_yes=is_yes)
        self.read_bytes()
        self.town.pass_time(days=2, hours=2)
        (ballot,) = (each for each in self.town.find(Ballot, state=BallotState.OPEN) if each.kind == RecallSubject.KIND)
        self.voted_on(ballot, 31)
        if self.town.one(Mandate, mandate_id=mandate_id).is_live:
            self.town.do(resign, self.town.council_id, ConfirmResign(mandate_id), by=self.people[-1])

    def said(self, subject: str, person: Person, act: Callable[..., object], *, is_yes: bool) -> None:
        def say() -> None:
            self.press(act, self.town.council_id, subject, by=person)
            self.seen.voices[subject, person.person_id] = is_yes

        self.pressed(subject, person, say)

    def upgraded(self) -> None:
        """A ballot that the last release left open, with all that was chosen on it in the open."""
        ballot = self.town.do(propose, self.town.council_id, "Move the shed", None, by=self.people[4])
        self.seen.ballots[ballot.ballot_id] = ballot
        picks = {person.person_id: (ballot.choices[turn % 2],) for turn, person in enumerate(self.shuffled(40))}
        self.seen.truth |= {(ballot.ballot_id, person_id): chosen for person_id, chosen in picks.items()}
        self.town.do(leave_open, ballot, picks)
        self.town.do(look_for_lost_papers)
        self.town.started_again()
        self.look()
        self.read_bytes()
        self.town.pass_time(days=4)
        self.look()

    def ended(self) -> Evidence:
        """Run-offs, in which nobody votes, are over too."""
        self.town.pass_time(days=15)
        self.look()
        self.read_bytes()
        return self.seen


def leave_open(uow: Uow, ballot: Ballot, picks: dict[str, Picks]) -> None:
    for elector_id, chosen in picks.items():
        uow.add(Choice(ballot.council_id, ballot.ballot_id, ElectorId(elector_id), chosen, 1, uow.now))
    counts = Tally.of((chosen, 1) for chosen in picks.values())
    uow.change(ballot, voters=len(picks), voted=len(picks), counts=counts)
    lost_keys(uow)


def vote_and_die(uow: Uow, ballot: Ballot, choice: str) -> None:
    vote(uow, ballot, choice)
    die()


def close_and_die(town: Town) -> None:
    town.sealing.destroy_key = die  # type: ignore[assignment, method-assign]
    town.pass_time(days=4)


def vote(uow: Uow, ballot: Ballot, choice: str) -> Picks:
    council_id, ballot_id = ballot.council_id, ballot.ballot_id
    if ballot.method not in IN_BOOTH:
        return press_in_private(uow, council_id, ballot_id, choice, ballot.edition).picks
    mark_paper(uow, council_id, ballot_id, f"+{choice}")
    return submit_paper(uow, council_id, ballot_id, is_abstention=choice == ABSTAIN).picks


def telling(uow: Uow, ballot: Ballot, slot: Slot, paper: Paper) -> None:
    """Keep a paper, and say in the record that somebody voted."""
    rewrite(uow, ballot, slot, paper)
    record(uow, ballot.council_id, Voted(), ballot.ballot_id)


def short_month(town: Town, **charter: str) -> Evidence:
    month = Month(town, 0, **charter)
    month.proposals(Method.YES_NO, Method.MANY)
    return month.ended()


def voices_month(town: Town) -> Evidence:
    month = Month(town, 0)
    month.report()
    month.recall()
    return month.ended()


def whole_month(town: Town, deal: int) -> Evidence:
    """All there is, to the end; what was chosen was counted."""
    month = Month(town, deal)
    month.upgraded()
    month.proposals(*TEXTS)
    month.elections()
    month.report()
    month.recall()
    seen = month.ended()
    for ballot in town.find(Ballot, ballot_id=tuple(seen.ballots)):
        assert ballot.state is BallotState.CLOSED
        if ballot.method in {Method.YES_NO, Method.ONE, Method.MANY, Method.APPROVAL}:
            cast = [(picks, 1) for (ballot_id, _), picks in seen.truth.items() if ballot_id == ballot.ballot_id]
            assert ballot.counts == Tally.of(cast), "they were counted, though"
    assert town.read(examine) == []
    assert seen.states[-1].tables["slots"] == []
    assert {row[1] for row in seen.states[-1].tables["voices"]}.isdisjoint({subject for subject, _ in seen.voices})
    return seen
