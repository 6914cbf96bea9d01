"""The house made ready for councils of councils: each step is a module of storage/migrations/steps_0004."""

from storage.migrations.steps_0004 import deadlines, electors

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Bring the tables forward, in order."""
    electors.upgrade()
    deadlines.upgrade()
