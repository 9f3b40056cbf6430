"""Jinja templates in one language, compiled to do little: what they say is looked up before any page is made of them.

Our templates are our own, so they need none of the care with which Jinja calls functions and looks for attributes.
"""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, _escape_inner, escape  # type: ignore[attr-defined]  # one step of the public `escape`

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


def shown(value: Any) -> str:
    """A value as it stands in a page: escaped, unless it is mark-up."""
    kind = type(value)
    if kind is str:
        escaped: str = _escape_inner(value)  # what `escape` does, which then wraps it
        return escaped
    if kind is int:
        return str(value)
    return value if kind is Markup else escape(value)


class _Generator(CodeGenerator):
    """Calls functions, reads attributes and escapes as plain Python does."""

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802 - the library's name
        if forward_caller or node.dyn_args or node.dyn_kwargs:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - the library's name
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        self.write(f"{shown.__name__}(")


class _Template(jinja2.Template):
    def _get_default_module(self, ctx: Any = None) -> Any:
        """The macros of a template; all templates have the same globals, so whoever imports them gets the same."""
        return super()._get_default_module()


class _Environment(jinja2.Environment):
    translator: "_Translator"
    code_generator_class = _Generator
    template_class = _Template

    def make_globals(self, d: Any) -> Any:  # the library's name
        """The globals of any template, which are the environment's, in one plain dictionary: it is copied often."""
        return self.globals

    def _generate(self, source: nodes.Template, *args: Any, **kwargs: Any) -> str:
        code = super()._generate(self.translator.visit(source), *args, **kwargs)
        return f"from {__name__} import {shown.__name__}; {code}"  # on the first line, so that the others keep theirs


class _Translator(NodeTransformer):
    """Puts the text of a message in the place of each call that asks for it."""

    def __init__(self, language: Language) -> None:
        self._looks_up: dict[str, Callable[..., str]] = {"_": language.gettext, "pgettext": language.pgettext}

    def visit_Output(self, output: nodes.Output) -> nodes.Output:  # noqa: N802 - the library's name
        """A message with values is written piece by piece: to join it first would be for nothing."""
        self.generic_visit(output)
        pieces = (child.nodes if isinstance(child, nodes.Concat) else [child] for child in output.nodes)
        output.nodes = [piece for several in pieces for piece in several]
        return output

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
