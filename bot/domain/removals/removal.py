"""A removal: the ballot by which a council ends somebody's membership (SPEC section 2)."""

from bot.domain.ground.errors import DomainError


class RemovalInFoundingError(DomainError):
    """There is no removal in the founding window; field `ends_at`."""

    code = "removal_in_founding"


class OwnRemovalError(DomainError):
    """Nobody proposes their own removal: /leave is for that."""

    code = "own_removal"


class NotRemovableError(DomainError):
    """The person is not on the roll; field `name`."""

    code = "not_removable"


class RemovalRunsError(DomainError):
    """There is a ballot on this removal already."""

    code = "removal_runs"


class NoReplyDueError(DomainError):
    """Only the person concerned replies, and before the ballot opens; field `is_mine`."""

    code = "no_reply_due"

    @property
    def is_over(self) -> bool:
        """For the person concerned."""
        return self.fields.get("is_mine") is True
