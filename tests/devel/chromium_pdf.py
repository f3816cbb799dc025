# SPDX-License-Identifier: GPL-2.0-or-later
"""Headless Chromium printing web pages to PDF, many in one process, over its debugging pipe.

In:  HTML text.  Out: the bytes of a PDF, and what a function of the page says about itself (does all fit?)."""
import base64
import json
import os
import shutil
import subprocess
import tempfile

FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update",
         "--disable-sync", "--disable-extensions", "--remote-debugging-pipe"]


def program():
    """Chromium's path, or None."""
    named = os.environ.get("ZY_CHROMIUM")
    return named or next((p for p in map(shutil.which, ("chromium", "chromium-browser", "google-chrome")) if p), None)


class Printer:
    """with Printer() as printer: bytes, said = printer.print(html, "fit()")"""

    def __enter__(self):
        self.home = tempfile.TemporaryDirectory(prefix="zy-print-", ignore_cleanup_errors=True)
        their_in, self.to = os.pipe()
        self.back, their_out = os.pipe()
        self.process = subprocess.Popen(["bash", "-c", f'exec "$@" 3<&{their_in} 4>&{their_out}', "print", program(), *FLAGS,
                                         f"--user-data-dir={self.home.name}"], pass_fds=(their_in, their_out),
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(their_in)
        os.close(their_out)
        self.rest, self.serial = b"", 0
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self.frame = self.ask("Page.getFrameTree")["frameTree"]["frame"]["id"]
        return self

    def __exit__(self, *_):
        try:
            self.session = None
            self.ask("Browser.close")
            self.process.wait(timeout=10)
        except (OSError, ValueError, subprocess.TimeoutExpired):
            self.process.kill()
            self.process.wait()
        os.close(self.to)
        os.close(self.back)
        self.home.cleanup()

    def receive(self):
        while b"\0" not in self.rest:
            piece = os.read(self.back, 1 << 20)
            if not piece:
                raise ValueError("Chromium is gone")
            self.rest += piece
        message, self.rest = self.rest.split(b"\0", 1)
        return json.loads(message)

    def ask(self, method, **parameters):
        self.serial += 1
        message = {"id": self.serial, "method": method, "params": parameters}
        if getattr(self, "session", None):
            message["sessionId"] = self.session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self.to, data):]
        while True:
            answer = self.receive()
            if answer.get("id") == self.serial:
                if "error" in answer:
                    raise ValueError(f"{method}: {answer['error']}")
                return answer["result"]

    def print(self, html, question=None):
        self.ask("Page.setDocumentContent", frameId=self.frame, html=html)
        said = None
        if question:
            answer = self.ask("Runtime.evaluate", expression=question, returnByValue=True, awaitPromise=True)
            said = answer["result"].get("value")
        data = self.ask("Page.printToPDF", printBackground=True, preferCSSPageSize=True, marginTop=0, marginBottom=0, marginLeft=0,
                        marginRight=0)["data"]
        return base64.b64decode(data), said
