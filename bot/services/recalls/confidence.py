"""Signals of confidence, and the threshold of those of no confidence that opens a recall (SPEC sections 3 and 6).

What is said about signals is coarse, and nothing happens because of one of them before the next full hour: whoever
watches the cards, the record and the answers to presses cannot tell who signalled what. services/recalls.py does what
follows, and registers what is looked at again when.
"""

from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from bot.domain.ground.calendar import end_of_local_day, local_date, next_full_hour
from bot.domain.ground.ids import CouncilId, MandateId, PersonId, RecallId
from bot.domain.ground.kept import RowNotReadableError
from bot.domain.mandates.mandate import Mandate
from bot.domain.recalls import entries as recalls_entries
from bot.domain.recalls.confidence import SHOWN_FROM
from bot.domain.recalls.duties import (
    ActOnThreshold,
    CountSignals,
    LookAtSignals,
    MendSignals,
    ShowSignals,
)
from bot.domain.recalls.messages import ConfidenceCheckCard
from bot.domain.recalls.reached import Reached, pack_reached, unpack_reached
from bot.domain.recalls.recall import HOUR, RUNNING, Recall, RecallCall, RecallState
from bot.domain.recalls.signal import OwnMandateError, SignalGiven, SignalsLostError
from bot.domain.recalls.watched import Watched
from bot.domain.roll.member import ON_THE_ROLL, Member
from bot.services.council.council import get_council
from bot.services.ground.filters import MoreThan
from bot.services.ground.outbox import open_card
from bot.services.ground.persons import actor_id
from bot.services.ground.ports import Reads, SealBrokenError, Uow
from bot.services.ground.record import record
from bot.services.ground.schedule import plan, plan_quietly, plan_unwritten
from bot.services.ground.voices import (
    all_said,
    are_lost,
    are_whole,
    dispose,
    is_half_taken,
    laid_out_on,
    lay_out,
    make_room,
    note_on,
    people_of,
    said_by,
    say,
    write_note,
)
from bot.services.mandates.mandates import ensure_live, get_mandate
from bot.services.recalls.thresholds import threshold_of, who_counts
from bot.services.roll.queries import CountRoll, RollCount
from bot.services.roll.roll import ensure_unnoted
from bot.services.roll.standing import places_of

SEALED_ANEW_AFTER = timedelta(days=7)
"""So that old backups do not hold old states (SPEC-RECORD section 1)."""


def give_signal(uow: Uow, council_id: CouncilId, mandate_id: MandateId, *, has_confidence: bool) -> SignalGiven:
    """Keep the actor's standing signal, sealed: past waiting a member may signal, the holder may not.

    Nothing else that is written tells of it: no entry, card or time, and whoever rests goes on resting. Raises
    NotOnRollError, StillWaitingError, OwnMandateError, MandateNotFoundError, MandateOverError, SignalsLostError.
    """
    mandate = ensure_live(get_mandate(uow, council_id, mandate_id))
    if actor_id(uow) == mandate.person_id:
        raise OwnMandateError
    member = ensure_unnoted(uow, council_id)
    person_id = member.person_id
    if are_lost(uow, council_id, mandate_id):
        raise SignalsLostError  # laid out anew now, the moment would tell the signal's
    if said_by(uow, council_id, mandate_id, person_id) is has_confidence:
        return SignalGiven(mandate, has_confidence)
    watched = watched_on(uow, mandate)
    say(uow, council_id, mandate_id, person_id, lambda: on_roll(uow, council_id), is_yes=has_confidence)
    watched = _watch(uow, mandate, watched.with_signal(member, is_against=not has_confidence, now=uow.now))
    write_note(uow, council_id, mandate_id, pack_reached(watched.reached))
    follow_unwritten(uow, mandate, watched.reached)
    return SignalGiven(mandate, has_confidence)


def follow_unwritten(uow: Uow, mandate: Mandate, reached: Reached | None) -> None:
    """What follows waits in memory: no row tells that somebody signalled, nor in which hour or on which day."""
    if reached is not None:
        plan_unwritten(uow, mandate.council_id, LookAtSignals(mandate.mandate_id), next_full_hour(uow.now))
    if get_council(uow, mandate.council_id).on_roll > SHOWN_FROM:
        plan_unwritten(uow, mandate.council_id, CountSignals(mandate.mandate_id), _midnight(uow, mandate))


def on_roll(reads: Reads, council_id: CouncilId) -> set[PersonId]:
    """For whom there is a slot."""
    return {member.person_id for member in reads.find(Member, council_id=council_id, state=ON_THE_ROLL)}


def watched_on(uow: Uow, mandate: Mandate) -> Watched:
    """As it is known, or after a start built anew from what is sealed: what was reached before stands through it."""
    if known := _known(uow, mandate):
        return known
    against = frozenset(_against(uow, mandate))
    counting = who_counts(uow, mandate, against)
    return _watch(uow, mandate, Watched(against, counting, reached=stands_unwritten(uow, mandate)))


def _known(uow: Uow, mandate: Mandate) -> Watched | None:
    known = uow.memory.recall(_memory_of(mandate))
    return known if isinstance(known, Watched) else None


def _against(reads: Reads, mandate: Mandate) -> set[PersonId]:
    said = all_said(reads, mandate.council_id, mandate.mandate_id)
    return {person_id for person_id, has_confidence in said.items() if not has_confidence}


def _watch(uow: Uow, mandate: Mandate, watched: Watched) -> Watched:
    """Once reached it stands, though nothing tells so before the full hour."""
    if watched.reached is None and live_recall(uow, mandate) is None:
        watched = replace(watched, reached=_reached_now(uow, mandate, len(watched.counting)))
    uow.memory.keep(_memory_of(mandate), watched)
    return watched


def _reached_now(reads: Reads, mandate: Mandate, got: int, roll: RollCount | None = None) -> Reached | None:
    now = threshold_of(reads, mandate, roll)
    if not now.opens_at(got):
        return None
    acts_at = next_full_hour(reads.now)
    # Nobody but the rule learns how many more there are, as after thirty days in which none opened anything.
    return Reached(acts_at, now.base, now.needed, now.needed, now.usual, now.is_overdue, now.breaches)


def stand(uow: Uow, mandate: Mandate) -> None:
    """The mandate ends, or its holder resigns: a threshold that was reached stands before that, by the note if need be.

    The rule is not looked at: the signals of a recall that just passed are enough still, and would begin another one.
    """
    watched = _known(uow, mandate) or Watched(frozenset(), frozenset(), reached=stands_unwritten(uow, mandate))
    if watched.reached is not None and live_recall(uow, mandate) is None:
        _evaluate(uow, mandate, watched, next_full_hour(uow.now))


def _memory_of(mandate: Mandate) -> str:
    return f"signals:{mandate.mandate_id}"


def signals_against(reads: Reads, mandate: Mandate) -> int:
    """How many signal no confidence and count: for the rule alone, never to be shown."""
    return len(who_counts(reads, mandate, _against(reads, mandate)))


def evaluate(uow: Uow, mandate: Mandate, roll: RollCount | None = None) -> None:
    """Look at the rule again after a change of base or threshold, and at the full hour after signals.

    Nothing is said or recorded before the next full hour.
    """
    if mandate.is_live and live_recall(uow, mandate) is None:
        _evaluate(uow, mandate, watched_on(uow, mandate), next_full_hour(uow.now), roll)


def _evaluate(uow: Uow, mandate: Mandate, watched: Watched, acts_at: datetime, roll: RollCount | None = None) -> None:
    reached = watched.reached or _reached_now(uow, mandate, len(watched.counting), roll)
    if reached is None:
        return
    recall = Recall(
        mandate.council_id,
        RecallId(uow.new_id()),
        mandate.mandate_id,
        RecallState.REACHED,
        acts_at - HOUR,
        acts_at,
        reached.base,
        reached.needed,
        reached.got,
        reached.usual,
        reached.is_overdue,
        reached.breaches,
    )
    uow.add(recall)
    uow.memory.keep(_memory_of(mandate), replace(watched, reached=None))
    plan(uow, mandate.council_id, ActOnThreshold(recall.recall_id), acts_at)


def evaluate_all(uow: Uow, council_id: CouncilId, changed: Collection[PersonId] | None = None) -> None:
    """The base or the charter changed: signals of those off the roll lapse, and every live mandate is looked at.

    `changed`: whose places did, so that nobody else's is read; None where it may be everybody's.
    Cards show the new base from the next midnight on: a council that grows would otherwise redraw them all day.
    Signals that are damaged keep nobody from coming or going: they are asked for again.
    """
    live = uow.find(Mandate, council_id=council_id, ended_at=None)
    roll = uow.ask(CountRoll(council_id)) if live else None
    places = places_of(uow, council_id, list(changed)) if live and changed is not None else None
    for mandate in live:
        try:
            _follow_base(uow, mandate, changed, places, roll)
        except (SealBrokenError, RowNotReadableError):
            plan(uow, council_id, MendSignals(mandate.mandate_id), uow.now)


def _follow_base(
    uow: Uow,
    mandate: Mandate,
    changed: Collection[PersonId] | None,
    places: list[Member] | None,
    roll: RollCount | None,
) -> None:
    _follow_places(uow, mandate, changed, {place.person_id for place in places or ()})
    if not make_room(uow, mandate.council_id, mandate.mandate_id, places, lambda: on_roll(uow, mandate.council_id)):
        seal_anew(uow, mandate)
    evaluate(uow, mandate, roll)
    _look_later(uow, mandate)


def _follow_places(
    uow: Uow, mandate: Mandate, changed: Collection[PersonId] | None, on_roll: Collection[PersonId]
) -> None:
    """At once for the count; in their slots at the full hour, when all are laid out anew: one slot would tell whose.

    `on_roll`: who of those whose place changed is there. Whoever left is noted, whatever they signalled.
    """
    watched = watched_on(uow, mandate)
    whose = watched.against if changed is None else watched.against & frozenset(changed)
    there = _there(uow, mandate, whose) if changed is None else frozenset(on_roll)
    gone = (whose if changed is None else frozenset(changed)) - there
    if not whose | gone:
        return
    now = replace(
        watched,
        against=watched.against - gone,
        counting=watched.counting - whose | who_counts(uow, mandate, whose),
        lapsed=watched.lapsed | gone,
    )
    uow.memory.keep(_memory_of(mandate), now)


def _there(reads: Reads, mandate: Mandate, whose: Collection[PersonId]) -> frozenset[PersonId]:
    return frozenset(place.person_id for place in places_of(reads, mandate.council_id, list(whose)))


def _look_later(uow: Uow, mandate: Mandate) -> None:
    """The base changed: at the full hour slots are looked at, at midnight in the council's zone what is shown."""
    hour, midnight = next_full_hour(uow.now), _midnight(uow, mandate)
    plan_quietly(uow, mandate.council_id, LookAtSignals(mandate.mandate_id), hour, hour - HOUR)
    plan_quietly(uow, mandate.council_id, ShowSignals(mandate.mandate_id), midnight, midnight - 24 * HOUR)


def _midnight(reads: Reads, mandate: Mandate) -> datetime:
    zone = get_council(reads, mandate.council_id).zone
    return end_of_local_day(local_date(reads.now, zone), zone)


def look_at_signals(uow: Uow, council_id: CouncilId, duty: LookAtSignals) -> None:
    """The full hour after something changed: what is reached is acted on now."""
    mandate = uow.get(Mandate, council_id, duty.mandate_id)
    if mandate is None or not mandate.is_live:
        return
    mend_signals(uow, mandate)
    is_crowded = is_half_taken(uow, mandate.mandate_id)
    if is_crowded or watched_on(uow, mandate).lapsed or _holds_slots_of_others(uow, mandate):
        seal_anew(uow, mandate)
    if live_recall(uow, mandate) is None:
        _evaluate(uow, mandate, watched_on(uow, mandate), next_full_hour(uow.now) - HOUR)


def _holds_slots_of_others(reads: Reads, mandate: Mandate) -> bool:
    """Whether anybody has a slot who is not on the roll; all are opened only if somebody left since they were laid."""
    council_id, laid_on = mandate.council_id, laid_out_on(reads, mandate.council_id, mandate.mandate_id)
    if laid_on is None:
        return False
    since = MoreThan(datetime.combine(laid_on, time(), UTC) - timedelta.resolution)
    if not reads.find(Member, limit=1, council_id=council_id, ended_at=since):
        return False
    return bool(people_of(reads, council_id, mandate.mandate_id) - on_roll(reads, council_id))


def mend_signals(uow: Uow, mandate: Mandate) -> None:
    """Signals whose key was lost, or of which one is damaged, are gone: members are asked again.

    A threshold that was reached before stands all the same.
    """
    if are_whole(uow, mandate.council_id, mandate.mandate_id):
        return
    stand(uow, mandate)
    uow.memory.drop(_memory_of(mandate))
    record(uow, mandate.council_id, recalls_entries.SignalsLost(), mandate.mandate_id, is_anonymous=True)
    ask_confidence(uow, mandate, "lost")
    lay_out(uow, mandate.council_id, mandate.mandate_id, on_roll(uow, mandate.council_id))


def seal_anew(uow: Uow, mandate: Mandate) -> None:
    """Under a new key, with a slot for everybody who is on the roll now; signals of those off it are gone."""
    council_id, mandate_id, watched = mandate.council_id, mandate.mandate_id, watched_on(uow, mandate)
    roll = on_roll(uow, council_id)
    said = all_said(uow, council_id, mandate_id)
    lay_out(
        uow, council_id, mandate_id, roll,
        {each: yes for each, yes in said.items() if each in roll and each not in watched.lapsed},
        pack_reached(watched.reached),
    )  # fmt: skip
    uow.memory.keep(_memory_of(mandate), replace(watched, lapsed=frozenset()))


def stands_unwritten(reads: Reads, mandate: Mandate) -> Reached | None:
    """A threshold that was reached and not acted on yet: sealed, so never to be shown.

    A note that was acted on stays until the next signal: written anew by what names the holder it would be told apart.
    Of one that is damaged nobody can tell any more.
    """
    try:
        note = note_on(reads, mandate.council_id, mandate.mandate_id)
    except SealBrokenError:
        return None
    reached = unpack_reached(note) if note else None
    if reached is None:
        return None
    since = MoreThan(reached.acts_at - timedelta.resolution)
    acted_on = reads.count(Recall, council_id=mandate.council_id, mandate_id=mandate.mandate_id, acts_at=since)
    return None if acted_on else reached


def live_recall(reads: Reads, mandate: Mandate) -> Recall | None:
    """The recall whose threshold stands without a verdict yet: whoever resigns now does so facing it."""
    found = reads.find(Recall, council_id=mandate.council_id, mandate_id=mandate.mandate_id, state=RUNNING)
    return found[0] if found else None


def lapse_signals(uow: Uow, mandate: Mandate) -> None:
    """All signals lapse with the mandate; a threshold that they reached stands until then."""
    uow.memory.drop(_memory_of(mandate))
    dispose(uow, mandate.council_id, mandate.mandate_id)


def ask_confidence(uow: Uow, mandate: Mandate, why: str) -> None:
    """The confidence check: a card asks every member. `why`: "missed" or "rejected" (twice in a row), or "lost"."""
    if not mandate.is_live:
        return
    uow.change(mandate, check_asked_at=uow.now)
    asked = recalls_entries.ConfidenceAsked(why=why)
    record(uow, mandate.council_id, asked, mandate.mandate_id, is_anonymous=why == "lost")
    open_card(uow, mandate.council_id, ConfidenceCheckCard(mandate.mandate_id))


def redraw_mandate(uow: Uow, mandate: Mandate) -> None:
    """The mandate's card, the checks and the calls for signals on it show something else now."""
    uow.raise_version(mandate.council_id, mandate.mandate_id)
    for call in uow.find(RecallCall, council_id=mandate.council_id, mandate_id=mandate.mandate_id):
        uow.raise_version(mandate.council_id, call.call_id)
