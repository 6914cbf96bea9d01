"""Views: pure functions from a read model to a Screen. Importing this package registers every screen."""

from handlers.views import (  # noqa: F401 (imported for their registrations)
    charter,
    confidence,
    council,
    dialogs,
    help,
    menu,
    panel,
    recalls,
    voting,
)
from handlers.views.screen import SCREENS

__all__ = ["SCREENS"]
