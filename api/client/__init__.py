"""A small client for programs that use the ledger over HTTP: `Client(url, token)`.

It needs nothing of this house but `api.schemas`, whose models it gives.
"""

from api.client.client import Client
from api.client.failing import ClientError, NotReachedError, RefusedByLedger, UnexpectedAnswerError
from api.client.following import Withheld

__all__ = [
    "Client",
    "ClientError",
    "NotReachedError",
    "RefusedByLedger",
    "UnexpectedAnswerError",
    "Withheld",
]
