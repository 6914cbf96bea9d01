"""The panel, the help, and a person's settings."""

from dataclasses import dataclass

from bot.domain.ground.ids import CouncilId, PersonId
from handlers.callbacks import Press


@dataclass(frozen=True, slots=True)
class CommandPress(Press):
    """A button that does what a command does when it is sent alone; in private it also turns to that council."""

    VERB = "cm"

    council_id: CouncilId
    name: str


@dataclass(frozen=True, slots=True)
class PanelPress(Press):
    """The panel of a council; in private it also turns to that council."""

    VERB = "pa"
    BY_LINK = True

    council_id: CouncilId


@dataclass(frozen=True, slots=True)
class PanelPagePress(Press):
    """[More]: another page of the panel."""

    VERB = "pm"

    council_id: CouncilId
    page: int


HOW_BEGINS = -1


@dataclass(frozen=True, slots=True)
class HowPress(Press):
    """[How it works]: in a group as a link to the private chat (`deep_link`). HOW_BEGINS: as a message of its own."""

    VERB = "hw"
    BY_LINK = True

    page: int


@dataclass(frozen=True, slots=True)
class HelpPress(Press):
    """A page of the help: "" or an area."""

    VERB = "he"

    area: str


@dataclass(frozen=True, slots=True)
class LanguagePress(Press):
    """A language for the private chat, for this person alone."""

    VERB = "lg"

    asked_id: PersonId
    language: str


@dataclass(frozen=True, slots=True)
class RemindersPress(Press):
    """Private reminders on (1) or off (0), for this person alone."""

    VERB = "rs"

    asked_id: PersonId
    is_on: int


@dataclass(frozen=True, slots=True)
class OtherCouncilPress(Press):
    """[Another group], in private."""

    VERB = "oc"


@dataclass(frozen=True, slots=True)
class OurCouncilPress(Press):
    """[This is our council], in another group than its own."""

    VERB = "tc"

    former_id: CouncilId
