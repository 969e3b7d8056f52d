"""A small grammar for XML: which children and attributes an element may have. Rules are written from the
specifications, as data; a subtree is checked without recursion, so that no file is too deep for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache

from lxml import etree

_XML = "{http://www.w3.org/XML/1998/namespace}"
# (rule, message, line)
Fault = Callable[[str, str, int], None]

NCNAME = r"[^\W\d][\w.\-·]*"
NMTOKEN = r"[\w.\-:·]+"
# BCP 47 in outline: a language, then subtags with hyphens.
LANGUAGE = r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*"
ANY = r"(?s:.*)"


@dataclass(frozen=True, slots=True)
class Rule:
    """What an element may hold.

    Attributes:
        children: the content model, such as `(note|prop)* tuv+`; elements of other namespaces are not counted.
        required, optional: attributes → the pattern of their values.
        text: whether characters other than white space may stand in it.
        any_attributes: attributes that are not listed are let through.
        skip: what is inside is not looked at.
    """

    children: str = ""
    required: Mapping[str, str] = field(default_factory=dict)
    optional: Mapping[str, str] = field(default_factory=dict)
    text: bool = False
    any_attributes: bool = False
    skip: bool = False


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is known of all elements with one tag and one set of attributes.

    Attributes:
        rule: None for an element that has none.
        sound: no attribute is missing or forbidden.
        leaf: it may be empty.
        tests: attributes whose values must be looked at.
    """

    name: str
    rule: Rule | None
    sound: bool
    leaf: bool
    tests: tuple[tuple[str, Callable[[str], object]], ...]


@dataclass(frozen=True, slots=True)
class Grammar:
    """Rules by element name.

    Attributes:
        namespace: of the elements; None if it must be none.
        foreign: whether elements and attributes of other namespaces are let through.
        prefixes: further namespaces → the prefix that the rules name them by.
    """

    rules: Mapping[str, Rule]
    namespace: str | None = None
    foreign: bool = False
    prefixes: Mapping[str, str] = field(default_factory=dict)
    _names: dict[str, str] = field(default_factory=dict, repr=False, compare=False)
    _plans: dict[tuple[str, ...], _Plan] = field(default_factory=dict, repr=False, compare=False)

    def name(self, element: etree._Element) -> str:
        """The name of an element as the rules write it; `*` for one of a namespace that is let through."""
        tag = str(element.tag)
        known = self._names.get(tag)
        if known is None:
            namespace, _, known = tag.removeprefix("{").rpartition("}")
            if namespace in self.prefixes:
                known = f"{self.prefixes[namespace]}:{known}"
            elif self.foreign and namespace != (self.namespace or ""):
                known = "*"
            self._names[tag] = known
        return known

    def check(self, top: etree._Element, fault: Fault, *, children: bool = True) -> None:
        """Tells of everything in a subtree that breaks the rules.

        Args:
            children: False to look at the attributes of `top` alone.
        """
        stack = [top]
        while stack:
            element = stack.pop()
            keys = tuple(element.keys())
            shape = (str(element.tag), *map(str, keys))
            plan = self._plans.get(shape)
            if plan is None:
                plan = self._plans[shape] = self._plan(self.name(element), shape)
            line = element.sourceline or 0
            if plan.rule is None:
                if plan.name != "*":
                    fault("element", f"<{plan.name}> is no element of this format", line)
                continue
            if not plan.sound or not all(test(str(element.get(key))) for key, test in plan.tests):
                self._attributes(element, plan.name, plan.rule, fault, line)
            if plan.rule.skip or not children:
                continue
            if not plan.rule.text and _has_text(element):
                fault("text", f"<{plan.name}> may not hold text", line)
            if not len(element) and plan.leaf:
                continue
            inner = [child for child in element if isinstance(child.tag, str)]
            names = "".join([self.name(child) + " " for child in inner])
            if not _fits(plan.rule.children, names, self.foreign):
                fault("content", f"<{plan.name}> holds {names.strip().replace(' ', ', ') or 'nothing'}", line)
            stack += reversed(inner)

    def _plan(self, name: str, shape: tuple[str, ...]) -> _Plan:
        """What there is to check on elements with this tag and these attributes; files have few such shapes."""
        rule = self.rules.get(name) if name != "*" else None
        if rule is None:
            return _Plan(name, None, True, True, ())
        tests = []
        named = {key.replace(_XML, "xml:"): key for key in shape[1:]}
        sound = rule.required.keys() <= named.keys()
        for attribute, key in named.items():
            pattern = rule.required.get(attribute) or rule.optional.get(attribute)
            if pattern is None:
                sound = sound and (rule.any_attributes or (self.foreign and attribute.startswith("{")))
            elif pattern != ANY:
                tests.append((key, _matcher(pattern)))
        return _Plan(name, rule, sound, _fits(rule.children, "", self.foreign), tuple(tests))

    def _attributes(self, element: etree._Element, name: str, rule: Rule, fault: Fault, line: int) -> None:
        seen = set()
        for key, value in element.items():
            attribute = str(key)
            if attribute.startswith(_XML):
                attribute = "xml:" + attribute.removeprefix(_XML)
            elif attribute.startswith("{"):
                if not self.foreign:
                    fault("attribute", f"<{name}> may not have the attribute {attribute}", line)
                continue
            pattern = rule.required.get(attribute) or rule.optional.get(attribute)
            seen.add(attribute)
            if pattern is None:
                if not rule.any_attributes:
                    fault("attribute", f"<{name}> may not have the attribute {attribute}", line)
            elif not _matcher(pattern)(str(value)):
                fault("value", f"{attribute}={str(value)!r} of <{name}> is not allowed", line)
        for attribute in rule.required:
            if attribute not in seen:
                fault("attribute", f"<{name}> lacks the attribute {attribute}", line)


@cache
def _matcher(pattern: str) -> Callable[[str], re.Match[str] | None]:
    return re.compile(pattern).fullmatch


@cache
def _fits(pattern: str, names: str, foreign: bool) -> bool:
    if foreign:
        names = names.replace("* ", "")
    return re.fullmatch(_compiled(pattern), names) is not None


@cache
def _compiled(pattern: str) -> str:
    """`(note|prop)* tuv+` as a regular expression over names that are each followed by a blank."""
    pieces = re.findall(r"[\w:.-]+|[()|*+?]", pattern)
    return "".join(piece if piece in "()|*+?" else f"(?:{re.escape(piece)} )" for piece in pieces)


def _has_text(element: etree._Element) -> bool:
    if element.text and not element.text.isspace():
        return True
    return any(child.tail and not child.tail.isspace() for child in element)
