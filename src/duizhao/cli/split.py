"""`duizhao split`: a document as its sentences."""

from __future__ import annotations

import json

import click

from duizhao.files import write_atomically


@click.command()
@click.argument("file", type=click.Path())
@click.option("--lang", type=click.Choice(["zh", "en"]), help="Language; told from the script if not given.")
@click.option(
    "--format", "form", type=click.Choice(["text", "jsonl", "html"]), default="text", show_default=True,
    help="text: one sentence a line. jsonl: one object a line, with offsets, kind and label. html: a page "
    "that colours the kinds.",
)  # fmt: skip
@click.option("--encoding", help="Encoding of a text file; told from the file if not given.")
@click.option("--no-repair", is_flag=True, help="Leave broken lines and layout spaces as they are.")
@click.option("--semicolons", is_flag=True, help="Cut at semicolons, too.")
@click.option("-o", "--output", default="-", show_default=True, help="Where to write; - is standard output.")
def split(
    file: str,
    lang: str | None,
    form: str,
    encoding: str | None,
    no_repair: bool,
    semicolons: bool,
    output: str,
) -> None:
    """Cut FILE into sentences (- is standard input).

    \b
    Example:
      duizhao split plan.zh.docx --lang zh
      duizhao split plan.en.txt --lang en --format jsonl -o plan.en.jsonl
      duizhao split plan.en.pdf --format html -o plan.html
    """
    from duizhao import documents, sentences
    from duizhao.sentences.page import page

    document = documents.read(file, lang, encoding=encoding, repair=not no_repair)  # type: ignore[arg-type]
    found = sentences.split(document, semicolons=semicolons)
    with write_atomically(output) as stream:
        if form == "html":
            stream.writelines(page(document, found))
            return
        for sentence in found:
            if form == "jsonl":
                stream.write(json.dumps(sentence.to_dict(), ensure_ascii=False) + "\n")
            else:
                stream.write(" ".join(sentence.text.splitlines()) + "\n")
