"""How long a test waits for what will happen: one generous limit for all of them.

Tests follow what can be seen (an event of the stand-in, a line of a process, a number in a page) and go on at once when
it is there; the limit only ends a test that would wait for ever. It must bear a machine whose cores are busy with
something else, where starting a bot alone takes ten times as long as on a quiet one.
"""

WAIT = 180.0
"""Seconds."""

WAIT_MS = WAIT * 1000
"""The same in milliseconds, as browsers count."""
