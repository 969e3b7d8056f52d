"""A public page or file from the web, with its provenance. Nothing is fetched but the address that was given."""

from __future__ import annotations

import email.utils
import hashlib
import http.client
import socket
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from email.message import Message
from typing import IO

from duizhao import __version__
from duizhao.errors import InputError

MOST_BYTES = 50_000_000
SECONDS = 60.0  # for one attempt, from the first byte asked for to the last received
ATTEMPTS = 3
LONGEST_WAIT = 30.0  # seconds between attempts, whatever Retry-After asks for
MOST_REDIRECTS = 5
_AGAIN = frozenset([408, 425, 429, 500, 502, 503, 504])
_CHUNK = 65536


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came from an address.

    Attributes:
        url, final_url: the address as given and after redirects.
        fetched: when, in UTC, ISO 8601.
        sha256: the hash of the bytes as they were sent.
        content_type: as the server named it.
        charset: the encoding the server named, "" for none.
        data: the bytes.
    """

    url: str
    final_url: str
    fetched: str
    sha256: str
    content_type: str
    charset: str
    data: bytes

    def provenance(self) -> dict[str, object]:
        """What the sidecar file holds."""
        facts = asdict(self)
        facts.pop("data")
        return facts | {"bytes": len(self.data)}


class _Redirects(urllib.request.HTTPRedirectHandler):
    max_redirections = MOST_REDIRECTS

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> urllib.request.Request | None:
        return super().redirect_request(req, fp, code, msg, headers, address(newurl))  # type: ignore[arg-type]


def address(url: str) -> str:
    """An address as it is sent: Chinese host names and paths encoded.

    Raises:
        InputError: it is none of http or https.
    """
    try:
        parts = urllib.parse.urlsplit(url.strip())
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = f":{parts.port}" if parts.port else ""
    except ValueError as error:
        raise InputError("is no address", file=url) from error
    if parts.scheme not in ("http", "https") or not host:
        raise InputError("is no http or https address", file=url, mend="give one that begins with https://")
    if parts.username or parts.password:
        raise InputError("holds a user name or password", file=parts.hostname, mend="fetch public pages only")
    host = f"[{host}]" if ":" in host else host
    path = urllib.parse.quote(parts.path or "/", safe="/%:=&~+!$,;'@()*")
    query = urllib.parse.quote(parts.query, safe="/%:=&~+!$,;'@()*?")
    return urllib.parse.urlunsplit((parts.scheme, host + port, path, query, ""))


def fetch(
    url: str,
    *,
    most_bytes: int = MOST_BYTES,
    seconds: float = SECONDS,
    attempts: int = ATTEMPTS,
    sleep: Callable[[float], None] = time.sleep,
) -> Fetched:
    """The page or file at an address; tries again when the server is busy, as late as it asks for.

    Raises:
        InputError: the address is no http(s) one or cannot be reached; the answer is an error, or too much.
    """
    sent = address(url)
    opener = urllib.request.build_opener(_Redirects())
    opener.addheaders = [("User-Agent", f"duizhao/{__version__}"), ("Accept", "*/*")]
    for attempt in range(1, attempts + 1):
        try:
            return _once(opener, url, sent, most_bytes, seconds)
        except urllib.error.HTTPError as error:
            error.close()
            if error.code not in _AGAIN or attempt == attempts:
                raise InputError(f"answers {error.code} {error.reason}", file=url) from error
            sleep(_wait(error.headers.get("Retry-After"), attempt))
        except (TimeoutError, ConnectionError, http.client.HTTPException, urllib.error.URLError, OSError) as error:
            if attempt == attempts or not _passing(error):
                raise InputError(
                    f"cannot be fetched ({_reason(error)})", file=url, mend="try again later"
                ) from error
            sleep(_wait(None, attempt))
    raise AssertionError("unreachable")


def _once(opener: urllib.request.OpenerDirector, url: str, sent: str, most: int, seconds: float) -> Fetched:
    deadline = time.monotonic() + seconds
    with opener.open(sent, timeout=seconds) as response:
        announced = response.headers.get("Content-Length") or ""
        if announced.isdecimal() and int(announced) > most:
            raise _too_large(url, most)
        pieces: list[bytes] = []
        length = 0
        while piece := response.read1(_CHUNK):
            length += len(piece)
            if length > most:
                raise _too_large(url, most)
            if time.monotonic() > deadline:
                raise InputError(
                    f"takes longer than {seconds:g} s", file=url, mend="try again later or give --timeout"
                )
            pieces.append(piece)
        if announced.isdecimal() and length < int(announced):
            raise http.client.IncompleteRead(b"", int(announced) - length)
        data = b"".join(pieces)
        if not data.strip():
            raise InputError("answers with an empty page", file=url)
        return Fetched(
            url,
            response.url,
            datetime.now(UTC).isoformat(timespec="seconds"),
            hashlib.sha256(data).hexdigest(),
            response.headers.get_content_type(),
            response.headers.get_content_charset() or "",
            data,
        )


def _too_large(url: str, most: int) -> InputError:
    return InputError(f"is larger than {most / 1e6:g} MB", file=url, mend="give --max-size if it is meant")


def _wait(asked: str | None, attempt: int) -> float:
    """Seconds to the next attempt: what the server asks for (seconds or a date), else 1, 2, 4…"""
    if asked:
        try:
            seconds = float(asked)
        except ValueError:
            try:
                seconds = (email.utils.parsedate_to_datetime(asked) - datetime.now(UTC)).total_seconds()
            except (TypeError, ValueError):
                seconds = 0.0
        return min(max(seconds, 0.0), LONGEST_WAIT)
    return min(2.0 ** (attempt - 1), LONGEST_WAIT)


def _passing(error: Exception) -> bool:
    """Whether another attempt may do better: not for a name that does not exist."""
    reason = error.reason if isinstance(error, urllib.error.URLError) else error
    return not (isinstance(reason, socket.gaierror) and reason.errno == socket.EAI_NONAME)


def _reason(error: Exception) -> str:
    reason = error.reason if isinstance(error, urllib.error.URLError) else error
    if isinstance(reason, TimeoutError):
        return "no answer in time"
    return str(getattr(reason, "strerror", None) or reason or type(reason).__name__)


def with_declared_encoding(found: Fetched) -> bytes:
    """The bytes; a web page whose encoding only the server named becomes UTF-8, or it could not be read later."""
    from duizhao.documents.encodings import declared

    if found.content_type not in ("text/html", "application/xhtml+xml", "text/plain") or not found.charset:
        return found.data
    if found.charset.lower() in ("utf-8", "utf8") or declared(found.data):
        return found.data
    name = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs"}.get(found.charset.lower(), found.charset)
    try:
        return found.data.decode(name).encode("utf-8")
    except (LookupError, UnicodeError):
        return found.data


def main_text(found: Fetched) -> str:
    """The paragraphs of a page or file without its furniture, one a line.

    Raises:
        InputError: it holds no text.
    """
    from duizhao.documents import read_data

    data = with_declared_encoding(found)
    document = read_data(data, urllib.parse.urlsplit(found.final_url).path or found.final_url)
    kept = (document.text(block.start, block.end) for block in document.blocks if block.kind != "furniture")
    lines = [" ".join(text.splitlines()) for text in kept]
    if not lines:
        raise InputError("holds no text besides what stands around it", file=found.url)
    return "\n".join(lines) + "\n"
