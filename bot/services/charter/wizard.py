"""The wizard of the charter: what a change would mean is shown before anybody puts it to the vote."""

from bot.domain.charter.charter import Charter
from bot.domain.charter.messages import AskCharterValue, CharterPage, CharterPreview, CharterPut, CharterRule
from bot.domain.ground.dialog import Answer
from bot.domain.ground.errors import DomainError
from bot.domain.ground.ids import CouncilId
from bot.services.charter.charter import change_charter, change_of
from bot.services.council.council import council_here
from bot.services.council.panel import ensure_reader, show, show_page
from bot.services.ground.dialogs import ask
from bot.services.ground.persons import actor_id
from bot.services.ground.ports import Uow
from bot.services.roll.roll import ensure_voter


class TopicMissingError(DomainError):
    """The command was not sent inside a topic."""

    code = "topic_missing"


def preview(uow: Uow, council_id: CouncilId, rule: str, value: str, *, in_place: bool) -> None:
    """Check a change, then show what it means. Raises StillWaitingError, and what `change_of` raises."""
    change = change_of(uow, ensure_voter(uow, council_id), rule, value)
    show_page(uow, council_id, CharterPreview(change, actor_id(uow)), in_place=in_place)


def press_language(uow: Uow, council_id: CouncilId, language: str) -> bool:
    """[Русский] on the first card: whether it is set; else whoever pressed sees what a vote on it would mean.

    Raises StillWaitingError, and what `change_of` raises.
    """
    if change_of(uow, ensure_voter(uow, council_id), "language", language).is_at_once:
        change_charter(uow, council_id, "language", language)
        return True
    preview(uow, council_id, "language", language, in_place=False)
    return False


def look(uow: Uow, rule: str, value: str) -> None:
    """/charter: all of it, one rule, or what a change of that rule would mean."""
    council_id = council_here(uow).council_id
    if value:
        preview(uow, council_id, rule, value, in_place=False)
    else:
        show_page(uow, council_id, CharterRule(rule) if rule else CharterPage(), in_place=False)


def ask_value(uow: Uow, council_id: CouncilId, rule: str) -> None:
    """[Another value]: it is typed. Raises RuleUnknownError, CouncilForeignError or StillWaitingError."""
    Charter().rule(rule)
    ensure_voter(uow, ensure_reader(uow, council_id).council_id)
    ask(uow, council_id, AskCharterValue(rule))


def take_value(uow: Uow, council_id: CouncilId, asked: AskCharterValue, answer: Answer) -> None:
    """The typed value; one that does not fit leaves the question open."""
    preview(uow, council_id, asked.rule, answer.text, in_place=False)


def put(uow: Uow, council_id: CouncilId, rule: str, value: str) -> None:
    """[Put to the vote] or [Set it now]. Raises what `change_charter` raises, and CouncilForeignError."""
    ensure_reader(uow, council_id)
    ballot = change_charter(uow, council_id, rule, value)
    show(uow, council_id, CharterPut(is_set=ballot is None), in_place=True)


def set_topic(uow: Uow, thread_id: int | None, *, is_off: bool) -> None:
    """/topic inside a topic: the bot shall write there; /topic off: nowhere in particular. Raises TopicMissingError."""
    if thread_id is None and not is_off:
        raise TopicMissingError
    preview(uow, council_here(uow).council_id, "topic", "0" if is_off else str(thread_id), in_place=False)


def use_topic(uow: Uow, council_id: CouncilId, thread_id: int | None) -> None:
    """[Use this topic], in the topic where the button stands. Raises TopicMissingError, CouncilForeignError."""
    ensure_reader(uow, council_id)
    if thread_id is None:
        raise TopicMissingError
    preview(uow, council_id, "topic", str(thread_id), in_place=True)
