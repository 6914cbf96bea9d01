"""The Telegram edge: all that knows PTB. Handlers parse, call one use-case, answer; views turn rows into words."""

from handlers import (  # noqa: F401 (imported for their registrations)
    booth,
    charter,
    confidence,
    council,
    dialogs,
    elections,
    errands,
    help,  # noqa: A004 (named after its command)
    instructions,
    mandates,
    me,
    nominations,
    panel,
    proposals,
    recalls,
    register,
    removal,
    reports,
    roll,
    start,
    voting,
    why,
)
