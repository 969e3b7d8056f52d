"""`duizhao fetch` against a server of our own."""

from __future__ import annotations

import hashlib
import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner

from duizhao.cli.fetch import fetch as command
from duizhao.documents import read
from duizhao.documents.fetch import address, fetch
from duizhao.errors import InputError
from duizhao.sentences import split

PAGE = (
    "<html><head><title>疏浚通知</title></head><body><div><a href='/'>首页</a></div><div id='zoom'>"
    "<p>三角洲的九条河流，应当在枯水期疏浚。</p><p>再种芦苇，以固堤岸。</p></div>"
    "<div>版权所有：三角洲水务局</div></body></html>"
)


class Server(ThreadingHTTPServer):
    daemon_threads = True
    asked: list[str]
    base: str


@pytest.fixture
def server() -> Iterator[Server]:
    class Handler(BaseHTTPRequestHandler):
        server: Server

        def do_GET(self) -> None:
            asked = self.server.asked
            asked.append(self.path)
            name = self.path.partition("?")[0]
            if name == "/page":
                self.send(PAGE.encode(), "text/html; charset=utf-8")
            elif name == "/gbk":
                self.send(PAGE.encode("gb18030"), "text/html; charset=GB2312")
            elif name == "/moved":
                self.answer(302, {"Location": "/page"})
            elif name == "/to-a-file":
                self.answer(302, {"Location": "file:///etc/hostname"})
            elif name == "/round":
                self.answer(302, {"Location": "/round"})
            elif name == "/busy":
                if asked.count("/busy") < 3:
                    self.answer(503, {"Retry-After": "7"})
                else:
                    self.send(PAGE.encode(), "text/html")
            elif name == "/broken":
                self.send_response(200)
                self.send_header("Content-Length", "5000")
                self.end_headers()
                self.wfile.write(b"too little")
            elif name == "/announced":
                self.answer(200, {"Content-Length": "99000000"})
            elif name == "/endless":
                self.send_response(200)
                self.end_headers()
                try:
                    while True:
                        self.wfile.write(b"x" * 65536)
                except OSError:
                    pass
            elif name == "/slow":
                self.send_response(200)
                self.end_headers()
                try:
                    for _ in range(100):
                        self.wfile.write(b"x")
                        self.wfile.flush()
                        time.sleep(0.05)
                except OSError:
                    pass
            elif name == "/empty":
                self.send(b"", "text/html")
            elif name == "/%E9%80%9A%E7%9F%A5":
                self.send(PAGE.encode(), "text/html; charset=utf-8")
            else:
                self.answer(404, {})

        def send(self, data: bytes, kind: str) -> None:
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def answer(self, code: int, headers: dict[str, str]) -> None:
            self.send_response(code)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, *arguments: object) -> None:
            pass

    with Server(("127.0.0.1", 0), Handler) as found:
        found.asked = []
        found.base = f"http://127.0.0.1:{found.server_address[1]}"
        thread = threading.Thread(target=found.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield found
        found.shutdown()
        thread.join()


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "127.0.0.1")


def test_page_and_provenance(server: Server, tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    done = CliRunner().invoke(command, [f"{server.base}/moved", "-o", str(path)])
    assert done.exception is None
    assert path.read_bytes() == PAGE.encode()
    facts = json.loads((tmp_path / "a.html.source.json").read_text(encoding="utf-8"))
    assert facts["url"] == f"{server.base}/moved"
    assert facts["final_url"] == f"{server.base}/page"
    assert facts["sha256"] == hashlib.sha256(PAGE.encode()).hexdigest()
    assert facts["bytes"] == len(PAGE.encode())
    assert facts["fetched"].endswith("+00:00")
    assert server.asked == ["/moved", "/page"]
    assert [s.text for s in split(read(path)) if s.kind == "paragraph"] == [
        "三角洲的九条河流，应当在枯水期疏浚。",
        "再种芦苇，以固堤岸。",
    ]


def test_encoding_that_only_the_server_names(server: Server, tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    assert CliRunner().invoke(command, [f"{server.base}/gbk", "-o", str(path)]).exception is None
    assert path.read_text(encoding="utf-8") == PAGE
    facts = json.loads((tmp_path / "a.html.source.json").read_text(encoding="utf-8"))
    assert facts["sha256"] == hashlib.sha256(PAGE.encode("gb18030")).hexdigest()
    assert (facts["charset"], facts["saved_as"]) == ("gb2312", "utf-8")


def test_main_text(server: Server, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    assert CliRunner().invoke(command, [f"{server.base}/page", "-o", str(path)]).exception is None
    assert path.read_text(encoding="utf-8") == "三角洲的九条河流，应当在枯水期疏浚。\n再种芦苇，以固堤岸。\n"


def test_a_busy_server_is_asked_again_when_it_wishes(server: Server) -> None:
    waits: list[float] = []
    assert fetch(f"{server.base}/busy", sleep=waits.append).data == PAGE.encode()
    assert waits == [7.0, 7.0]


def test_chinese_addresses(server: Server) -> None:
    assert fetch(f"{server.base}/通知?号=3").data == PAGE.encode()
    assert server.asked == ["/%E9%80%9A%E7%9F%A5?%E5%8F%B7=3"]
    assert address("https://政务.example/a b#c") == "https://xn--zfr164b.example/a%20b"


def failing(server: Server, name: str, says: str, **options: object) -> str:
    """What is said of an address that cannot be fetched."""
    with pytest.raises(InputError, match=says) as caught:
        fetch(server.base + name, sleep=[].append, **options)  # type: ignore[arg-type]
    return str(caught.value)


@pytest.mark.parametrize(
    ("name", "says", "asked"),
    [
        ("/nothing", "answers 404", 1),
        ("/to-a-file", "not allowed", 1),
        ("/round", "answers 302", 6),
        ("/announced", "larger than", 1),
        ("/endless", "larger than", 1),
        ("/empty", "empty page", 1),
        ("/broken", "cannot be fetched", 3),
    ],
)
def test_failures(server: Server, name: str, says: str, asked: int) -> None:
    failing(server, name, says, most_bytes=1_000_000)
    assert len(server.asked) <= asked


def test_a_server_that_trickles(server: Server) -> None:
    told = failing(server, "/slow", "longer than", seconds=0.3)
    assert "/slow" in told
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    "url",
    ["file:///etc/hostname", "ftp://example.org/a", "example.org", "http://", "https://me:secret@example.org/"],
)
def test_addresses_that_are_refused(url: str) -> None:
    with pytest.raises(InputError) as caught:
        address(url)
    assert "secret" not in str(caught.value)


def test_a_failed_fetch_leaves_an_older_file(server: Server, tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("older", encoding="utf-8")
    done = CliRunner().invoke(command, [f"{server.base}/nothing", "-o", str(path)])
    assert isinstance(done.exception, InputError)
    assert path.read_text(encoding="utf-8") == "older"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.html"]
