"""The face of `build.py new`: asks for an entry piece by piece, each answer held to the rules, and writes one file."""

import argparse
import datetime as dt
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from itertools import count
from typing import Any, NamedTuple

from tracker import archetype, catalogue, dates, documents, schema, spelling
from tracker.catalogue import Catalogue
from tracker.fields import CHOICES
from tracker.frontmatter import Tree
from tracker.messages import particles
from tracker.model import DateBasis, InvalidContentError, PartialDate, RegionSlug, Slug, Text, Url

Ask = Callable[[str], str]
EPILOG = """보기:
  python build.py new
      하나씩 묻는다. 지역은 ‘평택’처럼 이름으로, 분야와 수단은 번호나 이름으로 답한다
  python build.py new --region gyeonggi/pyeongtaek --sector future-car
      알려 준 것은 빼고 나머지만 묻는다
  python build.py new --non-interactive --title '평택시, …' --date 2024-10-24 --region 평택시 \\
      --sector 미래차 --instrument 업무협약 --stage agreed --url https://… --publisher 매체 --body '…'
      묻지 않는다. 빠진 것이 있으면 무엇이 빠졌는지 말하고 아무것도 쓰지 않는다

파일은 content/entries/<해>/<날짜>-<이름>.md에 놓인다. 있는 파일은 절대 덮어쓰지 않는다.
본문을 비우면 초안(draft: true)이 된다. 다 쓴 뒤 python build.py check로 확인한다."""


class AnswerError(ValueError):
    """An answer that cannot be taken; says why and what can."""

    def __init__(self, message: str) -> None:
        super().__init__(particles(message))


class Talk:
    """What has been said so far, and the content that answers have to fit."""

    def __init__(self, everything: Catalogue, today: dt.date) -> None:
        self.everything = everything
        self.words = everything.vocabulary
        self.taken = archetype.taken(everything)
        self.today = today
        self.said: dict[str, Any] = {}

    @property
    def date(self) -> PartialDate:
        """The day of the event, which is settled before all that depends on it."""
        return dates.parse(self.said["date"])


Reader = Callable[[Talk, str], str]
Choices = Callable[[Talk], Mapping[str, str]]


class Question(NamedTuple):
    """A piece of the entry: its key, its option, what is asked, how an answer is read, what may be chosen."""

    key: str
    option: str
    prompt: str
    read: Reader
    choices: Choices | None = None
    needed: bool = True
    many: bool = False


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what `build.py new` takes."""
    parser.epilog = EPILOG
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    for question in QUESTIONS:
        parser.add_argument(f"--{question.option}", metavar="값", help=question.prompt)
    parser.add_argument("--non-interactive", action="store_true", help="묻지 않는다")
    parser.add_argument("--stdout", action="store_true", help="파일로 쓰지 않고 화면에 보인다")


def run(args: argparse.Namespace, ask: Ask = input) -> int:
    """Gather, write, and say where the file is; 0 if there is a new file, 1 if something is missing or wrong."""
    talk = Talk(catalogue.load(args.content), args.today)
    try:
        for question in QUESTIONS:
            _settle(talk, question, args, None if args.non_interactive else ask)
        path, text = _compose(talk)
        documents.parse_entry(text.encode(), path, talk.words)
        return _deliver(path, text, args)
    except (AnswerError, InvalidContentError, EOFError, KeyboardInterrupt) as error:
        sys.stderr.write(f"{str(error) or '그만둡니다.'}\n아무것도 쓰지 않았습니다.\n")
        return 1


def _settle(talk: Talk, question: Question, args: argparse.Namespace, ask: Ask | None) -> None:
    """Take a piece from the command line, or ask until an answer fits."""
    given = getattr(args, question.option.replace("-", "_"))
    if given is not None:
        _take(talk, question, given)
    elif ask and (question.key != "date_note" or talk.said.get("date_basis") == "inferred"):
        _ask(talk, question, ask)
    elif not ask and question.needed:
        raise AnswerError(f"--{question.option}이(가) 없습니다. {question.prompt}")


def _ask(talk: Talk, question: Question, ask: Ask) -> None:
    _say(f"\n{question.prompt}{'' if question.needed else ' (없으면 Enter)'}")
    for number, name in enumerate(question.choices(talk).values() if question.choices else (), 1):
        _say(f"  {number:2}) {name}")
    while True:
        answer = ask("> ").strip()
        if not answer and not question.needed:
            return
        if not answer:
            _say("  비울 수 없습니다.")
            continue
        try:
            _take(talk, question, answer)
        except AnswerError as error:
            _say(f"  {error}")
        else:
            return


def _take(talk: Talk, question: Question, answer: str) -> None:
    """Read an answer, and say what it was taken for where that is not what was typed."""
    if not question.many:
        taken = talk.said[question.key] = question.read(talk, answer)
        if taken != answer:
            _say(f"  → {question.choices(talk).get(taken, taken) if question.choices else taken}")
        return
    found = [question.read(talk, part.strip()) for part in answer.split(",") if part.strip()]
    if not found:
        raise AnswerError("적어도 하나는 있어야 합니다.")
    talk.said[question.key] = list(dict.fromkeys(found))
    names = question.choices(talk) if question.choices else _regions(talk)
    _say(f"  → {', '.join(names[slug] for slug in found)}")


def _typed(hint: Any) -> Reader:
    """What a scalar of the format takes, as it was typed or in the form that is wanted."""
    leaf = schema.LEAVES[hint]

    def read(_: Talk, answer: str) -> str:
        proposals = [spellers.get(hint, str)(answer) for spellers in (spelling.SAME, spelling.MEANT)]
        if not schema.reads(leaf, answer) and schema.reads(leaf, proposals[0]):
            return proposals[0]
        try:
            leaf(answer)
        except ValueError as error:
            meant = schema.meaning(proposals[1]) if schema.reads(leaf, proposals[1]) else ""
            raise AnswerError(f"{error}. {meant}".rstrip()) from None
        return answer

    return read


def _published(talk: Talk, answer: str) -> str:
    day = _typed(dt.date)(talk, answer)
    if day > str(talk.today):
        raise AnswerError("오늘보다 뒤입니다.")
    return day


def _name(talk: Talk, answer: str) -> str:
    _typed(Slug)(talk, answer)
    if f"{talk.date}-{answer}" in talk.taken:
        raise AnswerError(f"‘{talk.date}-{answer}’(이)라는 기록이 이미 있습니다. 다른 이름을 적으세요.")
    return answer


def _region(talk: Talk, answer: str) -> str:
    """A slug, or a name that means one region of that day: `평택`, `경기도 평택시`."""
    names = _regions(talk)
    alive = {slug: talk.words.regions[RegionSlug(slug)] for slug in names}
    exact = [slug for slug, one in alive.items() if answer in (slug, names[slug], one.name, *one.aliases)]
    short = [slug for slug, one in alive.items() if answer == one.short]
    return _only(answer, names, exact or short or [slug for slug, name in names.items() if answer in name])


def _one_of(choices: Choices, shown: Choices | None = None) -> Reader:
    """A number in the list that is shown, a slug, a name, or a part of a name that means one choice."""

    def read(talk: Talk, answer: str) -> str:
        names, numbered = choices(talk), list((shown or choices)(talk))
        if answer.isdecimal() and 1 <= int(answer) <= len(numbered):
            return numbered[int(answer) - 1]
        exact = [slug for slug, name in names.items() if answer in (slug, name)]
        return _only(answer, names, exact or [slug for slug, name in names.items() if answer in name])

    return read


def _only(answer: str, names: Mapping[str, str], found: Sequence[str]) -> str:
    """The one choice that an answer means."""
    if len(found) == 1:
        return found[0]
    if found:
        raise AnswerError(f"‘{answer}’은(는) {', '.join(names[slug] for slug in found[:12])} 가운데 무엇인가요?")
    hint = schema.nearest(answer, names.values()) or schema.nearest(answer, names)
    raise AnswerError(f"‘{answer}’은(는) 없습니다. {hint or '이름의 한 부분이나 목록의 번호로 답하세요.'}")


def _regions(talk: Talk) -> Mapping[str, str]:
    """The regions of the day under their full names."""
    regions = talk.words.regions.items()
    return {slug: talk.words.full_name(one, talk.date.first) for slug, one in regions if one.existed(talk.date)}


def _near_initiatives(talk: Talk) -> Mapping[str, str]:
    """The initiatives of the entry's regions, which are worth showing."""
    every = talk.everything.initiatives.values()
    return {one.slug: one.title for one in every if not set(one.regions).isdisjoint(talk.said["regions"])}


def _initiatives(talk: Talk) -> Mapping[str, str]:
    return {slug: one.title for slug, one in talk.everything.initiatives.items()}


def _names(terms: str) -> Choices:
    return lambda talk: {slug: term.name for slug, term in getattr(talk.words, terms).items()}


def _bases(_: Talk) -> Mapping[str, str]:
    return CHOICES[DateBasis]


_SECTORS, _INSTRUMENTS, _STAGES = map(_names, ("sectors", "instruments", "stages"))
QUESTIONS = (
    Question("title", "title", "제목: 누가 무엇을 했는지 한 줄로", _typed(Text)),
    Question("date", "date", "일어난 날: 2024-05-21, 모르면 2024-05나 2024까지", _typed(PartialDate)),
    Question("date_basis", "date-basis", "날짜를 어떻게 아는가", _one_of(_bases), _bases, needed=False),
    Question("date_note", "date-note", "날짜의 근거", _typed(Text), needed=False),
    Question("regions", "region", "지역: 이름으로, 여럿이면 쉼표로. 보기: 평택, 경기도", _region, many=True),
    Question("participants", "participant", "함께한 다른 지역", _region, many=True, needed=False),
    Question("sectors", "sector", "분야: 번호나 이름, 여럿이면 쉼표로", _one_of(_SECTORS), _SECTORS, many=True),
    Question(
        "instruments",
        "instrument",
        "수단: 번호나 이름, 여럿이면 쉼표로",
        _one_of(_INSTRUMENTS),
        _INSTRUMENTS,
        many=True,
    ),
    Question("stage", "stage", "단계: 이 일로 다다른 곳", _one_of(_STAGES), _STAGES),
    Question(
        "initiative",
        "initiative",
        "사업: 이어지는 사업이면 번호나 이름",
        _one_of(_initiatives, _near_initiatives),
        _near_initiatives,
        needed=False,
    ),
    Question("url", "url", "출처의 주소: https://…", _typed(Url)),
    Question("publisher", "publisher", "출처의 매체", _typed(Text)),
    Question("published", "published", "출처가 나온 날: 2024-05-22", _published, needed=False),
    Question("body", "body", "본문: 자기 말로 한 문단. 비우면 초안이 된다", _typed(Text), needed=False),
    Question("name", "name", "파일 이름의 뒷부분: 영문 소문자, 숫자, 붙임표. 비우면 지어 준다", _name, needed=False),
)


def _compose(talk: Talk) -> tuple[str, str]:
    """Path and text of the new file."""
    said = dict(talk.said)
    body, name = said.pop("body", ""), said.pop("name", None)
    source: dict[str, Tree] = {key: said.pop(key) for key in ("url", "publisher", "published") if key in said}
    front: dict[str, Tree] = {**said, "added": str(talk.today), "sources": [source]}
    if front.get("date_basis") == "stated":
        del front["date_basis"]
    if not body:
        front["draft"] = "true"
    name = name or _free_name(talk, archetype.slug(said["regions"], said["sectors"], said["instruments"][0]))
    return archetype.path(str(talk.date), name), archetype.write(front, body)


def _free_name(talk: Talk, name: str) -> str:
    """The name, with a number where it is taken on that day."""
    numbered = (name if number == 1 else f"{name}-{number}" for number in count(1))
    return next(one for one in numbered if f"{talk.date}-{one}" not in talk.taken)


def _deliver(path: str, text: str, args: argparse.Namespace) -> int:
    """Show the file, or put it where nothing stands yet."""
    if args.stdout:
        sys.stdout.write(text)
        return 0
    target = args.content / path
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with target.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise AnswerError(f"{target}이(가) 이미 있습니다. 덮어쓰지 않았습니다.") from None
    _say(f"{os.path.relpath(target)}에 썼습니다.")
    _say(
        "초안입니다. 본문을 쓰고 ‘draft: true’ 줄을 지우세요."
        if "\ndraft: true\n" in text
        else "다음: python build.py check"
    )
    return 0


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
