"""What the program tells its operator: structured lines, and never a token or a text of people."""

import json
import logging
import sys
import threading
import traceback
from collections.abc import Callable
from types import TracebackType
from typing import Any

import structlog

from bot.config import LogFormat, Settings


class Wordless(logging.Formatter):
    """That a library spoke, and where: its words may quote an answer of Telegram, a statement, an address."""

    def format(self, record: logging.LogRecord) -> str:
        """One line without a word of the message, and no trace."""
        kind = record.exc_info[0] if record.exc_info else None
        what = f" ({kind.__name__})" if kind is not None else ""
        return f"{record.levelname} {record.name} at {record.filename}:{record.lineno}{what}"


def set_up_logs(settings: Settings) -> None:
    """Structured lines on standard error. Of libraries, from WARNING on, only that and where they speak."""
    level: int = getattr(logging, settings.log_level)
    of_libraries = logging.StreamHandler(sys.stderr)
    of_libraries.setFormatter(Wordless())
    logging.basicConfig(handlers=[of_libraries], level=max(level, logging.WARNING))
    logging.captureWarnings(True)
    sys.excepthook = tell_mistake
    threading.excepthook = lambda given: tell_mistake(given.exc_type, given.exc_value, given.exc_traceback)
    processors: list[Any] = [
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    renderer: Callable[..., Any] = structlog.dev.ConsoleRenderer(colors=False)
    if settings.log_format is LogFormat.JSON:
        renderer = structlog.processors.JSONRenderer(serializer=json.dumps)
    structlog.configure(
        processors=[*processors, renderer],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )


def tell_mistake(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
    """What ended the program or a thread of it: the interpreter would print the error's text, whatever it holds."""
    if issubclass(kind, KeyboardInterrupt):
        return
    frames = traceback.extract_tb(trace)
    place = " < ".join(f"{frame.filename.rsplit('/', 2)[-1]}:{frame.lineno}" for frame in reversed(frames[-4:]))
    structlog.get_logger("program").error("stopped by a mistake", error=kind.__name__, place=place)
    for each in error.exceptions if isinstance(error, BaseExceptionGroup) else ():
        tell_mistake(type(each), each, each.__traceback__)


def log_nothing() -> None:
    """For a command whose findings say it all: what the reading of a row logs besides would come twice."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
