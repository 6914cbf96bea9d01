"""What is open, and was asked of fewer than three, is practice from now on: the last release looked at the roll."""

import sqlalchemy as sa
from alembic import op

BINDING_FROM = 3


def upgrade() -> None:
    """Mark them; a recall binds with fewer, and what is closed stays as it was."""
    names = ("kind", "state", "electors", "is_practice")
    ballots = sa.table("ballots", *(sa.column(name) for name in names))
    is_open = ballots.c.state.in_(("open", "suspended"))
    are_few = sa.and_(ballots.c.electors < BINDING_FROM, ballots.c.kind != "recall")
    op.execute(sa.update(ballots).where(is_open, are_few).values(is_practice=sa.true()))
