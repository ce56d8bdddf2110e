"""Files from a list of URLs: only from hosts that the owner allows, only where they changed.

A host's name is resolved once, every address is checked, and the connection goes to that address: a
name that answers differently a moment later leads nowhere else. Redirects are checked the same way.
"""

from __future__ import annotations

import hashlib
import ipaddress
import os
import re
import socket
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import httpx

from assistant.errors import AssistantError
from assistant.library import Library, Origin
from assistant.reading.formats import CONTAINERS, SUFFIXES
from assistant.records.runs import Failure
from assistant.settings import Settings

REDIRECTS = 5
_TYPES = {
    "application/pdf": ".pdf",
    "text/html": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/zip": ".zip",
    "message/rfc822": ".eml",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}


class _Refused(AssistantError):
    """A URL that is not fetched, or that could not be."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What fetching brought: the folder to ingest, and what was new, unchanged or refused."""

    folder: Path
    fetched: tuple[str, ...]
    unchanged: tuple[str, ...]
    failed: tuple[Failure, ...]


def fetch_all(library: Library, list_file: Path) -> Fetched:
    """Fetch the URLs of a list (one a line, "#" starts a comment) into a folder of the library.

    What fails is in ``failed`` with the reason and stops nothing else; what was fetched before stays.
    Raises AssistantError where the list cannot be read.
    """
    try:
        lines = [line.strip() for line in list_file.read_text("utf-8").splitlines()]
    except (OSError, UnicodeDecodeError) as error:
        raise AssistantError(f"The list {list_file} cannot be read: {error}.") from error
    folder = library.folder / "fetched"
    folder.mkdir(exist_ok=True)
    fetched: list[str] = []
    unchanged: list[str] = []
    failed: list[Failure] = []
    for url in dict.fromkeys(line for line in lines if line and not line.startswith("#")):
        try:
            (fetched if _fetch(library, folder, url) else unchanged).append(url)
        except (_Refused, httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            failed.append(Failure(url[:200], _reason(error)))
    return Fetched(folder, tuple(fetched), tuple(unchanged), tuple(failed))


def _reason(error: Exception) -> str:
    if isinstance(error, _Refused):
        return str(error)
    if isinstance(error, httpx.TimeoutException):
        return "The server takes too long. Try again later."
    if isinstance(error, httpx.InvalidURL):
        return "This is not a URL that can be fetched."
    return f"It could not be fetched: {str(error)[:150] or type(error).__name__}. Try again later."


def _fetch(library: Library, folder: Path, url: str) -> bool:
    """Whether there was something new. Asks the server first whether the file changed."""
    known = library.origins.get(url)
    asking: dict[str, str] = {}
    if known is not None and Path(known.path).is_file():
        if known.etag:
            asking["If-None-Match"] = known.etag
        if known.last_modified:
            asking["If-Modified-Since"] = known.last_modified
    deadline = time.monotonic() + library.settings.fetch_seconds
    place = url
    for _ in range(REDIRECTS + 1):
        with _open(library.settings, place, asking, deadline) as response:
            if response.is_redirect and "location" in response.headers:
                place = urljoin(place, response.headers["location"])
                continue
            if response.status_code == 304 and known is not None:
                return False
            if response.status_code != 200:
                raise _Refused(f"The server answers {response.status_code}. Check the address.")
            path = Path(known.path) if known else folder / _name(url, response)
            _save(library, response, path, deadline)
            etag = response.headers.get("etag", "")
            modified = response.headers.get("last-modified", "")
            library.origins.put(Origin(url, str(path), etag, modified))
            return True
    raise _Refused("The server sends us from one address to the next. Check the address.")


class _open:  # noqa: N801 - used as a function
    """One GET to an address that was checked, as a context."""

    def __init__(
        self, settings: Settings, url: str, headers: dict[str, str], deadline: float
    ) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
            raise _Refused("Only http and https addresses without a password are fetched.")
        address = allowed_address(parts.hostname, parts.port, parts.scheme, settings)
        left = deadline - time.monotonic()
        if left <= 0:
            raise _Refused("The server takes too long. Try again later.")
        target = httpx.URL(url).copy_with(host=address)
        host = parts.netloc
        # No proxy from the environment: it would resolve the name anew, unchecked.
        self._client = httpx.Client(trust_env=False, timeout=left, follow_redirects=False)
        self._request = self._client.build_request(
            "GET",
            target,
            headers={**headers, "Host": host, "Accept-Encoding": "identity"},
            extensions={"sni_hostname": parts.hostname},
        )

    def __enter__(self) -> httpx.Response:
        try:
            self._response = self._client.send(self._request, stream=True)
        except (
            BaseException
        ):  # also a Ctrl-C: who did not enter never leaves, and nobody else closes it
            self._client.close()
            raise
        return self._response

    def __exit__(self, *_: object) -> None:
        self._response.close()
        self._client.close()


def allowed_address(host: str, port: int | None, scheme: str, settings: Settings) -> str:
    """The address to connect to for a host. Raises AssistantError where that is not allowed.

    Every address that the name resolves to must be allowed, or none is.
    """
    if not is_allowed_host(host, settings.fetch_hosts):
        raise _Refused(
            f"The host {host} is not allowed. The owner allows hosts in ASSISTANT_FETCH_HOSTS."
        )
    try:
        found = socket.getaddrinfo(
            host, port or (443 if scheme == "https" else 80), type=socket.SOCK_STREAM
        )
    except (OSError, UnicodeError) as error:
        raise _Refused(f"The host {host} is not known. Check the address.") from error
    addresses = [str(entry[4][0]) for entry in found]
    for address in addresses:
        if not is_public(address) and not settings.fetch_private:
            raise _Refused(
                f"The host {host} is in a private network. "
                "The owner allows these with ASSISTANT_FETCH_PRIVATE=true."
            )
    return addresses[0]


def is_allowed_host(host: str, allowed: Sequence[str]) -> bool:
    """Whether a host is one of the allowed, or below one that is written ".example.org".

    >>> is_allowed_host("www.cbs.nl", [".cbs.nl"]), is_allowed_host("cbs.nl.evil.org", [".cbs.nl"])
    (True, False)
    """
    host = host.lower().rstrip(".")
    return any(
        host == name.lower().lstrip(".") or (name.startswith(".") and host.endswith(name.lower()))
        for name in allowed
    )


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet, looking through IPv6 forms of IPv4 ones.

    >>> [is_public(a) for a in ("8.8.8.8", "127.0.0.1", "::ffff:10.0.0.1", "169.254.169.254")]
    [True, False, False, False]
    """
    ip = ipaddress.ip_address(address.split("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is not None:
            return is_public(str(inner))
        if ip in ipaddress.ip_network("64:ff9b::/96"):
            return is_public(str(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)))
    return ip.is_global and not ip.is_multicast


def _name(url: str, response: httpx.Response) -> str:
    """A file name from the URL's last part, with its host before it; two URLs never share one."""
    parts = urlsplit(url)
    last = re.sub(r"[^\w.-]+", "-", unquote(parts.path.rsplit("/", 1)[-1])).strip("-._") or "index"
    stem, dot, ending = last.rpartition(".")
    kind = response.headers.get("content-type", "").split(";")[0].strip().lower()
    if not dot or f".{ending.lower()}" not in (*SUFFIXES, *CONTAINERS):
        stem, ending = last, _TYPES.get(kind, ".html").lstrip(".")
    mark = hashlib.sha256(url.encode()).hexdigest()[:8]
    return f"{stem[:80]}-{mark}.{ending}"


def _save(library: Library, response: httpx.Response, path: Path, deadline: float) -> None:
    """The body, whole or not at all."""
    limit = library.settings.max_megabytes * 1024 * 1024
    temporary = path.with_name(f".{path.name}.new")
    size = 0
    try:
        with temporary.open("wb") as stream:
            for piece in response.iter_bytes():
                size += len(piece)
                if size > limit:
                    raise _Refused(
                        f"The file is larger than {limit / 1e6:,.0f} MB; it is not fetched."
                    )
                if time.monotonic() > deadline:
                    raise _Refused("The server takes too long. Try again later.")
                stream.write(piece)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
