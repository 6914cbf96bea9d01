"""Callback data and start payloads: typed, versioned, at most 64 bytes. They say what was pressed and give no right.

A kind of press is a frozen dataclass registered with a short verb. Its fields are packed in order: ids (32 hexadecimal
digits, declared by their NewType) as 22 characters of base64url, everything else as text joined by "~".
"""

import base64
import re
import typing
from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any, TypeVar

from bot.domain.ground import ids
from bot.domain.ground.errors import DomainError

VERSION = "1"
ID_TYPES = tuple(value for value in vars(ids).values() if isinstance(value, typing.NewType))
ID_LENGTH = 22
VERB_LENGTH = 2
HEX_ID = re.compile(r"[0-9a-f]{32}")

VERBS: dict[str, type] = {}
LINKS: set[type] = set()
"""Kinds of press that a link may carry. Anybody can make a link up and send it around under another name, so what a
link does on [Start] is only to show, or to ask: it never votes, signals, stands or answers for whoever followed it."""

P = TypeVar("P")


class PressUnknownError(DomainError):
    """The data is not ours, of an older version, or forged."""

    code = "press_unknown"


def press(verb: str, *, by_link: bool = False) -> Callable[[type[P]], type[P]]:
    """Register a kind of press under a verb of two characters; `by_link`: it may come as a start payload too."""

    def register(kind: type[P]) -> type[P]:
        if len(verb) != VERB_LENGTH or verb in VERBS:
            message = f"verb {verb!r} is taken or has not {VERB_LENGTH} characters"
            raise ValueError(message)
        VERBS[verb] = kind
        if by_link:
            LINKS.add(kind)
        kind.verb = verb  # type: ignore[attr-defined]
        return kind

    return register


def pack(what: Any) -> str:
    """Callback data (or, where every text field is plain, a start payload) for a press."""
    tight: list[str] = []
    loose: list[str] = []
    for name, is_id, _ in _layout(type(what)):
        value = getattr(what, name)
        if is_id:
            tight.append(base64.urlsafe_b64encode(bytes.fromhex(value)).decode().rstrip("="))
        else:
            loose.append(str(value))
    return f"{VERSION}{what.verb}{''.join(tight)}{'~'.join(loose)}"


def deep_link(bot_name: str, what: Any) -> str:
    """The address of a button that goes on with a press in the private chat; for kinds in LINKS."""
    if type(what) not in LINKS:
        message = f"{type(what).__name__} may not come by a link"
        raise ValueError(message)
    return f"https://t.me/{bot_name}?start={pack(what)}"


def unpack_link(payload: str) -> Any:
    """The press behind a start payload; PressUnknownError for what `deep_link` did not make."""
    what = unpack(payload)
    if type(what) not in LINKS:
        raise PressUnknownError
    return what


def unpack(data: str) -> Any:
    """The press behind callback data; PressUnknownError for anything that `pack` did not make."""
    kind = VERBS.get(data[1 : 1 + VERB_LENGTH]) if data.startswith(VERSION) else None
    if kind is None:
        raise PressUnknownError
    try:
        return _read(kind, data[1 + VERB_LENGTH :])
    except (ValueError, IndexError) as error:
        raise PressUnknownError from error


def _read(kind: type, rest: str) -> Any:
    layout = _layout(kind)
    values: dict[str, Any] = {}
    for name, is_id, _ in layout:
        if is_id:
            values[name], rest = _id(rest[:ID_LENGTH]), rest[ID_LENGTH:]
    loose = [(name, convert) for name, is_id, convert in layout if not is_id]
    parts = rest.split("~", len(loose) - 1) if loose else []
    if len(parts) != len(loose) or (rest and not loose):
        raise ValueError(rest)
    for (name, convert), part in zip(loose, parts, strict=True):
        values[name] = convert(part)
    return kind(**values)


def _id(text: str) -> str:
    raw = base64.b64decode(text + "==", altchars=b"-_", validate=True)
    found = raw.hex()
    if len(text) != ID_LENGTH or not HEX_ID.fullmatch(found):
        raise ValueError(text)
    return found


_layouts: dict[type, list[tuple[str, bool, Callable[[str], Any]]]] = {}


def _layout(kind: type) -> list[tuple[str, bool, Callable[[str], Any]]]:
    """(field, is it an id, how its text is read) for each field."""
    if kind not in _layouts:
        hints = typing.get_type_hints(kind)
        _layouts[kind] = [
            (field.name, hints[field.name] in ID_TYPES, int if hints[field.name] is int else str)
            for field in fields(kind)
        ]
    return _layouts[kind]


@press("vo")
@dataclass(frozen=True, slots=True)
class VotePress:
    """[Yes], [No], [Abstain], or an option, on a ballot's card; `edition` of the text under which it stands."""

    council_id: ids.CouncilId
    ballot_id: ids.BallotId
    choice: str
    edition: int = 0


@press("jo")
@dataclass(frozen=True, slots=True)
class JoinPress:
    """[Join the roll]."""

    council_id: ids.CouncilId


@press("cf")
@dataclass(frozen=True, slots=True)
class ConfirmPress:
    """[Yes] (1) or [No] (0) under "are you sure", for this person alone."""

    person_id: ids.PersonId
    is_yes: int


@press("cx")
@dataclass(frozen=True, slots=True)
class CancelPress:
    """[Cancel] under a question, for this person alone."""

    asked_id: ids.PersonId


@press("pp")
@dataclass(frozen=True, slots=True)
class PickPress:
    """A name among those who may be meant, for the person who was asked alone."""

    asked_id: ids.PersonId
    person_id: ids.PersonId


@press("pq")
@dataclass(frozen=True, slots=True)
class PickPagePress:
    """[More] names to pick from."""

    asked_id: ids.PersonId
    page: int


@press("bo", by_link=True)
@dataclass(frozen=True, slots=True)
class BoothPress:
    """[Vote]: into the private booth, as a start payload (handlers/ballots/booth.py)."""

    council_id: ids.CouncilId
    ballot_id: ids.BallotId


@press("vh")
@dataclass(frozen=True, slots=True)
class VoteHerePress:
    """[Vote here]: a paper in the group, for those who cannot use the private chat (handlers/ballots/booth.py)."""

    council_id: ids.CouncilId
    ballot_id: ids.BallotId


@press("se")
@dataclass(frozen=True, slots=True)
class SecondPress:
    """[Second] on a proposal that needs others who want it put to ballot; `edition` as in VotePress."""

    council_id: ids.CouncilId
    ballot_id: ids.BallotId
    edition: int = 0


@press("am")
@dataclass(frozen=True, slots=True)
class AmendPress:
    """[Amend], for the proposer."""

    council_id: ids.CouncilId
    ballot_id: ids.BallotId


@press("wd")
@dataclass(frozen=True, slots=True)
class WithdrawPress:
    """[Withdraw], for the proposer."""

    council_id: ids.CouncilId
    ballot_id: ids.BallotId


@press("wh")
@dataclass(frozen=True, slots=True)
class WholeTextPress:
    """[Vote on the whole text], for the proposer."""

    council_id: ids.CouncilId
    ballot_id: ids.BallotId


@press("rm", by_link=True)
@dataclass(frozen=True, slots=True)
class RemindPress:
    """[Remind me]; as a start payload too."""

    council_id: ids.CouncilId
    ballot_id: ids.BallotId


@press("rn")
@dataclass(frozen=True, slots=True)
class RemindNoMorePress:
    """[No more reminders], in private."""

    council_id: ids.CouncilId


@press("sb", by_link=True)
@dataclass(frozen=True, slots=True)
class ShowBallotPress:
    """Show one ballot, whole, in private; as a start payload too."""

    council_id: ids.CouncilId
    ballot_id: ids.BallotId


@press("de")
@dataclass(frozen=True, slots=True)
class DecisionsPress:
    """A page of the register of decisions; `is_all`: 1 with what was not adopted."""

    council_id: ids.CouncilId
    page: int
    is_all: int


@press("sg")
@dataclass(frozen=True, slots=True)
class SignalPress:
    """[Confidence] (1) or [No confidence] (0) on a mandate's card, a check or a call."""

    council_id: ids.CouncilId
    mandate_id: ids.MandateId
    has_confidence: int


@press("rc")
@dataclass(frozen=True, slots=True)
class RecallPress:
    """[Call for signals] on a mandate, or the office picked from several; in private "by a member"."""

    council_id: ids.CouncilId
    mandate_id: ids.MandateId


@press("rr")
@dataclass(frozen=True, slots=True)
class RecallReplyPress:
    """[Reply] (1) or [No reply] (0), for the holder of the mandate alone."""

    council_id: ids.CouncilId
    recall_id: ids.RecallId
    has_reply: int


@press("wv")
@dataclass(frozen=True, slots=True)
class WaiverPress:
    """[Vote on waiving it] on the card of a breach."""

    council_id: ids.CouncilId
    breach_id: str


@press("cm")
@dataclass(frozen=True, slots=True)
class CommandPress:
    """A button that does what a command does when it is sent alone; in private it also turns to that council."""

    council_id: ids.CouncilId
    name: str


@press("pa", by_link=True)
@dataclass(frozen=True, slots=True)
class PanelPress:
    """The panel of a council; in private it also turns to that council."""

    council_id: ids.CouncilId


HOW_BEGINS = -1


@press("hw", by_link=True)
@dataclass(frozen=True, slots=True)
class HowPress:
    """[How it works]: in a group as a link to the private chat (`deep_link`). HOW_BEGINS: as a message of its own."""

    page: int


@press("he")
@dataclass(frozen=True, slots=True)
class HelpPress:
    """A page of the help: "" or an area."""

    area: str


@press("lg")
@dataclass(frozen=True, slots=True)
class LanguagePress:
    """A language for the private chat, for this person alone."""

    asked_id: ids.PersonId
    language: str


@press("rs")
@dataclass(frozen=True, slots=True)
class RemindersPress:
    """Private reminders on (1) or off (0), for this person alone."""

    asked_id: ids.PersonId
    is_on: int


@press("vc")
@dataclass(frozen=True, slots=True)
class VouchPress:
    """[Vouch] for a newcomer."""

    council_id: ids.CouncilId
    person_id: ids.PersonId


@press("hr")
@dataclass(frozen=True, slots=True)
class HerePress:
    """[I am here], under the question to those who have been silent for long."""

    council_id: ids.CouncilId


@press("rl")
@dataclass(frozen=True, slots=True)
class RollPress:
    """A page of the roll."""

    council_id: ids.CouncilId
    page: int


@press("rp")
@dataclass(frozen=True, slots=True)
class RemovalReplyPress:
    """[Reply], by the person whose removal is asked for."""

    council_id: ids.CouncilId
    ballot_id: ids.BallotId


@press("ag")
@dataclass(frozen=True, slots=True)
class AgainPress:
    """[Press this as yourself], under a command that was posted anonymously."""

    errand_id: ids.ErrandId


@press("pc")
@dataclass(frozen=True, slots=True)
class CouncilPress:
    """A council's name; the command that was unclear is done for it."""

    council_id: ids.CouncilId
    errand_id: ids.ErrandId
