"""Instructions: adopted by ballot, bound to the office, answered by the holder in public, ended by report or ballot."""

from dataclasses import replace

from bot.domain.ballots.ballot import RUNNING, Ballot, BallotState, Method, Outcome
from bot.domain.ballots.subject import BallotKind, Subject
from bot.domain.council.council import Council
from bot.domain.ground.entry import Words
from bot.domain.ground.ids import BallotId, CouncilId, InstructionId, OfficeId
from bot.domain.ground.text import ensure_text
from bot.domain.instructions import entries as instructions_entries
from bot.domain.instructions.duties import InstructionUnanswered
from bot.domain.instructions.instruction import (
    INSTRUCTION_LIMIT,
    REASONS_LIMIT,
    Instruction,
    InstructionAnswer,
    InstructionContestedError,
    InstructionNotFoundError,
    InstructionOverError,
    InstructionState,
    is_awaited,
)
from bot.domain.instructions.messages import (
    InstructionCard,
    InstructionGiven,
    InstructionRefused,
)
from bot.domain.instructions.subjects import InstructionEndSubject, InstructionSubject
from bot.domain.mandates.mandate import Mandate, NotHolderError, OfficeVacantError
from bot.domain.reports.report import Claim
from bot.services.ballots.ballots import open_ballot
from bot.services.ballots.charging import charge
from bot.services.ballots.durations import duration_s
from bot.services.ballots.offers import end_offers
from bot.services.ballots.queue import ensure_may_put
from bot.services.council.council import charter_in_force, get_council
from bot.services.ground.budget import spend_post
from bot.services.ground.outbox import open_card, tell_council, tell_person
from bot.services.ground.persons import actor_id
from bot.services.ground.ports import Reads, Uow
from bot.services.ground.record import record
from bot.services.ground.schedule import call_off, plan
from bot.services.mandates.holders import holders_of
from bot.services.mandates.mandates import get_office, standing_changed
from bot.services.roll.roll import ensure_voter

CLAIMED = {Claim.KEPT: InstructionState.KEPT, Claim.NOT_POSSIBLE: InstructionState.OVERTAKEN}
"""What a claim makes of an instruction once the report is accepted; "under way" leaves it open."""

ENDS_BY_BALLOT = (InstructionState.WITHDRAWN, InstructionState.BROKEN)


def instruct(uow: Uow, council_id: CouncilId, office_id: OfficeId, text: str, thread_id: int | None = None) -> Ballot:
    """Put a binding order to an office to the vote.

    Raises NotOnRollError, StillWaitingError, OfficeVacantError, what ensure_may_put raises, or for the text.
    """
    ensure_voter(uow, council_id)
    text = ensure_text(text, INSTRUCTION_LIMIT)
    holders = holders_of(uow, council_id, office_id)
    if not holders:
        raise OfficeVacantError(office=get_office(uow, council_id, office_id).name)
    ensure_may_put(uow, council_id)
    ballot = replace(
        _ballot(uow, council_id, InstructionSubject.KIND, InstructionSubject(), text, office_id, thread_id),
        mandate_id=holders[0].mandate_id,
    )
    charge(uow, ballot)
    uow.add(ballot)
    record(
        uow,
        council_id,
        instructions_entries.InstructionProposed(text=Words(text), office_id=office_id),
        ballot.ballot_id,
        of_person=ballot.proposer_id,
    )
    return open_ballot(uow, ballot)


def _ballot(
    uow: Uow,
    council_id: CouncilId,
    kind: BallotKind,
    subject: Subject,
    text: str,
    office_id: OfficeId,
    thread_id: int | None,
) -> Ballot:
    return Ballot(
        council_id,
        BallotId(uow.new_id()),
        kind,
        Method.YES_NO,
        BallotState.QUEUED,
        text,
        uow.now,
        duration_s(uow, council_id, kind),
        proposer_id=actor_id(uow),
        thread_id=thread_id,
        office_id=office_id,
        subject=subject,
    )


def adopt_instruction(uow: Uow, council: Council, ballot: Ballot) -> None:
    """Adopted, it binds the office from now on, whoever holds it; the holder answers within 3 days.

    A practice result binds nobody.
    """
    if ballot.outcome is not Outcome.ADOPTED or ballot.is_practice or ballot.office_id is None:
        return
    instruction = Instruction(
        council.council_id, InstructionId(uow.new_id()), ballot.office_id, ballot.text, ballot.ballot_id, uow.now
    )
    uow.add(instruction)
    record(
        uow,
        council.council_id,
        instructions_entries.InstructionAdopted(ballot_id=ballot.ballot_id, office_id=ballot.office_id),
        instruction.instruction_id,
    )
    open_card(uow, council.council_id, InstructionCard(instruction.instruction_id), thread_id=ballot.thread_id)
    plan_answer(uow, council, instruction)
    for mandate in holders_of(uow, council.council_id, ballot.office_id):
        _hand(uow, mandate, instruction)
        uow.raise_version(council.council_id, mandate.mandate_id)


def _hand(uow: Uow, mandate: Mandate, instruction: Instruction) -> None:
    tell_person(
        uow,
        mandate.person_id,
        InstructionGiven(instruction.instruction_id),
        once=f"instruction:{instruction.instruction_id}:{mandate.mandate_id}",
        council_id=mandate.council_id,
    )


def plan_answer(uow: Uow, council: Council, instruction: Instruction) -> None:
    """Unanswered after 3 days it is "not accepted"."""
    at = uow.now + charter_in_force(council).span("instruction_answer_time")
    plan(uow, council.council_id, InstructionUnanswered(instruction.instruction_id), at)


def pass_on(uow: Uow, mandate: Mandate) -> None:
    """Open instructions pass to alternate and successor (SPEC section 5), who answer them themselves."""
    council = get_council(uow, mandate.council_id)
    for given in open_instructions(uow, mandate):
        instruction = _asked_anew(uow, given)
        _hand(uow, mandate, instruction)
        if instruction.answer is InstructionAnswer.AWAITED:
            plan_answer(uow, council, instruction)
        record(
            uow,
            mandate.council_id,
            instructions_entries.InstructionPassed(mandate_id=mandate.mandate_id),
            instruction.instruction_id,
        )
        uow.raise_version(mandate.council_id, instruction.instruction_id)


def _asked_anew(uow: Uow, instruction: Instruction) -> Instruction:
    """What somebody said who does not hold the office any more is nobody's answer now; the record keeps both."""
    if instruction.answer is InstructionAnswer.AWAITED:
        return instruction
    holders = holders_of(uow, instruction.council_id, instruction.office_id)
    if len(holders) > 1 and instruction.answered_by_id is None:
        return instruction
    if instruction.answered_by_id in {mandate.person_id for mandate in holders}:
        return instruction
    anew = instructions_entries.InstructionAnswered(reasons=None, answer=InstructionAnswer.AWAITED)
    record(uow, instruction.council_id, anew, instruction.instruction_id)
    return uow.change(
        instruction, answer=InstructionAnswer.AWAITED, answered_by_id=None, answered_at=None, reasons=None
    )


def note_unanswered(uow: Uow, council_id: CouncilId, duty: InstructionUnanswered) -> None:
    """Nobody answered: "not accepted", binding all the same, as its card says.

    While the office is vacant there is nobody to answer.
    """
    instruction = uow.get(Instruction, council_id, duty.instruction_id)
    if instruction is None or not is_awaited(instruction) or not holders_of(uow, council_id, instruction.office_id):
        return
    uow.change(instruction, answer=InstructionAnswer.NOT_ACCEPTED, answered_at=uow.now)
    record(uow, council_id, instructions_entries.LeftUnanswered(), duty.instruction_id)
    raise_cards(uow, instruction)


def accept(uow: Uow, council_id: CouncilId, instruction_id: InstructionId) -> Instruction:
    """[Accept]: the holder's word, in public. It can follow a refusal."""
    instruction = ensure_answerable(uow, council_id, instruction_id)
    return _answer(uow, instruction, InstructionAnswer.ACCEPTED, None)


def refuse(uow: Uow, council_id: CouncilId, instruction_id: InstructionId, reasons: str) -> Instruction:
    """[Refuse] with reasons, in public; the instruction binds all the same. Whoever answers it anew is charged.

    Raises TooManyPostsError, and what ensure_answerable raises.
    """
    instruction = ensure_answerable(uow, council_id, instruction_id)
    text = ensure_text(reasons, REASONS_LIMIT)
    if not is_awaited(instruction):
        spend_post(uow, get_council(uow, council_id).chat_id)
    refused = _answer(uow, instruction, InstructionAnswer.REFUSED, text)
    tell_council(uow, council_id, InstructionRefused(instruction_id), once=f"refused:{instruction_id}:{uow.cause.name}")
    return refused


def _answer(uow: Uow, instruction: Instruction, answer: InstructionAnswer, reasons: str | None) -> Instruction:
    person_id = actor_id(uow)
    answered = uow.change(instruction, answer=answer, answered_by_id=person_id, answered_at=uow.now, reasons=reasons)
    call_off(uow, instruction.council_id, InstructionUnanswered(instruction.instruction_id))
    record(
        uow,
        instruction.council_id,
        instructions_entries.InstructionAnswered(reasons=Words(reasons) if reasons else None, answer=answer),
        instruction.instruction_id,
        of_person=person_id,
    )
    raise_cards(uow, answered)
    return answered


def ensure_answerable(uow: Uow, council_id: CouncilId, instruction_id: InstructionId) -> Instruction:
    """Only a holder of the office answers, and only while it is open. Raises InstructionOverError or NotHolderError."""
    instruction = ensure_open(uow, council_id, instruction_id)
    holders = holders_of(uow, council_id, instruction.office_id)
    if actor_id(uow) not in {mandate.person_id for mandate in holders}:
        raise NotHolderError(name="")
    return instruction


def end_by_ballot(
    uow: Uow, council_id: CouncilId, instruction_id: str, state: InstructionState, thread_id: int | None = None
) -> Ballot:
    """A ballot on withdrawing an instruction, or on declaring it broken. One of them at a time."""
    ensure_voter(uow, council_id)
    instruction = ensure_contestable(uow, council_id, instruction_id)
    ensure_may_put(uow, council_id)
    ballot = _ballot(
        uow,
        council_id,
        InstructionEndSubject.KIND,
        InstructionEndSubject(instruction.instruction_id, state),
        instruction.text,
        instruction.office_id,
        thread_id,
    )
    charge(uow, ballot)
    uow.add(ballot)
    record(uow, council_id, instructions_entries.InstructionEndProposed(state=state), instruction.instruction_id)
    return open_ballot(uow, ballot)


def ensure_contestable(reads: Reads, council_id: CouncilId, instruction_id: str) -> Instruction:
    """Raise InstructionOverError, or InstructionContestedError while a ballot on it runs."""
    instruction = ensure_open(reads, council_id, instruction_id)
    running = reads.find(Ballot, council_id=council_id, kind=InstructionEndSubject.KIND, state=RUNNING)
    if any(ballot.about(InstructionEndSubject).instruction_id == instruction_id for ballot in running):
        raise InstructionContestedError
    return instruction


def close_instruction_end(uow: Uow, council: Council, ballot: Ballot) -> None:
    """Adopted, the instruction is withdrawn or counts as broken, unless it ended meanwhile."""
    subject = ballot.about(InstructionEndSubject)
    instruction = uow.get(Instruction, council.council_id, subject.instruction_id)
    is_valid = ballot.outcome is Outcome.ADOPTED and not ballot.is_practice
    if is_valid and instruction is not None and instruction.state is InstructionState.OPEN:
        _end(uow, instruction, subject.state, ballot_id=ballot.ballot_id)


def settle_claim(uow: Uow, council_id: CouncilId, instruction_id: InstructionId, claim: Claim) -> None:
    """A claim is valid when enough accepted the report that made it (SPEC section 3, "report rejected")."""
    instruction = uow.get(Instruction, council_id, instruction_id)
    if claim in CLAIMED and instruction is not None and instruction.state is InstructionState.OPEN:
        _end(uow, instruction, CLAIMED[claim])


def _end(uow: Uow, instruction: Instruction, state: InstructionState, ballot_id: str | None = None) -> None:
    ended = uow.change(instruction, state=state, ended_at=uow.now)
    call_off(uow, instruction.council_id, InstructionUnanswered(instruction.instruction_id))
    record(
        uow,
        instruction.council_id,
        instructions_entries.InstructionEnded(state=state, ballot_id=ballot_id),
        instruction.instruction_id,
    )
    raise_cards(uow, ended)
    end_offers(uow, ended.council_id, ended.instruction_id)
    for mandate in holders_of(uow, instruction.council_id, instruction.office_id):
        standing_changed(uow, mandate)


def raise_cards(uow: Uow, instruction: Instruction) -> None:
    """Its own card, and those of the mandates it binds."""
    uow.raise_version(instruction.council_id, instruction.instruction_id)
    for mandate in holders_of(uow, instruction.council_id, instruction.office_id):
        uow.raise_version(instruction.council_id, mandate.mandate_id)


def instructions_of(reads: Reads, council_id: CouncilId, office_id: OfficeId) -> list[Instruction]:
    """Every instruction an office was ever given, oldest first."""
    return reads.find(Instruction, council_id=council_id, office_id=office_id)


def open_instructions(reads: Reads, mandate: Mandate) -> list[Instruction]:
    """Those that bind the holder now, oldest first."""
    given = instructions_of(reads, mandate.council_id, mandate.office_id)
    return [instruction for instruction in given if instruction.state is InstructionState.OPEN]


def ensure_open(reads: Reads, council_id: CouncilId, instruction_id: str) -> Instruction:
    """The instruction; raises InstructionNotFoundError or InstructionOverError."""
    instruction = reads.get(Instruction, council_id, instruction_id)
    if instruction is None:
        raise InstructionNotFoundError
    if instruction.state is not InstructionState.OPEN:
        raise InstructionOverError(state=instruction.state)
    return instruction
