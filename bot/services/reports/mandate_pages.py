"""/mandate: everything about one mandate, page by page; without a name one's own, or the list of all."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.ballots.ballot import Ballot
from bot.domain.council.council import Council
from bot.domain.elections.office import Office
from bot.domain.ground.dialog import Dialog
from bot.domain.ground.ids import CouncilId, PersonId
from bot.domain.ground.person import Person
from bot.domain.instructions.instruction import Breach, Instruction
from bot.domain.mandates.mandate import Mandate, NoMandateError, Successor
from bot.domain.reports.report import Report, ReportBack
from bot.services.council.council import council_here, get_council
from bot.services.council.panel import ensure_reader
from bot.services.ground.dialogs import pick_person
from bot.services.ground.naming import Who, of_office, office_meant
from bot.services.ground.outbox import redraw, reply, reply_or_redraw
from bot.services.ground.persons import actor_id
from bot.services.ground.ports import Reads, Uow
from bot.services.instructions.instructing import ensure_held
from bot.services.instructions.instructions import instructions_of
from bot.services.mandates.mandates import get_mandate, get_office, live_mandates
from bot.services.reports.owed import owed_report_backs
from bot.services.reports.reports import reports_of


def show_mandates(uow: Uow, who: Who) -> None:
    """/mandate, with or without a name."""
    council_id = council_here(uow).council_id
    if not who.is_nobody:
        ensure_held(uow, council_id, who)
        pick_person(uow, council_id, "mandate", who, office_id=office_meant(uow, council_id, who))
        return
    own = live_mandates(uow, council_id, actor_id(uow))
    if own:
        reply(uow, "mandate_page", council_id=council_id, mandate_id=own[0].mandate_id, page=0)
    else:
        reply(uow, "mandate_list", council_id=council_id, page=0)


def show_list_page(uow: Uow, council_id: CouncilId, page: int) -> None:
    """Another page of the mandates that stand now."""
    ensure_reader(uow, council_id)
    redraw(uow, "mandate_list", council_id=council_id, page=page)


def show_of_person(uow: Uow, dialog: Dialog) -> None:
    """The person's mandate: the one that stands, else the last. Raises NoMandateError."""
    person_id = dialog.state["person_id"]
    held = uow.find(Mandate, council_id=dialog.council_id, person_id=person_id)
    if not held:
        person = uow.get(Person, person_id)
        raise NoMandateError(name=person.name if person else "")
    live = [mandate for mandate in held if mandate.is_live]
    first = of_office(live, dialog.state["office_id"])[0] if live else held[-1]
    reply(uow, "mandate_page", council_id=dialog.council_id, mandate_id=first.mandate_id, page=0)


def show_page(uow: Uow, council_id: CouncilId, mandate_id: str, page: int, *, in_place: bool) -> None:
    """A mandate's page: in place of the one whose button was pressed, or below the card."""
    ensure_reader(uow, council_id)
    mandate = get_mandate(uow, council_id, mandate_id)
    reply_or_redraw(
        uow, "mandate_page", in_place=in_place, council_id=council_id, mandate_id=mandate.mandate_id, page=page
    )


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
        reads.get(Person, mandate.person_id),
        reads.get(Ballot, council_id, mandate.source_ballot_id),
        _bound(instructions_of(reads, council_id, office.office_id), mandate),
        reads.find(Breach, council_id=council_id, mandate_id=mandate.mandate_id),
        owed_report_backs(reads, mandate),
        reports_of(reads, mandate),
        held,
        {each.office_id: get_office(reads, council_id, each.office_id).name for each in held},
        reads.get(Person, coming[0].person_id) if coming and mandate.is_live else None,
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
class ListedMandate:
    """One line of the list."""

    mandate: Mandate
    office: str
    holder: Person | None
    is_overdue: bool


def listed_mandates(reads: Reads, council_id: CouncilId) -> list[ListedMandate]:
    """The mandates that stand now, by office."""
    lines = [
        ListedMandate(
            mandate,
            get_office(reads, council_id, mandate.office_id).name,
            reads.get(Person, mandate.person_id),
            any(row.due_at <= reads.now for row in owed_report_backs(reads, mandate)),
        )
        for mandate in live_mandates(reads, council_id)
    ]
    return sorted(lines, key=lambda line: (line.office.casefold(), line.mandate.seat))


def names_of(reads: Reads, ids: list[PersonId]) -> dict[PersonId, str]:
    """Names by id; whoever is not known any more has none."""
    found = (reads.get(Person, person_id) for person_id in dict.fromkeys(ids))
    return {person.person_id: person.name for person in found if person is not None}
