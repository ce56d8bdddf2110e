"""What docs/deploy/ starts: the units, the compose file and nginx say the same, and name what is there."""

from __future__ import annotations

import re
import shlex

from deployed import DEPLOY, ROOT, compose, service, unit

from assistant.settings import Settings

CHATS = ("chat-1", "chat-2")


def test_units_and_compose_file_start_the_same_commands_with_settings_that_there_are() -> None:
    chat, ingest = unit("assistant.service"), unit("assistant-ingest.service")
    for name in CHATS:
        assert service(name)[0] == chat[0]
        assert service(name)[1].keys() - {"PGPASSWORD"} == chat[1].keys()
    assert [word for word in service("ingest")[0] if word != "--watch"] == ingest[0]
    for _, environment in (chat, ingest, service("chat-1"), service("ingest")):
        named = {key.removeprefix("ASSISTANT_").lower() for key in environment}
        assert named - {"pgpassword"} <= set(Settings.model_fields)


def test_the_compose_file_has_two_chats_where_nginx_looks_for_them_each_with_its_own_indexes() -> (
    None
):
    found = compose()
    services = found["services"]
    places = {n: each["networks"]["assistant"]["ipv4_address"] for n, each in services.items()}
    conf = (DEPLOY / "nginx.conf").read_text("utf-8")
    assert re.findall(r"server ([\d.]+):7860", conf) == [places[name] for name in CHATS]
    assert {service(name)[1]["ASSISTANT_TRUSTED_PROXIES"] for name in CHATS} == {places["web"]}
    assert len(set(places.values())) == len(places)
    mounted = {name: _mounts(services[name]["volumes"]) for name in services}
    programs = (*CHATS, "ingest")
    own = {mounted[name]["/var/lib/assistant"] for name in programs}
    assert len(own) == 3
    assert {mounted[name]["/srv/assistant/library"] for name in programs} == {"library"}
    volumes = {each for mounts in mounted.values() for each in mounts.values() if "/" not in each}
    assert volumes == set(found["volumes"])
    assert (
        "127.0.0.1" in services["ledger"]["healthcheck"]["test"]
    )  # it answers there once it is made
    for path in re.findall(r"ssl_certificate\w* (\S+);", conf):
        assert path in mounted["web"]


def _mounts(volumes: list[str]) -> dict[str, str]:
    return {there: here for here, there, *_ in (each.split(":") for each in volumes)}


def test_the_image_is_made_of_what_is_there_and_runs_as_nobody_special() -> None:
    lines = (DEPLOY / "Dockerfile").read_text("utf-8").splitlines()
    told = [line.split(" ", 1) for line in lines if line and line[0].isupper()]
    copied = [word for key, value in told if key == "COPY" for word in shlex.split(value)[:-1]]
    assert {"assistant", "constraints.txt", "pyproject.toml"} <= set(copied)
    assert all((ROOT / name).exists() for name in copied)
    assert [value for key, value in told if key == "USER"] == ["assistant"]
    (base,) = (value for key, value in told if key == "FROM")
    assert base.endswith("-slim")
    (command,) = (value for key, value in told if key == "CMD")
    assert service("chat-1")[0][3:] == re.findall(r'"([^"]+)"', command)[1:]
