"""The checks of `doctor`, in the order in which it prints them."""

from bot.services.ground.ports import Check
from bot.services.record import doctor
from bot.services.record.due_work import due_work
from bot.services.record.erasure import erasure
from bot.services.record.recall_checks import recalls
from bot.services.record.roll_counts import roll_counts
from bot.services.record.sealed import sealed
from bot.services.record.unreadable import rows

CHECKS: dict[str, Check] = {
    "rows": rows,
    "clock": doctor.clock,
    "roll": roll_counts,
    "electorates": doctor.electorates,
    "tallies": doctor.tallies,
    "results": doctor.results,
    "open ballots": doctor.open_ballots,
    "mandates": doctor.mandates,
    "recalls": recalls,
    "thresholds": doctor.thresholds,
    "due work": due_work,
    "messages": doctor.messages,
    "record": doctor.chain,
    "entries": doctor.entries,
    "secrecy": doctor.secrecy,
    "sealed": sealed,
    "inbox": doctor.inbox,
    "erasure": erasure,
}
