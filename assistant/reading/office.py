"""Word, PowerPoint and OpenDocument files -> tagged PDF by LibreOffice, where it is installed.

A PDF has pages and places, so that a quote can name its page and its words can be marked on it.
LibreOffice is a large program that opens strangers' files: it runs with a profile that is made for
one file and thrown away, without macros, links or network, and within limits.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant.errors import UnreadableDocument

KINDS = {"docx": "writer", "odt": "writer", "pptx": "impress"}
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
{items}
</oor:items>
"""
_ITEM = '<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
_SECURITY = "/org.openoffice.Office.Common/Security/Scripting"
_INTERNET = "/org.openoffice.Inet/Settings"
# Macros and links off; every request goes to a port on which nobody listens.
_SETTINGS = (
    (_SECURITY, "DisableMacrosExecution", "true"),
    (_SECURITY, "MacroSecurityLevel", "3"),
    (_SECURITY, "BlockUntrustedRefererLinks", "true"),
    (_SECURITY, "DisableActiveContent", "true"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "0"),
    ("/org.openoffice.Office.Calc/Content/Update", "Link", "1"),
    (_INTERNET, "ooInetProxyType", "2"),
    (_INTERNET, "ooInetHTTPProxyName", "127.0.0.1"),
    (_INTERNET, "ooInetHTTPProxyPort", "9"),
    (_INTERNET, "ooInetHTTPSProxyName", "127.0.0.1"),
    (_INTERNET, "ooInetHTTPSProxyPort", "9"),
    (_INTERNET, "ooInetNoProxy", ""),
)
_EXPORT = (
    'pdf:{program}_pdf_Export:{{"UseTaggedPDF":{{"type":"boolean","value":"true"}},'
    '"ExportBookmarks":{{"type":"boolean","value":"true"}},'
    '"ExportNotes":{{"type":"boolean","value":"false"}}}}'
)


@dataclass(frozen=True, slots=True)
class OfficeLimits:
    """What one conversion may cost (measured: a report of 20 pages takes 2 s and 0.3 GB)."""

    memory: int = 3 * 1024**3  # bytes of address space, of which LibreOffice reserves 1.5 GB
    cpu_seconds: int = 60
    wall_seconds: float = 120.0
    file_bytes: int = 200 * 1024**2  # of the PDF


def libreoffice() -> str | None:
    """The path of LibreOffice, None where it is not installed."""
    usual = "/Applications/LibreOffice.app/Contents/MacOS/soffice"
    return shutil.which("soffice") or (usual if Path(usual).is_file() else None)


def to_pdf(path: Path, kind: str, limits: OfficeLimits | None = None) -> bytes | None:
    """The file as tagged PDF; None where LibreOffice is not installed or does not read this kind.

    ``kind`` is the format as ``formats.format_of`` names it. Raises UnreadableDocument where the
    conversion fails or breaks a limit. Blocks for some seconds; safe to call from any thread.
    """
    limits = limits or OfficeLimits()
    program = libreoffice()
    if program is None or kind not in KINDS:
        return None
    with TemporaryDirectory(prefix="office-") as name:
        folder = Path(name)
        source = folder / f"document.{kind}"
        shutil.copyfile(path, source)
        _write_profile(folder / "profile")
        _run(_command(program, folder, source, KINDS[kind], limits), folder, limits.wall_seconds)
        made = folder / "out" / "document.pdf"
        if not made.is_file():
            raise UnreadableDocument(
                "LibreOffice cannot turn the file into PDF: it may be damaged. Save it as PDF."
            )
        return made.read_bytes()


def _command(
    program: str, folder: Path, source: Path, exporter: str, limits: OfficeLimits
) -> list[str]:
    # The shell sets the limits: doing so between fork and exec is not safe in a threaded program.
    memory = "" if sys.platform == "darwin" else f"ulimit -v {limits.memory // 1024}; "
    bounds = f"ulimit -c 0; {memory}ulimit -t {limits.cpu_seconds}; "
    bounds += f"ulimit -f {limits.file_bytes // 512}; "
    return [
        *_without_network(),
        *("/bin/sh", "-c", bounds + 'exec "$@"', "sh", program),
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        *("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nofirststartwizard"),
        *("--convert-to", _EXPORT.format(program=exporter), "--outdir", str(folder / "out")),
        str(source),
    ]


@cache
def _without_network() -> tuple[str, ...]:
    """What to put before a command so that it has no network (Linux with user namespaces), if it can."""
    program = shutil.which("unshare")
    if program is None:
        return ()
    command = (program, "--map-root-user", "--net")
    tried = subprocess.run([*command, "/bin/true"], capture_output=True, check=False)
    return command if tried.returncode == 0 else ()


def _write_profile(folder: Path) -> None:
    items = "\n".join(_ITEM.format(path=p, name=n, value=v) for p, n, v in _SETTINGS)
    (folder / "user").mkdir(parents=True)
    (folder / "user" / "registrymodifications.xcu").write_text(
        _PROFILE.format(items=items), encoding="utf-8"
    )


def _run(command: list[str], folder: Path, wall_seconds: float) -> None:
    """Run to the end or to the limit, and leave nothing of it running."""
    home = {"HOME": str(folder), "TMPDIR": str(folder), "SAL_USE_VCLPLUGIN": "svp"}
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env=kept | home,
        start_new_session=True,
    )
    try:
        process.wait(wall_seconds)
    except subprocess.TimeoutExpired as error:
        raise UnreadableDocument(
            "Turning the file into PDF takes too long. Save it as PDF and add that."
        ) from error
    finally:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)  # LibreOffice starts a second process
        process.wait()
