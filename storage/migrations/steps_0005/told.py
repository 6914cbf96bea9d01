"""What is said otherwise now has no message of its own that still waits.

A run-off begins with why it is held, a card becomes the picture of its result, and that of an instruction says that it
was not answered.
"""

from alembic import op

WITHDRAW = (
    "DELETE FROM outgoing WHERE screen IN ('run_off_opened', 'result_picture', 'election_result', "
    "'instruction_unanswered') AND state IN ('waiting', 'shelved')"
)


def upgrade() -> None:
    """Take back what waits."""
    op.execute(WITHDRAW)
