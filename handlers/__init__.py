"""The Telegram edge: everything that knows PTB. Handlers parse, call one use-case, answer; views turn rows into words."""

from handlers import (  # noqa: E402, F401 (imported for their registrations)
    booth,
    charter,
    confidence,
    council,
    dialogs,
    elections,
    errands,
    help,
    nominations,
    panel,
    proposals,
    recalls,
    register,
    removal,
    roll,
    start,
    voting,
    why,
)
