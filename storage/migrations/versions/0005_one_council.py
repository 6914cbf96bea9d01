"""One council, without the faults found by trying it: each step is a module of storage/migrations/steps_0005."""

from storage.migrations.steps_0005 import (
    added,
    begun,
    claims,
    digest,
    drafts,
    files,
    founding,
    introductions,
    muted,
    names,
    offers,
    offices,
    practice,
    pressed,
    resting,
    seen,
    told,
    usernames,
)

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Bring the tables forward, in order."""
    practice.upgrade()
    pressed.upgrade()
    muted.upgrade()
    seen.upgrade()
    founding.upgrade()
    usernames.upgrade()
    claims.upgrade()
    resting.upgrade()
    told.upgrade()
    files.upgrade()
    names.upgrade()
    drafts.upgrade()
    offers.upgrade()
    offices.upgrade()
    added.upgrade()
    digest.upgrade()
    introductions.upgrade()
    begun.upgrade()
