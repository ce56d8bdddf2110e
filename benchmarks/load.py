"""Many people ask one process over HTTP, as the chat in their browsers does: how long they wait, who is refused.

    python benchmarks/load.py --library DIR/sample [--people 50,100,200,400] [--minutes 10] [--json OUT.json]

Each number of people has a process of its own (`assistant serve` on the loopback address), asked a few questions
before the clock runs. A person asks, reads the answer for some ten seconds (`--pause`), and asks on in the same
conversation; after some questions they begin another. "First words" are the first piece of the answer itself, not
that the question came in. Everything goes through Gradio's own queue: its places are those that people see.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import time
import uuid
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import numpy as np
from serving import served, used_by

QUESTIONS = Path(__file__).parents[1] / "tests" / "data" / "sample_questions.jsonl"
PATIENCE = 120.0  # seconds; then a person has gone away
IN_ONE = 4  # questions of a conversation
WARM = 3  # questions before the clock runs


@dataclass
class Seen:
    """What all people together met; seconds and places."""

    asked: int = 0
    first: list[float] = field(default_factory=list)
    whole: list[float] = field(default_factory=list)
    places: list[int] = field(default_factory=list)  # in the queue, of those that had to wait
    failed: Counter[str] = field(default_factory=Counter)
    memory: list[int] = field(default_factory=list)  # MB, at the start and after each minute


class Refused(Exception):
    """The queue is full, or the program says that too many ask."""


@dataclass(frozen=True, slots=True)
class Chat:
    """The numbers that Gradio has given to what the page does: they are in its configuration."""

    begin: int
    answer: int
    finish: int

    @classmethod
    async def of(cls, client: httpx.AsyncClient) -> Chat:
        found = (await client.get("/config")).raise_for_status().json()
        (button,) = (
            c["id"] for c in found["components"] if c["props"].get("elem_id") == "question"
        )
        steps = found["dependencies"]
        begin = next(d["id"] for d in steps if [button, "submit"] in d["targets"])
        answer = next(d["id"] for d in steps if d.get("trigger_after") == begin)
        finish = next(d["id"] for d in steps if d.get("trigger_after") == answer)
        return cls(begin, answer, finish)


class Person:
    """One page in one browser."""

    def __init__(self, client: httpx.AsyncClient, chat: Chat, seen: Seen) -> None:
        self._client, self._chat, self._seen = client, chat, seen
        self.start_anew()

    def start_anew(self) -> None:
        self._session, self._kept = uuid.uuid4().hex[:10], []

    async def ask(self, question: str) -> None:
        seen, began = self._seen, time.monotonic()
        seen.asked += 1
        try:
            async with asyncio.timeout(PATIENCE):
                first = await self._answered(question, began)
        except Refused:
            seen.failed["refused"] += 1
        except TimeoutError:
            seen.failed[f"no answer within {PATIENCE:.0f} s"] += 1
        except (httpx.HTTPError, RuntimeError) as error:
            seen.failed[f"{type(error).__name__}: {str(error)[:80]}"] += 1
        else:
            seen.first.append(first)
            seen.whole.append(time.monotonic() - began)
            return
        self.start_anew()  # as people do who are told that something went wrong

    async def _answered(self, question: str, began: float) -> float:
        """Seconds to the first words."""
        await self._do("/gradio_api/run/predict", self._chat.begin, [question, None, self._kept])
        asked = [None, self._kept, [], 0, 0, ["nl", "en"]]
        await self._do("/gradio_api/queue/join", self._chat.answer, asked)
        first, place = None, 0
        async for told in self._events():
            if told["msg"] == "estimation" and told["rank"] and not place:
                place = told["rank"]  # the first that they are told; it is told again as it falls
                self._seen.places.append(place)
            if told["msg"] == "process_generating" and first is None:
                first = time.monotonic() - began
            if told["msg"] == "queue_full":
                raise Refused
            if told["msg"] == "process_completed":
                if not told["success"]:
                    raise RuntimeError(str(told["output"].get("error")))
                kept = told["output"]["data"][2]
                if not isinstance(kept, list):
                    raise RuntimeError("a question that was forgotten")
                self._kept = kept
                break
        await self._do("/gradio_api/run/predict", self._chat.finish, [None, self._kept])
        if first is None:
            raise RuntimeError("an answer without words")
        return first

    async def _do(self, path: str, step: int, data: list[Any]) -> None:
        sent = {"data": data, "fn_index": step, "session_hash": self._session}
        got = await self._client.post(path, json=sent)
        if got.status_code in (429, 503):
            raise Refused
        got.raise_for_status()

    async def _events(self) -> AsyncIterator[dict[str, Any]]:
        told = self._client.stream(
            "GET", "/gradio_api/queue/data", params={"session_hash": self._session}
        )
        async with told as stream:
            async for line in stream.aiter_lines():
                if line.startswith("data:"):
                    yield json.loads(line[5:])


async def come_and_ask(
    person: Person, questions: list[str], until: float, pause: float, number: int
) -> None:
    chance = random.Random(number)  # the same people every time
    await asyncio.sleep(chance.random() * pause)
    asked = 0
    while time.monotonic() < until:
        if asked % IN_ONE == 0:
            person.start_anew()
        await person.ask(chance.choice(questions))
        asked += 1
        await asyncio.sleep(pause * (0.5 + chance.random()))


async def watch_memory(seen: Seen, process: int, until: float) -> None:
    seen.memory.append(round(used_by(process)))
    while (left := until - time.monotonic()) > 0:
        await asyncio.sleep(min(60.0, left))
        seen.memory.append(round(used_by(process)))


async def at_work(
    url: str, process: int, people: int, questions: list[str], minutes: float, pause: float
) -> Seen:
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=people)
    async with httpx.AsyncClient(base_url=url, limits=limits, timeout=PATIENCE) as client:
        chat = await Chat.of(client)
        warming = Person(client, chat, Seen())
        for question in questions[:WARM]:
            await warming.ask(question)
        seen, until = Seen(), time.monotonic() + minutes * 60
        await asyncio.gather(
            watch_memory(seen, process, until),
            *(
                come_and_ask(Person(client, chat, seen), questions, until, pause, n)
                for n in range(people)
            ),
        )
    return seen


def figures(seen: Seen, people: int, minutes: float) -> dict[str, Any]:
    return {
        "people": people,
        "minutes": minutes,
        "asked": seen.asked,
        "answered": len(seen.whole),
        "first words, s (p50, p95)": _spread(seen.first),
        "whole answer, s (p50, p95)": _spread(seen.whole),
        "had a place in the queue": len(seen.places),
        "farthest place": max(seen.places, default=0),
        "failed": dict(seen.failed),
        "memory, MB, by minute": seen.memory,
    }


def _spread(seconds: list[float]) -> list[float]:
    return [round(float(v), 2) for v in np.percentile(seconds, [50, 95])] if seconds else []


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--library", type=Path, required=True)
    parser.add_argument("--people", default="50,100,200,400")
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--pause", type=float, default=10, help="seconds between questions")
    parser.add_argument("--questions", type=Path, default=QUESTIONS, help="JSON lines: question")
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    lines = given.questions.read_text("utf-8").splitlines()
    questions = [json.loads(line)["question"] for line in lines if line.strip()]
    found = []
    for people in map(int, given.people.split(",")):
        process, url = served(given.library)
        try:
            seen = asyncio.run(
                at_work(url, process.pid, people, questions, given.minutes, given.pause)
            )
        finally:
            process.terminate()
            process.wait()
        found.append(figures(seen, people, given.minutes))
        print(json.dumps(found[-1], ensure_ascii=False), flush=True)
        if given.json:
            given.json.write_text(json.dumps(found, indent=1, ensure_ascii=False))


if __name__ == "__main__":
    main()
