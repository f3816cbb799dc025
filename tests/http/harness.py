# SPDX-License-Identifier: GPL-2.0-or-later
"""Starts zy-server on a port of the system's choice and speaks to it over raw sockets, since half of what is tested here no
HTTP library would send."""
import os, signal, socket, subprocess, tempfile, urllib.parse

SERVER, INDEXER, CORPUS = "", "", ""


def quote(text):
    return urllib.parse.quote(text, safe="")


def build(folder, *paths):
    db = os.path.join(folder, "db")
    subprocess.run([INDEXER, "--quiet", "--db", db, *paths], check=True, stdout=subprocess.DEVNULL)
    return db


class Answer:
    def __init__(self, raw):
        head, _, self.body = raw.partition(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")
        self.status = int(lines[0].split(" ")[1]) if raw else 0
        self.headers = {}
        for line in lines[1:]:
            name, _, value = line.partition(": ")
            self.headers[name.lower()] = value
        self.text = self.body.decode("utf8", "replace")


class Server:
    def __init__(self, db, *options):
        self.process = subprocess.Popen([SERVER, "--db", db, "--listen", "127.0.0.1:0", *options],
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        self.port = int(line.rsplit(":", 1)[1].strip(" /\n"))

    def open(self, timeout=20):
        return socket.create_connection(("127.0.0.1", self.port), timeout=timeout)

    def raw(self, data, timeout=20):
        """Sends bytes, reads to the end of the connection."""
        with self.open(timeout) as sock:
            sock.sendall(data)
            got = b""
            try:
                while True:
                    part = sock.recv(65536)
                    if not part:
                        break
                    got += part
            except (ConnectionResetError, socket.timeout):
                pass
        return Answer(got)

    def get(self, target, *headers, method="GET"):
        lines = [f"{method} {target} HTTP/1.1", "Host: x", "Connection: close", *headers]
        return self.raw(("\r\n".join(lines) + "\r\n\r\n").encode())

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(timeout=30)
        self.process.stdout.close()
        self.errors = self.process.stderr.read()
        self.process.stderr.close()
        return code


def folder():
    return tempfile.TemporaryDirectory(prefix="zy-http-")
