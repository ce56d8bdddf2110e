"""Signing in with an organisation's own accounts: OpenID Connect, authorisation code with PKCE.

https://openid.net/specs/openid-connect-core-1_0.html, sections 3.1.2 and 3.1.3; RFC 7636 for PKCE. Authlib speaks
with the provider, joserfc checks what it signed. Nothing is sent there but where people sign in.
"""

from __future__ import annotations

import logging
import secrets
import threading
import time
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from assistant.access import OnTheWay, Ways
from assistant.errors import AssistantError
from assistant.records.viewers import groups_told
from assistant.settings import Settings

try:
    import requests
    from authlib.common.errors import AuthlibBaseError
    from authlib.integrations.requests_client import OAuth2Session
    from joserfc import jwt
    from joserfc.errors import JoseError
    from joserfc.jwk import KeySet
except ImportError:  # an extra: most people sign in to nothing
    OAuth2Session = None

_LOG = logging.getLogger(__name__)
SCOPE = "openid email profile"
SIGNED_WITH = (
    "RS256",
    "RS384",
    "RS512",
    "PS256",
    "PS384",
    "PS512",
    "ES256",
    "ES384",
    "ES512",
    "EdDSA",
)
"""Never "none", and nothing whose key both sides hold."""
PATIENCE = 5.0  # seconds for the provider to answer
KNOWN_FOR = 3600.0  # seconds that what the provider says of itself is believed
LASTS = 600.0  # seconds to sign in there
LEEWAY = 60  # seconds that clocks may differ


class ProviderDown(AssistantError):
    """The provider can't be reached, or says nothing that can be understood."""


class NotSignedIn(AssistantError):
    """The provider did not say, or not so that it can be believed, who somebody is."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Whom the provider vouches for, the groups that it says they are in, and where they wanted to go."""

    name: str
    groups: frozenset[str]
    to: str


class Provider:
    """The provider of the settings. Safe to share between threads. Raises AssistantError where the settings
    can't be right, or what they need is not installed."""

    def __init__(self, settings: Settings, ways: Ways) -> None:
        check(settings)
        self._issuer = settings.oidc_issuer.rstrip("/")
        self._client = settings.oidc_client
        self._secret = settings.oidc_secret.get_secret_value() if settings.oidc_secret else ""
        self._claim = settings.oidc_name
        self._groups = settings.oidc_groups
        self.returns = settings.address.rstrip("/") + "/sign-in/return"
        self._lock = threading.Lock()
        self._ways = ways
        self._told: dict[str, Any] = {}
        self._keys: dict[str, Any] = {}
        self._until = 0.0

    def begin(self, to: str) -> tuple[str, str]:
        """(the address at the provider to sign in at, the state that must come back). Raises ProviderDown."""
        told = self._metadata()
        nonce, verifier = secrets.token_urlsafe(24), secrets.token_urlsafe(48)
        state = self._ways.begin(OnTheWay(nonce, verifier, to), LASTS)
        with self._opened() as client:
            address, _ = client.create_authorization_url(
                told["authorization_endpoint"], state=state, nonce=nonce, code_verifier=verifier
            )
        return address, state

    def finish(self, state: str, code: str) -> SignedIn:
        """Who signed in, and where they wanted to go. Raises NotSignedIn and ProviderDown."""
        way = self._ways.take(state)
        if way is None:
            raise NotSignedIn("Nobody is on the way with this state.")
        told = self._metadata()
        try:
            with self._opened() as client:
                token = client.fetch_token(
                    told["token_endpoint"],
                    code=code,
                    code_verifier=way.verifier,
                    timeout=PATIENCE,
                )
        except requests.RequestException as error:
            raise ProviderDown(f"{self._issuer} gives no token: {error}") from error
        except (AuthlibBaseError, ValueError) as error:
            raise NotSignedIn(f"{self._issuer} refuses the code: {error}") from error
        claims = self._claims(str(token.get("id_token", "")), way.nonce)
        if any(name not in claims for name in self._wanted()):
            claims = self._userinfo(str(token.get("access_token", "")), claims["sub"]) | claims
        return SignedIn(self._name(claims), self._groups_of(claims), way.to)

    def _wanted(self) -> tuple[str, ...]:
        verified = ("email_verified",) if self._claim == "email" else ()
        return tuple(filter(None, (self._claim, self._groups, *verified)))

    def _userinfo(self, token: str, subject: str) -> dict[str, Any]:
        """What the provider says of who signed in beside what it signed (OpenID Connect Core 5.3, 5.4): many
        give an address there alone. Nothing where it says nothing, or speaks of somebody else."""
        address = self._metadata().get("userinfo_endpoint")
        if not isinstance(address, str) or not is_safe(address) or not token:
            return {}
        try:
            told = self._got(address, {"Authorization": f"Bearer {token}"})
        except ProviderDown as error:
            _LOG.warning("%s", error)
            return {}
        return told if told.get("sub") == subject else {}

    def _groups_of(self, claims: dict[str, Any]) -> frozenset[str]:
        if not self._groups:
            return frozenset()
        if self._groups not in claims:
            _LOG.info("%s gives no claim %r: nobody has groups of it", self._issuer, self._groups)
        return groups_told(claims.get(self._groups))

    def _claims(self, token: str, nonce: str) -> dict[str, Any]:
        try:
            claims = self._verified(token)
            expected = {"iss": self._metadata()["issuer"], "aud": self._client, "nonce": nonce}
            options: Any = {n: {"essential": True, "value": v} for n, v in expected.items()}
            options |= {"exp": {"essential": True}, "sub": {"essential": True}}
            jwt.JWTClaimsRegistry(leeway=LEEWAY, **options).validate(claims)
        except (JoseError, ValueError) as error:
            raise NotSignedIn(f"What {self._issuer} signed can't be believed: {error}") from error
        if claims.get("azp", self._client) != self._client:
            raise NotSignedIn(f"What {self._issuer} signed is for {claims['azp']}.")
        return claims

    def _verified(self, token: str) -> dict[str, Any]:
        try:
            return dict(jwt.decode(token, self._key_set(), algorithms=SIGNED_WITH).claims)
        except (JoseError, ValueError):
            # Providers change their keys: those that are known may be of yesterday.
            keys = self._key_set(anew=True)
            return dict(jwt.decode(token, keys, algorithms=SIGNED_WITH).claims)

    def _name(self, claims: dict[str, Any]) -> str:
        name = claims.get(self._claim)
        if not isinstance(name, str) or not name.strip():
            given = ", ".join(sorted(claims))
            raise NotSignedIn(
                f"{self._issuer} gives no claim {self._claim!r}, in its ID token or at UserInfo; it gives "
                f"{given}. Another may be named in ASSISTANT_OIDC_NAME."
            )
        # Some say it as a word at UserInfo (Cognito): "false".
        verified = str(claims.get("email_verified", True)).strip().lower()
        if self._claim == "email" and verified not in ("true", "none"):
            raise NotSignedIn(f"{self._issuer} has not verified the address {name}.")
        return name.strip()

    def _metadata(self) -> dict[str, Any]:
        with self._lock:
            if time.monotonic() < self._until:
                return self._told
        told = self._got(f"{self._issuer}/.well-known/openid-configuration")
        addresses = [told.get(f"{n}_endpoint") for n in ("authorization", "token")]
        addresses.append(told.get("jwks_uri"))
        if str(told.get("issuer", "")).rstrip("/") != self._issuer:
            raise ProviderDown(f"{self._issuer} calls itself {told.get('issuer')}.")
        if not all(isinstance(each, str) and is_safe(each) for each in addresses):
            raise ProviderDown(f"{self._issuer} names addresses that are not safe.")
        with self._lock:
            self._told, self._until = told, time.monotonic() + KNOWN_FOR
        return told

    def _key_set(self, anew: bool = False) -> Any:
        if anew or not self._keys:
            self._keys = self._got(self._metadata()["jwks_uri"])
        return KeySet.import_key_set(self._keys)  # type: ignore[arg-type]

    def _got(self, address: str, headers: dict[str, str] | None = None) -> dict[str, Any]:
        try:
            given = requests.get(address, headers=headers, timeout=PATIENCE)
            given.raise_for_status()
            reply = given.json()
        except (requests.RequestException, ValueError) as error:
            raise ProviderDown(f"{address} does not answer: {error}") from error
        if not isinstance(reply, dict):
            raise ProviderDown(f"{address} gives no JSON object.")
        return reply

    def _opened(self) -> Any:
        method = "client_secret_basic" if self._secret else "none"
        return OAuth2Session(
            self._client,
            self._secret or None,
            scope=SCOPE,
            redirect_uri=self.returns,
            token_endpoint_auth_method=method,
            code_challenge_method="S256",
        )


def check(settings: Settings) -> None:
    """Raises AssistantError where people cannot sign in by these settings, naming what is to be set."""
    if OAuth2Session is None:
        raise AssistantError(
            'Signing in by OpenID Connect needs: pip install -c constraints.txt ".[oidc]"'
        )
    needed = {
        "ASSISTANT_OIDC_ISSUER": settings.oidc_issuer,
        "ASSISTANT_OIDC_CLIENT": settings.oidc_client,
        "ASSISTANT_ADDRESS (under which people reach the chat)": settings.address,
    }
    if missing := [name for name, value in needed.items() if not value]:
        raise AssistantError(f"Signing in by OpenID Connect needs {' and '.join(missing)}.")
    if not is_safe(settings.oidc_issuer):
        raise AssistantError(
            f"ASSISTANT_OIDC_ISSUER must begin with https://, and is {settings.oidc_issuer}."
        )


def is_safe(address: str) -> bool:
    """Whether nobody on the way can read or change what is said there.

    >>> is_safe("https://login.example.org"), is_safe("http://127.0.0.1:9000"), is_safe("http://login.example.org")
    (True, True, False)
    """
    parts = urlsplit(address)
    if parts.scheme == "https" and parts.hostname:
        return True
    try:
        return parts.scheme == "http" and ip_address(parts.hostname or "").is_loopback
    except ValueError:
        return parts.scheme == "http" and parts.hostname == "localhost"
