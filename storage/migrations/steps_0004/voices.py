"""Signals and ratings are sealed; of reports that were judged only the totals are kept."""

from collections import defaultdict
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from bot.domain.ground.ids import CouncilId, PersonId
from bot.domain.ground.voices import Voice, VoiceKey, pack, pack_note, spares_for, token_key
from bot.services.ground.sealing import Sealing

SIGNALS = """SELECT s.council_id, s.mandate_id, s.person_id, s.has_confidence FROM signals s
    JOIN mandates m ON m.council_id = s.council_id AND m.mandate_id = s.mandate_id WHERE m.ended_at IS NULL"""
RATINGS = """SELECT r.council_id, r.report_id, r.person_id, r.is_accepted FROM ratings r
    JOIN reports p ON p.council_id = r.council_id AND p.report_id = r.report_id WHERE p.verdict = 'open'"""
ROLL = "SELECT person_id FROM members WHERE council_id = :council AND state IN ('active', 'resting')"

Subject = tuple[CouncilId, str]


def upgrade(sealing: Sealing) -> None:
    """Bring the tables forward. What stands now is laid out as at the beginning of a mandate or a report."""
    found: defaultdict[Subject, dict[PersonId, bool]] = defaultdict(dict)
    for query in (SIGNALS, RATINGS):
        for council_id, subject_id, person_id, said in op.get_bind().execute(sa.text(query)):
            found[council_id, subject_id][person_id] = bool(said)
    op.drop_table("signals")
    op.drop_table("ratings")
    op.create_table(
        "voices",
        sa.Column("council_id", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("subject_id", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("slot", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("sealed", sa.LargeBinary(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("council_id", "subject_id", "slot", name=op.f("pk_voices")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "voice_keys",
        sa.Column("council_id", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("subject_id", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("serial", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("made_on", sa.Text(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("council_id", "subject_id", name=op.f("pk_voice_keys")),
    )
    for subject, said in found.items():
        _lay_out(sealing, subject, said)
    # Entries of single signals and ratings tell who pressed and when; they stay, as the chain of the record needs them.
    op.execute("UPDATE reports SET accepts = 0, not_enoughs = 0 WHERE verdict = 'open'")


def _lay_out(sealing: Sealing, subject: Subject, said: dict[PersonId, bool]) -> None:
    # The day is the operator's clock, as with every row; nothing but the age of a key is read from it.
    key = VoiceKey(*subject, 1, datetime.now(UTC).date())  # noqa: TID251 (no unit of work, and so no clock, is here)
    sealing.make_key(key.key_id)
    sealing.make_key(token_key(key.subject_id))
    roll = op.get_bind().execute(sa.text(ROLL), {"council": key.council_id}).scalars()
    everybody = {*roll, *said}
    voices = [_voice(sealing, key, each, pack(each, said.get(each))) for each in everybody]
    spares = range(spares_for(len(everybody)))
    voices += [_voice(sealing, key, f"spare {number}", pack(None, None)) for number in spares]
    voices.append(_voice(sealing, key, "note", pack_note(b"")))
    voices.sort(key=lambda voice: voice.slot)
    names = ("council_id", "subject_id", "slot", "sealed")
    table = sa.table("voices", *(sa.column(name) for name in names))
    op.bulk_insert(table, [{name: getattr(voice, name) for name in names} for voice in voices])
    keys = sa.table("voice_keys", *(sa.column(name) for name in ("council_id", "subject_id", "serial", "made_on")))
    values = {"council_id": key.council_id, "subject_id": key.subject_id, "serial": 1}
    op.bulk_insert(keys, [values | {"made_on": key.made_on.isoformat()}])


def _voice(sealing: Sealing, key: VoiceKey, who: str, packed: bytes) -> Voice:
    slot = sealing.slot(key.key_id, key.subject_id, who)
    return Voice(key.council_id, key.subject_id, slot, sealing.seal(key.key_id, packed, key.subject_id, slot))
