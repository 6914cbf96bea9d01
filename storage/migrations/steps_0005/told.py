"""What is said otherwise now: a run-off begins with why it is held, so no message of its own still waits to say so."""

from alembic import op

WITHDRAW = "DELETE FROM outgoing WHERE screen = 'run_off_opened' AND state IN ('waiting', 'shelved')"


def upgrade() -> None:
    """Take back what waits."""
    op.execute(WITHDRAW)
