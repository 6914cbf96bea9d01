"""Voices: what members say in secret of a subject that stands for long, signals of a mandate and ratings of a report.

Each lies sealed in a slot that only the subject's key can find, all of one length, laid out together beforehand. Who
comes later takes a spare one, so that neither a slot nor its place tells anything; before too few are left for those
who join, and every week for signals, all are laid out anew under another key. One more holds the note: what stands
because of the voices, though nothing that is written may tell so yet.
"""

from dataclasses import dataclass, field
from datetime import date

from bot.domain.ground.errors import DomainError
from bot.domain.ground.ids import CouncilId, PersonId

KEY, TOKEN_KEY = "voices-", "tokens-"
_PERSON_BYTES = NOTE_BYTES = 16
_SAID = {None: 0, True: 1, False: 2}
_MEANT = {number: said for said, number in _SAID.items()}


class ButtonOldError(DomainError):
    """The button means nothing, or nothing any more. What it carried is not said: it is as telling as the choice."""

    code = "button_old"


@dataclass(frozen=True, slots=True)
class Voice:
    """One slot. Neither whose it is nor whether anything was said can be seen without the key."""

    council_id: CouncilId
    subject_id: str
    slot: str
    sealed: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class VoiceKey:
    """Which key the voices on a subject are under: each time they are laid out it is another one."""

    council_id: CouncilId
    subject_id: str
    serial: int
    made_on: date

    @property
    def key_id(self) -> str:
        """Its name among the keys."""
        return f"{KEY}{self.subject_id}-{self.serial}"


YES, NO = "yes", "no"
"""The meanings of the two buttons under a subject."""


def token_key(subject_id: str) -> str:
    """The key of the buttons' tokens: it lasts as long as they stand, whatever the voices lie under by then."""
    return f"{TOKEN_KEY}{subject_id}"


def spares_for(people: int) -> int:
    """How many more slots than people there are: for whoever joins before all are laid out anew. Our judgement."""
    return 4 + people // 8


def pack_note(note: bytes) -> bytes:
    """A slot's content that says nothing of anybody, as long as the others."""
    return note.ljust(NOTE_BYTES, b"\0") + bytes((_SAID[None],))


def pack(person_id: PersonId | None, said: bool | None) -> bytes:
    """A slot's content: 17 bytes, whatever it says. No person: a spare one."""
    return (bytes.fromhex(person_id) if person_id else bytes(_PERSON_BYTES)) + bytes((_SAID[said],))


def unpack(packed: bytes) -> tuple[PersonId | None, bool | None]:
    """The way back."""
    person = packed[:_PERSON_BYTES]
    return PersonId(person.hex()) if any(person) else None, _MEANT[packed[_PERSON_BYTES]]
