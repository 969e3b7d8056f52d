"""`duizhao fetch`: a public page or file, saved with its provenance."""

from __future__ import annotations

import json
from pathlib import Path

import click

from duizhao.files import write_atomically


@click.command()
@click.argument("url")
@click.option("-o", "--output", required=True, help="Where to save it. A name in .txt gets the main text only.")
@click.option("--max-size", default=50, show_default=True, type=click.IntRange(1), help="Largest size in MB.")
@click.option(
    "--timeout", default=60.0, show_default=True, type=click.FloatRange(1), help="Seconds for one attempt."
)
def fetch(url: str, output: str, max_size: int, timeout: float) -> None:
    """Save the page or file at URL, and beside it FILE.source.json: address, date, hash.

    Only http and https, only this one address; a server that is busy is asked again twice, as late as it wishes.

    \b
    Example:
      duizhao fetch https://www.gov.cn/zhengce/some-page.htm -o documents/plan.zh.html
    """
    from duizhao.documents.fetch import fetch as get
    from duizhao.documents.fetch import main_text, with_declared_encoding

    found = get(url, most_bytes=max_size * 1_000_000, seconds=timeout)
    text = Path(output).suffix.lower() == ".txt"
    data = main_text(found).encode("utf-8") if text else with_declared_encoding(found)
    with write_atomically(output, "wb") as stream:
        stream.write(data)
    facts = found.provenance() | {
        "saved_as": "main text" if text else "as sent" if data == found.data else "utf-8"
    }
    if output != "-":
        with write_atomically(f"{output}.source.json") as stream:
            stream.write(json.dumps(facts, ensure_ascii=False, indent=2) + "\n")
    click.echo(f"{output}: {len(data):,} bytes, {found.content_type}, sha256 {found.sha256[:12]}…", err=True)
