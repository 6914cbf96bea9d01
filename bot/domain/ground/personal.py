"""What of a table concerns whom: declared with it, so that /me, /forget, the export and doctor follow from that."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Words:
    """A column with what somebody wrote, or their name. `of`: the column of the same row that says whose it is.

    Without `of`, bot/services/me/forget.py finds by a rule of its own whose it is, and whether it stays: `rule` says
    which. What a council decided is its own, whoever wrote it.
    """

    of: str | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Personal:
    """`about`: the columns that name persons. `words`: those with what people wrote. `plain`: texts of nobody.

    `goes_with`: the whole row is erased with the person of this column. `shown_on`: the column that says whose cards
    show the words, and are drawn again. `listed`: what of each row that names the first of `about` stands on /me: the
    column with what was written, and the one that says when.
    """

    about: tuple[str, ...] = ()
    words: Mapping[str, Words] = field(default_factory=dict)
    plain: tuple[str, ...] = ()
    goes_with: str | None = None
    shown_on: str | None = None
    listed: tuple[str, str] | None = None

    def words_of(self, column: str) -> tuple[str, ...]:
        """The columns with words of the person whom this column names."""
        return tuple(name for name, words in self.words.items() if words.of == column)


def is_of_council(kind: type) -> bool:
    """Whether the rows of this kind belong to one council."""
    return next(iter(kind.__annotations__)) == "council_id"
