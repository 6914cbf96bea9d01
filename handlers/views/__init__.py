"""Views: pure functions from a read model to a Screen. Importing this package registers every screen."""

from handlers.views import (  # noqa: F401 (imported for their registrations)
    booth,
    breaches,
    charter,
    charter_changes,
    confidence,
    council,
    dialogs,
    elections,
    help,  # noqa: A004 (named after its command)
    instructions,
    leaving,
    mandate_list,
    mandates,
    me,
    menu,
    nominations,
    offices,
    panel,
    proposals,
    recall_calls,
    recalls,
    register,
    reminders,
    removal,
    report_backs,
    report_questions,
    reporting,
    reports,
    resigning,
    resting,
    roll,
    voting,
    why,
)
from handlers.views.screen import SCREENS

__all__ = ["SCREENS"]
