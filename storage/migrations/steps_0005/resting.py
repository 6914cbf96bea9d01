"""The daily look for the silent stops with whatever keeps the bot from hearing them (Stop: deaf, away, suspended)."""

from alembic import op

STOPS = "UPDATE due SET stops = 7 WHERE kind = 'look_for_resting' AND done_at IS NULL"


def upgrade() -> None:
    """Bring what is planned forward."""
    op.execute(STOPS)
