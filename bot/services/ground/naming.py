"""Who is meant by "@name" in a command (SPEC section 1)."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from bot.domain.council.council import Council
from bot.domain.elections.office import Office
from bot.domain.ground.errors import DomainError
from bot.domain.ground.ids import CouncilId, OfficeId, PersonId, ReportId
from bot.domain.ground.names import look_of, office_key, plain_look, trimmed
from bot.domain.ground.outgoing import Card
from bot.domain.ground.person import Person, Sender, first_name_of, is_called, may_mean
from bot.domain.mandates.mandate import Mandate
from bot.domain.reports.report import Report
from bot.domain.roll.member import ON_THE_ROLL, Member
from bot.services.ground.persons import identify, is_long_ago, losers_of_username, persons_by_username
from bot.services.ground.ports import Reads, Uow
from bot.services.ground.queries import LikeOnRoll, NamedOnRoll

MENTIONED = re.compile(r"(?<!\w)@(\w+)")

OFFERED = 50
"""So many holders are offered to pick from where a name fails, a page at a time."""

PART_OF_AN_OFFICE = 3
"""So many letters of an office say which it may be. Our judgement."""

WORDS_OF_A_NAME = 8
"""So many words in front of a text are tried as a name. Our judgement."""


@dataclass(frozen=True, slots=True)
class Who:
    """How a person was named: by a Telegram user (a reply, or a mention that carries an id), by username, or by words.

    `rest` is what the command says besides the name. With `words` alone the name stands in front of them, and only the
    roll tells where it ends: `settle` splits it off. `user` is what Telegram says of the one replied to or mentioned.
    `in_front`: all that the command says, where the mention stands later in it (then an office or a name in front of it
    is meant), or where it replies to somebody (`is_reply`: then either may be meant).
    `on_message`: a message of the bot that was replied to; on the card of a mandate or a report its holder is meant.
    """

    telegram_id: int | None = None
    username: str | None = None
    words: str = ""
    rest: str = ""
    user: Sender | None = None
    on_message: int | None = None
    in_front: str = ""
    is_reply: bool = False

    @property
    def is_nobody(self) -> bool:
        """Whether the command named nobody at all."""
        return self.telegram_id is None and self.username is None and not self.words

    @property
    def shown(self) -> str:
        """The name as it was written, for refusals."""
        return f"@{self.username.removeprefix('@')}" if self.username else self.words


def who_by(text: str) -> Who:
    """Who is named by what somebody wrote as an answer: "@ben", "Ben", "treasurer never answers"."""
    found = MENTIONED.search(text)
    if found is None:
        return Who(words=text.strip())
    return Who(username=found[1], rest=f"{text[: found.start()]}{text[found.end() :]}".strip())


class PersonUnknownError(DomainError):
    """Nobody here by that name, as far as the bot has seen; field `name`."""

    code = "person_unknown"


class PersonMissingError(DomainError):
    """The command named nobody, and there is nobody to pick from."""

    code = "person_missing"


def meet(uow: Uow, who: Who) -> None:
    """Somebody replied to or mentioned with their id is known from then on: a person is a Telegram id."""
    if who.user is not None and not uow.count(Person, telegram_id=who.user.telegram_id):
        identify(uow, who.user)


def settle(reads: Reads, council_id: CouncilId, who: Who) -> tuple[list[Person], str]:
    """Everybody who may be meant, and what the command says besides their name."""
    front, rest, _ = _by_words(reads, council_id, who.in_front) if who.in_front else ([], "", None)
    if front and not who.is_reply:
        return front, rest
    found, said = _settle_named(reads, council_id, who)
    if not front or not found:
        return found, said
    both = [*found, *(one for one in front if one not in found)]
    return both, rest if len(both) == 1 else said


def _settle_named(reads: Reads, council_id: CouncilId, who: Who) -> tuple[list[Person], str]:
    if who.telegram_id is not None:
        return reads.find(Person, telegram_id=who.telegram_id), who.rest
    if who.username is not None:
        return _by_username(reads, council_id, who.username), who.rest
    found, rest, _ = _by_words(reads, council_id, who.words) if who.words else ([], who.rest, None)
    if found or (who.on_message is None and not who.words):
        return found, rest
    if who.on_message is None:
        return _by_office_begun(reads, council_id, who.words)[:2]
    mandate = _of_card(reads, council_id, who.on_message)
    return (_persons(reads, [mandate.person_id]) if mandate else []), who.words


def _by_username(reads: Reads, council_id: CouncilId, username: str) -> list[Person]:
    """Seen under it within 30 days; whoever is on the roll or holds an office is known however long ago that was.

    The newest sighting, and from whom it took the name not long ago: it may have been given back since.
    """
    seen = persons_by_username(reads, username)
    known = [one for one in seen if not is_long_ago(reads, one) or is_of_council(reads, council_id, one.person_id)]
    return [*known[:1], *losers_of_username(reads, username)] if known else []


def is_of_council(reads: Reads, council_id: CouncilId, person_id: PersonId) -> bool:
    """Whether somebody is on the roll, or holds an office."""
    member = reads.get(Member, council_id, person_id)
    if member is not None and member.state in ON_THE_ROLL:
        return True
    return reads.count(Mandate, council_id=council_id, person_id=person_id, ended_at=None) > 0


def is_named_in_part(reads: Reads, council_id: CouncilId, who: Who, person: Person) -> bool:
    """Whether only the beginning of a longer name or office was written: another may be called that."""
    found, rest, office = _by_words(reads, council_id, who.words) if who.words else ([], "", None)
    if who.words and not found:
        return person in _by_office_begun(reads, council_id, who.words)[0]
    said = trimmed(who.words.removesuffix(rest))
    return office is None and person in found and look_of(said) != look_of(person.name)


def is_named_long_ago(reads: Reads, who: Who, person: Person) -> bool:
    """Whether a typed username was last seen so long ago that another may bear it by now: then it is asked back."""
    return who.telegram_id is None and who.username is not None and is_long_ago(reads, person)


def whom_to_offer(reads: Reads, council_id: CouncilId) -> list[PersonId]:
    """Who is offered where a name fails: the holders of offices."""
    mandates = reads.find(Mandate, council_id=council_id, ended_at=None, limit=OFFERED)
    return list(dict.fromkeys(mandate.person_id for mandate in mandates))


def office_meant(reads: Reads, council_id: CouncilId, who: Who) -> OfficeId | None:
    """The office by which, or by whose card, somebody was named: of several that they hold it is this one."""
    words = who.in_front or who.words
    found, _, office = _by_words(reads, council_id, words) if words else ([], "", None)
    if who.telegram_id is not None or who.username is not None:
        return office.office_id if office else None
    if not found and who.on_message is None:
        office = _by_office_begun(reads, council_id, words)[2]
    if found or who.on_message is None:
        return office.office_id if office else None
    mandate = _of_card(reads, council_id, who.on_message)
    return mandate.office_id if mandate else None


def of_office(mandates: list[Mandate], office_id: str | None) -> list[Mandate]:
    """Those in the office that was meant, if any is; else all of them."""
    return [mandate for mandate in mandates if mandate.office_id == office_id] or mandates


def _of_card(reads: Reads, council_id: CouncilId, message_id: int) -> Mandate | None:
    """The mandate whose card this is, or that a report on it is about."""
    council = reads.get(Council, council_id)
    cards = reads.find(Card, chat_id=council.chat_id, message_id=message_id) if council else []
    for card in cards:
        report = reads.get(Report, council_id, ReportId(card.subject_id))
        mandate = reads.get(Mandate, council_id, report.mandate_id if report else card.subject_id)
        if mandate is not None:
            return mandate
    return None


def _by_words(reads: Reads, council_id: CouncilId, words: str) -> tuple[list[Person], str, Office | None]:
    """The longest beginning of the words that names an office with a holder or a member; what follows is the rest."""
    known = reads.find(Office, council_id=council_id)
    offices = {plain_look(office.key): office for office in known} | {office.key: office for office in known}
    for name, rest in _beginnings(words):
        office = offices.get(office_key(name)) or offices.get(plain_look(name))
        found = _holders(reads, office) if office else _named(reads, council_id, name)
        if found:
            return found, rest, office
    return [], "", None


def _by_office_begun(reads: Reads, council_id: CouncilId, words: str) -> tuple[list[Person], str, Office | None]:
    """By the first words of an office: "deputy" is the Deputy Coordinator where no other office begins like that."""
    offices = reads.find(Office, council_id=council_id)
    for name, rest in _beginnings(words):
        begun = [office for office in offices if name and office.key.startswith(f"{office_key(name)} ")]
        if len(begun) == 1 and (found := _holders(reads, begun[0])):
            return found, rest, begun[0]
    return [], "", None


def text_of(who: Who) -> str:
    """What a command says that named nobody known: more than one word is no mere name."""
    return who.rest or (who.words if len(who.words.split()) > 1 else "")


def _beginnings(words: str) -> Iterator[tuple[str, str]]:
    """("Anna K", "did nothing"), ("Anna", "K did nothing"): the longest first; a comma or colon ends a name."""
    ends = [index for index, char in enumerate(words) if char.isspace() or char in ",:;"][:WORDS_OF_A_NAME]
    for end in reversed([*ends, len(words)] if len(ends) < WORDS_OF_A_NAME else ends):
        yield trimmed(words[:end]), words[end:].lstrip(" \t\n,:;")


def _holders(reads: Reads, office: Office) -> list[Person]:
    """Who holds the office now."""
    mandates = reads.find(Mandate, council_id=office.council_id, office_id=office.office_id, ended_at=None)
    return _persons(reads, [mandate.person_id for mandate in mandates])


def _named(reads: Reads, council_id: CouncilId, name: str) -> list[Person]:
    """Members whose name looks like this; else who may be called so: "Anna" for "Anna Karenina", "Jose" for "José".

    By their look: where somebody is called as another is in letters of another script, either may be meant.
    """
    wanted = look_of(name)
    alike = reads.ask(NamedOnRoll(council_id, first_name_of(name))) if wanted else []
    exact = [person for person in alike if look_of(person.name) == wanted]
    return exact or [person for person in alike if is_called(name, person.name)]


def likely(
    reads: Reads, council_id: CouncilId, who: Who, among: Collection[PersonId], *, is_name_first: bool
) -> tuple[list[PersonId], str, str]:
    """Whom a part of a name or of an office may mean ("maxi", "Karenina", "dep"), that part, and what else was said.

    `is_name_first`: where it means nobody the first word was meant as a name, so it is none of the text.
    """
    for name, rest in _beginnings(who.words or (who.username or "").removeprefix("@")):
        longest = max(plain_look(name).split(), key=len, default="")
        alike = reads.ask(LikeOnRoll(council_id, longest, OFFERED)) if longest else []
        found = [person.person_id for person in alike if may_mean(name, person.name)]
        fitting = [one for one in found if not among or one in among]
        if fitting:
            return fitting, name, rest if who.words else who.rest
    part, _, rest = who.words.partition(" ")
    holders = _by_part_of_office(reads, council_id, part, among)
    return (holders, part, rest.strip()) if holders or (is_name_first and rest) else ([], who.shown, "")


def _by_part_of_office(reads: Reads, council_id: CouncilId, part: str, among: Collection[PersonId]) -> list[PersonId]:
    """By the first letters of an office, if no other begins like that; it is only offered."""
    key = office_key(part)
    begun = [office for office in reads.find(Office, council_id=council_id) if office.key.startswith(key)]
    if len(key) < PART_OF_AN_OFFICE or len(begun) != 1:
        return []
    return [one.person_id for one in _holders(reads, begun[0]) if not among or one.person_id in among]


def _persons(reads: Reads, ids: list[PersonId]) -> list[Person]:
    found = (reads.get(Person, person_id) for person_id in dict.fromkeys(ids))
    return [person for person in found if person is not None]
