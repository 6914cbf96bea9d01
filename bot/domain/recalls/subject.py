"""What the ballot of a recall is about."""

from dataclasses import dataclass

from bot.domain.ballots.subject import BallotKind, Subject
from bot.domain.charter.charter import Charter
from bot.domain.ground.counting import LOWEST_FLOOR, YesNoRule
from bot.domain.ground.ids import PersonId, RecallId


@dataclass(frozen=True, slots=True)
class RecallSubject(Subject):
    """One recall or, together, those of all holders of one STV count. `holder_ids`: whom they are about.

    `is_one_of_several`: one alone of the holders that a proportional count seated.
    """

    KIND = BallotKind("recall")
    IS_PERSONAL = True
    BINDS_FEW = True
    FLOOR_AT_MOST = LOWEST_FLOOR

    recall_ids: tuple[RecallId, ...] = ()
    holder_ids: tuple[PersonId, ...] = ()
    is_one_of_several: bool = False

    @property
    def without(self) -> tuple[PersonId, ...]:
        """The holders are not asked."""
        return self.holder_ids

    @property
    def never_waits(self) -> bool:
        """A recall opens on its day."""
        return True

    def rule_by(self, charter: Charter, *, is_urgent: bool) -> YesNoRule:
        """A quorum on turnout is answered by staying away, one on Yes is not: so the recall asks for Yes of E instead.

        A bare majority could unseat, one by one, those whom a proportional count seated for a minority.
        """
        del is_urgent
        return YesNoRule(
            charter.fraction("recall_one_of_several" if self.is_one_of_several else "recall_approval"),
            yes_of_electorate=charter.fraction("recall_yes_of_electorate"),
            floor_turnout=charter.count("floor_turnout"),
            floor_yes=charter.count("recall_floor_yes"),
        )
