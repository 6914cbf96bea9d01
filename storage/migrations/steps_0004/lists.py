"""Lists that grow are read a page at a time, and what is one person's or stands now is found, through indexes."""

from alembic import op

INDEXES = (
    ("members", ("council_id", "joined_at", "person_id")),
    ("members", ("council_id", "ended_at")),
    ("members", ("council_id", "state", "last_act_at")),
    ("members", ("kept_out_by_id",)),
    ("ballots", ("council_id", "state", "closed_at")),
    ("ballots", ("council_id", "proposer_id")),
    ("electors", ("holder_id",)),
    ("entries", ("council_id", "actor_id")),
    ("mandates", ("council_id", "ended_at")),
    ("vouches", ("council_id", "voucher_id")),
)


def upgrade() -> None:
    """Add them; the one of ballots takes the place of a shorter one."""
    op.drop_index(op.f("ix_ballots_council_id_state"), "ballots")
    for table, columns in INDEXES:
        op.create_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table, list(columns), unique=False)
