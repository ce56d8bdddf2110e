"""Gradio's page as we serve it: in the reader's language, with our styles, and no foreign script.

Gradio sends one HTML page and adds what ``head=`` names only when its own script runs, which is
too late to choose a language and shows the page unstyled first. So we put it there ourselves.
"""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256

from assistant.texts import Texts
from assistant.web.rendering import render

_INLINE_SCRIPT = re.compile(r"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", re.DOTALL)
# Links to Gradio's own site and pictures, which mean nothing in an intranet.
_FOREIGN_META = re.compile(r'\s*<meta\s+(?:property|name)="(?:og|twitter):[^>]*>')


def dressed(html: str, texts: Texts) -> str:
    """Gradio's page with our head, our language, and without its advertisements of itself."""
    html = _FOREIGN_META.sub("", html)
    html = html.replace('lang="en"', f'lang="{texts.language}"', 1)
    html = html.replace("<head>", "<head>\n" + render("head.html"), 1)
    return html.replace("</body>", render("noscript.html", texts=texts) + "</body>", 1)


def script_hashes(html: str) -> str:
    """The page's own inline scripts as CSP sources: these run, and no other inline script does."""
    digests = (sha256(script.encode()).digest() for script in _INLINE_SCRIPT.findall(html))
    return " ".join(f"'sha256-{b64encode(digest).decode()}'" for digest in digests)
