"""Signals of confidence, and the threshold of those of no confidence that opens a recall (SPEC sections 3 and 6).

What is said about signals is coarse, and nothing happens because of one of them before the next full hour: whoever
watches the cards, the record and the answers to presses cannot tell who signalled what. services/recalls.py does what
follows, and registers what is looked at again when.
"""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.ground.calendar import end_of_local_day, local_date, next_full_hour
from bot.domain.ground.ids import CouncilId, MandateId, RecallId
from bot.domain.instructions.instruction import Breach
from bot.domain.mandates.mandate import Mandate
from bot.domain.recalls.confidence import show_signals, signal_rule, signals_needed
from bot.domain.recalls.duties import ActOnThreshold, EndCoolDown, ShowSignals
from bot.domain.recalls.messages import ConfidenceCheckCard
from bot.domain.recalls.recall import (
    HOUR,
    RUNNING,
    Recall,
    RecallCall,
    RecallState,
    is_cooling_down,
    is_near_end,
)
from bot.domain.recalls.signal import OwnMandateError, Signal, SignalGiven
from bot.domain.reports.report import ReportBack
from bot.domain.roll.member import MemberState
from bot.services.council.council import charter_in_force, get_council
from bot.services.ground.outbox import open_card
from bot.services.ground.persons import actor_id
from bot.services.ground.ports import MoreThan, Reads, Uow
from bot.services.ground.record import record
from bot.services.ground.schedule import deadline, plan
from bot.services.instructions.breaches import standing_breaches
from bot.services.mandates.mandates import ensure_live, get_mandate
from bot.services.reports.owed import is_overdue
from bot.services.roll.queries import CountRoll, RollCount
from bot.services.roll.roll import ensure_voter
from bot.services.roll.standing import place_of, places_of


@dataclass(frozen=True, slots=True)
class Threshold:
    """The threshold of one mandate now, recomputed from stored rows. How many signals there are it does not say.

    `base` leaves out the holder and, of `others`, those `waiting` and `resting`. `usual` is what would be needed were
    it not lowered by an overdue report-back (`is_overdue`) or by breaches. `cools_until_at`: a recall failed, and
    nothing dated after it ends the cool-down. `last_days_from_at`: from then on no recall opens in this term.
    """

    base: int
    others: int
    waiting: int
    resting: int
    needed: int
    usual: int
    is_overdue: bool
    breaches: int
    cools_until_at: datetime | None
    last_days_from_at: datetime
    is_near_end: bool

    @property
    def is_lowered(self) -> bool:
        """Whether an overdue report-back or a breach lowers it."""
        return self.is_overdue or self.breaches > 0

    @property
    def is_blocked(self) -> bool:
        """Whether signals are kept but open nothing now."""
        return self.cools_until_at is not None or self.is_near_end

    def opens_at(self, signals: int) -> bool:
        """Whether so many signals open a recall now."""
        return signals >= self.needed and not self.is_blocked


def give_signal(uow: Uow, council_id: CouncilId, mandate_id: MandateId, *, has_confidence: bool) -> SignalGiven:
    """Record the actor's standing signal: past waiting a member may signal, the holder may not.

    The entry says who signalled on what mandate, never the direction. No card changes. Raises NotOnRollError,
    StillWaitingError, OwnMandateError, MandateNotFoundError, MandateOverError.
    """
    mandate = ensure_live(get_mandate(uow, council_id, mandate_id))
    if actor_id(uow) == mandate.person_id:
        raise OwnMandateError
    member = ensure_voter(uow, council_id)
    known = uow.get(Signal, council_id, mandate_id, member.person_id)
    if known is not None and known.has_confidence is has_confidence:
        return SignalGiven(mandate, has_confidence)
    if known is None:
        uow.add(Signal(council_id, mandate_id, member.person_id, has_confidence, uow.now))
    else:
        uow.change(known, has_confidence=has_confidence, given_at=uow.now)
    record(uow, council_id, "signalled", mandate_id)
    _plan_shown(uow, mandate)
    evaluate(uow, mandate)
    return SignalGiven(mandate, has_confidence)


def threshold_of(reads: Reads, mandate: Mandate, roll: RollCount | None = None) -> Threshold:
    """Evaluate the rule now, by the charter in force; `roll` is counted unless it was already."""
    charter = charter_in_force(get_council(reads, mandate.council_id))
    sizes = _sizes(reads, mandate, roll or reads.ask(CountRoll(mandate.council_id)))
    overdue, breaches = is_overdue(reads, mandate), len(standing_breaches(reads, mandate))
    rule = signal_rule(charter)
    usual = signals_needed(sizes.base, sizes.others, rule=rule)
    lowered = signals_needed(sizes.base, sizes.others, is_lowered=True, rule=rule)
    last = charter.span("recall_not_before_end")
    return Threshold(
        base=sizes.base,
        others=sizes.others,
        waiting=sizes.others - sizes.base - sizes.resting,
        resting=sizes.resting,
        needed=lowered if overdue or breaches else usual,
        usual=usual,
        is_overdue=overdue,
        breaches=breaches,
        cools_until_at=cools_until(reads, mandate) if _is_cooling_down(reads, mandate) else None,
        last_days_from_at=mandate.ends_at - last,
        is_near_end=is_near_end(mandate.ends_at, reads.now, last),
    )


@dataclass(frozen=True, slots=True)
class Sizes:
    """The roll without the holder: all, those past waiting who do not rest, and those who rest."""

    others: int
    base: int
    resting: int


def _sizes(reads: Reads, mandate: Mandate, roll: RollCount) -> Sizes:
    holder = place_of(reads, mandate.council_id, mandate.person_id)
    if holder is None:
        return Sizes(roll.everybody, roll.base, roll.resting)
    rests = holder.state is MemberState.RESTING
    return Sizes(roll.everybody - 1, roll.base - holder.may_vote(reads.now), roll.resting - rests)


def signals_against(reads: Reads, mandate: Mandate) -> int:
    """How many of the base signal no confidence: for the rule alone, never to be shown."""
    found = reads.find(Signal, council_id=mandate.council_id, mandate_id=mandate.mandate_id, has_confidence=False)
    places = places_of(reads, mandate.council_id, [signal.person_id for signal in found])
    return sum(place.may_vote(reads.now) and place.person_id != mandate.person_id for place in places)


def cools_until(reads: Reads, mandate: Mandate) -> datetime | None:
    """Until when a failed recall keeps signals from opening another; None if none does."""
    return deadline(reads, mandate.council_id, EndCoolDown(mandate.mandate_id))


def _is_cooling_down(reads: Reads, mandate: Mandate) -> bool:
    if mandate.failed_recall_at is None:
        return False
    council_id, mandate_id, since = mandate.council_id, mandate.mandate_id, MoreThan(mandate.failed_recall_at)
    breaches = reads.find(Breach, council_id=council_id, mandate_id=mandate_id, counted_at=since)
    missed = reads.find(ReportBack, council_id=council_id, mandate_id=mandate_id, missed_at=since)
    news = [breach.counted_at for breach in breaches]
    news += [one.missed_at for one in missed if one.missed_at is not None]
    return is_cooling_down(cools_until(reads, mandate), mandate.failed_recall_at, news, reads.now)


def evaluate(uow: Uow, mandate: Mandate, roll: RollCount | None = None) -> None:
    """Look at the rule again after a change of signals, base or threshold. Once reached it stands.

    Nothing is said or recorded before the next full hour: an entry beside that of a signal would tell who tipped it.
    """
    if not mandate.is_live or live_recall(uow, mandate) is not None:
        return
    now, got = threshold_of(uow, mandate, roll), signals_against(uow, mandate)
    if not now.opens_at(got):
        return
    acts_at = next_full_hour(uow.now)
    recall = Recall(
        mandate.council_id,
        RecallId(uow.new_id()),
        mandate.mandate_id,
        RecallState.REACHED,
        acts_at - HOUR,
        acts_at,
        now.base,
        now.needed,
        got,
        now.usual,
        now.is_overdue,
        now.breaches,
    )
    uow.add(recall)
    plan(uow, mandate.council_id, ActOnThreshold(recall.recall_id), acts_at)


def evaluate_all(uow: Uow, council_id: CouncilId) -> None:
    """The base or the charter changed: signals of those off the roll lapse, and every live mandate is looked at.

    Cards show the new base from the next midnight on: a council that grows would otherwise redraw them all day.
    """
    live = uow.find(Mandate, council_id=council_id, ended_at=None)
    roll = uow.ask(CountRoll(council_id)) if live else None
    for mandate in live:
        _lapse_off_roll(uow, mandate)
        evaluate(uow, mandate, roll)
        _plan_shown(uow, mandate)


def _lapse_off_roll(uow: Uow, mandate: Mandate) -> None:
    signals = uow.find(Signal, council_id=mandate.council_id, mandate_id=mandate.mandate_id)
    places = places_of(uow, mandate.council_id, [signal.person_id for signal in signals])
    on_roll = {place.person_id for place in places}
    for signal in signals:
        if signal.person_id not in on_roll:
            uow.remove(signal)


def live_recall(reads: Reads, mandate: Mandate) -> Recall | None:
    """The recall whose threshold stands without a verdict yet: whoever resigns now does so facing it."""
    found = reads.find(Recall, council_id=mandate.council_id, mandate_id=mandate.mandate_id, state=RUNNING)
    return found[0] if found else None


def lapse_signals(uow: Uow, mandate: Mandate) -> None:
    """All signals lapse with the mandate."""
    for signal in uow.find(Signal, council_id=mandate.council_id, mandate_id=mandate.mandate_id):
        uow.remove(signal)


def ask_confidence(uow: Uow, mandate: Mandate, why: str) -> None:
    """The confidence check: a card asks every member to signal. `why`: "missed" or "rejected", twice in a row."""
    if not mandate.is_live:
        return
    uow.change(mandate, check_asked_at=uow.now)
    record(uow, mandate.council_id, "confidence_asked", mandate.mandate_id, why=why)
    open_card(uow, mandate.council_id, ConfidenceCheckCard(mandate.mandate_id))


def redraw_mandate(uow: Uow, mandate: Mandate) -> None:
    """The mandate's card, the checks and the calls for signals on it show something else now."""
    uow.raise_version(mandate.council_id, mandate.mandate_id)
    for call in uow.find(RecallCall, council_id=mandate.council_id, mandate_id=mandate.mandate_id):
        uow.raise_version(mandate.council_id, call.call_id)


def _plan_shown(uow: Uow, mandate: Mandate) -> None:
    """Once a day, at midnight in the council's zone, whatever happened on that day."""
    zone = get_council(uow, mandate.council_id).zone
    at = end_of_local_day(local_date(uow.now, zone), zone)
    plan(uow, mandate.council_id, ShowSignals(mandate.mandate_id), at)


def refresh_shown(uow: Uow, council_id: CouncilId, duty: ShowSignals) -> None:
    """The count in fives that cards show from a base of 30, under it none; planned by whatever may change it."""
    mandate = uow.get(Mandate, council_id, duty.mandate_id)
    if mandate is None or not mandate.is_live:
        return
    now = threshold_of(uow, mandate)
    count = show_signals(signals_against(uow, mandate), now.base, now.needed).count
    redraw_mandate(uow, uow.change(mandate, shown_signals=count))


def end_cool_down(uow: Uow, council_id: CouncilId, duty: EndCoolDown) -> None:
    """The signals that were kept count again."""
    mandate = uow.get(Mandate, council_id, duty.mandate_id)
    if mandate is not None and mandate.is_live:
        evaluate(uow, mandate)
        redraw_mandate(uow, mandate)
