"""The languages that can be chosen: those of the catalogs in handlers/locales, and the one in which sentences stand."""

SPOKEN = frozenset({"en", "qps", "ru"})
