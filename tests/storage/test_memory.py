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


def test_what_was_committed_stays_until_it_is_dropped():
    memory = ProcessMemory()
    memory.keep("a", 1)
    memory.settle()
    memory.forget()
    assert memory.recall("a") == 1
    memory.drop("a")
    assert memory.recall("a") is None
