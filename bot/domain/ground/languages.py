"""The languages that can be chosen: those of the catalogs in handlers/locales, and the one in which sentences stand."""

SPOKEN = frozenset({"en", "qps", "ru"})

_NAMES = {"en": "english английский", "ru": "russian русский"}
_CODES = {name: code for code, names in _NAMES.items() for name in names.split()}


def language_code(text: str) -> str:
    """The code of a language that is called by its name: "ru" for "Russian" and "Русский"; else the text."""
    return _CODES.get(text.strip().casefold(), text)
