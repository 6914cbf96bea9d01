"""What a ballot is about: each kind has a class of its own, kept with the ballot, that also says how it is decided."""

from dataclasses import dataclass
from typing import ClassVar, NewType

from bot.domain.ballots.planned import Series
from bot.domain.charter.charter import Charter
from bot.domain.ground.counting import YesNoRule
from bot.domain.ground.ids import BallotId, PersonId

BallotKind = NewType("BallotKind", str)
"""The name of a kind of ballot: the `KIND` of its subject. bot/services/registers/kinds.py knows which there are."""


def adoption_rule(charter: Charter) -> YesNoRule:
    """How a proposal is adopted, and what is decided as one."""
    return rule_from(charter, "adoption")


def rule_from(charter: Charter, name: str) -> YesNoRule:
    """The share of Yes and the turnout that the charter asks under this name; the floor is one for all."""
    approval, turnout = charter.fraction(f"{name}_approval"), charter.fraction(f"{name}_turnout")
    return YesNoRule(approval, turnout, floor_turnout=charter.count("floor_turnout"))


@dataclass(frozen=True, slots=True)
class Subject:
    """What is true of a ballot unless its kind says otherwise.

    KIND: the name of the kind, by which rows and the record know it for good. IS_PERSONAL: about persons, so counts are
    hidden until the close and choices never shown (SPEC section 3, "results"). IS_AMENDABLE, IS_WITHDRAWABLE: what the
    member who put it to the council may do with it until others have voted. BINDS_FEW: it binds even a council too
    small for any other decision. FILLS_SEATS: what is chosen are people for an office, and the result tells who was.
    ENDS_PLACES: adopted, it takes those whom it does not ask off the roll.
    FLOOR_AT_MOST: no charter makes the floor under its turnout higher.
    """

    KIND: ClassVar[BallotKind]
    IS_PERSONAL: ClassVar[bool] = False
    IS_AMENDABLE: ClassVar[bool] = False
    IS_WITHDRAWABLE: ClassVar[bool] = False
    BINDS_FEW: ClassVar[bool] = False
    FILLS_SEATS: ClassVar[bool] = False
    ENDS_PLACES: ClassVar[bool] = False
    FLOOR_AT_MOST: ClassVar[int | None] = None

    @property
    def edition(self) -> int:
        """How often its text was replaced."""
        return 0

    @property
    def seconds(self) -> int:
        """How many others must want it before it begins."""
        return 0

    @property
    def without(self) -> tuple[PersonId, ...]:
        """Whom it is about, and so does not ask: nobody is a judge in their own cause."""
        return ()

    @property
    def struck(self) -> tuple[str, ...]:
        """Keys of the paper that cannot be chosen any more: who stood for it is gone."""
        return ()

    @property
    def series(self) -> Series | None:
        """Of which series of ballots it is one."""
        return None

    @property
    def takes_options(self) -> bool:
        """Whether members may add options to it for a while."""
        return False

    @property
    def others_added(self) -> int:
        """How many options others than its proposer added."""
        return 0

    @property
    def was_unvoted(self) -> bool:
        """Whether nobody had voted yet whenever its text was replaced."""
        return False

    @property
    def never_waits(self) -> bool:
        """Whether it opens at once however many cards are open."""
        return False

    def rule_by(self, charter: Charter, *, is_urgent: bool) -> YesNoRule:
        """When it is adopted, by the charter it opened under; for elections and options turnout and floor count."""
        return rule_from(charter, "urgent") if is_urgent else adoption_rule(charter)


@dataclass(frozen=True, slots=True)
class ProposalSubject(Subject):
    """The text stands on the ballot. `author_id`, or `author`, a name: who wrote what somebody else proposes."""

    KIND = BallotKind("proposal")
    IS_AMENDABLE = True
    IS_WITHDRAWABLE = True

    # A field where a kind without it has a property of the class.
    edition: int = 0  # pyright: ignore[reportIncompatibleMethodOverride]
    seconds: int = 0  # pyright: ignore[reportIncompatibleMethodOverride]
    author_id: PersonId | None = None
    author: str | None = None
    series: Series | None = None  # pyright: ignore[reportIncompatibleMethodOverride]
    takes_options: bool = False  # pyright: ignore[reportIncompatibleMethodOverride]
    others_added: int = 0  # pyright: ignore[reportIncompatibleMethodOverride]
    was_unvoted: bool = False  # pyright: ignore[reportIncompatibleMethodOverride]


@dataclass(frozen=True, slots=True)
class CharterSubject(Subject):
    """One rule, its value when the change was proposed and the one it is to have, as texts.

    `is_ordinary`: language, zone and topic are changed as a proposal is adopted (SPEC section 3, "charter change"). It
    stands here because ballots rest on the charter, which knows nothing of them.
    """

    KIND = BallotKind("charter")
    IS_WITHDRAWABLE = True

    rule: str
    old: str
    value: str
    is_ordinary: bool = False
    seconds: int = 0  # pyright: ignore[reportIncompatibleMethodOverride]

    def rule_by(self, charter: Charter, *, is_urgent: bool) -> YesNoRule:
        """The stricter rule of charter changes, but for the three that are ordinary."""
        del is_urgent
        return adoption_rule(charter) if self.is_ordinary else rule_from(charter, "charter")


@dataclass(frozen=True, slots=True)
class SeriesEndSubject(Subject):
    """Which series of ballots is to end, by the id of its first; decided as a proposal is."""

    KIND = BallotKind("series_end")
    IS_WITHDRAWABLE = True

    series_id: BallotId
