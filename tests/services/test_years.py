"""Two years of a council, week by week: terms, report-backs and recalls come and go, nothing piles up or is lost."""

from collections import Counter
from datetime import timedelta
from itertools import pairwise

from bot.domain.ballots.ballot import Ballot, BallotState, Method, NotInElectorateError
from bot.domain.ballots.drafts import ElectionDraft
from bot.domain.ground.due import Due
from bot.domain.ground.entry import Entry
from bot.domain.ground.errors import DomainError
from bot.domain.ground.ids import NO_COUNCIL
from bot.domain.ground.outgoing import Outgoing, OutgoingState
from bot.domain.mandates.mandate import EndReason, Mandate
from bot.domain.recalls.recall import Recall, RecallState
from bot.domain.recalls.subject import RecallSubject
from bot.domain.reports.report import ReportBack, ReportBackState
from bot.services.ballots.voting import cast_picks, cast_vote
from bot.services.council.council import get_council
from bot.services.elections.elections import call_election
from bot.services.elections.nominations import stand
from bot.services.recalls.confidence import give_signal
from bot.services.record.doctor import examine
from bot.services.reports.reports import Written, post_report
from bot.services.roll.roll import ensure_member
from tests.support.council import GROUP, House
from tests.support.housekeeping import keep

WEEKS = 104
SIGNALS_IN = 40
"""In this week everybody signals no confidence in whoever is treasurer."""


class Council:
    """Five people who stand in turn, vote for whoever stands, and report in some months only."""

    def __init__(self):
        self.house = House()
        self.people = self.house.founded("Anna", "Ben", "Cleo", "Dan", "Eve")
        self.house.do(self._call, by=self.people[0])

    def _call(self, uow):
        call_election(uow, get_council(uow, self.house.council_id), ElectionDraft("Treasurer", 1, None))

    def live_through(self, week):
        for _ in range(7):
            self.house.pass_time(days=1)
            for ballot in self.house.find(Ballot, state=(BallotState.NOMINATING, BallotState.OPEN)):
                self._take_part(ballot)
        for mandate in self.house.find(Mandate, ended_at=None):
            self._live_with(mandate, week)
        self.house.do(self._deliver)
        keep(self.house)
        self.house.do(lambda uow: [uow.remove(row) for row in uow.find(Due, council_id=NO_COUNCIL)])

    def _take_part(self, ballot):
        for person in self.people:
            try:
                if ballot.state is BallotState.NOMINATING:
                    self.house.do(stand, self.house.council_id, ballot.ballot_id, by=person)
                elif ballot.method is Method.YES_NO:
                    self.house.do(cast_vote, self.house.council_id, ballot.ballot_id, "yes", by=person)
                else:
                    self.house.do(self._approve, ballot, by=person)
            except NotInElectorateError:
                assert ballot.kind == RecallSubject.KIND
            except DomainError:
                assert ballot.state is BallotState.NOMINATING, "stands already, is barred, or had two terms in a row"

    def _approve(self, uow, ballot):
        """The name that comes first on the paper, by the lot."""
        cast_picks(uow, uow.get(Ballot, ballot.council_id, ballot.ballot_id), ("0",))

    def _live_with(self, mandate, week):
        for person in self.people:
            self.house.do(ensure_member, self.house.council_id, by=person)
            if person.person_id == mandate.person_id and week % 3 == 0 and week % 26 < 13:
                self.house.do(post_report, mandate, Written("As agreed"), by=person)
            if person.person_id != mandate.person_id and week == SIGNALS_IN:
                self.house.do(give_signal, self.house.council_id, mandate.mandate_id, has_confidence=False, by=person)

    def _deliver(self, uow):
        """All but Anna have blocked the bot."""
        for row in uow.find(Outgoing, state=OutgoingState.WAITING):
            if row.person_id not in {None, self.people[0].person_id}:
                uow.change(row, state=OutgoingState.SHELVED, trouble="no way there")
                continue
            uow.change(row, state=OutgoingState.SENT, sent_at=uow.now, chat_id=GROUP, message_id=1)


def test_two_years_week_by_week():
    council = Council()
    house, kept = council.house, []
    for week in range(WEEKS):
        council.live_through(week)
        late = house.find(Due, done_at=None)
        assert not [due for due in late if due.due_at <= house.now - timedelta(days=1)]
        kept.append((len(house.find(Outgoing)), len(house.find(Due))))
    assert not house.read(examine)
    year, both = (max(kept[:52]), max(kept[52:]))
    assert all(later <= 1.2 * before for before, later in zip(year, both, strict=True)), "nothing piles up"
    assert min(row.created_at for row in house.find(Outgoing)) > house.now - timedelta(days=120)
    ensure_no_gaps(house)
    ensure_reminders(house)


def ensure_no_gaps(house):
    """One mandate follows the other; only a recall leaves the office vacant, until the replacement is elected."""
    mandates = house.find(Mandate, order="started_at")
    assert [recall.state for recall in house.find(Recall)] == [RecallState.PASSED]
    ends = Counter(mandate.end_reason for mandate in mandates)
    assert ends[EndReason.RECALLED] == 1
    assert ends[EndReason.TERM] >= 2
    assert ends[None] == 1
    for before, after in pairwise(mandates):
        vacant_for = after.started_at - before.ended_at
        is_recalled = before.end_reason is EndReason.RECALLED
        assert timedelta(days=1) < vacant_for < timedelta(days=8) if is_recalled else not vacant_for


def ensure_reminders(house):
    """Each report-back is met, missed, lapsed with its mandate, or the next one; reminded of five times at most."""
    rows = house.find(ReportBack)
    states = Counter(row.state for row in rows)
    assert states[ReportBackState.MISSED] > 3
    assert states[ReportBackState.MET] > 3
    assert states[ReportBackState.DUE] == 1
    told = Counter((entry.subject_id, entry.at.date()) for entry in house.find(Entry, kind="report_reminder"))
    assert set(told.values()) == {1}
    assert sum(told.values()) <= 5 * len(rows)
    missed = house.find(Entry, kind="report_missed")
    assert len(missed) == states[ReportBackState.MISSED]
