"""How many signals of no confidence are enough against whom, and who counts among them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from bot.domain.ground.ids import PersonId
from bot.domain.instructions.instruction import Breach
from bot.domain.mandates.mandate import Mandate
from bot.domain.recalls.confidence import signal_rule, signals_needed
from bot.domain.recalls.duties import EndCoolDown
from bot.domain.recalls.recall import is_cooling_down, is_near_end
from bot.domain.reports.report import ReportBack
from bot.domain.roll.member import MemberState
from bot.services.council.council import charter_in_force, get_council
from bot.services.ground.filters import MoreThan
from bot.services.ground.ports import Reads
from bot.services.ground.schedule import deadline
from bot.services.instructions.breaches import standing_breaches
from bot.services.reports.owed import is_overdue
from bot.services.roll.queries import CountRoll, RollCount
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


def who_counts(reads: Reads, mandate: Mandate, people: Collection[PersonId]) -> frozenset[PersonId]:
    """Whose signals count: those on the roll past waiting, resting or not, but the holder's.

    Who rests is outside the base, and stays so by a signal: were it to wake them it would raise what is needed.
    """
    places = places_of(reads, mandate.council_id, list(people))
    return frozenset(place.person_id for place in places if not place.is_waiting(reads.now)) - {mandate.person_id}


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
