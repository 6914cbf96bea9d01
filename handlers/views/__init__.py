# ruff: noqa: F401, A004 (imported for their registrations, until the registers name them)
"""Views: pure functions from a read model to a Screen. Importing this package registers every screen."""

from handlers.views.ballots import booth, proposals, reminders, voting
from handlers.views.ballots import decisions as register
from handlers.views.charter import changes as charter_changes
from handlers.views.charter import charter
from handlers.views.council import council, help, panel
from handlers.views.elections import elections, nominations, offices
from handlers.views.ground import dialogs, menu
from handlers.views.ground.screen import SCREENS
from handlers.views.instructions import breaches, instructions
from handlers.views.mandates import ends, mandates, resigning
from handlers.views.mandates import listed as mandate_list
from handlers.views.mandates import refusals as mandate_refusals
from handlers.views.me import me
from handlers.views.recalls import calls as recall_calls
from handlers.views.recalls import confidence, recalls
from handlers.views.record import why
from handlers.views.removals import removal
from handlers.views.reports import questions as report_questions
from handlers.views.reports import report_backs, reporting, reports
from handlers.views.roll import leaving, resting, roll

__all__ = ["SCREENS"]
