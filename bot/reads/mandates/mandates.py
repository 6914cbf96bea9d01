"""A mandate with all that hangs on it: for its card and its pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.ballots.ballot import Ballot
from bot.domain.council.council import Council, may_have_others
from bot.domain.elections.office import Office
from bot.domain.ground.ids import CouncilId
from bot.domain.ground.names import person_name
from bot.domain.ground.person import Person
from bot.domain.instructions.instruction import Breach, Instruction
from bot.domain.mandates.mandate import Mandate, Successor
from bot.domain.mandates.messages import MandateCard, MandatePage
from bot.domain.reports.report import Report, ReportBack
from bot.reads.ground.audience import Audience
from bot.reads.mandates.signals import ThresholdExplained, explain_threshold
from bot.services.council.council import get_council
from bot.services.ground.persons import person_here
from bot.services.ground.ports import Reads
from bot.services.ground.voices import voice_tokens
from bot.services.instructions.instructions import instructions_of
from bot.services.mandates.mandates import get_office
from bot.services.reports.owed import missed_report_backs, owed_report_backs


@dataclass(frozen=True, slots=True)
class MandateState:
    """One mandate with all that hangs on it, read at one moment. Reports newest first, `held` the person's mandates."""

    council: Council
    office: Office
    mandate: Mandate
    holder: Person | None
    source: Ballot | None
    instructions: list[Instruction]
    breaches: list[Breach]
    owed: list[ReportBack]
    missed: list[ReportBack]
    reports: list[Report]
    held: list[Mandate]
    offices: dict[str, str]
    successor: Person | None
    now: datetime

    @property
    def open_instructions(self) -> list[Instruction]:
        """Those that bind the holder."""
        return [instruction for instruction in self.instructions if instruction.ended_at is None]

    @property
    def listed_instructions(self) -> list[Instruction]:
        """Those that bind the holder, oldest first, then the ended ones, newest first."""
        ended = [instruction for instruction in self.instructions if instruction.ended_at is not None]
        return [*self.open_instructions, *reversed(ended)]

    @property
    def time_in_office(self) -> timedelta:
        """How long the person has held this office, all their mandates for it together."""
        spans = [
            (each.ended_at or self.now) - each.started_at
            for each in self.held
            if each.office_id == self.office.office_id
        ]
        return sum(spans, timedelta(0))


def mandate_state(reads: Reads, council_id: CouncilId, mandate_id: str) -> MandateState | None:
    """The read model of the card and of the page."""
    mandate = reads.get(Mandate, council_id, mandate_id)
    if mandate is None:
        return None
    office = get_office(reads, council_id, mandate.office_id)
    held = reads.find(Mandate, council_id=council_id, person_id=mandate.person_id)
    coming = reads.find(Successor, council_id=council_id, office_id=mandate.office_id, seat=mandate.seat)
    return MandateState(
        get_council(reads, council_id),
        office,
        mandate,
        person_here(reads, council_id, reads.get(Person, mandate.person_id)),
        reads.get(Ballot, council_id, mandate.source_ballot_id),
        _bound(instructions_of(reads, council_id, office.office_id), mandate),
        reads.find(Breach, council_id=council_id, mandate_id=mandate.mandate_id),
        owed_report_backs(reads, mandate),
        missed_report_backs(reads, mandate),
        reports_of(reads, mandate),
        held,
        {each.office_id: get_office(reads, council_id, each.office_id).name for each in held},
        person_here(reads, council_id, reads.get(Person, coming[0].person_id)) if coming and mandate.is_live else None,
        reads.now,
    )


def _bound(given: list[Instruction], mandate: Mandate) -> list[Instruction]:
    """Those of the office's instructions that bound this mandate at some time."""
    return [
        each
        for each in given
        if (mandate.ended_at is None or each.adopted_at <= mandate.ended_at)
        and (each.ended_at is None or each.ended_at >= mandate.started_at)
    ]


@dataclass(frozen=True, slots=True)
class MandateView:
    """A mandate as it is drawn; `signals` only while it stands."""

    state: MandateState
    signals: ThresholdExplained | None
    tokens: Mapping[str, str]
    page: int
    bot_name: str
    is_group: bool
    may_join: bool

    @property
    def holder_name(self) -> str:
        """The holder's name; empty once it was erased."""
        return person_name(self.state.holder.name) if self.state.holder else ""


def load_card(reads: Reads, audience: Audience, message: MandateCard) -> MandateView | None:
    """The mandate of a card."""
    return _load(reads, audience, message.mandate_id, 0)


def load_page(reads: Reads, audience: Audience, message: MandatePage) -> MandateView | None:
    """The mandate of a page."""
    return _load(reads, audience, message.mandate_id, message.page)


def _load(reads: Reads, audience: Audience, mandate_id: str, page: int) -> MandateView | None:
    state = mandate_state(reads, audience.council_id, mandate_id)
    if state is None:
        return None
    signals = explain_threshold(reads, state.mandate) if state.mandate.is_live else None
    tokens = voice_tokens(reads, mandate_id)
    may_join = may_have_others(get_council(reads, audience.council_id))
    return MandateView(state, signals, tokens, page, audience.bot_name, audience.person_id is None, may_join)


def reports_of(reads: Reads, mandate: Mandate) -> list[Report]:
    """The reports of a mandate, newest first."""
    return reads.find(Report, order="-report_id", council_id=mandate.council_id, mandate_id=mandate.mandate_id)
