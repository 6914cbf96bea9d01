"""Sealed voices on a subject, signals and ratings: laid out, said, opened in memory, and gone with their key."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from bot.domain.ground.due import Due, key_of
from bot.domain.ground.duties import EndKey
from bot.domain.ground.ids import CouncilId, PersonId
from bot.domain.ground.voices import (
    KEY,
    NO,
    NOTE_BYTES,
    TOKEN_KEY,
    YES,
    Voice,
    VoiceKey,
    pack,
    pack_note,
    spares_for,
    token_key,
    unpack,
)
from bot.domain.roll.member import Member
from bot.services.ground.ports import Reads, SealBrokenError, Uow
from bot.services.ground.schedule import plan
from bot.services.ground.seals import rows_sealed
from bot.services.ground.strays import Fate, clear_strays
from bot.services.ground.tokens import meaning_of, tokens_for

Said = Mapping[PersonId, bool]
NOTE = "note"
"""In the place of a person: whose slot holds the note."""

WhoMay = Callable[[], Iterable[PersonId]]


@dataclass(frozen=True, slots=True)
class Room:
    """How many more may join before all are laid out anew; `comers`: who did since, and has no slot of their own."""

    left: int
    comers: frozenset[PersonId] = frozenset()


def lay_out(
    uow: Uow,
    council_id: CouncilId,
    subject_id: str,
    people: Iterable[PersonId],
    said: Said | None = None,
    note: bytes = b"",
) -> None:
    """A slot for each, spare ones and the note, under a new key; what people had `said` stands in them.

    The old key is ended.
    """
    former, said = _keys_of(uow, council_id, subject_id), said or {}
    key = VoiceKey(council_id, subject_id, 1 + max(map(_serial, former), default=0), uow.now.date())
    uow.sealing.make_key(key.key_id)
    uow.sealing.make_key(token_key(subject_id))
    everybody = {*people, *said}
    voices = [_sealed(uow, key, each, pack(each, said.get(each))) for each in everybody]
    voices += [_sealed(uow, key, _spare(number), pack(None, None)) for number in range(spares_for(len(everybody)))]
    voices.append(_sealed(uow, key, NOTE, pack_note(note)))
    uow.remove_all(Voice, council_id=council_id, subject_id=subject_id)
    voices.sort(key=lambda voice: voice.slot)
    uow.add_all(voices)
    uow.memory.keep(_room_of(subject_id), Room(spares_for(len(everybody))))
    uow.remove_all(VoiceKey, council_id=council_id, subject_id=subject_id)
    uow.add(key)
    for key_id in former:
        plan(uow, council_id, EndKey(key_id), uow.now)


def say(
    uow: Uow, council_id: CouncilId, subject_id: str, person_id: PersonId, who_may: WhoMay, *, is_yes: bool
) -> None:
    """Keep what the person says, in place of what they said before. `who_may`: asked if all must be laid out anew."""
    found = _find(uow, council_id, subject_id, person_id)
    if found is None:
        lay_out(uow, council_id, subject_id, {*who_may(), person_id}, all_said(uow, council_id, subject_id))
        found = _find(uow, council_id, subject_id, person_id)
    assert found is not None
    key, voice = found
    uow.change(voice, sealed=_seal(uow, key, voice.slot, pack(person_id, is_yes)))


def make_room(
    uow: Uow, council_id: CouncilId, subject_id: str, places: Iterable[Member] | None, who_may: WhoMay
) -> bool:
    """Whether each who has joined finds a spare slot; where not, whoever asks lays all out anew.

    Called when they join: if that waited until one of them speaks, it would tell the moment. `places`: whose changed;
    None where it may be everybody's. `who_may`: asked if it is not known how many spare slots are left.
    """
    key = _key(uow, council_id, subject_id)
    if key is None:
        return True  # whoever mends what is lost lays all out
    if places is None:
        uow.memory.drop(_room_of(subject_id))
    room = _room(uow, key, who_may)
    since = [place.person_id for place in places or () if place.joined_at.date() >= key.made_on]
    comers = frozenset(each for each in since if each not in room.comers and _at(uow, key, each) is None)
    uow.memory.keep(_room_of(subject_id), Room(room.left - len(comers), room.comers | comers))
    return room.left >= len(comers)


def is_half_taken(reads: Reads, subject_id: str) -> bool:
    """Whether so many have joined that it is time to lay all out anew, before one who joins has to wait for that."""
    room = reads.memory.recall(_room_of(subject_id))
    return isinstance(room, Room) and room.left < len(room.comers)


def _room(reads: Reads, key: VoiceKey, who_may: WhoMay) -> Room:
    known = reads.memory.recall(_room_of(key.subject_id))
    if isinstance(known, Room):
        return known
    slots = _all(reads, key.council_id, key.subject_id)
    everybody = people_of(reads, key.council_id, key.subject_id) | set(who_may())
    return Room(len(slots) - len(everybody))


def _room_of(subject_id: str) -> str:
    return f"room:{subject_id}"


def said_by(reads: Reads, council_id: CouncilId, subject_id: str, person_id: PersonId) -> bool | None:
    """What this person says; None if nothing, or if nobody can open it any more."""
    try:
        found = _find(reads, council_id, subject_id, person_id)
        return _open(reads, *found)[1] if found is not None else None
    except SealBrokenError:
        return None


def all_said(reads: Reads, council_id: CouncilId, subject_id: str) -> dict[PersonId, bool]:
    """Who says what, in memory alone; nothing where the key is gone. Raises SealBrokenError where one is damaged."""
    found = (_open(reads, *each) for each in _all(reads, council_id, subject_id))
    return {person: said for person, said in found if person is not None and said is not None}


def note_on(reads: Reads, council_id: CouncilId, subject_id: str) -> bytes | None:
    """What stands because of the voices; None where there is no note, or its key is gone. Raises SealBrokenError."""
    key = _key(reads, council_id, subject_id)
    voice = _at(reads, key, NOTE) if key is not None else None
    if key is None or voice is None:
        return None
    return reads.sealing.open(key.key_id, voice.sealed, key.subject_id, voice.slot)[:NOTE_BYTES]


def has_note(reads: Reads, council_id: CouncilId, subject_id: str) -> bool:
    """Whether slots were laid out with a note, under a key that is there. Raises SealBrokenError."""
    key = _key(reads, council_id, subject_id)
    return key is not None and _at(reads, key, NOTE) is not None


def write_note(uow: Uow, council_id: CouncilId, subject_id: str, note: bytes) -> None:
    """With every voice, whether or not it changes what stands: sealed again it looks different in any case.

    Raises SealBrokenError.
    """
    key = _key(uow, council_id, subject_id)
    voice = _at(uow, key, NOTE) if key is not None else None
    if key is not None and voice is not None:
        uow.change(voice, sealed=_seal(uow, key, voice.slot, pack_note(note)))


def people_of(reads: Reads, council_id: CouncilId, subject_id: str) -> set[PersonId]:
    """Whose slots there are, whether or not they said anything. Raises SealBrokenError where one is damaged."""
    found = (_open(reads, *each)[0] for each in _all(reads, council_id, subject_id))
    return {person for person in found if person is not None}


def laid_out_on(reads: Reads, council_id: CouncilId, subject_id: str) -> date | None:
    """The day on which the slots that there are were laid out; None if there are none that anybody can open."""
    key = _key(reads, council_id, subject_id)
    return key.made_on if key is not None else None


def are_lost(reads: Reads, council_id: CouncilId, subject_id: str) -> bool:
    """Whether there are voices that nobody can open, as their key is gone, or the row that names it cannot be read."""
    try:
        key = _row(reads, council_id, subject_id)
    except SealBrokenError:
        return True
    return key is not None and not reads.sealing.has_key(key.key_id)


def are_whole(reads: Reads, council_id: CouncilId, subject_id: str) -> bool:
    """Whether all of them can be opened: their key is there, and none is damaged. It opens each."""
    try:
        people_of(reads, council_id, subject_id)
        note_on(reads, council_id, subject_id)
    except SealBrokenError:
        return False
    return not are_lost(reads, council_id, subject_id)


def dispose(uow: Uow, council_id: CouncilId, subject_id: str) -> None:
    """The subject is over: nothing is kept, and the key is destroyed once that is on disk."""
    former = _keys_of(uow, council_id, subject_id)
    uow.remove_all(Voice, council_id=council_id, subject_id=subject_id)
    uow.remove_all(VoiceKey, council_id=council_id, subject_id=subject_id)
    for key_id in (*former, token_key(subject_id)) if former else ():
        plan(uow, council_id, EndKey(key_id), uow.now)


def voice_tokens(reads: Reads, subject_id: str) -> dict[str, str]:
    """What the buttons under this subject carry, by YES and NO."""
    return tokens_for(reads, token_key(subject_id), (YES, NO))


def voice_meant(reads: Reads, subject_id: str, token: str) -> bool | None:
    """What the button under this subject says; None for one that is forged, or of another subject."""
    meaning = meaning_of(reads, token_key(subject_id), (YES, NO), token)
    return meaning == YES if meaning is not None else None


def renew_tokens(uow: Uow, subject_id: str) -> bool:
    """Whether the key of the tokens was gone: there is another, and what shows the buttons must be drawn again."""
    if uow.sealing.has_key(token_key(subject_id)):
        return False
    uow.sealing.make_key(token_key(subject_id))
    return True


def end_key(uow: Uow, _: CouncilId, duty: EndKey) -> None:
    """Due work, and so after the commit that noted it; a crash in its midst only repeats it."""
    uow.sealing.destroy_key(duty.key_id)
    uow.truncate_log()


def clear_orphans(uow: Uow) -> None:
    """Keys of voices that are over or were laid out anew, and, after a while, of what was rolled back."""
    keys = uow.find(VoiceKey)
    needed = {key.key_id for key in keys} | {token_key(key.subject_id) for key in keys}
    serials = {key.subject_id: key.serial for key in keys}
    clear_strays(uow, (KEY, TOKEN_KEY), needed, lambda key_id: _fate(uow, key_id, serials))


def _fate(reads: Reads, key_id: str, serials: Mapping[str, int]) -> Fate:
    """Of a key that no voices are under: those of a later serial were laid out in what a backup took the place of."""
    if reads.count(Due, key=key_of(EndKey(key_id)), done_at=None):
        return Fate.NOTED
    subject_id, _, serial = key_id.removeprefix(KEY).rpartition("-")
    is_former = key_id.startswith(KEY) and serial.isdecimal() and int(serial) < serials.get(subject_id, 0)
    return Fate.OVER if is_former or reads.count(Due, key=key_of(EndKey(key_id))) else Fate.STRAY


def _find(reads: Reads, council_id: CouncilId, subject_id: str, person_id: PersonId) -> tuple[VoiceKey, Voice] | None:
    """The person's slot: their own, the spare one that they took, or the first that nobody took yet."""
    key = _key(reads, council_id, subject_id)
    if key is None:
        return None
    voice = _at(reads, key, person_id) or _spare_of(reads, key, person_id)
    return (key, voice) if voice is not None else None


def _spare_of(reads: Reads, key: VoiceKey, person_id: PersonId) -> Voice | None:
    for number in range(spares_for(reads.count(Voice, council_id=key.council_id, subject_id=key.subject_id))):
        voice = _at(reads, key, _spare(number))
        if voice is not None and _open(reads, key, voice)[0] in {person_id, None}:
            return voice
    return None


def _at(reads: Reads, key: VoiceKey, who: str) -> Voice | None:
    slot = reads.sealing.slot(key.key_id, key.subject_id, who)
    with rows_sealed():
        return reads.get(Voice, key.council_id, key.subject_id, slot)


def _all(reads: Reads, council_id: CouncilId, subject_id: str) -> list[tuple[VoiceKey, Voice]]:
    """All but the note."""
    key = _key(reads, council_id, subject_id)
    if key is None:
        return []
    note = reads.sealing.slot(key.key_id, subject_id, NOTE)
    with rows_sealed():
        voices = reads.find(Voice, council_id=council_id, subject_id=subject_id)
    return [(key, voice) for voice in voices if voice.slot != note]


def _key(reads: Reads, council_id: CouncilId, subject_id: str) -> VoiceKey | None:
    """None if there is none, or it is lost."""
    return None if are_lost(reads, council_id, subject_id) else _row(reads, council_id, subject_id)


def _row(reads: Reads, council_id: CouncilId, subject_id: str) -> VoiceKey | None:
    """Which key there should be. Raises SealBrokenError where nothing tells."""
    with rows_sealed():
        key = reads.get(VoiceKey, council_id, subject_id)
    if key is not None and not (isinstance(key.serial, int) and key.serial > 0):
        raise SealBrokenError
    return key


def _keys_of(uow: Uow, council_id: CouncilId, subject_id: str) -> list[str]:
    """The key that there should be; where its row does not tell, all that there are of this subject."""
    try:
        key = _row(uow, council_id, subject_id)
    except SealBrokenError:
        return [each for each in uow.sealing.key_ids() if _is_of(each, subject_id)]
    return [key.key_id] if key is not None else []


def _is_of(key_id: str, subject_id: str) -> bool:
    serial = key_id.removeprefix(f"{KEY}{subject_id}-")
    return serial != key_id and serial.isdecimal()


def _serial(key_id: str) -> int:
    return int(key_id.rpartition("-")[2])


def _spare(number: int) -> str:
    return f"spare {number}"


def _sealed(uow: Uow, key: VoiceKey, who: str, packed: bytes) -> Voice:
    slot = uow.sealing.slot(key.key_id, key.subject_id, who)
    return Voice(key.council_id, key.subject_id, slot, _seal(uow, key, slot, packed))


def _seal(uow: Uow, key: VoiceKey, slot: str, packed: bytes) -> bytes:
    return uow.sealing.seal(key.key_id, packed, key.subject_id, slot)


def _open(reads: Reads, key: VoiceKey, voice: Voice) -> tuple[PersonId | None, bool | None]:
    return unpack(reads.sealing.open(key.key_id, voice.sealed, key.subject_id, voice.slot))
