"""An object store for the tests: moto's server, which checks every signature, on a free port of this machine.

It lies in an environment of its own (``.ci/run`` makes it): what moto needs and what Chroma needs exclude each
other. ``ASSISTANT_MOTO`` names its program where that is not in the path."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import time

import httpx

BUCKET = "reports"
# What may be done without a signature: the acts of ``_open``. From then on each is checked.
_FREE = {"INITIAL_NO_AUTH_ACTION_COUNT": "4"}
_POLICY = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}],
}
_AS_IAM = "AWS4-HMAC-SHA256 Credential=x/20200101/us-east-1/iam/aws4_request, SignedHeaders=host, Signature=0"


def program() -> str | None:
    return shutil.which(os.environ.get("ASSISTANT_MOTO") or "moto_server")


class ObjectStore:
    """A server with one bucket. What it held is gone when it is stopped, and its place with it."""

    def __init__(self, program: str) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        self._process = subprocess.Popen(
            [program, "-H", "127.0.0.1", "-p", str(port)],
            env=os.environ | _FREE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._await()
        self._open()

    def variables(self) -> dict[str, str]:
        """What a program's environment needs to reach it."""
        return {
            "AWS_ENDPOINT_URL": self.url,
            "AWS_REGION": "us-east-1",
            "AWS_ACCESS_KEY_ID": self._key,
            "AWS_SECRET_ACCESS_KEY": self._secret,
        }

    def stop(self) -> None:
        self._process.kill()
        self._process.wait()

    def _await(self) -> None:
        deadline = time.monotonic() + 60
        while True:
            try:
                httpx.get(self.url + "/moto-api/data.json")
                return
            except httpx.TransportError:
                assert self._process.poll() is None, "moto's server ended"
                assert time.monotonic() < deadline, "moto's server does not answer"
                time.sleep(0.1)

    def _open(self) -> None:
        self._ask(Action="CreateUser", UserName="assistant")
        made = self._ask(Action="CreateAccessKey", UserName="assistant")
        self._key, self._secret = re.findall(r"<(?:AccessKeyId|SecretAccessKey)>([^<]+)<", made)
        policy = json.dumps(_POLICY)
        self._ask(
            Action="PutUserPolicy", UserName="assistant", PolicyName="all", PolicyDocument=policy
        )
        assert httpx.put(f"{self.url}/{BUCKET}").status_code == 200

    def _ask(self, **form: str) -> str:
        sent = {"Version": "2010-05-08", **form}
        got = httpx.post(self.url, data=sent, headers={"Authorization": _AS_IAM})
        assert got.status_code == 200, got.text
        return got.text
