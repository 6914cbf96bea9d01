"""What is read for the pages of the charter."""

from dataclasses import dataclass
from datetime import timedelta

from bot.domain.ballots.subject import CharterSubject
from bot.domain.charter.charter import Charter
from bot.domain.charter.messages import CharterPage, CharterPreview, CharterRule
from bot.domain.council.council import Council
from bot.domain.ground.ids import PersonId
from bot.reads.ground.audience import Audience
from bot.services.ballots.durations import duration_of
from bot.services.council.council import charter_in_force, get_council
from bot.services.ground.ports import Reads


@dataclass(frozen=True, slots=True)
class CharterView:
    """A council's charter as a page shows it."""

    council: Council
    charter: Charter
    page: CharterPage
    is_group: bool
    is_founding: bool
    bot_name: str
    reader_id: PersonId | None


def load_charter(reads: Reads, audience: Audience, message: CharterPage) -> CharterView:
    """The rules in force."""
    council = get_council(reads, audience.council_id)
    is_group = audience.person_id is None
    founding = council.is_founding(reads.now)
    return CharterView(
        council, charter_in_force(council), message, is_group, founding, audience.bot_name, audience.person_id
    )


def load_rule(reads: Reads, audience: Audience, message: CharterRule) -> tuple[CharterView, str]:
    """The charter, and the rule that is looked at."""
    return load_charter(reads, audience, CharterPage()), message.rule


@dataclass(frozen=True, slots=True)
class PreviewView:
    """The charter, the change somebody thinks of, and how long a ballot on it would be open."""

    charter: CharterView
    preview: CharterPreview
    lasts: timedelta


def load_preview(reads: Reads, audience: Audience, message: CharterPreview) -> PreviewView:
    """What would be put to the vote."""
    lasts = duration_of(reads, audience.council_id, CharterSubject.KIND)
    return PreviewView(load_charter(reads, audience, CharterPage()), message, lasts)
