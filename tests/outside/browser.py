"""A headless Chromium, spoken to over two pipes (DevTools protocol).

No driver and no package of Python: messages are JSON and end in NUL.
"""

import json
import os
import select
import shutil
import subprocess
import tempfile
import time

from common import stop

# It is only ever shown our own files. Nothing of its own may go to the network.
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-dev-shm-usage",
         "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-extensions",
         "--remote-debugging-pipe"]
# Seconds within which it answers, or something is wrong.
PATIENCE = 60


class Browser:
    """One browser with one page. What the page does unasked is kept in `events`."""

    def __init__(self):
        program = shutil.which("chromium")
        if program is None:
            stop("`chromium` is missing; install it with tests/outside/install")
        self.profile = tempfile.mkdtemp()
        there, self.to = os.pipe()
        self.back, here = os.pipe()
        shell = f'exec 3<&{there} 4>&{here}; exec "$@"'
        self.process = subprocess.Popen(
            ["bash", "-c", shell, "bash", program, *FLAGS, f"--user-data-dir={self.profile}"],
            pass_fds=[there, here], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(there)
        os.close(here)
        self.buffer, self.count, self.events, self.session = b"", 0, [], None
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Network", "Runtime", "Log"):
            self.call(f"{domain}.enable")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        try:
            self.session = None
            self.call("Browser.close")
        except (RuntimeError, OSError):
            pass
        self.process.wait(timeout=20)
        shutil.rmtree(self.profile, ignore_errors=True)

    def call(self, method, **params):
        """Asks for something and waits for the answer."""
        self.count += 1
        message = {"id": self.count, "method": method, "params": params}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.to, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._read()
            if answer.get("id") == self.count:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return answer["result"]
            self.events.append(answer)

    def _read(self):
        end = time.monotonic() + PATIENCE
        while b"\0" not in self.buffer:
            ready, _, _ = select.select([self.back], [], [], max(0, end - time.monotonic()))
            chunk = os.read(self.back, 1 << 20) if ready else b""
            if not chunk:
                raise RuntimeError("the browser does not answer")
            self.buffer += chunk
        message, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(message)

    def open(self, url):
        """Shows a page and waits until it is loaded."""
        self.events.clear()
        self.call("Page.navigate", url=url)
        while not self.told("Page.loadEventFired"):
            self.events.append(self._read())

    def told(self, *methods):
        """What the page did of some kinds: the parameters of its events."""
        return [e["params"] for e in self.events if e.get("method") in methods]

    def js(self, expression):
        """The value of an expression on the page; promises are waited for."""
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(f"{expression[:100]}: {answer['exceptionDetails']}")
        return answer["result"].get("value")

    def key(self, name, code, text=""):
        """Presses a key."""
        key = {"key": name, "code": name, "windowsVirtualKeyCode": code}
        self.call("Input.dispatchKeyEvent", type="keyDown" if text else "rawKeyDown", text=text, **key)
        self.call("Input.dispatchKeyEvent", type="keyUp", **key)

    def size(self, width, height, scheme="light"):
        """The window, as a phone or a screen has it, and the colours it prefers."""
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 700)
        self.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
