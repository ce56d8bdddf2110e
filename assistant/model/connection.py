"""The model that the settings name: how to reach it, and on which machine it is."""

from __future__ import annotations

import ipaddress
import os
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from assistant.model.faults import ModelFault
from assistant.records import Fault
from assistant.settings import Settings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

# Where a provider's own client goes when no address is given, and the variables that change that.
_HOSTS = {
    "openai": "https://api.openai.com",
    "anthropic": "https://api.anthropic.com",
    "mistralai": "https://api.mistral.ai",
    "ollama": "http://127.0.0.1:11434",
}
_ADDRESSES = {
    "openai": ("OPENAI_BASE_URL", "OPENAI_API_BASE"),
    "anthropic": ("ANTHROPIC_BASE_URL", "ANTHROPIC_API_URL"),
    "mistralai": ("MISTRAL_BASE_URL",),
    "ollama": ("OLLAMA_HOST",),
}
_OLLAMA_CLOUD = "ollama.com"
_NO_KEY = "none"  # a server of one's own mostly wants no key; the client insists on one


@dataclass(frozen=True, slots=True)
class Address:
    """Which model, and on which host; ``host`` is "" where it is on this machine."""

    provider: str
    name: str
    host: str

    @property
    def local(self) -> bool:
        """Whether what is sent to it stays on this machine."""
        return not self.host

    @property
    def model(self) -> str:
        return f"{self.provider}:{self.name}"


def address_of(settings: Settings) -> Address:
    """The model of ``ASSISTANT_MODEL``; one without a provider is asked as OpenAI's are.

    >>> address_of(Settings(model="mistralai:mistral-small-latest")).host
    'api.mistral.ai'
    >>> address_of(Settings(model="qwen", model_url="http://127.0.0.1:8080/v1")).local
    True
    """
    provider, colon, name = settings.model.partition(":")
    if not colon or "/" in provider:
        provider, name = "openai", settings.model
    provider = provider.strip().lower()
    url = settings.model_url or _from_environment(provider) or _HOSTS.get(provider, "")
    host = urlsplit(url if "//" in url else f"//{url}").hostname or provider
    here = _is_here(host)
    if here and provider == "ollama" and name.rstrip().endswith("cloud"):
        host, here = _OLLAMA_CLOUD, False  # Ollama on this machine passes these on
    return Address(provider, name.strip(), "" if here else host)


def _from_environment(provider: str) -> str:
    found = (os.environ.get(name, "") for name in _ADDRESSES.get(provider, ()))
    return next((url for url in found if url), "")


def _is_here(host: str) -> bool:
    """Only loopback is this machine; an address in the same building is another one."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class Connection:
    """A client of the model of the settings, made when it is first wanted and kept. Safe to share between
    threads."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._model: BaseChatModel | None = None
        self._making = threading.Lock()

    def model(self) -> BaseChatModel:
        """Raises ModelFault where a client cannot be made."""
        with self._making:
            if self._model is None:
                self._model = connect(self._settings)
            return self._model


def connect(settings: Settings) -> BaseChatModel:
    """A client of the model. Nothing is sent yet. Raises ModelFault where it cannot be made."""
    address = address_of(settings)
    try:
        from langchain.chat_models import init_chat_model

        model: BaseChatModel = init_chat_model(
            address.name, model_provider=address.provider, **_options(settings, address)
        )
    except ImportError as error:
        raise ModelFault(Fault.MISSING, str(error)) from error
    except Exception as error:  # each provider's client has errors of its own for a missing key
        raise ModelFault(Fault.REJECTED, str(error)) from error
    return model


def _options(settings: Settings, address: Address) -> dict[str, Any]:
    seconds = settings.model_first_seconds
    options: dict[str, Any] = {}
    if settings.model_temperature is not None:
        options["temperature"] = settings.model_temperature
    if settings.model_url:
        options["base_url"] = settings.model_url
    if address.provider == "ollama":
        client = {"timeout": seconds, "trust_env": not address.local}
        return options | {
            "num_predict": settings.model_answer,
            "num_ctx": settings.model_context,
            "client_kwargs": client,
        }
    # Retrying is done where the time limits are known.
    options |= {"timeout": seconds, "max_retries": 0, "max_tokens": settings.model_answer}
    if address.provider == "openai":
        options |= _openai_options(settings, address, seconds)
    return options


def _openai_options(settings: Settings, address: Address, seconds: float) -> dict[str, Any]:
    options: dict[str, Any] = {"stream_usage": True}
    if settings.model_url:
        options["use_responses_api"] = False
        if not os.environ.get("OPENAI_API_KEY"):
            options["api_key"] = _NO_KEY
    if address.local:
        import httpx

        # A proxy in the environment, or a redirect, would take the passages off this machine.
        options["http_client"] = httpx.Client(
            trust_env=False, follow_redirects=False, timeout=seconds
        )
    return options
