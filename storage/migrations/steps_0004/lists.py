"""Lists that grow are read a page at a time, and the mandates that stand among those that ended, through indexes."""

from alembic import op

INDEXES = (
    ("members", ("council_id", "joined_at", "person_id")),
    ("members", ("council_id", "ended_at")),
    ("ballots", ("council_id", "state", "closed_at")),
    ("mandates", ("council_id", "ended_at", "mandate_id")),
)


def upgrade() -> None:
    """Add them; the one of ballots takes the place of a shorter one."""
    op.drop_index(op.f("ix_ballots_council_id_state"), "ballots")
    for table, columns in INDEXES:
        op.create_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table, list(columns), unique=False)
