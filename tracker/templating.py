"""Jinja templates in one language. What they say is looked up as they are compiled, so that no page pays for it."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.visitor import NodeTransformer

from tracker.language import Language

VALUE = re.compile(r"%\((\w+)\)s")


def environment(
    templates: Path, language: Language, compiled: jinja2.BytecodeCache | None = None
) -> jinja2.Environment:
    """The templates of a folder, in which `_()`, `pgettext()` and `ngettext()` speak a language.

    `compiled` keeps them as they were compiled, in this language.
    """
    found = _Environment(
        loader=jinja2.FileSystemLoader(templates),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=compiled,
    )
    found.translator = _Translator(language)
    found.globals["ngettext"] = language.ngettext
    return found


class _Environment(jinja2.Environment):
    translator: "_Translator"

    def _generate(self, source: nodes.Template, *args: Any, **kwargs: Any) -> str:
        return super()._generate(self.translator.visit(source), *args, **kwargs)


class _Translator(NodeTransformer):
    """Puts the text of a message in the place of each call that asks for it."""

    def __init__(self, language: Language) -> None:
        self._looks_up: dict[str, Callable[..., str]] = {"_": language.gettext, "pgettext": language.pgettext}

    def visit_Call(self, call: nodes.Call) -> nodes.Expr:  # noqa: N802 - the library's name
        self.generic_visit(call)
        name = call.node.name if isinstance(call.node, nodes.Name) else ""
        look_up = self._looks_up.get(name)
        if look_up is None:
            return call
        text = look_up(*(argument.as_const() for argument in call.args))
        return _filled(text, {given.key: given.value for given in call.kwargs}, call.lineno)


def _filled(text: str, values: Mapping[str, nodes.Expr], line: int) -> nodes.Expr:
    """A text with an expression in the place of each `%(name)s`."""
    parts = VALUE.split(text)  # text, name, text, name, text
    whole = [values[part] if number % 2 else nodes.Const(part, lineno=line) for number, part in enumerate(parts)]
    return whole[0] if len(whole) == 1 else nodes.Concat(whole, lineno=line)
