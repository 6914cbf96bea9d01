"""What carries signals: the tokens of their buttons, the weekly sealing, and what is done where a key was lost."""

from collections.abc import Iterator
from contextlib import suppress

from bot.domain.ballots.ballot import ChoiceUnknownError
from bot.domain.ground.ids import CouncilId, MandateId
from bot.domain.ground.kept import RowNotReadableError
from bot.domain.ground.voices import token_key
from bot.domain.instructions.instruction import Breach
from bot.domain.mandates.mandate import Mandate
from bot.domain.recalls.duties import MendSignals, SealSignals
from bot.domain.recalls.signal import SignalGiven
from bot.domain.reports.messages import ReportWasMissed
from bot.domain.reports.report import ReportBack
from bot.services.ground.looks import Part, needs_mending
from bot.services.ground.outbox import redraw_told
from bot.services.ground.ports import Reads, SealBrokenError, Uow
from bot.services.ground.schedule import deadline, plan
from bot.services.ground.voices import are_lost, has_note, lay_out, renew_tokens, voice_meant
from bot.services.mandates.mandates import ensure_live, get_mandate
from bot.services.recalls.confidence import (
    SEALED_ANEW_AFTER,
    follow_unwritten,
    give_signal,
    mend_signals,
    on_roll,
    redraw_mandate,
    seal_anew,
    stands_unwritten,
)


def begin_signals(uow: Uow, mandate: Mandate) -> None:
    """A mandate begins: a slot for everybody on the roll, and the weekly sealing."""
    lay_out(uow, mandate.council_id, mandate.mandate_id, on_roll(uow, mandate.council_id))
    plan(uow, mandate.council_id, SealSignals(mandate.mandate_id), uow.now + SEALED_ANEW_AFTER)


def press_signal(uow: Uow, council_id: CouncilId, mandate_id: MandateId, token: str) -> SignalGiven:
    """A signal by its button's token. Raises ChoiceUnknownError, and what `give_signal` raises."""
    ensure_live(get_mandate(uow, council_id, mandate_id))
    has_confidence = voice_meant(uow, mandate_id, token)
    if has_confidence is None:
        raise ChoiceUnknownError
    return give_signal(uow, council_id, mandate_id, has_confidence=has_confidence)


def renew_buttons(uow: Uow, council_id: CouncilId, mandate_id: MandateId) -> bool:
    """A button that means nothing: where its key is lost, everything that shows it gets another one.

    Whether what members signalled is lost as well. It is mended now only with the buttons, as a press on one that
    means nothing carries no signal whose moment could be told; otherwise within the hour. Raises MandateNotFoundError,
    MandateOverError.
    """
    mandate = ensure_live(get_mandate(uow, council_id, mandate_id))
    is_lost = are_lost(uow, council_id, mandate_id)
    if not uow.sealing.has_key(token_key(mandate_id)):
        _mend(uow, mandate)
    return is_lost


def seal_signals(uow: Uow, council_id: CouncilId, duty: SealSignals) -> None:
    """Every week all are opened and sealed under a new key; where the old one is lost, members are asked again."""
    mandate = uow.get(Mandate, council_id, duty.mandate_id)
    if mandate is None or not mandate.is_live:
        return
    mend_signals(uow, mandate)
    seal_anew(uow, mandate)
    plan(uow, council_id, duty, uow.now + SEALED_ANEW_AFTER)


def look_for_lost_signals(uow: Uow) -> None:
    """At every start: keys may be gone, and a mandate of an older release has neither slots nor a weekly sealing."""
    for mandate in uow.find(Mandate, ended_at=None):
        _mend(uow, mandate)


def take_up_signals(uow: Uow) -> None:
    """At every start, after that look: what waited in memory before it is found by what the signals and notes say."""
    for mandate in uow.find(Mandate, ended_at=None):
        # One that cannot be read keeps no other waiting; doctor names it.
        with suppress(SealBrokenError, RowNotReadableError):
            follow_unwritten(uow, mandate, stands_unwritten(uow, mandate))


def lost_signals(reads: Reads) -> Iterator[Part]:
    """The mandates at which that look finds something; one at which it cannot look is among them."""
    for mandate in reads.find(Mandate, ended_at=None):
        if needs_mending(_is_lost, reads, mandate):
            yield mandate.council_id, MendSignals(mandate.mandate_id)


def mend_lost_signals(uow: Uow, council_id: CouncilId, duty: MendSignals) -> None:
    """Due work: those of one mandate. A key that it made when it failed stays, so the buttons are drawn each time.

    Raises RowNotReadableError.
    """
    mandate = uow.get(Mandate, council_id, duty.mandate_id)
    if mandate is not None and mandate.is_live:
        _redraw_all(uow, mandate)
        _mend(uow, mandate)


def _is_lost(reads: Reads, mandate: Mandate) -> bool:
    council_id, mandate_id = mandate.council_id, mandate.mandate_id
    has_slots = has_note(reads, council_id, mandate_id)
    has_keys = reads.sealing.has_key(token_key(mandate_id)) and not are_lost(reads, council_id, mandate_id)
    return not (has_slots and has_keys) or deadline(reads, council_id, SealSignals(mandate_id)) is None


def _mend(uow: Uow, mandate: Mandate) -> None:
    if renew_tokens(uow, mandate.mandate_id):
        _redraw_all(uow, mandate)
    mend_signals(uow, mandate)
    if not has_note(uow, mandate.council_id, mandate.mandate_id):
        seal_anew(uow, mandate)
    duty = SealSignals(mandate.mandate_id)
    if deadline(uow, mandate.council_id, duty) is None:
        plan(uow, mandate.council_id, duty, uow.now + SEALED_ANEW_AFTER)


def _redraw_all(uow: Uow, mandate: Mandate) -> None:
    """Everything under which the two buttons stand."""
    redraw_mandate(uow, mandate)
    for row in uow.find(ReportBack, council_id=mandate.council_id, mandate_id=mandate.mandate_id, ended_at=None):
        redraw_told(uow, f"missed:{row.report_back_id}", ReportWasMissed(row.report_back_id))
    for breach in uow.find(Breach, council_id=mandate.council_id, mandate_id=mandate.mandate_id, ended_at=None):
        uow.raise_version(breach.council_id, breach.breach_id)
