"""What must be true of instructions by what the record says: a check of `doctor`."""

from collections.abc import Iterator

from bot.domain.ballots.ballot import Ballot, Outcome
from bot.domain.instructions.duties import BreachLapses, InstructionUnanswered
from bot.domain.instructions.entries import (
    BreachCounted,
    BreachEnded,
    InstructionAdopted,
    InstructionAnswered,
    InstructionEnded,
    LeftUnanswered,
)
from bot.domain.instructions.instruction import (
    Breach,
    Instruction,
    InstructionAnswer,
    InstructionState,
    is_awaited,
)
from bot.services.ground.ports import Reads
from bot.services.ground.schedule import deadline
from bot.services.mandates.holders import holders_of
from bot.services.record.recorded import Recorded, is_other, records


def instructions(reads: Reads) -> Iterator[str]:
    """An instruction reads as it was adopted, stands as it was left, and if not answered is waited for."""
    for recorded in records(reads):
        council_id = recorded.council.council_id
        breaches = reads.find(Breach, council_id=council_id)
        broken = {breach.instruction_id for breach in breaches}
        for instruction in reads.find(Instruction, council_id=council_id):
            for what in _wrong_with(recorded, instruction, is_breached=instruction.instruction_id in broken):
                yield f"instruction {instruction.instruction_id}: {what}"
        for instruction_id in recorded.missing(Instruction, "instruction_id", InstructionAdopted):
            yield f"instruction {instruction_id}: stands in the record, but is gone"
        for breach in breaches:
            for what in _wrong_breach(recorded, breach):
                yield f"breach {breach.breach_id}: {what}"
        for breach_id in recorded.missing(Breach, "breach_id", BreachCounted):
            yield f"breach {breach_id}: stands in the record, but is gone"


def _wrong_with(recorded: Recorded, instruction: Instruction, *, is_breached: bool) -> Iterator[str]:
    told = recorded.last(InstructionAdopted, instruction.instruction_id)
    if told is None:
        yield "the record does not know that it was adopted"
    elif (told.ballot_id, told.office_id) != (instruction.ballot_id, instruction.office_id):
        yield "the record names another ballot, or another office"
    source = recorded.reads.get(Ballot, instruction.council_id, instruction.ballot_id)
    if source is None or source.outcome is not Outcome.ADOPTED or source.is_practice:
        yield "the ballot it came from did not adopt it"
    elif source.text != instruction.text:
        yield "its text is not the one that was adopted"
    ended = recorded.last(InstructionEnded, instruction.instruction_id)
    states = {ended.state} if ended else {InstructionState.BROKEN} if is_breached else {InstructionState.OPEN}
    if instruction.state not in states:
        yield f"it is kept as {instruction.state}, and the record says {'/'.join(sorted(states))}"
    yield from _wrong_answer(recorded, instruction)


def _wrong_answer(recorded: Recorded, instruction: Instruction) -> Iterator[str]:
    told = recorded.about(instruction.instruction_id, InstructionAnswered, LeftUnanswered)
    newest = told[-1] if told else None
    answer = InstructionAnswer.AWAITED if newest is None else InstructionAnswer.NOT_ACCEPTED
    reasons = None
    if isinstance(newest, InstructionAnswered):
        answer, reasons = newest.answer, newest.reasons
    if instruction.answer is not answer or is_other(instruction.reasons, reasons):
        yield f"its answer is kept as {instruction.answer}, and the record has another, or other reasons"
    duty = InstructionUnanswered(instruction.instruction_id)
    if not is_awaited(instruction) or deadline(recorded.reads, instruction.council_id, duty) is not None:
        return
    if holders_of(recorded.reads, instruction.council_id, instruction.office_id):
        yield "nobody has answered it, and nothing is planned that would note so"


def _wrong_breach(recorded: Recorded, breach: Breach) -> Iterator[str]:
    told, ended = recorded.last(BreachCounted, breach.breach_id), recorded.last(BreachEnded, breach.breach_id)
    if told is None:
        yield "the record does not know of it"
    elif (told.mandate, told.instruction) != (breach.mandate_id, breach.instruction_id):
        yield "the record says that it was another's"
    elif is_other(breach.reasons, told.reasons):
        yield "its reasons are not those that were recorded"
    if breach.ended_by != (ended.why if ended else None):
        yield "the record says otherwise whether it stands"
    if breach.ended_at is None and deadline(recorded.reads, breach.council_id, BreachLapses(breach.breach_id)) is None:
        yield "it stands, and nothing is planned that would end it"
