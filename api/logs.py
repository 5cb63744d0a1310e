"""Logs: one JSON object a line on standard error, each with the id of its request.

No personal value gets here: routes are logged as templates, and of a fault only its kind and where
it came from, never its message, which may quote what was sent.
"""

from __future__ import annotations

import json
import logging
import sys
import traceback
from collections.abc import Callable, MutableMapping
from datetime import UTC, datetime
from typing import Any, TextIO

import structlog

Log = structlog.typing.FilteringBoundLogger
_INFO = logging.INFO


def configure(level: str, to: TextIO = sys.stderr) -> None:
    """Send everything that this process logs, libraries included, to one stream as JSON lines."""
    structlog.configure(
        processors=[*_SHARED, _RENDERED],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level.upper())),
        logger_factory=structlog.WriteLoggerFactory(to),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(to)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=_SHARED,
            processors=[
                _without_message,
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                _RENDERED,
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(max(logging.WARNING, logging.getLevelName(level.upper())))


def line(event: dict[str, Any]) -> str:
    """What was at level info, as a line of the log: of a kind that comes by the thousand."""
    moment = datetime.now(UTC).isoformat().replace("+00:00", "Z")
    event["level"], event["timestamp"] = "info", moment
    return _encode(event)


def write(lines: str) -> None:
    """Log lines that `line` made, where what is logged goes as lines; nowhere otherwise."""
    config = structlog.get_config()
    if config["processors"][-1:] == [_RENDERED] and structlog.get_logger().is_enabled_for(_INFO):
        config["logger_factory"]().msg(lines)


def told_of(part: str) -> Callable[[Exception], None]:
    """Logs what keeps a part of the process from working: its kind and where it came from."""

    def told(fault: Exception) -> None:
        log: Log = structlog.get_logger()
        log.error("hindered", part=part, fault=type(fault).__name__, where=where(fault))

    return told


def ended(subscription: str) -> None:
    """Logs that a subscription ended by itself: `deal-ledger subscription list` says why."""
    log: Log = structlog.get_logger()
    log.warning("subscription_ended", subscription=subscription)


def not_proved(position: int | None) -> None:
    """Logs that something asked for is not what was signed; the entry, where it is known."""
    log: Log = structlog.get_logger()
    log.error("log_does_not_hold", position=position)


# Made once: one made for each line takes longer than the line.
_encode = json.JSONEncoder(ensure_ascii=False, default=repr).encode
_RENDERED = structlog.processors.JSONRenderer(serializer=lambda event, **_: _encode(event))


def where(fault: BaseException) -> list[str]:
    """The places that a fault came through, the innermost last: `file:line function`."""
    frames = traceback.extract_tb(fault.__traceback__)[-12:]
    return [f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno} {frame.name}" for frame in frames]


def _with_request(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    event.setdefault("request_id", None)
    return event


def _without_message(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """What a library logs of a fault is cut down to what `where` gives."""
    if fault := event.pop("exc_info", None):
        raised = fault[1] if isinstance(fault, tuple) else sys.exc_info()[1]
        if raised is not None:
            event.update(fault=type(raised).__name__, where=where(raised))
    event.pop("exception", None)
    event.pop("stack_info", None)
    return event


_SHARED: list[structlog.typing.Processor] = [
    structlog.contextvars.merge_contextvars,
    _with_request,
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]
