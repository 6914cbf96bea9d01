"""The call for signals, and the questions before it."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.council.council import may_have_others
from bot.domain.ground.ids import CouncilId, MandateId
from bot.domain.ground.person import Person
from bot.domain.mandates.mandate import Mandate
from bot.domain.recalls.messages import RecallCallCard, RecallCalled
from bot.domain.recalls.questions import AskRecallOffice, ConfirmRecall
from bot.domain.recalls.recall import RecallCall
from bot.reads.ground.asked import AskedOf, load_question
from bot.reads.ground.audience import Audience
from bot.reads.mandates.holders import Holder, load_holder
from bot.reads.mandates.signals import ThresholdExplained, explain_threshold
from bot.reads.roll.known import Known, load_known
from bot.services.council.council import get_council
from bot.services.ground.home import began_in_group
from bot.services.ground.persons import name_here
from bot.services.ground.ports import Reads
from bot.services.ground.voices import voice_tokens


@dataclass(frozen=True, slots=True)
class CallView:
    """What the card of a call shows; `now` is None once the mandate has ended."""

    call: RecallCall
    holder: Holder
    by: str | None
    now: ThresholdExplained | None
    tokens: Mapping[str, str]
    may_join: bool


def load_call(reads: Reads, audience: Audience, message: RecallCallCard) -> CallView | None:
    """The call, who made it unless it came from private, and where the threshold stands."""
    call = reads.get(RecallCall, audience.council_id, message.call_id)
    mandate = reads.get(Mandate, audience.council_id, call.mandate_id) if call else None
    if call is None or mandate is None:
        return None
    caller = None if call.is_anonymous else reads.get(Person, call.person_id)
    now = explain_threshold(reads, mandate) if mandate.is_live else None
    by, tokens = name_here(reads, audience.council_id, caller) or None, voice_tokens(reads, mandate.mandate_id)
    may_join = may_have_others(get_council(reads, audience.council_id))
    return CallView(call, load_holder(reads, mandate), by, now, tokens, may_join)


@dataclass(frozen=True, slots=True)
class ConfirmView:
    """Before a call is posted: whom it is about, and what happens. `is_named`: it says who called."""

    question: ConfirmRecall
    known: Known
    is_named: bool


def load_confirm(reads: Reads, audience: Audience, question: ConfirmRecall) -> ConfirmView:
    """The person meant."""
    known = load_known(reads, audience.council_id, question.person_id)
    is_named = audience.person_id is None or began_in_group(reads, audience.person_id)
    return ConfirmView(question, known, is_named)


@dataclass(frozen=True, slots=True)
class OfficesView:
    """Several offices of one person, to pick from: (mandate id, office)."""

    asked: AskedOf[AskRecallOffice]
    council_id: CouncilId
    offices: tuple[tuple[MandateId, str], ...]


def load_offices(reads: Reads, audience: Audience, question: AskRecallOffice) -> OfficesView:
    """The offices they hold."""
    found = [reads.get(Mandate, audience.council_id, each) for each in question.mandate_ids]
    offices = tuple((each.mandate_id, load_holder(reads, each).office) for each in found if each and each.is_live)
    return OfficesView(load_question(reads, audience, question), audience.council_id, offices)


def load_called(reads: Reads, audience: Audience, _: RecallCalled) -> str:
    """The council the card was posted in."""
    return get_council(reads, audience.council_id).title
