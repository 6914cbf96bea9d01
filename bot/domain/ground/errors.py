"""Domain errors: a code and fields. handlers/views/ground/errors.py alone turns them into words."""

from typing import ClassVar


class DomainError(Exception):
    """An act that the rules refuse. `code` names the rule, `fields` say what was met and what is needed.

    `IS_OVER`: the time of such an act has passed for good whenever it is refused so.
    """

    code = "error"
    IS_OVER: ClassVar[bool] = False

    def __init__(self, **fields: object) -> None:
        """Keep the fields as given."""
        super().__init__(self.code, fields)
        self.fields = fields

    @property
    def is_over(self) -> bool:
        """Whether the time of what was pressed has passed for good, so that the message needs no buttons any more."""
        return self.IS_OVER


class NobodyActsError(DomainError):
    """Bots, channels and posts in a group's name are never actors (SPEC section 2)."""

    code = "nobody_acts"
