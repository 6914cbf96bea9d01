"""What the process alone knows stands or falls with the commit."""

from __future__ import annotations

from storage.memory import ProcessMemory


def test_what_a_rolled_back_transaction_changed_is_built_anew():
    memory = ProcessMemory()
    memory.keep("a", 1)
    memory.settle()
    memory.keep("b", 1)
    memory.keep("a", 2)
    memory.forget()
    assert (memory.recall("a"), memory.recall("b")) == (None, None)


def test_what_is_held_is_after_a_rollback_as_it_was_before():
    memory = ProcessMemory()
    memory.hold("a 1", 1)
    assert (memory.held("a 1"), memory.settled("a ")) == (1, []), "nobody beside sees what is not committed"
    memory.settle()
    memory.hold("a 1", None)
    memory.hold("a 2", 2)
    assert memory.held("a 1") is None
    memory.forget()
    assert (memory.held("a 1"), memory.held("a 2"), memory.settled("a ")) == (1, None, [1])
    memory.hold("a 1", None)
    memory.settle()
    assert memory.settled("") == []


def test_what_was_committed_stays_until_it_is_dropped():
    memory = ProcessMemory()
    memory.keep("a", 1)
    memory.settle()
    memory.forget()
    assert memory.recall("a") == 1
    memory.drop("a")
    assert memory.recall("a") is None
