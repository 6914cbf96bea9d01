"""Lost time: a silence, from an outage or from the bot's absence, is given back to whoever had a deadline in it."""

from datetime import datetime, timedelta


def lost_time(began_at: datetime, lost_from: datetime, lost_until: datetime) -> timedelta:
    """How much of the silence fell after `began_at`, when the deadline's time began to run."""
    return lost_until - max(lost_from, began_at)
