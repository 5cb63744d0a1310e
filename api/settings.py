"""The settings: environment variables, one field each (the same table stands in the docs)."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

import platformdirs
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from api.oidc.addresses import issuer
from api.oidc.roles import roles_in
from ledger.patience import Patience
from ledger.stamping.authority import authorities_in

PREFIX = "DEAL_LEDGER_"
MEBIBYTE = 1024 * 1024


class BadSettingError(Exception):
    """An environment variable does not hold what its setting needs."""


def default_home() -> Path:
    """The user's data folder. Not root's own: its parents would have to be opened to the server."""
    if os.geteuid() == 0:
        return Path("/var/lib/deal-ledger")
    return Path(platformdirs.user_data_dir("deal-ledger"))


def _absolute(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        return Path(value).expanduser().resolve()
    except RuntimeError as fault:  # the home of a user that is not there
        raise ValueError(str(fault)) from None


def _authorities(value: str) -> str:
    authorities_in(value)
    return value


def _roles(value: str) -> str:
    roles_in(value)
    return value


class Settings(BaseModel):
    """What a process is told from outside. Durations in seconds; an empty variable is absent."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    database_url: str | None = Field(
        default=None,
        description="Connection string of a PostgreSQL 15 or newer. Absent: the embedded server "
        "is used.",
    )
    eraser_url: str | None = Field(
        default=None,
        description="Connection string of the login that erases persons, a member of "
        "`deal_ledger_eraser` and `deal_ledger_views`. Absent: that of `DEAL_LEDGER_DATABASE_URL`.",
        repr=False,
    )
    home: Annotated[Path, BeforeValidator(_absolute)] = Field(
        default_factory=default_home,
        description="Folder of the embedded server's data, and of the signer's key and memory. "
        "Absent: the user's data folder, for root `/var/lib/deal-ledger`.",
    )
    host: str = Field(default="127.0.0.1", description="Address that `serve` listens on.")
    port: int = Field(
        default=8321, ge=0, le=65535, description="Port that `serve` listens on; 0: any free one."
    )
    public_url: str | None = Field(
        default=None,
        pattern=r"^https?://[^\s/?#]+(/[^\s?#]*)?$",
        description="Address under which other systems reach `serve`, e.g. "
        "`https://ledger.example.com`: the start of webhook addresses, which some senders sign, "
        "and of the address that the organisation's sign-in leads back to. Absent: the host that a "
        "request names; nobody signs in by the organisation.",
    )
    threads: int = Field(
        default=16,
        ge=2,
        le=200,
        description="Requests worked on at the same time; each may hold one connection to the "
        "database.",
    )
    most_waiting: int = Field(
        default=200,
        ge=1,
        le=100_000,
        description="Requests that are worked on or wait for a thread; one more is told to come "
        "again (503).",
    )
    token_share: float = Field(
        default=0.5,
        gt=0,
        le=1,
        description="Part of `DEAL_LEDGER_MOST_WAITING` and of `DEAL_LEDGER_MOST_STREAMS` that one "
        "token may hold, bodies that are still coming included; above, it is told to come again "
        "(429). And part of the threads that it may use.",
    )
    most_connections: int = Field(
        default=1_000,
        ge=1,
        le=100_000,
        description="Connections of clients that are held open; one more takes the place of the "
        "one that has asked nothing for longest, or is told to come again (503).",
    )
    most_streams: int = Field(
        default=100,
        ge=0,
        le=10_000,
        description="Clients that may follow the ledger as server-sent events.",
    )
    largest_body: int = Field(
        default=4 * MEBIBYTE, ge=65_536, description="Bytes that a request's body may have."
    )
    request_timeout: float = Field(
        default=20.0,
        gt=0,
        le=600,
        description="Seconds in which the headers of a request, and then its body, must have "
        "arrived; and in which a client must take each 64 KiB of its answer. The content of a "
        "document has a second more for each 64 KiB of it that came, and its answer too.",
    )
    answer_timeout: float = Field(
        default=30.0,
        gt=0,
        le=3_600,
        description="Seconds in which the answer to a request must have begun, its body and every "
        "wait included; else it is told to come again (503).",
    )
    delivery_timeout: float = Field(
        default=4.0,
        gt=0,
        le=600,
        description="Seconds in which a delivery of another system must be on disk once its body "
        "is there; else its sender is told to come again (503). The most impatient waits for five.",
    )
    statement_timeout: float = Field(
        default=10.0, gt=0, le=600, description="Seconds that one statement of `serve` may take."
    )
    lock_timeout: float = Field(
        default=5.0,
        gt=0,
        le=600,
        description="Seconds that a statement of `serve` waits for a lock.",
    )
    database_timeout: float = Field(
        default=5.0,
        gt=0,
        le=600,
        description="Seconds that a request waits for a connection, or for a database that went "
        "away.",
    )
    thread_timeout: float = Field(
        default=5.0,
        gt=0,
        le=600,
        description="Seconds that a request waits for a thread; then it is told to come again "
        "(503).",
    )
    position_timeout: float = Field(
        default=3.0, ge=0, le=600, description="Seconds that `min_position` waits."
    )
    stop_timeout: float = Field(
        default=10.0,
        ge=0,
        le=600,
        description="Seconds that requests may still take once `serve` was told to stop.",
    )
    time_stamp_authorities: Annotated[str, AfterValidator(_authorities)] | None = Field(
        default=None,
        description="Addresses of time stamping authorities (RFC 3161), with spaces between: the "
        "signer has its checkpoints stamped by each of them. Absent: the record does not show when "
        "it was signed.",
        repr=False,
    )
    time_stamp_roots: Annotated[Path, BeforeValidator(_absolute)] | None = Field(
        default=None,
        description="File with the root certificates of the authorities, in PEM: a stamp that none "
        "of them vouches for is not recorded, and `verify` names it.",
    )
    time_stamp_minutes: int = Field(
        default=60,
        ge=1,
        le=525_600,
        description="Minutes between two stamps of one authority, at least; there is none while "
        "nothing is recorded.",
    )
    oidc_issuer: Annotated[str, AfterValidator(issuer)] | None = Field(
        default=None,
        description="Issuer of the organisation's OpenID Connect provider, as it names itself: "
        "people sign in there. Absent: they sign in with tokens.",
    )
    oidc_client_id: str | None = Field(
        default=None, description="What the provider knows this ledger as."
    )
    oidc_client_secret: str | None = Field(
        default=None,
        description="Secret of this ledger at the provider. Absent: that of the file below; "
        "without either it is a public client.",
        repr=False,
    )
    oidc_client_secret_file: Annotated[Path, BeforeValidator(_absolute)] | None = Field(
        default=None, description="File whose one line is that secret."
    )
    oidc_scopes: str = Field(
        default="openid",
        pattern=r"^([!#-\[\]-~]+ )*openid( [!#-\[\]-~]+)*$",
        description="Scopes that are asked for, with spaces between; `openid` is one of them.",
    )
    oidc_person_claim: str | None = Field(
        default=None,
        max_length=200,
        description="Claim that holds the id of the person in the ledger, e.g. `email`. Absent: "
        "nobody speaks for themselves (`by_self`).",
    )
    oidc_roles_claim: str = Field(
        default="groups",
        min_length=1,
        max_length=200,
        description="Claim that holds the groups of who signs in, e.g. `realm_access.roles`.",
    )
    oidc_roles: Annotated[str, AfterValidator(_roles)] | None = Field(
        default=None,
        description="Roles of each group, as JSON; `recorder`, `reader` and `legal` can be given. "
        "Absent: nobody has any, and nobody comes in.",
    )
    mail_host: str | None = Field(
        default=None,
        pattern=r"^[A-Za-z0-9.:-]+$",
        description="Mail server (SMTP) that takes what is mailed. Absent: nothing is mailed.",
    )
    mail_port: int = Field(default=587, ge=1, le=65535, description="Its port; 465 goes with tls.")
    mail_security: Literal["starttls", "tls", "none"] = Field(
        default="starttls",
        description="How what is mailed is kept from others on its way to that server: starttls, "
        "tls (from the first byte on), or none, which leads to this machine only.",
    )
    mail_user: str | None = Field(
        default=None,
        description="Who signs in at the mail server. Absent: nobody does.",
        repr=False,
    )
    mail_password: str | None = Field(
        default=None, description="The password. Absent: that of the file below.", repr=False
    )
    mail_password_file: Annotated[Path, BeforeValidator(_absolute)] | None = Field(
        default=None, description="File whose one line is that password."
    )
    mail_from: str | None = Field(default=None, description="Address that mail comes from.")
    mail_domains: str | None = Field(
        default=None,
        description="Domains of the house's own people, with spaces between: mail goes to "
        "addresses of exactly these, and to no others. Absent: to nobody.",
    )
    mail_timeout: float = Field(
        default=15.0, gt=0, le=25, description="Seconds that handing over a mail may take in all."
    )
    digest_link_days: int = Field(
        default=14, ge=1, le=90, description="Days for which the link in a digest counts."
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="What `serve` logs: debug, info, warning or error."
    )
    passphrase: str | None = Field(
        default=None,
        description="Passphrase of `backup` and `restore`. Absent: it is asked for.",
        repr=False,
    )

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """The settings of this process. Raises BadSettingError."""
        given = {name: environment.get(variable(name)) for name in cls.model_fields}
        try:
            return cls.model_validate({name: value for name, value in given.items() if value})
        except ValidationError as error:
            wrong = error.errors(include_url=False, include_input=False)
            said = (f"{variable(str(each['loc'][0]))}: {each['msg']}" for each in wrong)
            raise BadSettingError("; ".join(said)) from None

    @property
    def patience(self) -> Patience:
        """How long a request waits for the database."""
        return Patience(
            lost=self.database_timeout,
            free=self.database_timeout,
            statement=self.statement_timeout,
            lock=self.lock_timeout,
        )


def variable(name: str) -> str:
    """The environment variable of a setting."""
    return PREFIX + name.upper()


SETTINGS: Mapping[str, str] = {
    variable(name): field.description or "" for name, field in Settings.model_fields.items()
}
