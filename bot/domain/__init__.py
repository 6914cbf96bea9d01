"""Pure rules and the rows they speak of: no I/O, no clock, no framework, no words for people.

Every row is a frozen dataclass; storage derives its table from it, so that there is one place where a column is named.
Times are aware UTC and called `*_at`; dates in a council's own zone are `*_on`; spans of time are `*_for`.
"""
