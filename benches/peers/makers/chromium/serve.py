"""Prints many pages with one browser a process, over the DevTools pipe."""

import base64
import json
import os
import shutil
import subprocess
import sys
import tempfile

from common import fork
from render import FLAGS


class Browser:
    """One headless browser, spoken to over two pipes; messages end in NUL."""

    def __init__(self):
        self.profile = tempfile.mkdtemp()
        to_read, self.to = os.pipe()
        self.back, back_write = os.pipe()
        shell = f'exec 3<&{to_read} 4>&{back_write}; exec "$@"'
        flags = [f for f in FLAGS if f != "--no-pdf-header-footer"]
        self.process = subprocess.Popen(
            ["bash", "-c", shell, "bash", *flags, f"--user-data-dir={self.profile}", "--remote-debugging-pipe"],
            pass_fds=[to_read, back_write], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(to_read)
        os.close(back_write)
        self.buffer, self.count, self.events = b"", 0, []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self.call("Page.enable", session=True)

    def call(self, method, session=False, **params):
        self.count += 1
        message = {"id": self.count, "method": method, "params": params}
        if session:
            message["sessionId"] = self.session
        os.write(self.to, json.dumps(message).encode() + b"\0")
        while True:
            answer = self.read()
            if answer.get("id") == self.count:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return answer["result"]
            self.events.append(answer.get("method"))

    def read(self):
        while b"\0" not in self.buffer:
            chunk = os.read(self.back, 1 << 20)
            if not chunk:
                raise RuntimeError("the browser is gone")
            self.buffer += chunk
        message, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(message)

    def print(self, url, out):
        self.events.clear()
        self.call("Page.navigate", session=True, url=url)
        while "Page.loadEventFired" not in self.events:
            self.events.append(self.read().get("method"))
        result = self.call("Page.printToPDF", session=True, preferCSSPageSize=True, printBackground=True,
                           generateTaggedPDF=True, generateDocumentOutline=False)
        out.write_bytes(base64.b64decode(result["data"]))

    def close(self):
        try:
            self.call("Browser.close")
        except RuntimeError:
            pass
        self.process.wait(timeout=20)
        shutil.rmtree(self.profile, ignore_errors=True)


def print_all(folder, stems, out, jobs):
    def work(share):
        browser = Browser()
        for stem in share:
            browser.print(f"file://{folder / f'{stem}.html'}", out / f"{stem}.pdf")
        browser.close()

    fork(jobs, work, stems)
