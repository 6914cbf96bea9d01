"""What is said about a council as such, and to somebody who looks for help."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.ground.ids import CouncilId, ErrandId, PersonId
from bot.domain.ground.message import CardMessage, Message, Question
from bot.domain.ground.told import Fields

NOTHING_FOUND = frozenset({"person_unknown", "no_mandate", "office_vacant", "nothing_to_explain", "no_threshold"})
"""The codes of refusals that say of something or somebody that there is nothing to show."""


@dataclass(frozen=True, slots=True)
class Welcome(CardMessage):
    """The first card in a group, with the roll as it stands."""

    council_id: CouncilId


@dataclass(frozen=True, slots=True)
class Returned(Message):
    """The bot is in the group again; so many ballots stood still, and so many other deadlines moved."""

    since: datetime
    ballots: int
    others: int = 0


@dataclass(frozen=True, slots=True)
class CanWriteAgain(Message):
    """The bot may write in the group again; what was open stood still."""

    since: datetime


@dataclass(frozen=True, slots=True)
class CannotWrite(Message):
    """To members in private: the group cannot be written to, and where they vote meanwhile."""

    since: datetime


@dataclass(frozen=True, slots=True)
class GoesOnElsewhere(Message):
    """To all of the roll in private: so many of it said in another group that this is their council."""

    by: int
    until: datetime


@dataclass(frozen=True, slots=True)
class OutageOver(Message):
    """The bot could not hear; so many ballots close later, and so many other deadlines moved."""

    since: datetime
    ballots: int
    others: int = 0


@dataclass(frozen=True, slots=True)
class Restored(Message):
    """The host went back to a copy from that time."""

    since: datetime


@dataclass(frozen=True, slots=True)
class WhichCouncil(Message):
    """A command in private may be about several councils."""

    council_ids: tuple[CouncilId, ...]
    errand_id: ErrandId


@dataclass(frozen=True, slots=True)
class CouncilChosen(Message):
    """That question after one was picked."""


@dataclass(frozen=True, slots=True)
class AsYourself(Message):
    """A command was posted anonymously: whoever gave it presses."""

    errand_id: ErrandId


@dataclass(frozen=True, slots=True)
class ErrandTaken(Message):
    """That question after somebody pressed."""

    person_id: PersonId


@dataclass(frozen=True, slots=True)
class Refused(Message):
    """Why an act was refused: the code of the error and its fields, as JSON takes them."""

    FOR_ONE = True
    KEPT_AS = "refusal"

    code: str
    fields: Fields

    @property
    def may_wait(self) -> bool:
        """That there is nothing to show; what else somebody wanted to do and could not they are told at once."""
        return self.code in NOTHING_FOUND


@dataclass(frozen=True, slots=True)
class Panel(Message):
    """A council by buttons. `page`: 0 is what most come for, the rest stands on those behind it."""

    FOR_ONE = True
    MAY_WAIT = True

    page: int = 0


@dataclass(frozen=True, slots=True)
class PickCouncil(Message):
    """Whose panel to show."""

    council_ids: tuple[CouncilId, ...]


@dataclass(frozen=True, slots=True)
class Help(Message):
    """The overview, or the commands of an area."""

    FOR_ONE = True
    IS_PAGE = True

    area: str = ""


@dataclass(frozen=True, slots=True)
class Hello(Message):
    """The first words in a private chat to somebody on no roll."""


@dataclass(frozen=True, slots=True)
class CommandUnknown(Message):
    """A command that does not exist, and the nearest that does ("" if none is near)."""

    FOR_ONE = True
    MAY_WAIT = True

    command: str
    nearest: str


@dataclass(frozen=True, slots=True)
class NothingWaits(Message):
    """To whoever came by [Read my answer], and had asked nothing; what they can do follows."""


@dataclass(frozen=True, slots=True)
class How(Message):
    """A page of how it works."""

    FOR_ONE = True
    MAY_WAIT = True

    page: int = 0


@dataclass(frozen=True, slots=True)
class Privacy(Message):
    """What the bot sees and keeps."""

    FOR_ONE = True
    IS_PAGE = True


@dataclass(frozen=True, slots=True)
class Language(Question):
    """Which language the private chat has, with a button for each."""

    FOR_ONE = True


@dataclass(frozen=True, slots=True)
class LanguageSet(Message):
    """After a language was chosen."""

    FOR_ONE = True

    language: str


@dataclass(frozen=True, slots=True)
class Reminders(Question):
    """Whether private reminders are sent, with both buttons."""

    FOR_ONE = True
