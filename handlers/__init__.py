"""The Telegram edge: everything that knows PTB. Handlers parse, call one use-case, answer; views turn rows into words."""

from handlers import (  # noqa: E402, F401 (imported for their registrations)
    charter,
    confidence,
    council,
    dialogs,
    help,
    panel,
    proposals,
    recalls,
    roll,
    start,
    voting,
)
