"""Debian's Chromium without a window, driven over a pipe (the DevTools protocol), so that tests see what readers see.

What goes wrong on a page is gathered while it is open: errors of scripts and of the content policy, requests that fail
or that leave the site, dialogs.
"""

import base64
import json
import os
import select
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from fcntl import F_DUPFD, fcntl
from pathlib import Path
from typing import Any

from tests.export.site.programs import program

PATIENCE = 30.0  # seconds for one answer; a page takes 0.1
_LEFT = "target navigated"
_END = b"\0"
_FLAGS = (
    *(
        "--headless=new",
        "--remote-debugging-pipe",
        "--no-sandbox",
        "--disable-gpu",
        "--hide-scrollbars",
        "--mute-audio",
    ),
    *("--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-default-apps"),
    *("--disable-sync", "--disable-extensions", "--disable-dev-shm-usage", "--force-device-scale-factor=1"),
    *("--lang=en", "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1", "about:blank"),
)
_KEYS = {"Enter": 13, "Tab": 9, "Escape": 27, "ArrowDown": 40, "ArrowUp": 38}
Message = dict[str, Any]


class Chromium:
    """A running browser with one page."""

    def __init__(self, commands: int, answers: int) -> None:
        self._commands, self._answers = commands, answers
        self._rest, self._number, self._session = b"", 0, ""
        self.problems: list[str] = []
        self.requests: list[str] = []
        self.dialogs: list[str] = []
        self._loaded = 0

    def start(self) -> None:
        """Attach to a fresh page and listen to what it does."""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = str(self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"])
        for domain in ("Page", "Runtime", "Log", "Network", "DOM", "Accessibility"):
            self.call(f"{domain}.enable")

    def call(self, method: str, **parameters: object) -> Message:
        """Send a command and return its result."""
        self._number += 1
        message: Message = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._commands, json.dumps(message).encode() + _END)
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            answer = self._read(end)
            if answer.get("id") == message["id"]:
                if "error" in answer and _LEFT in answer["error"]["message"]:  # a page that leads on: ask the next
                    return self.call(method, **parameters)
                assert "error" not in answer, f"{method}: {answer['error']}"
                return dict(answer["result"])
        raise AssertionError(f"the browser does not answer to {method}")

    def open(self, url: str, width: int = 1280, height: int = 900) -> None:
        """Open a page and wait until it is loaded; what went wrong before is forgotten."""
        self.problems, self.requests, self.dialogs = [], [], []
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        before = self._loaded
        failed = self.call("Page.navigate", url=url).get("errorText")
        assert not failed, f"{url}: {failed}"
        self.wait_loaded(before)

    def wait_loaded(self, before: int) -> None:
        """Wait until one more page is loaded than before."""
        end = time.monotonic() + PATIENCE
        while self._loaded <= before:
            self._read(end)
        self.evaluate("1")  # what the page sent before is read

    @property
    def loaded(self) -> int:
        """How many pages were loaded."""
        return self._loaded

    def evaluate(self, script: str) -> Any:
        """Return the value of an expression on the page."""
        answer = self.call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def press(self, key: str, modifiers: int = 0) -> None:
        """Press and release a key that is no letter; a modifier of 8 is the shift key."""
        named: dict[str, object] = {
            "key": key,
            "code": key,
            "windowsVirtualKeyCode": _KEYS[key],
            "modifiers": modifiers,
        }
        text = {"text": "\r"} if key == "Enter" else {}
        self.call("Input.dispatchKeyEvent", type="keyDown", **named, **text)
        self.call("Input.dispatchKeyEvent", type="keyUp", **named)

    def type(self, text: str) -> None:
        """Type letters, one by one."""
        for letter in text:
            self.call("Input.dispatchKeyEvent", type="keyDown", key=letter, text=letter)
            self.call("Input.dispatchKeyEvent", type="keyUp", key=letter)

    def wait_until(self, script: str) -> Any:
        """Wait until an expression is true, and return its value."""
        end = time.monotonic() + PATIENCE / 3
        while time.monotonic() < end:
            if value := self.evaluate(script):
                return value
            time.sleep(0.02)
        raise AssertionError(f"did not become true: {script}")

    def screenshot(self, path: Path) -> None:
        """Write a picture of the whole page."""
        size = self.call("Page.getLayoutMetrics")["cssContentSize"]
        clip = {"x": 0, "y": 0, "width": size["width"], "height": min(size["height"], 8000), "scale": 1}
        data = self.call("Page.captureScreenshot", format="png", captureBeyondViewport=True, clip=clip)["data"]
        path.write_bytes(base64.b64decode(data))

    def _read(self, end: float) -> Message:
        """Read one message, and take note of what it tells of the page."""
        while _END not in self._rest:
            ready, _, _ = select.select([self._answers], [], [], max(0.0, end - time.monotonic()))
            assert ready, "the browser is silent"
            data = os.read(self._answers, 1 << 16)
            assert data, "the browser has ended"
            self._rest += data
        text, _, self._rest = self._rest.partition(_END)
        message: Message = json.loads(text)
        if "method" in message and message.get("sessionId") == self._session:
            self._note(message["method"], message["params"])
        return message

    def _note(self, method: str, told: Mapping[str, Any]) -> None:
        match method:
            case "Page.loadEventFired":
                self._loaded += 1
            case "Runtime.exceptionThrown":
                self.problems.append(f"exception: {told['exceptionDetails']}")
            case "Runtime.consoleAPICalled":
                self.problems.append(f"console.{told['type']}: {told['args']}")
            case "Log.entryAdded":
                entry = told["entry"]
                self.problems.append(f"{entry['source']}: {entry['text']} {entry.get('url', '')}")
            case "Network.requestWillBeSent":
                self.requests.append(told["request"]["url"])
            case "Network.loadingFailed":
                self.problems.append(f"not loaded: {told['errorText']} {told.get('blockedReason', '')}")
            case "Page.javascriptDialogOpening":
                self.dialogs.append(told["message"])
                self._answer_dialog()

    def _answer_dialog(self) -> None:
        self._number += 1
        message = {"id": self._number, "method": "Page.handleJavaScriptDialog", "params": {"accept": False}}
        os.write(self._commands, json.dumps({**message, "sessionId": self._session}).encode() + _END)


def _pipe() -> tuple[int, int]:
    """Return the ends of a pipe, numbered so high that 3 and 4 stay free for the browser's."""
    ends = os.pipe()
    high = [fcntl(end, F_DUPFD, 10) for end in ends]
    for end in ends:
        os.close(end)
    return high[0], high[1]


@contextmanager
def chromium(*flags: str) -> Iterator[Chromium]:
    """Run a browser with a profile of its own, and end it."""
    binary = program("chromium", "chromium-browser", "google-chrome")
    command_out, command_in = _pipe()
    answer_out, answer_in = _pipe()
    # Chromium reads commands from 3 and writes answers to 4.
    connect = f"import os, sys; os.dup2({command_out}, 3); os.dup2({answer_in}, 4); os.execv(sys.argv[1], sys.argv[1:])"
    with tempfile.TemporaryDirectory(prefix="kg-chromium-", ignore_cleanup_errors=True) as profile:
        command = [binary, *_FLAGS[:-1], f"--user-data-dir={profile}", *flags, _FLAGS[-1]]
        quiet = subprocess.DEVNULL
        connected = [sys.executable, "-c", connect, *command]
        kept = (command_out, answer_in)
        with subprocess.Popen(connected, pass_fds=kept, stdout=quiet, stderr=quiet) as process:
            os.close(command_out)
            os.close(answer_in)
            browser = Chromium(command_in, answer_out)
            try:
                browser.start()
                yield browser
            finally:
                process.terminate()
                process.wait(PATIENCE)
                os.close(command_in)
                os.close(answer_out)
