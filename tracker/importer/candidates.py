"""What the rules hand on: values with their grade, the rule that found them and the words they rest on."""

from typing import Generic, Literal, NamedTuple, TypeVar

Value = TypeVar("Value")
Grade = Literal["stated", "derived", "suggested", "ask"]


class Candidate(NamedTuple, Generic[Value]):
    """A value found in `text[start:end]` of an article.

    `stated` stands there, `derived` is computed from what stands there, `suggested` is for a person to confirm,
    `ask` cannot be known from the article.
    """

    value: Value
    grade: Grade
    rule: str
    start: int
    end: int


class Mention(NamedTuple):
    """A body at a place of the text; `slug` if the vocabulary knows it, `acronym` as it stands behind the name."""

    name: str
    slug: str | None
    start: int
    end: int
    rule: str
    acronym: str | None = None


class Question(NamedTuple):
    """What the importer will not guess: the field, why it asks, and the answers that are possible."""

    field: str
    why: str
    options: tuple[str, ...] = ()


class AnswerError(ValueError):
    """An answer to a question that cannot be a value of its field."""
