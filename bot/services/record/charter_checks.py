"""The rules a council keeps are those that were set: a check of `doctor`."""

from collections.abc import Iterator

from bot.domain.charter.entries import CharterChanged
from bot.domain.ground.entry import Entry
from bot.domain.ground.kept import name_of
from bot.services.council.council import charter_in_force
from bot.services.ground.ports import Reads
from bot.services.ground.record import fact_of
from bot.services.record.recorded import Recorded, records


def rules(reads: Reads) -> Iterator[str]:
    """Each rule that was ever changed has the value that was set last."""
    for recorded in records(reads):
        charter = charter_in_force(recorded.council)
        for rule, value in _set(recorded).items():
            if charter.text(rule) != value:
                yield f"council {recorded.council.council_id}: its rule {rule} is not {value!r}, as it was set last"


def was_changed(recorded: Recorded, rule: str) -> bool:
    """Whether the council ever changed it: what was planned before goes by the old value."""
    return rule in _set(recorded)


def _set(recorded: Recorded) -> dict[str, str]:
    """By rule the value that was set last."""
    kind, council_id = name_of(CharterChanged), recorded.council.council_id
    found = recorded.reads.find(Entry, council_id=council_id, kind=kind, order="sequence")
    facts = (fact_of(recorded.reads, entry) for entry in found)
    return {fact.rule: fact.new for fact in facts if isinstance(fact, CharterChanged)}
