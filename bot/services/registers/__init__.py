"""The registers, in the open: one module for each says what follows from what. The composition root brings them in.

A use-case finds them on its unit of work (`uow.registers`), so that it may set going what stands in a later room.
"""

from bot.services.ground.ports import Registers
from bot.services.registers import followers
from bot.services.registers.announcements import ANNOUNCEMENTS
from bot.services.registers.answers import ANSWERS
from bot.services.registers.checks import CHECKS
from bot.services.registers.confirmations import CONFIRMATIONS
from bot.services.registers.deciders import DECIDERS
from bot.services.registers.duties import APART, DUTIES, MOVED
from bot.services.registers.entries import ENTRIES
from bot.services.registers.kinds import KINDS
from bot.services.registers.put_aside import PUT_ASIDE
from bot.services.registers.receivers import RECEIVERS
from bot.services.registers.replies import REPLIES
from bot.services.registers.shown import SHOWN

REGISTERS = Registers(
    duties=DUTIES,
    apart=APART,
    moved=MOVED,
    kinds=KINDS,
    deciders=DECIDERS,
    answers=ANSWERS,
    put_aside=PUT_ASIDE,
    confirmations=CONFIRMATIONS,
    replies=REPLIES,
    shown=SHOWN,
    checks=CHECKS,
    announcements=ANNOUNCEMENTS,
    receivers=RECEIVERS,
    entries=ENTRIES,
    hourly=followers.HOURLY,
    secret_acts=followers.SECRET_ACTS,
    unnamed_acts=followers.UNNAMED_ACTS,
    place_changes=followers.PLACE_CHANGES,
    foundings=followers.FOUNDINGS,
    claims=followers.CLAIMS,
    base_changes=followers.BASE_CHANGES,
    charter_changes=followers.CHARTER_CHANGES,
    breach_changes=followers.BREACH_CHANGES,
    mandate_starts=followers.MANDATE_STARTS,
    term_ends=followers.TERM_ENDS,
    mandate_ends=followers.MANDATE_ENDS,
    standing_changes=followers.STANDING_CHANGES,
    vacancies=followers.VACANCIES,
    checks_due=followers.CHECKS_DUE,
)
