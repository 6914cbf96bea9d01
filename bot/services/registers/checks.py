"""The checks of `doctor`, in the order in which it prints them."""

from bot.services.ground.ports import Check
from bot.services.record import doctor
from bot.services.record.ballot_checks import ballots
from bot.services.record.charter_checks import rules
from bot.services.record.claim_checks import claims
from bot.services.record.due_work import due_work
from bot.services.record.erasure import erasure
from bot.services.record.instruction_checks import instructions
from bot.services.record.mandate_checks import holders
from bot.services.record.recall_checks import recalls
from bot.services.record.report_checks import reports
from bot.services.record.roll_counts import roll_counts
from bot.services.record.sealed import sealed
from bot.services.record.unreadable import rows

CHECKS: dict[str, Check] = {
    "rows": rows,
    "clock": doctor.clock,
    "roll": roll_counts,
    "claims": claims,
    "electorates": doctor.electorates,
    "tallies": doctor.tallies,
    "results": doctor.results,
    "open ballots": doctor.open_ballots,
    "ballots": ballots,
    "rules": rules,
    "mandates": doctor.mandates,
    "holders": holders,
    "instructions": instructions,
    "reports": reports,
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
