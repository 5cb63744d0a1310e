"""The client: one method for each thing that the OpenAPI document lists."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from types import TracebackType
from typing import Any, Literal, Self, TypeVar, Unpack

import httpx
from pydantic import BaseModel, ValidationError

from api.client.digests import DigestCalls
from api.client.documents import DocumentCalls
from api.client.erasures import ErasureCalls
from api.client.failing import UnexpectedAnswerError
from api.client.findings import FindingCalls
from api.client.following import Withheld, following
from api.client.inbox import InboxCalls
from api.client.of_proposals import ProposalCalls
from api.client.proofs import ProofCalls
from api.client.read_back import ReadBackCalls
from api.client.requesting import (
    Across,
    Knowing,
    Page,
    Times,
    at,
    given,
    if_match,
    query_of,
    records_of,
)
from api.client.trying import Sleep, Tries, answered
from api.client.trying_terms import StressCalls
from api.client.withholding import WithholdingCalls
from api.reading_bodies import Changes, Clocks, Coverage, Knowledge, State, Terms, Timeline
from api.schemas import (
    Answer,
    DealLine,
    DealOverview,
    Entry,
    EntryPage,
    Health,
    LedgerPage,
    PageAcross,
    Receipt,
    Receipts,
    Register,
)

M = TypeVar("M", bound=BaseModel)
LARGEST_PAGE = 500


class Moments(Times, total=False):
    """Which moments: up to `at`, as known there; those `after` a position, at most `limit`."""

    person: str | None
    clause: str | None
    proposal: str | None
    kind: list[str]
    contemporaneous_only: bool
    at: int | None
    after: int
    limit: int


class Search(Times, total=False):
    """Which deals, of now: `q` are words, `party` and `person` ids."""

    q: str
    party: str | None
    person: str | None
    standing: str | None
    finding: str | None
    order: Literal["deal", "last_movement"]


class SearchPage(Search, Page, total=False):
    """A page of the deals that are found."""


class Client(
    DigestCalls,
    DocumentCalls,
    InboxCalls,
    ErasureCalls,
    FindingCalls,
    ProofCalls,
    ReadBackCalls,
    ProposalCalls,
    StressCalls,
    WithholdingCalls,
):
    """The ledger at `url`, for whoever holds `token`. Threads may share it.

    Every method raises RefusedByLedger, NotReachedError or UnexpectedAnswerError. A call is tried
    `tries` times in all when no answer comes (within `timeout` seconds each time), or when the
    answer is 503 or 429 and names a Retry-After; any other refusal is raised at once. That goes for
    recording, too: a record's id is its idempotency key, so what comes twice is added once.
    """

    def __init__(
        self,
        url: str,
        token: str,
        *,
        timeout: float = 30.0,
        tries: int = 5,
        transport: httpx.BaseTransport | None = None,
        sleep: Sleep = time.sleep,
    ) -> None:
        headers = {"Authorization": f"Bearer {token}"}
        self._http = httpx.Client(
            base_url=url, headers=headers, timeout=timeout, transport=transport
        )
        self._tries = partial(Tries, tries, sleep)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the connections."""
        self._http.close()

    def record(
        self, record: Mapping[str, Any], deal: str | None = None, expected: int | None = None
    ) -> Receipt:
        """Add a record. One that is there already is not added again: `added` is false.

        So it may be when this very call added it, and had to be tried twice. `deal` may stand in
        the record instead. `expected`: only while the deal has this version (0: nothing yet).
        """
        return self._post(Receipt, records_of(deal), dict(record), headers=if_match(expected))

    def record_together(
        self,
        records: Sequence[Mapping[str, Any]],
        deal: str | None = None,
        expected: int | None = None,
    ) -> Receipts:
        """Add up to 500 records, all or none; like `record` in everything else."""
        body = [dict(each) for each in records]
        return self._post(Receipts, records_of(deal), body, headers=if_match(expected))

    def deals(self, **page: Unpack[SearchPage]) -> Register:
        """A page of the register of deals: all, or those that are found."""
        return self._get(Register, "/v1/deals", page)

    def every_deal(self, **wanted: Unpack[Search]) -> Iterator[DealLine]:
        """The whole register, fetched page by page."""
        cursor: str | None = None
        while True:
            page = self.deals(**wanted, cursor=cursor, limit=LARGEST_PAGE)
            yield from page.deals
            cursor = page.next
            if cursor is None:
                return

    def deal(self, deal: str, **times: Unpack[Times]) -> DealOverview:
        """Who and what a deal is about."""
        return self._get(DealOverview, at(deal), times)

    def records(self, deal: str, **page: Unpack[Page]) -> EntryPage:
        """A page of a deal's records."""
        return self._get(EntryPage, records_of(deal), page)

    def every_record(self, deal: str, **times: Unpack[Times]) -> Iterator[Entry]:
        """All records of a deal, fetched page by page: all pages stand on the first one's basis."""
        page = self.records(deal, **times, limit=LARGEST_PAGE)
        while True:
            yield from page.records
            if page.next is None:
                return
            page = self.records(deal, basis=page.basis, cursor=page.next, limit=LARGEST_PAGE)

    def exposures(
        self, person: str, least: str = "addressed", **page: Unpack[Across]
    ) -> PageAcross:
        """What a person was exposed to, in all deals."""
        return self._get(PageAcross, "/v1/exposures", {"person": person, "least": least, **page})

    def pricing(
        self,
        client: str | None = None,
        axis: str | None = None,
        item: str | None = None,
        kind: Sequence[str] = (),
        **page: Unpack[Across],
    ) -> PageAcross:
        """What pricing terms state, item by item."""
        asked = {"client": client, "axis": axis, "item": item, "kind": list(kind)}
        return self._get(PageAcross, "/v1/pricing", {**asked, **page})

    def pricing_by_deal(
        self,
        axis: str,
        item: str,
        client: str | None = None,
        kind: Sequence[str] = (),
        **page: Unpack[Across],
    ) -> PageAcross:
        """Whether pricing covers an item, deal by deal."""
        asked = {"client": client, "axis": axis, "item": item, "kind": list(kind)}
        return self._get(PageAcross, "/v1/pricing/deals", {**asked, **page})

    def pricing_by_client(
        self,
        axis: str,
        item: str,
        client: str | None = None,
        kind: Sequence[str] = (),
        **page: Unpack[Across],
    ) -> PageAcross:
        """Whether pricing covers an item, client by client."""
        asked = {"client": client, "axis": axis, "item": item, "kind": list(kind)}
        return self._get(PageAcross, "/v1/pricing/clients", {**asked, **page})

    def sign_offs(
        self,
        state: Sequence[str] = (),
        person: str | None = None,
        function: str | None = None,
        *,
        deal: str | None = None,
        governing: bool = False,
        overdue: bool = False,
        **page: Unpack[Across],
    ) -> PageAcross:
        """Sign-offs across deals, or of one; without a state those that are open or stale."""
        asked = {"state": list(state), "person": person, "function": function, "deal": deal}
        flags = {"governing": governing, "overdue": overdue}
        return self._get(PageAcross, "/v1/sign-offs", {**asked, **flags, **page})

    def promises(
        self,
        state: str | None = None,
        client: str | None = None,
        ending_by: str | None = None,
        **page: Unpack[Across],
    ) -> PageAcross:
        """Promises across deals with their windows."""
        asked = {"state": state, "client": client, "ending_by": ending_by}
        return self._get(PageAcross, "/v1/promises", {**asked, **page})

    def timeline(self, deal: str, **moments: Unpack[Moments]) -> Timeline:
        """A page of the moments of a deal, with what each moved."""
        return self._get(Timeline, f"{at(deal)}/timeline", moments)

    def state(self, deal: str, position: int, **times: Unpack[Times]) -> State:
        """The deal after the record at a position."""
        return self._get(State, f"{at(deal)}/state", {**times, "position": position})

    def clocks(self, deal: str, **times: Unpack[Times]) -> Clocks:
        """The three clocks of every proposal, and the moment of every retraction."""
        return self._get(Clocks, f"{at(deal)}/clocks", times)

    def coverage(self, deal: str, **times: Unpack[Times]) -> Coverage:
        """Which required sign-off stands on which wording."""
        return self._get(Coverage, f"{at(deal)}/coverage", times)

    def knowledge(self, deal: str, **asked: Unpack[Knowing]) -> Knowledge:
        """Who knew which wording, by which record."""
        return self._get(Knowledge, f"{at(deal)}/knowledge", asked)

    def changes(
        self, deal: str, from_: str | None = None, to: str | None = None, **times: Unpack[Times]
    ) -> Changes:
        """What changed between two ends, as `/docs` says how to write them."""
        ends = {"from": from_, "to": to}
        return self._get(Changes, f"{at(deal)}/changes", {**times, **ends})

    def terms(self, deal: str, **times: Unpack[Times]) -> Terms:
        """The terms of a deal: the text that governs, and the drafts beside it."""
        return self._get(Terms, f"{at(deal)}/terms", times)

    def ask(
        self,
        deal: str,
        question: str | Mapping[str, Any],
        *,
        dispute: str | None = None,
        without: Sequence[str] = (),
        **times: Unpack[Times],
    ) -> Answer:
        """The answer to a question in plain words, or as its `kind` and parameters.

        With `dispute` it is recorded for it, or given again as it was recorded; `without` these
        records it is a hypothesis.

        RefusedByLedger for one that is not understood: `problem.nearest` are some that would be.
        """
        query = {"min_position": times.pop("min_position", None)}
        body = {"question": question} if isinstance(question, str) else dict(question)
        body |= given(times) | given({"dispute": dispute, "without": list(without) or None})
        return self._post(Answer, f"{at(deal)}/ask", body, query=query)

    def ledger(
        self, after: int = 0, limit: int = 50, min_position: int | None = None
    ) -> LedgerPage:
        """A page of the whole ledger, in its order: `limit` positions after one."""
        query = {"after": after, "limit": limit, "min_position": min_position}
        return self._get(LedgerPage, "/v1/records", query)

    def follow(self, after: int = 0) -> Iterator[Entry | Withheld]:
        """The whole ledger in its order after a position, and then what comes, without an end.

        A connection that is lost is made again and goes on where it was: nothing is missed and
        nothing comes twice. To go on in another process, keep the `position` of what came last.
        """
        return following(self._http, self._tries(), after)

    def live(self) -> Health:
        """The process answers."""
        return self._get(Health, "/health/live", {})

    def ready(self) -> Health:
        """It can be worked with: waits for it as long as the tries last."""
        return self._get(Health, "/health/ready", {})

    def _get(self, model: type[M], path: str, query: Mapping[str, Any]) -> M:
        return self._answered(model, self._http.build_request("GET", path, params=query_of(query)))

    def _text(self, path: str, query: Mapping[str, Any]) -> str:
        return self._file(path, query).text

    def _bytes(self, path: str, query: Mapping[str, Any]) -> bytes:
        return self._file(path, query).content

    def _file(self, path: str, query: Mapping[str, Any]) -> httpx.Response:
        request = self._http.build_request("GET", path, params=query_of(query))
        return answered(self._http, request, self._tries())

    def _delete(self, model: type[M], path: str) -> M:
        return self._answered(model, self._http.build_request("DELETE", path))

    def _put(self, model: type[M], path: str, content: bytes) -> M:
        headers = {"Content-Type": "application/octet-stream"}
        request = self._http.build_request("PUT", path, content=content, headers=headers)
        return self._answered(model, request)

    def _post(
        self,
        model: type[M],
        path: str,
        body: Any = None,
        query: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> M:
        # ASCII: text that is none gets as far as the ledger, which says where it stands.
        sent = None if body is None else json.dumps(body).encode()
        kind = {} if body is None else {"Content-Type": "application/json"}
        added = {**kind, **(headers or {})}
        params = query_of(query or {})
        request = self._http.build_request("POST", path, params=params, content=sent, headers=added)
        return self._answered(model, request)

    def _answered(self, model: type[M], request: httpx.Request) -> M:
        response = answered(self._http, request, self._tries())
        try:
            return model.model_validate_json(response.content)
        except ValidationError as error:
            raise UnexpectedAnswerError(response.status_code, str(error)) from None
