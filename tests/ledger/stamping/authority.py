"""A real time stamping authority, made with openssl: on loopback, and as bad as a test wants it."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

CONFIG = """
[tsa]
serial = serial
digests = sha256, sha512
signer_digest = sha256
default_policy = 1.2.3.4.1
other_policies = 1.2.3.4.2
accuracy = secs:1
tsa_name = yes
ess_cert_id_alg = sha256
[root]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
[stamps]
basicConstraints = CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
[serves]
basicConstraints = CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, serverAuth
[req]
distinguished_name = name
[name]
"""

Answering = Callable[[bytes], bytes]


@dataclass
class Authority:
    """A root, an intermediate and the certificate that stamps, in a folder of the test."""

    folder: Path
    answering: list[Answering] = field(default_factory=list)
    asked: list[bytes] = field(default_factory=list)
    url: str = ""

    @property
    def roots(self) -> bytes:
        """Whom to believe, in PEM."""
        return (self.folder / "root.pem").read_bytes()

    def reply(self, request: bytes) -> bytes:
        """What `openssl ts` answers."""
        (self.folder / "request.tsq").write_bytes(request)
        openssl(
            self.folder,
            *("ts", "-reply", "-config", "ca.cnf", "-section", "tsa", "-queryfile", "request.tsq"),
            *("-signer", "tsa.pem", "-inkey", "tsa.key", "-chain", "chain.pem"),
            *("-out", "reply.tsr"),
        )
        return (self.folder / "reply.tsr").read_bytes()

    def answer(self, request: bytes) -> bytes:
        """The next answer: as it was told to give it, else an honest one."""
        self.asked.append(request)
        return self.answering.pop(0)(request) if self.answering else self.reply(request)

    def post(self, _: str, request: bytes) -> bytes:
        """As a transport that leads here."""
        return self.answer(request)


def openssl(folder: Path, *arguments: str) -> str:
    """Run it there; gives what it says."""
    done = subprocess.run(
        ["openssl", *arguments], cwd=folder, capture_output=True, text=True, check=True
    )
    return done.stdout + done.stderr


def an_authority(folder: Path, *, ends: str = "", extension: str = "stamps") -> Authority:
    """An authority; `ends` lets the certificate that stamps end then (`YYYYMMDDHHMMSSZ`)."""
    folder.mkdir(parents=True)
    (folder / "ca.cnf").write_text(CONFIG)
    (folder / "serial").write_text("01\n")
    for name in ("root", "middle", "tsa"):
        openssl(
            folder, "ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", f"{name}.key"
        )
        openssl(
            folder,
            *("req", "-new", "-config", "ca.cnf", "-key", f"{name}.key", "-subj", f"/CN=A {name}"),
            *("-out", f"{name}.csr"),
        )
    by = "-x509", "-config", "ca.cnf", "-extensions", "root", "-days", "3650"
    openssl(
        folder,
        *("req", *by, "-key", "root.key", "-subj", "/CN=A root", "-out", "root.pem"),
    )
    _certify(folder, "middle", "root", "root")
    _certify(folder, "tsa", "middle", extension, ends)
    (folder / "chain.pem").write_bytes((folder / "middle.pem").read_bytes())
    return Authority(folder)


def _certify(folder: Path, name: str, by: str, extension: str, ends: str = "") -> None:
    # `openssl x509` cannot let a certificate end in the past; `ca` can.
    work = folder / f"ca-{name}"
    work.mkdir()
    (work / "index.txt").touch()
    (work / "ca.cnf").write_text(
        f"[ca]\ndefault_ca = c\n[c]\ndatabase = {work}/index.txt\nnew_certs_dir = {work}\n"
        "default_md = sha256\npolicy = p\nrand_serial = yes\n[p]\ncommonName = supplied\n"
    )
    period = ["-startdate", "20200101000000Z", "-enddate", ends] if ends else ["-days", "3650"]
    openssl(
        folder,
        *("ca", "-batch", "-notext", "-config", str(work / "ca.cnf"), "-extfile", "ca.cnf"),
        *("-extensions", extension, "-cert", f"{by}.pem", "-keyfile", f"{by}.key"),
        *("-in", f"{name}.csr", "-out", f"{name}.pem", *period),
    )


@contextmanager
def served(authority: Authority) -> Iterator[Authority]:
    """The authority behind HTTP, on loopback."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            answer = authority.answer(body)
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            """Nothing is printed."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    authority.url = f"http://127.0.0.1:{server.server_port}/stamp"
    try:
        yield authority
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
