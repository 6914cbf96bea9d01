"""Mandate: the bot with which a group governs itself by delegates it can bind and recall."""
