"""The browser interface: a conversation, the source viewer, the documents.

Gradio is only imported when the application is made.
"""

import os

# Gradio looks up huggingface.co and api.gradio.app when it is imported, unless told not to. It is
# told here, before anything of this package can import it.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")

from assistant.web.app import create_app, run_server

__all__ = ["create_app", "run_server"]
