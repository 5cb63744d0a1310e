"""Why somebody is not signed in by the organisation: in words for them, and for whom they tell."""

from __future__ import annotations

from collections.abc import Sequence

from domain.refusals import Refusal

_GO_ON = "Begin anew, or sign in with a token."


class ProviderNotReached(Refusal):
    """The provider does not answer, or says that it cannot now."""

    code = "provider_not_reached"
    status = 503

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(
            f"The sign-in of your organisation does not answer: {why}. Try again in a while, or "
            "sign in with a token."
        )


class ProviderNotRight(Refusal):
    """The provider and the settings of this ledger do not go together."""

    code = "provider_not_right"
    status = 502

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(
            f"The sign-in of your organisation and this ledger do not go together: {why}. Tell "
            "whoever runs this ledger: `deal-ledger doctor` looks into it."
        )


class SignInNotBegunHere(Refusal):
    """Not an answer to what this browser asked for, or no longer."""

    code = "sign_in_not_begun_here"
    status = 403

    def __init__(self) -> None:
        super().__init__(
            "This sign-in was not begun in this browser, took more than ten minutes, or was used "
            f"already. {_GO_ON}"
        )


class SignInDeclined(Refusal):
    """The person, or the provider, said no."""

    code = "sign_in_declined"
    status = 403

    def __init__(self) -> None:
        super().__init__(
            "The sign-in was declined at your organisation, by you or by its rules. Nothing was "
            f"told to this ledger. {_GO_ON}"
        )


class SignInTooLate(Refusal):
    """The provider does not take the code."""

    code = "sign_in_too_late"
    status = 403

    def __init__(self) -> None:
        super().__init__(
            "Your organisation no longer takes this sign-in: it has expired or was used already. "
            f"{_GO_ON}"
        )


class IdentityNotBelieved(Refusal):
    """What the provider says of a person does not hold."""

    code = "identity_not_believed"
    status = 403

    def __init__(self, why: str) -> None:
        super().__init__(
            f"What came in the name of your organisation is not believed: {why}. Nobody is signed "
            "in. If it comes again, tell whoever runs this ledger."
        )


class EmailNotVerified(Refusal):
    """An address that the provider has not verified says nothing of who it is."""

    code = "email_not_verified"
    status = 403

    def __init__(self) -> None:
        super().__init__(
            "Your organisation does not say that your e-mail address is verified "
            "(email_verified), so it does not show who you are. Have it verified there; or tell "
            "whoever runs this ledger to go by another claim."
        )


class NoRoleGiven(Refusal):
    """It is known who it is; nothing gives them a role."""

    code = "no_role_given"
    status = 403

    def __init__(self, claim: str, groups: Sequence[str]) -> None:
        shown = ", ".join(_plain(each) for each in groups[:20])
        said = f"says {claim}: {shown}" if shown else f"does not say {claim}"
        super().__init__(
            "Your organisation knows you, and this ledger gives you no role: none is given by "
            f"default. Tell whoever runs this ledger that your sign-in {said}; roles are given in "
            "DEAL_LEDGER_OIDC_ROLES."
        )


def _plain(text: str) -> str:
    return "".join(each if each.isprintable() else "·" for each in text[:100])
