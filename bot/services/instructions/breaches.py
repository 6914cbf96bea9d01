"""Breaches: named votes above that contradict an instruction; each lowers the threshold of a recall while it stands.

Ready for upper councils: whoever closes their ballots calls `count_breach` with the final vote of the seat. What must
follow a change stands in the register (`breach_changes`), so that this file knows nothing of recalls.
"""

from bot.domain.ballots.ballot import RUNNING, Ballot, BallotState, Method, Outcome
from bot.domain.council.council import Council
from bot.domain.ground.entry import Words
from bot.domain.ground.ids import BallotId, CouncilId
from bot.domain.instructions import entries as instructions_entries
from bot.domain.instructions.breach import BreachEnd, BreachOverError, Demand, is_breach
from bot.domain.instructions.duties import BreachLapses
from bot.domain.instructions.instruction import Breach, Instruction, InstructionState
from bot.domain.instructions.messages import BreachCard
from bot.domain.instructions.subjects import WaiverSubject
from bot.domain.mandates.mandate import Mandate
from bot.domain.reports.report import Report, Verdict, is_settling
from bot.services.ballots.ballots import open_ballot
from bot.services.ballots.charging import charge
from bot.services.ballots.durations import duration_s
from bot.services.ballots.offers import end_offers
from bot.services.ballots.queue import ensure_may_put
from bot.services.council.council import charter_in_force, get_council
from bot.services.ground.outbox import open_card
from bot.services.ground.persons import actor_id, topic_here
from bot.services.ground.ports import Reads, Uow
from bot.services.ground.record import record
from bot.services.ground.schedule import call_off, plan
from bot.services.roll.roll import ensure_voter


def standing_breaches(reads: Reads, mandate: Mandate) -> list[Breach]:
    """The breaches that lower the threshold now."""
    return reads.find(
        Breach,
        council_id=mandate.council_id,
        mandate_id=mandate.mandate_id,
        ended_at=None,
    )


def count_breach(
    uow: Uow,
    mandate: Mandate,
    instruction: Instruction,
    demand: Demand,
    final_vote: tuple[str, ...] | None,
    *,
    reasons: str | None = None,
) -> Breach | None:
    """At the close of a ballot above: if the delegate's final vote contradicts the demand, a breach stands from now.

    It is posted to the council that gave the mandate, with the delegate's reasons, and the instruction is broken.
    """
    if not mandate.is_live or not is_breach(demand, final_vote):
        return None
    breach = _count(uow, mandate, instruction, reasons)
    if instruction.state is InstructionState.OPEN:
        uow.change(instruction, state=InstructionState.BROKEN, ended_at=uow.now)
        end_offers(uow, instruction.council_id, instruction.instruction_id)
    open_card(uow, mandate.council_id, BreachCard(breach.breach_id))
    stands_for = charter_in_force(get_council(uow, mandate.council_id)).span("breach_stands")
    plan(uow, mandate.council_id, BreachLapses(breach.breach_id), uow.now + stands_for)
    _announce(uow, breach)
    return breach


def _count(uow: Uow, mandate: Mandate, instruction: Instruction, reasons: str | None) -> Breach:
    breach = Breach(
        mandate.council_id,
        uow.new_id(),
        mandate.mandate_id,
        instruction.instruction_id,
        uow.now,
        reasons,
    )
    uow.add(breach)
    record(
        uow,
        mandate.council_id,
        instructions_entries.BreachCounted(
            reasons=Words(reasons) if reasons else None,
            mandate=mandate.mandate_id,
            instruction=instruction.instruction_id,
        ),
        breach.breach_id,
        of_person=mandate.person_id,
    )
    return breach


def end_breaches(uow: Uow, mandate: Mandate, why: BreachEnd) -> None:
    """A recall on them fails, or the mandate ends: none of this mandate's breaches stands any more."""
    for breach in standing_breaches(uow, mandate):
        _end(uow, breach, why)


def end_reported_breaches(uow: Uow, mandate: Mandate) -> None:
    """A report on a breach is one that was posted after it was counted: accepted by enough, it ends the breach."""
    accepted = uow.find(Report, council_id=mandate.council_id, mandate_id=mandate.mandate_id, verdict=Verdict.ACCEPTED)
    last_at = max((report.posted_at for report in accepted if is_settling(report)), default=None)
    for breach in standing_breaches(uow, mandate):
        if last_at is not None and last_at > breach.counted_at:
            _end(uow, breach, BreachEnd.REPORT_ACCEPTED)


def _end(uow: Uow, breach: Breach, why: BreachEnd) -> None:
    uow.change(breach, ended_at=uow.now, ended_by=why.value)
    call_off(uow, breach.council_id, BreachLapses(breach.breach_id))
    record(uow, breach.council_id, instructions_entries.BreachEnded(why=why.value), breach.breach_id)
    uow.raise_version(breach.council_id, breach.breach_id)
    _announce(uow, breach)


def _announce(uow: Uow, breach: Breach) -> None:
    for listener in uow.registers.breach_changes:
        listener(uow, breach.council_id, breach.mandate_id)


def lapse_breach(uow: Uow, council_id: CouncilId, duty: BreachLapses) -> None:
    """60 days have passed (SPEC section 6)."""
    breach = uow.get(Breach, council_id, duty.breach_id)
    if breach is not None and breach.ended_at is None:
        _end(uow, breach, BreachEnd.LAPSED)


def propose_waiver(uow: Uow, council_id: CouncilId, breach_id: str) -> Ballot:
    """Any member may ask the council to waive a breach; it is decided as an ordinary proposal.

    Raises StillWaitingError, BreachOverError, and what ensure_may_put raises.
    """
    ensure_voter(uow, council_id)
    breach = uow.get(Breach, council_id, breach_id)
    if breach is None or breach.ended_at is not None:
        raise BreachOverError(ended_by=breach.ended_by if breach else None)
    for ballot in uow.find(Ballot, council_id=council_id, kind=WaiverSubject.KIND, state=RUNNING):
        if ballot.subject == WaiverSubject(breach_id):
            return ballot
    ensure_may_put(uow, council_id)
    instruction = uow.get(Instruction, council_id, breach.instruction_id)
    ballot = Ballot(
        council_id,
        BallotId(uow.new_id()),
        WaiverSubject.KIND,
        Method.YES_NO,
        BallotState.QUEUED,
        instruction.text if instruction else "",
        uow.now,
        duration_s(uow, council_id, WaiverSubject.KIND),
        proposer_id=actor_id(uow),
        thread_id=topic_here(uow),
        mandate_id=breach.mandate_id,
        subject=WaiverSubject(breach_id),
    )
    charge(uow, ballot)
    uow.add(ballot)
    record(uow, council_id, instructions_entries.WaiverProposed(breach=breach_id), ballot.ballot_id)
    return open_ballot(uow, ballot)


def close_waiver(uow: Uow, council: Council, ballot: Ballot) -> None:
    """Adopted, the breach counts no more. A practice result waives nothing."""
    breach = uow.get(Breach, council.council_id, ballot.about(WaiverSubject).breach_id)
    is_valid = ballot.outcome is Outcome.ADOPTED and not ballot.is_practice
    if is_valid and breach is not None and breach.ended_at is None:
        _end(uow, breach, BreachEnd.WAIVED)
