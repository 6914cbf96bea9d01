"""A council whose treasurer owes reports, for tests of report-backs, reports, ratings and questions."""

from datetime import UTC, datetime

from bot.domain.council.council import Council
from bot.domain.ground.dialog import Answer
from bot.domain.reports.duties import ReportOverdue
from bot.domain.reports.report import Question, ReportBack
from bot.services.ground.answering import answer_dialog
from bot.services.ground.schedule import deadline
from bot.services.reports.owed import is_overdue, missed_in_a_row
from bot.services.reports.reporting import start_question
from bot.services.reports.reports import Written, post_report, rate
from tests.support import offices
from tests.support.council import GROUP, House
from tests.support.offices import mandate_now

NAMES = ("Anna", "Ben", "Cleo", "Dan", "Eva", "Finn")


class ReportingGarden:
    """Anna is treasurer from 5 March 2026, 11:00 UTC: her first report-back is on 4 April."""

    def __init__(self, names=NAMES, **council):
        self.house = House()
        self.anna, *self.others = self.house.founded(*names)
        if council:
            self.house.do(lambda uow: uow.change(uow.get(Council, self.house.council_id), **council))
        (self.mandate,) = offices.seat(self.house, self.anna, has_report_backs=True)

    @property
    def now(self):
        return mandate_now(self.house, self.mandate)

    def at(self, month, day, hour, minute):
        """Everything up to this moment (UTC) has happened."""
        moment = datetime(2026, month, day, hour, minute, tzinfo=UTC)
        self.house.pass_time(seconds=(moment - self.house.now).total_seconds())

    def report(self, text="We bought a barrel", **named):
        posted = self.house.do(post_report, self.now, Written(text), by=self.anna, **named)
        return posted.report

    def rows(self):
        return [
            (row.due_on.isoformat()[5:], row.state)
            for row in sorted(self.house.find(ReportBack), key=lambda row: (row.due_on, row.report_back_id))
        ]

    def over_at(self):
        row = self.house.one(ReportBack)
        return self.house.read(deadline, self.house.council_id, ReportOverdue(row.report_back_id))

    def said(self, screen):
        return [self.house.show(row).text for row in self.house.screens(screen)]

    def rate(self, report, *, accept=(), not_enough=()):
        for people, is_accepted in ((accept, True), (not_enough, False)):
            for person in people:
                self.house.do(rate, self.house.council_id, report.report_id, is_accepted=is_accepted, by=person)

    def card(self, report):
        return self.house.card(report.report_id)

    def is_overdue(self):
        return self.house.read(is_overdue, self.now)

    def missed(self):
        return self.house.read(missed_in_a_row, self.now)

    def ask(self, report, text, person):
        """Somebody asks a question under the report; returns it as it is stored."""
        house = self.house
        house.do(start_question, house.council_id, report.report_id, by=person)
        asked = house.screens("ask_report_question")[-1]
        message_id = 1000 + len(house.find(Question))
        house.do(lambda uow: uow.change(asked, chat_id=GROUP, message_id=message_id))
        assert house.do(answer_dialog, Answer(text, (), message_id), is_group=True, by=person)
        return house.find(Question)[-1]
