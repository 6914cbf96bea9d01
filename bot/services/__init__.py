"""Use-cases: each one plain synchronous function of a unit of work, one transaction, one reading of the clock.

The first parameter is always `uow`. A use-case checks the rules first and writes afterwards; it never waits and never
sends: what is to be said becomes an Outgoing row (services/outbox.py), what is to happen later a Due row
(services/schedule.py), what was done an Entry (services/record.py).
"""
