"""The answers of /why."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.ground.ids import BallotId, CouncilId, MandateId, PersonId, RecallId, ReportId
from bot.domain.ground.message import Message, PersonQuestion
from bot.domain.ground.told import Fields


@dataclass(frozen=True, slots=True)
class WhyBallot(Message):
    """Who could vote, by which rule, and each condition with its integers."""

    FOR_ONE = True
    MAY_WAIT = True

    ballot_id: BallotId


@dataclass(frozen=True, slots=True)
class WhyReport(Message):
    """The verdict on a report with the integers behind it."""

    FOR_ONE = True
    MAY_WAIT = True

    report_id: ReportId


@dataclass(frozen=True, slots=True)
class WhyRecall(Message):
    """Why this recall opened."""

    FOR_ONE = True
    MAY_WAIT = True

    recall_id: RecallId


@dataclass(frozen=True, slots=True)
class WhyMandate(Message):
    """How many signals a recall needs, of whom, and why it did or did not open."""

    FOR_ONE = True
    MAY_WAIT = True

    mandate_ids: tuple[MandateId, ...]


@dataclass(frozen=True, slots=True)
class WhyRefusal(Message):
    """What was refused, when, by which rule. `fields`: of the error; `person_id`: whose own last one it is."""

    FOR_ONE = True

    code: str
    fields: Fields
    refused_at: datetime
    person_id: PersonId | None = None


@dataclass(frozen=True, slots=True)
class WhyInPrivate(Message):
    """To whoever has no private chat open: what was refused to somebody is told there."""

    FOR_ONE = True


@dataclass(frozen=True, slots=True)
class WhyReminder(Message):
    """Which duty brought a reminder: a ballot, or a report-back, of this council."""

    FOR_ONE = True
    MAY_WAIT = True

    reminder: str
    sent_at: datetime
    about_id: CouncilId
    ballot_id: BallotId | None = None
    report_back_id: str | None = None


@dataclass(frozen=True, slots=True)
class WhyPerson(PersonQuestion):
    """/why @name: who is meant."""
