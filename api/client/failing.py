"""Why a call gave no result."""

from __future__ import annotations

import httpx
from pydantic import ValidationError

from api.schemas import Fault, Problem

EXCERPT = 200
_LATER = (httpx.codes.TOO_MANY_REQUESTS, httpx.codes.SERVICE_UNAVAILABLE)
_COME_AND_GO = (httpx.NetworkError, httpx.TimeoutException, httpx.RemoteProtocolError)


class ClientError(Exception):
    """A call that gave no result; its subclasses say why.

    `again_after` are seconds after which the same call may succeed, None when it will not.
    """

    again_after: float | None = None


class RefusedByLedger(ClientError):
    """The ledger refused: `problem` says why, with a code and a pointer to each fault.

    `request_id` is the id under which the service's log has the request.
    """

    def __init__(self, status: int, problem: Problem, request_id: str | None) -> None:
        super().__init__(f"{status} {'; '.join(map(_said, problem.errors))}")
        self.status = status
        self.problem = problem
        self.request_id = request_id


class NotReachedError(ClientError):
    """No answer came. What was sent to be recorded may be on record: send it again to know."""


class UnexpectedAnswerError(ClientError):
    """An answer that this ledger does not give: it is another program's, or another version's."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(f"{status} {text[:EXCERPT]}")
        self.status = status


def _said(fault: Fault) -> str:
    where = f" at {fault.pointer}" if fault.pointer else ""
    return f"{fault.code}{where}: {fault.detail}"


def not_reached(error: httpx.RequestError) -> NotReachedError:
    """The failure of a request that was not answered, or not to the end."""
    fault = NotReachedError(f"{type(error).__name__}: {error}")
    fault.__cause__ = error
    fault.again_after = 0.0 if isinstance(error, _COME_AND_GO) else None
    return fault


def failure(response: httpx.Response) -> ClientError:
    """What a response that is no success tells."""
    fault: ClientError
    try:
        problem = Problem.model_validate_json(response.read())
    except ValidationError:
        fault = UnexpectedAnswerError(response.status_code, response.text)
    else:
        request_id = response.headers.get("X-Request-Id")
        fault = RefusedByLedger(response.status_code, problem, request_id)
    after = response.headers.get("Retry-After", "")
    if response.status_code in _LATER and after.isdecimal():
        fault.again_after = float(after)
    return fault
