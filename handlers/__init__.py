# ruff: noqa: F401, A004 (imported for their registrations, until the registers name them)
"""The Telegram edge: all that knows PTB. Handlers parse, call one use-case, answer; views turn rows into words."""

from handlers import dialogs, errands
from handlers.ballots import booth, proposals, voting
from handlers.ballots import decisions as register
from handlers.charter import charter
from handlers.council import council, help, panel, start
from handlers.elections import elections, nominations
from handlers.instructions import instructions
from handlers.mandates import mandates
from handlers.me import me
from handlers.recalls import confidence, recalls
from handlers.record import why
from handlers.removals import removal
from handlers.reports import reports
from handlers.roll import roll
