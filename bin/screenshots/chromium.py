"""Headless Chromium, told what to do over a pair of pipes.

Its protocol (https://chromedevtools.github.io/devtools-protocol/) usually goes through a
WebSocket, for which a client would have to be locked; with --remote-debugging-pipe the same
messages pass as JSON, each ended by a zero byte, and the standard library is enough. Nor does any
port stand open that another program could use to drive the browser.
"""

import base64
import json
import os
import select
import subprocess
import time
from typing import Any, Self

WIDTH, HEIGHT = 1200, 800
TALLEST = 1500  # pixels of a picture; what is below is not what it is about
PATIENCE = 30  # seconds for one answer
FLAGS = (
    "--headless=new",
    "--remote-debugging-pipe",
    "--no-first-run",
    "--disable-gpu",
    "--disable-extensions",
    "--hide-scrollbars",
    "--force-device-scale-factor=1",
    "--font-render-hinting=none",
)
# A shell puts the pipes where Chromium looks for them: it reads from 3 and writes to 4.
IN_PLACE = 'exec 3<&"$1" 4>&"$2"; shift 2; exec "$@"'


class Chromium:
    """One browser with one page."""

    def __init__(self, program: str, profile: str) -> None:
        theirs, self._to = os.pipe()
        self._from, answers = os.pipe()
        as_root = ["--no-sandbox"] if os.geteuid() == 0 else []  # Chromium refuses it otherwise
        command = [program, *FLAGS, *as_root, f"--user-data-dir={profile}", "about:blank"]
        self._process = subprocess.Popen(
            ["bash", "-c", IN_PLACE, "-", str(theirs), str(answers), *command],
            pass_fds=(theirs, answers),
            stderr=subprocess.DEVNULL,
        )
        os.close(theirs)
        os.close(answers)
        self._rest, self._number, self._page = b"", 0, ""
        self._happened: list[str] = []

    def __enter__(self) -> Self:
        """Open the page."""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        session = self.call("Target.attachToTarget", targetId=target, flatten=True)
        self._page = session["sessionId"]
        self.call("Page.enable")
        self.call("Network.enable")
        self._resize(HEIGHT)
        return self

    def __exit__(self, *_error: object) -> None:
        """Close the browser, and wait until it has gone."""
        self._page = ""
        self.call("Browser.close")
        self._process.wait(PATIENCE)

    def call(self, method: str, **given: Any) -> Any:
        """Ask for something and return the answer; RuntimeError where the browser refuses."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": given}
        message |= {"sessionId": self._page} if self._page else {}
        os.write(self._to, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == self._number:
                break
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['error']}")
        return answer["result"]

    def read(self, script: str) -> Any:
        """What an expression in the page is worth; RuntimeError where it fails."""
        answer = self.call("Runtime.evaluate", expression=script, returnByValue=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(f"{script}: {answer['exceptionDetails']}")
        return answer["result"].get("value")

    def go(self, url: str) -> None:
        """Open an address and wait until it is there."""
        self._happened.clear()
        self.call("Page.navigate", url=url)
        self._await("Page.loadEventFired")

    def press(self, script: str) -> None:
        """Do something in the page that leads to another, and wait until that is there."""
        self._happened.clear()
        self.read(script)
        self._await("Page.loadEventFired")

    def picture(self) -> bytes:
        """The page as PNG, from its top as far as it reaches."""
        tall = self.read("document.documentElement.scrollHeight")
        self._resize(min(TALLEST, max(HEIGHT // 2, tall)))
        shot = self.call("Page.captureScreenshot", format="png")
        self._resize(HEIGHT)
        return base64.b64decode(shot["data"])

    def _resize(self, height: int) -> None:
        size: dict[str, Any] = {"width": WIDTH, "height": height, "deviceScaleFactor": 1}
        self.call("Emulation.setDeviceMetricsOverride", mobile=False, **size)

    def _await(self, event: str) -> None:
        while event not in self._happened:
            self._next()

    def _next(self) -> dict[str, Any]:
        """The next message; what happened is noted by its name."""
        deadline = time.monotonic() + PATIENCE
        while b"\0" not in self._rest:
            ready, _, _ = select.select([self._from], [], [], deadline - time.monotonic())
            piece = os.read(self._from, 1 << 16) if ready else b""
            if not piece:
                raise RuntimeError("Chromium says nothing any more.")
            self._rest += piece
        text, _, self._rest = self._rest.partition(b"\0")
        message: dict[str, Any] = json.loads(text)
        if "method" in message:
            self._happened.append(message["method"])
        return message
