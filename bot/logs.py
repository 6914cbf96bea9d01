"""What the program tells its operator: structured lines, and never a token or a text of people."""

import json
import logging
import sys
from collections.abc import Callable
from typing import Any

import structlog

from bot.config import LogFormat, Settings


def set_up_logs(settings: Settings) -> None:
    """Structured lines on standard error. Libraries speak from WARNING on: at INFO some log the token."""
    level: int = getattr(logging, settings.log_level)
    logging.basicConfig(
        stream=sys.stderr, level=max(level, logging.WARNING), format="%(levelname)s %(name)s %(message)s"
    )
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


def log_nothing() -> None:
    """For a command whose findings say it all: what the reading of a row logs besides would come twice."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
