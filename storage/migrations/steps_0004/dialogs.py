"""Questions are dataclasses now, kept under their names: what somebody was being asked goes on as it stood."""

import json
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from alembic import op

State = dict[str, Any]

ANSWERED = {
    "propose": "ask_proposal",
    "amend": "ask_amendment",
    "elect": "ask_office",
    "instruct_office": "instruct_pick",
    "instruct_text": "ask_instruct_text",
    "refuse_instruction": "ask_refusal",
    "recall_reply": "ask_recall_reply",
    "recall_office": "ask_recall_office",
    "recall_grounds": "ask_recall_grounds",
    "removal_grounds": "ask_removal_grounds",
    "removal_reply": "ask_removal_reply",
    "report_pick": "report_pick",
    "report_text": "ask_report_text",
    "report": "report_draft",
    "report_question": "ask_report_question",
    "resign_pick": "resign_pick",
}
"""What waits for words or for a button of its own: what it was kept as, and what it is kept as now."""

CONFIRMED = {
    "withdraw": "confirm_withdraw",
    "elect": "confirm_elect",
    "remove": "confirm_removal",
    "recall": "confirm_recall",
    "no_reply": "confirm_no_reply",
    "leave": "confirm_leave",
    "resign": "confirm_resign",
    "instruct_sure": "confirm_instruct",
    "instruction_end": "confirm_instruction_end",
    "instruct": "whom_to_instruct",
    "mandate": "whose_mandate",
    "nominate": "nominate",
    "nominate_on_card": "nominate_on_card",
    "why_person": "why_person",
}
"""What was kept with "confirm:" before it, or with "pick:" while it had to be said who is meant."""

DIALOGS = sa.table("dialogs", *map(sa.column, ("chat_id", "person_id", "kind", "state")))


def upgrade() -> None:
    """Every question in its new form; what no release has asked is dropped."""
    connection = op.get_bind()
    for chat_id, person_id, kind, text in connection.execute(sa.select(DIALOGS)).all():
        mine = (DIALOGS.c.chat_id == chat_id) & (DIALOGS.c.person_id == person_id)
        try:
            found = _renamed(kind, json.loads(text))
        except (AttributeError, LookupError, TypeError, ValueError):
            # It stays as it was: set aside, and named by doctor.
            continue
        if found is None:
            connection.execute(sa.delete(DIALOGS).where(mine))
            continue
        name, state = found
        changed = _json({**state, "asked_id": person_id})
        connection.execute(sa.update(DIALOGS).where(mine).values(kind=name, state=changed))


def _renamed(kind: str, state: State) -> tuple[str, State] | None:
    before, _, act = kind.rpartition(":")
    if act not in KNOWN[before]:
        return None
    name = KNOWN[before][act]
    return (name, state) if before == "confirm" else FORMS.get(before or kind, _as_it_was)(name, state)


def _as_it_was(name: str, state: State) -> tuple[str, State]:
    return name, state


def _report(name: str, state: State) -> tuple[str, State]:
    """Claims are pairs now."""
    return name, {**state, "claims": [list(claim) for claim in state.get("claims", {}).items()]}


def _pick(act: str, state: State) -> tuple[str, State]:
    """The question that goes on with whoever is picked stands in it whole."""
    known = {"act": act, "known": json.dumps(state["state"]), "is_asked_back": state["screen"] is not None}
    return "pick_person", {"fitting": state["fitting"], **known}


KNOWN = {"": ANSWERED, "confirm": CONFIRMED, "pick": CONFIRMED}
FORMS: dict[str, Callable[[str, State], tuple[str, State]]] = {"report": _report, "pick": _pick}


def _json(value: State) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
