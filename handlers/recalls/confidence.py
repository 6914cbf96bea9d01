"""Signals of confidence."""

from bot.domain.recalls.duties import MendSignals
from bot.domain.recalls.signal import SignalsLostError
from bot.services.instructions.breaches import propose_waiver
from bot.services.recalls.confidence import give_signal
from bot.services.recalls.signalling import press_signal, renew_buttons
from handlers.act import Act
from handlers.presses.instructions import WaiverPress
from handlers.presses.recalls import SignalPress, VoicePress
from handlers.views.recalls.confidence import signalled
from handlers.voices import Voicing, write_voice

SIGNALS = Voicing(press_signal, renew_buttons, MendSignals, SignalsLostError)


async def on_voice(act: Act, press: VoicePress) -> None:
    """[Confidence] or [No confidence]: recorded, and no card changes. Raises SignalsLostError, ButtonOldError."""
    given = await write_voice(act, SIGNALS, press.council_id, press.mandate_id, press.token)
    await act.answer(signalled(given, act.t))


async def on_signal(act: Act, press: SignalPress) -> None:
    """The same on a card of the release before tokens."""
    has_confidence = bool(press.has_confidence)
    given = await act.write(give_signal, press.council_id, press.mandate_id, has_confidence=has_confidence)
    await act.answer(signalled(given, act.t))


async def on_waiver(act: Act, press: WaiverPress) -> None:
    """[Vote on waiving it] on the card of a breach."""
    await act.write(propose_waiver, press.council_id, press.breach_id)
    await act.answer(act.t.plain("The ballot on waiving this breach is open."))
