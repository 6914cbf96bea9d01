"""What the ballot of a removal is about."""

from dataclasses import dataclass

from bot.domain.ballots.subject import BallotKind, Subject, rule_from
from bot.domain.charter.charter import Charter
from bot.domain.ground.counting import YesNoRule
from bot.domain.ground.ids import PersonId


@dataclass(frozen=True, slots=True)
class RemovalSubject(Subject):
    """Who is to leave the roll, and what they say to the grounds ("": nothing)."""

    KIND = BallotKind("removal")
    IS_PERSONAL = True
    ENDS_PLACES = True

    person_id: PersonId
    reply: str = ""

    @property
    def without(self) -> tuple[PersonId, ...]:
        """The person is not asked."""
        return (self.person_id,)

    @property
    def never_waits(self) -> bool:
        """The time to reply has been waited for."""
        return True

    def rule_by(self, charter: Charter, *, is_urgent: bool) -> YesNoRule:
        """The rule of removals."""
        del is_urgent
        return rule_from(charter, "removal")
