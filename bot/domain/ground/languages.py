"""The languages that can be chosen: those of the catalogs in handlers/locales, and the one in which sentences stand."""

SOURCE = "en"
"""The language in which sentences stand, and in which a group begins of which nothing better is known."""

OFFERED = (SOURCE, "ru")
"""Those with a catalog for people."""

SPOKEN = frozenset({*OFFERED, "qps"})

_NAMES = {"en": "english английский", "ru": "russian русский"}
_CODES = {name: code for code, names in _NAMES.items() for name in names.split()}


def language_code(text: str) -> str:
    """The code of a language that is called by its name: "ru" for "Russian" and "Русский"; else the text."""
    return _CODES.get(text.strip().casefold(), text)


def spoken_by(code: str | None) -> str | None:
    """In which language somebody is written to whose Telegram says this: "ru" for "ru-RU"; None without a catalog."""
    found = (code or "").replace("_", "-").casefold().split("-")[0]
    return found if found in OFFERED else None
