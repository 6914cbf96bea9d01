"""The house made ready for councils of councils: each step is a module of storage/migrations/steps_0004."""

from alembic import op

from storage.migrations.steps_0004 import (
    between,
    chain_heads,
    deadlines,
    dialogs,
    electors,
    inbox,
    lists,
    lost_keys,
    messages,
    papers,
    results,
    roll_counts,
    roll_lookups,
    strays,
    subjects,
    voices,
)

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Bring the tables forward, in order."""
    context = op.get_context()
    assert context.config is not None
    sealing = context.config.attributes["sealing"]
    electors.upgrade()
    deadlines.upgrade()
    inbox.upgrade(sealing)
    voices.upgrade(sealing)
    chain_heads.upgrade()
    roll_lookups.upgrade()
    roll_counts.upgrade()
    lists.upgrade()
    lost_keys.upgrade()
    between.upgrade()
    subjects.upgrade()
    results.upgrade()
    messages.upgrade()
    dialogs.upgrade()
    papers.upgrade(sealing)
    strays.upgrade()
