"""A council in which everything was done once: decided, elected, instructed, reported, missed, recalled, removed.

And much of it is under way still: a vote, a reply to grounds, a recall that waits for its ballot, a report being rated.
"""

from __future__ import annotations

from datetime import timedelta

from bot.domain.ballots.ballot import Ballot, BallotState
from bot.domain.elections.office import Office
from bot.domain.ground.dialog import Answer
from bot.domain.ground.ids import InstructionId
from bot.domain.ground.person import Person
from bot.domain.instructions.instruction import Instruction, InstructionState
from bot.domain.mandates.mandate import Mandate
from bot.domain.recalls.questions import AskRecallReply
from bot.domain.recalls.recall import Recall, RecallState
from bot.domain.removals.questions import AskRemovalReply, ConfirmLeave
from bot.domain.reports.report import Claim, Report
from bot.domain.roll.seen import InChat
from bot.services.ballots.amending import amend, withdraw
from bot.services.ballots.proposals import propose
from bot.services.ballots.seconds import second
from bot.services.ballots.voting import cast_vote
from bot.services.charter.charter import change_charter
from bot.services.instructions.instructions import accept, end_by_ballot, instruct, refuse
from bot.services.recalls.calls import post_call
from bot.services.recalls.confidence import give_signal
from bot.services.recalls.replies import take_reply
from bot.services.removals.leaving import leave
from bot.services.removals.removal import begin_removal
from bot.services.removals.removal import take_reply as take_removal_reply
from bot.services.reports.questions import answer_question, ask_question
from bot.services.reports.reports import Written, post_report, rate
from bot.services.roll.roll import join, vouch
from tests.support import recalls
from tests.support.hall import Hall

SAID = Answer("I did as told", ())
NAMES = ("Anna", "Ben", "Cleo", "Dan", "Eva", "Finn", "Gus", "Hal")


class Story(Hall):
    """Anna is treasurer and owes reports; Ben and Cleo are delegates, until Ben is recalled."""

    def __init__(self) -> None:
        super().__init__()
        self.founders = self.founded(*NAMES)
        self.anna, self.ben, self.cleo, self.dan, self.eva, self.finn, self.gus, self.hal = self.founders
        self.come_and_go()
        self.decide()
        self.fill_offices()
        self.bind()
        self.report()
        self.recall()
        self.remove()
        self.leave_open()

    def come_and_go(self) -> None:
        """Ida joins and is vouched for; Gus leaves."""
        self.ida = self.person("Ida")
        self.do(join, self.council_id, InChat.YES, by=self.ida)
        for voucher in (self.anna, self.ben):
            self.do(vouch, self.council_id, self.ida.person_id, by=voucher)
        self.do(leave, self.council_id, ConfirmLeave(), by=self.gus)

    def decide(self) -> None:
        adopted = self.propose("Buy a barrel", self.anna)
        rejected = self.propose("Paint the fence", self.ben)
        options = self.propose("Which colour?\n- Red\n- Blue", self.cleo)
        amended = self.propose("Meet weekly", self.dan)
        gone = self.propose("Sell the shed", self.eva)
        self.do(amend, self.council_id, amended.ballot_id, "Meet monthly", by=self.dan)
        self.do(withdraw, self.council_id, gone.ballot_id, by=self.eva)
        rule = self.do(change_charter, self.council_id, "waiting_period", "48h", by=self.finn)
        assert rule is not None
        for ballot, choice in ((adopted, "yes"), (rejected, "no"), (options, "0"), (amended, "yes"), (rule, "yes")):
            self.say(ballot, choice)
        self.pass_time(days=4)

    def fill_offices(self) -> None:
        self.treasurer = self.elected("Treasurer", self.anna, self.voters)
        ballot = self.elect("2 Delegate", self.dan)
        self.stand(ballot, self.ben, self.cleo, self.dan)
        self.pass_time(hours=25)
        for voter in self.voters:
            self.vote(ballot, voter, self.ben, self.cleo, self.dan)
        self.pass_time(hours=80)

    def bind(self) -> None:
        """Four instructions: accepted, refused, left unanswered, and one that is withdrawn."""
        office = self.one(Office, name="Treasurer")
        texts = ("Pay by Friday", "Buy no paint", "Show the books", "Count the spades")
        for text in texts:
            by = self.dan if "B" in text else self.eva
            ballot = self.do(instruct, self.council_id, office.office_id, text, by=by)
            self.say(ballot, "yes")
        self.pass_time(days=3, hours=1)
        for text, use in (("Pay by Friday", accept), ("Buy no paint", refuse), ("Count the spades", accept)):
            more = ("It is for all",) if use is refuse else ()
            self.do(use, self.council_id, self.order(text).instruction_id, *more, by=self.anna)
        again = self.order("Count the spades").instruction_id
        ballot = self.do(end_by_ballot, self.council_id, again, InstructionState.WITHDRAWN, by=self.dan)
        self.say(ballot, "yes")
        self.pass_time(days=4)

    def report(self) -> None:
        """One report is accepted with its claim, one rejected; what was asked again is missed."""
        claim = ((self.order("Pay by Friday").instruction_id, Claim.KEPT),)
        first = self.reported("We paid for the barrel", *claim)
        asked = self.do(ask_question, self.council_id, first.report_id, "How much?", by=self.dan)
        self.do(answer_question, self.council_id, asked.question_id, "Forty", is_shown=False, by=self.anna)
        self.rated(first, is_accepted=True)
        self.rated(self.reported("Nothing more"), is_accepted=False)
        self.pass_time(days=8)

    def recall(self) -> None:
        """Ben is recalled and replaced by Dan, who acted for him; Cleo is not recalled."""
        self.do(post_call, self.holder("Ben"), "He votes as he likes", by=self.eva)
        self.recalled(self.ben, "yes")
        self.elected_anew("Delegate", self.dan)
        self.recalled(self.cleo, "no")

    def recalled(self, holder: Person, choice: str) -> None:
        mandate = self.holder(holder.name)
        self.threshold(mandate)
        recall = self.find(Recall, mandate_id=mandate.mandate_id)[-1]
        self.do(take_reply, self.council_id, AskRecallReply(recall.recall_id), SAID, by=holder)
        self.pass_time(hours=24)
        self.say(recalls.ballot_of(self), choice)
        self.pass_time(days=3, hours=1)

    def remove(self) -> None:
        """Finn is removed after a reply."""
        ballot = self.charge(self.finn, "He sold the shed")
        self.do(take_removal_reply, self.council_id, AskRemovalReply(ballot.ballot_id), SAID, by=self.finn)
        self.pass_time(hours=25)
        self.say(ballot, "yes")
        self.pass_time(days=4)

    def leave_open(self) -> None:
        """What runs when the story ends."""
        self.rating = self.reported("The barrel leaks")
        self.threshold(self.holder("Anna"))
        self.proposal = self.propose("Mend the roof", self.dan)
        self.charge(self.hal, "He has the spade")
        self.pass_time(hours=1)

    def charge(self, person: Person, grounds: str) -> Ballot:
        return self.do(begin_removal, self.council_id, person.person_id, grounds, by=self.eva)

    @property
    def voters(self) -> list[Person]:
        """Those who vote in whatever is open."""
        return [self.anna, self.ben, self.cleo, self.dan, self.eva, self.hal, self.ida]

    def elect(self, text: str, by: Person) -> Ballot:
        """A new office is wanted by two others."""
        ballot = super().elect(text, by)
        for other in (self.cleo, self.eva):
            self.do(second, self.council_id, ballot.ballot_id, by=other)
        return ballot

    def propose(self, text: str, by: Person) -> Ballot:
        return self.do(propose, self.council_id, text, None, by=by)

    def say(self, ballot: Ballot, choice: str) -> None:
        """Whoever is asked says it; one of them does not come, so that nothing ends early."""
        for voter in [each for each in self.voters if each.person_id not in self.fresh(ballot).without][1:]:
            self.do(cast_vote, self.council_id, ballot.ballot_id, choice, by=voter)

    def order(self, text: str) -> Instruction:
        return self.one(Instruction, text=text)

    def reported(self, text: str, *claims: tuple[InstructionId, Claim]) -> Report:
        return self.do(post_report, self.fresh_mandate(self.treasurer), Written(text, claims), by=self.anna).report

    def rated(self, report: Report, *, is_accepted: bool) -> None:
        for rater in self.voters[1:]:
            self.do(rate, self.council_id, report.report_id, is_accepted=is_accepted, by=rater)
        self.pass_time(days=3, hours=1)

    def threshold(self, mandate: Mandate) -> None:
        """Everybody but the holder signals, and the hour passes."""
        for voter in self.voters:
            if voter.person_id != mandate.person_id:
                self.do(give_signal, self.council_id, mandate.mandate_id, has_confidence=False, by=voter)
        self.pass_time(hours=1)
        recalls.deliver(self)
        assert self.find(Recall, mandate_id=mandate.mandate_id)[-1].state is RecallState.REPLY

    def elected_anew(self, office: str, winner: Person) -> None:
        """The replacement election that is open already."""
        office_id = self.one(Office, name=office).office_id
        (ballot,) = self.find(Ballot, office_id=office_id, state=BallotState.NOMINATING)
        self.stand(ballot, winner)
        self.pass_time(hours=25)
        for voter in self.voters:
            self.vote(ballot, voter, winner)
        self.pass_time(hours=80)
        assert self.now > self.one(Mandate, person_id=winner.person_id, ended_at=None).started_at - timedelta(hours=1)
