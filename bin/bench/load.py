"""Load on one address: by wrk where it is found, else by a small client of our own."""

import json
import os
import re
import shutil
import statistics
import subprocess
import tempfile
import threading
import time
from dataclasses import dataclass, replace
from http.client import HTTPConnection

from bench.processes import processor_seconds
from bench.world import NUMBER, Ask

UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}


@dataclass(frozen=True, slots=True)
class Figures:
    """Requests a second, milliseconds until half and 99 % were answered, and of the processor."""

    rate: float
    p50: float
    p99: float
    processor: float = 0


@dataclass(frozen=True, slots=True)
class Target:
    """A server: its port, its first process, and the token sent to it (none to the bare one)."""

    port: int
    leader: int
    token: str = ""

    @property
    def headers(self) -> dict[str, str]:
        """What every request carries."""
        said = {"Accept-Language": "sv", "Content-Type": "application/json"}
        return said | ({"X-Session-Token": self.token} if self.token else {})


def find_wrk() -> str | None:
    """The path of wrk, installed from Debian where that is possible; None without it."""
    if not shutil.which("wrk") and shutil.which("apt-get") and os.geteuid() == 0:
        install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "wrk"]
        subprocess.run(install, check=False, capture_output=True)
    return shutil.which("wrk")


def load(target: Target, ask: Ask, connections: int, seconds: int) -> Figures:
    """Ask for so long over so many connections; RuntimeError when an answer was a refusal."""
    before = processor_seconds(target.leader)
    figures = (by_wrk if find_wrk() else by_threads)(target, ask, connections, seconds)
    used = processor_seconds(target.leader) - before
    return replace(figures, processor=1000 * used / (figures.rate * seconds))


def by_wrk(target: Target, ask: Ask, connections: int, seconds: int) -> Figures:
    """The figures wrk reports; bodies are sent by a Lua script made for the purpose."""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(lua_of(ask))
        script.flush()
        command = [
            "wrk",
            "-t1",
            f"-c{connections}",
            f"-d{seconds}s",
            "--timeout",
            "30s",
            "--latency",
        ]
        for name, value in target.headers.items():
            command += ["-H", f"{name}: {value}"]
        address = f"http://127.0.0.1:{target.port}{ask.path}"
        command += ["-s", script.name, address]
        answer = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return read_wrk(answer)


def lua_of(ask: Ask) -> str:
    """What wrk runs: nothing for a GET, else a body with a number that was never used before."""
    if not ask.body:
        return ""
    before, after = (json.dumps(part) for part in ask.body.split(NUMBER))
    return f"""
wrk.method = "POST"
local number = 0
request = function()
  number = number + 1
  return wrk.format(nil, nil, nil, {before} .. "{time.time_ns()}" .. number .. {after})
end
"""


def read_wrk(said: str) -> Figures:
    """The figures in wrk's words."""
    refused = re.search(r"Non-2xx or 3xx responses: (\d+)|Socket errors: .*", said)
    if refused:
        raise RuntimeError(refused[0])
    rate = re.search(r"Requests/sec:\s+([\d.]+)", said)
    times = dict(re.findall(r"^\s+(50|99)%\s+([\d.]+[a-z]+) *$", said, re.MULTILINE))
    if rate is None or len(times) < 2 or not float(rate[1]):
        raise RuntimeError("nothing was answered in time; measure for longer (--seconds)")
    return Figures(float(rate[1]), *(milliseconds(times[part]) for part in ("50", "99")))


def milliseconds(text: str) -> float:
    """`1.5ms`, `800us` or `2s` as a number."""
    number, unit = re.fullmatch(r"([\d.]+)([a-z]+)", text).groups()  # type: ignore[union-attr]
    return float(number) * UNITS[unit]


def by_threads(target: Target, ask: Ask, connections: int, seconds: int) -> Figures:
    """The same by Python threads, which take part of the machine themselves."""
    taken: list[float] = []
    end = time.perf_counter() + seconds
    threads = [
        threading.Thread(target=_ask_until, args=(end, target, ask, taken))
        for _ in range(connections)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if any(one < 0 for one in taken):
        raise RuntimeError("an answer was a refusal")
    parts = statistics.quantiles(taken, n=100)
    return Figures(len(taken) / seconds, parts[49] * 1000, parts[98] * 1000)


def _ask_until(end: float, target: Target, ask: Ask, taken: list[float]) -> None:
    line = HTTPConnection("127.0.0.1", target.port)
    method = "POST" if ask.body else "GET"
    while (began := time.perf_counter()) < end:
        line.request(method, ask.path, ask.saying(time.time_ns()) or None, target.headers)
        answer = line.getresponse()
        answer.read()
        taken.append(time.perf_counter() - began if answer.status < 400 else -1.0)
    line.close()
