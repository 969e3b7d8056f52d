"""`duizhao new`: start a project."""

from __future__ import annotations

from pathlib import Path

import click

from duizhao.cli.common import note
from duizhao.errors import OutputError
from duizhao.files import write_atomically

SETTINGS = """\
# A duizhao project. `duizhao build` in this folder does everything; results go to out/.

[project]
name = "{name}"
documents = "documents"           # pairs are found by name: plan.zh.docx with plan.en.docx
glossaries = ["glossary/*.csv"]   # yours; they come before the one that ships
shipped_glossary = true           # also use the glossary of Chinese policy terms that comes with duizhao
output = "out"
# encoding = "gb18030"            # only if duizhao asks for it

# Pairs whose names do not match are listed (then the folder is not searched):
# [[pair]]
# zh = "documents/规划.docx"
# en = "documents/Plan, final.docx"
# name = "plan"

[align]
min_confidence = 0.5              # units below it stay out of the translation memory

[extract]
limit = 500                       # glossary candidates

[check]
do_not_check = []                 # Chinese or English terms whose rendering is not checked
# error, warning, info or off, by the codes or names of `duizhao check --list-checks`, or for a Chinese term in quotes:
# severities = {{ DZ301 = "off", missing-term = "warning", "产业链" = "info" }}
# memory = ["memory/*.tmx"]       # earlier translations: others of the same source are told
# accepted = "duizhao-accepted.tsv"
# direction = "en-zh"             # units that were translated into Chinese
"""

GLOSSARY = (
    "id,zh,zh_deprecated,en,en_admitted,en_deprecated,en_forbidden,pos,kind,domain,definition_zh,definition_en,"
    "source,note,state,flags,created,modified\n"
)

CHINESE = """\
海州市数字经济发展行动方案

一、总体要求

到2027年，全市数字经济核心产业增加值突破1200亿元，占地区生产总值比重提高3个百分点。坚持创新驱动、应用牵引，\
加快建设网络强市，推动数字经济和实体经济深度融合。

二、重点任务

（一）夯实数字基础设施。加快5G网络规模部署，新建5G基站2万个。推进数据中心集约化建设，提升算力供给能力。
（二）培育优势产业集群。支持龙头企业带动产业链上下游企业协同转型，培育专精特新企业100家以上。对首台（套）重大技术装备给予奖励。

三、保障措施

加强组织领导，各有关部门按职责分工负责。
"""

ENGLISH = """\
Haizhou City Action Plan for the Development of the Digital Economy

I. General Requirements

By 2027, the added value of the city's core digital economy industries will exceed 120 billion yuan, and its share of \
GDP will rise by three percentage points. We will pursue innovation-driven, application-led development, build Haizhou \
into a city with strong cyber capabilities (网络强市), and promote the deep integration of the digital economy and the \
real economy.

II. Major Tasks

(1) Strengthen digital infrastructure. Accelerate the large-scale deployment of 5G networks and build 20,000 new 5G \
base stations. Promote the intensive development of data centers and increase the supply of computing power (算力).
(2) Foster competitive industrial clusters. Support leading enterprises in driving the coordinated transformation of \
upstream and downstream enterprises along the industrial chain, and foster more than 100 specialized and sophisticated \
enterprises that produce new and unique products (专精特新). Rewards will be given for first-of-their-kind major \
technical equipment (首台（套）重大技术装备).

III. Supporting Measures

Strengthen organization and leadership; every department shall answer for the tasks within its \
remit.
"""


@click.command()
@click.argument("folder")
def new(folder: str) -> None:
    """Start a project in FOLDER: duizhao.toml, an example pair in documents/, glossary/, out/.

    \b
    Example:
      duizhao new my-project
      duizhao build my-project
    """
    place = Path(folder)
    if place.is_file():
        raise OutputError("is a file, a folder is wanted", file=folder)
    if (place / "duizhao.toml").exists():
        raise OutputError("there is a project already", file=place / "duizhao.toml", mend="choose another folder")
    name = place.resolve().name.replace("\\", "\\\\").replace('"', '\\"')
    content = {
        "duizhao.toml": SETTINGS.format(name=name),
        "documents/example.zh.txt": CHINESE,
        "documents/example.en.txt": ENGLISH,
        "glossary/project.csv": GLOSSARY,
        "out/.gitignore": "*\n",
    }
    for file, text in content.items():
        if not (place / file).exists():
            with write_atomically(place / file) as stream:
                stream.write(text)
    note(f"A project in {folder}: put your document pairs into {place / 'documents'}, then run: duizhao build {folder}")
