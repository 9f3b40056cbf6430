"""The faces of the import command: a session at the terminal, a run without questions, JSON. All printing is here."""

import argparse
import json
import re
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from tracker import importer, vocabulary
from tracker.importer import Draft, reporting
from tracker.importer.candidates import AnswerError, Question
from tracker.importer.reporting import Report
from tracker.model import Entry, InvalidContentError, Problem
from tracker.vocabulary import Vocabulary

Ask = Callable[[str], str]
ANSWERABLE = ("title", "date", "regions", "sectors", "instruments", "stage", "url", "publisher", "published")


def run(args: argparse.Namespace) -> int:
    """Import every file named; 0 if all became drafts, records or were known already, 1 if one could not be read."""
    if not args.articles and not args.issue_form:
        _complain("기사 파일이나 --issue-form 파일을 적어 주세요")
        return 2
    words = vocabulary.load(args.content, args.cache)
    answers = read_answers(args.answers) if args.answers else {}
    ask = input if _may_ask(args) else None
    failed = [path for path in args.articles if not _import_one(path, args, words, answers, ask)]
    if args.issue_form and not _import_form(args, words, answers):
        failed.append(args.issue_form)
    return int(bool(failed))


def _import_form(args: argparse.Namespace, words: Vocabulary, answers: Mapping[str, Any]) -> bool:
    """Draft from an issue's body: what its writer answered is not asked again."""
    from tracker import frontmatter
    from tracker.importer import issueforms

    try:
        body = frontmatter.decode(args.issue_form.read_bytes(), str(args.issue_form))
    except InvalidContentError as error:
        _complain("\n".join(map(str, error.problems)))
        return False
    told = issueforms.read(body, words)
    with tempfile.TemporaryDirectory() as folder:
        article = Path(folder) / f"{args.issue_form.stem}.txt"
        article.write_text(told.text, "utf-8")
        return _import_one(article, args, words, {**told.answers, **answers}, None)


def _may_ask(args: argparse.Namespace) -> bool:
    return not (args.json or args.non_interactive or args.answers) and sys.stdin.isatty() and sys.stdout.isatty()


def read_answers(path: Path) -> Mapping[str, Any]:
    """The answers file: a flat YAML mapping; raises InvalidContentError."""
    from tracker import frontmatter

    tree = frontmatter.load_yaml(path.read_bytes(), path.name).tree
    allowed = (*ANSWERABLE, "participants", "date_basis", "date_note")
    unknown = [key for key in tree if key not in allowed]
    if unknown:
        message, hint = f"‘{unknown[0]}’라는 답은 없습니다", f"쓸 수 있는 열쇠: {', '.join(allowed)}"
        raise InvalidContentError([Problem(path.name, 1, 1, "unknown-key", message, hint)])
    return tree


def _import_one(
    path: Path, args: argparse.Namespace, words: Vocabulary, answers: Mapping[str, Any], ask: Ask | None
) -> bool:
    try:
        found = importer.report(path, words, published=args.published, url=args.url)
        if args.json:
            _say(json.dumps(reporting.record(found), ensure_ascii=False))
            return True
        _show(found, args)
        return _draft(found, args, words, answers, ask)
    except InvalidContentError as error:
        _complain("\n".join(map(str, error.problems)))
    except AnswerError as error:
        _complain(f"{path}: 답이 맞지 않습니다: {error}")
    except (FileNotFoundError, IsADirectoryError, PermissionError) as error:
        _complain(f"{path}: 읽을 수 없습니다 ({error.strerror})")
    return False


def _show(found: Report, args: argparse.Namespace) -> None:
    if args.show_dropped:
        _say("\n".join(_dropped(found)))
    if args.explain:
        _say("\n".join(explanation(found)))


def _draft(
    found: Report, args: argparse.Namespace, words: Vocabulary, answers: Mapping[str, Any], ask: Ask | None
) -> bool:
    """Draft one article, unless its source is recorded already."""
    recorded = [name for name, text in _files(args.content) if found.url and _cites(text, found.url)]
    if recorded and not args.again:
        _say(f"{found.article.file}: 이미 기록된 출처입니다: {', '.join(recorded)}. 다시 만들려면 --again을 쓰세요")
        return True
    known = list(_near(args.content, found, words))
    if ask:
        answers = {**session(found, words, ask), **answers}
    draft = importer.finish(found, words, known, answers, args.today)
    for entry, notes in draft.relations.similar:
        differ = f" 다른 점: {'; '.join(notes)}" if notes else ""
        advice = "같은 발표라면 새 기록 대신 그 기록의 sources에 더하세요."
        _say(f"{found.article.file}: 같은 일일 수 있습니다: {entry}. {advice}{differ}")
    if args.stdout:
        _say(draft.text.rstrip("\n"))
        return True
    return _write(draft, args.content)


def _files(content: Path) -> Iterator[tuple[str, str]]:
    """Name and text of every entry, finished or not: an unfinished draft counts as recorded too."""
    from tracker import documents

    for path in sorted((content / documents.ENTRIES).glob("*/*.md")):
        yield path.relative_to(content).as_posix(), path.read_text("utf-8", errors="replace")


def _cites(text: str, url: str) -> bool:
    from tracker.importer.relating import address_key

    head = text.split("\n---", 1)[0]
    wanted = address_key(url)
    return any(address_key(found) == wanted for found in re.findall(r"url:\s*['\"]?(https?://[^\s,'\"}]+)", head))


def _near(content: Path, found: Report, words: Vocabulary) -> Iterator[Entry]:
    """Entries of the days around the event; one that does not parse yet is not compared."""
    from tracker import documents

    if not found.date:
        return
    day = found.date.value
    for name, text in _files(content):
        match = re.search(r"/(\d{4})-?(\d{2})?-?(\d{2})?", name)
        if not match or abs(int(match.group(1)) - day.year) > 1:
            continue
        try:
            yield documents.parse_entry(text.encode(), name, words)
        except InvalidContentError as error:
            _complain(f"{name}: 고칠 것이 있어 견주지 않았습니다 ({error.problems[0].message})")


def session(found: Report, words: Vocabulary, ask: Ask) -> dict[str, str]:
    """Ask every open question with its evidence; an empty answer leaves it open."""
    from tracker.importer import answering

    _say("\n".join(explanation(found)))
    answers: dict[str, str] = {}
    for question in _askable(found.questions):
        while True:
            answer = ask(_prompt(question)).strip()
            if not answer:
                break
            value = _picked(answer, question)
            try:
                answering.settle(found, {**answers, question.field: value}, words)
            except AnswerError as error:
                _say(f"  {error}")
                continue
            answers[question.field] = value
            break
    return answers


def _askable(questions: Sequence[Question]) -> list[Question]:
    """One question a field, in the order of the front matter; a headline is not needed, a title is made."""
    first: dict[str, Question] = {}
    for question in questions:
        if question.field in ANSWERABLE:
            first.setdefault(question.field, question)
    return sorted(first.values(), key=lambda question: ANSWERABLE.index(question.field))


def _prompt(question: Question) -> str:
    options = "".join(f"\n  {number}) {option}" for number, option in enumerate(question.options, 1))
    return f"\n[{question.field}] {question.why}{options}\n답 (번호나 값, 모르면 Enter): "


def _picked(answer: str, question: Question) -> str:
    if answer.isdigit() and 1 <= int(answer) <= len(question.options):
        return question.options[int(answer) - 1]
    return answer


def _write(draft: Draft, content: Path) -> bool:
    """Put the draft into content/, beside any file that has its name already."""
    target = content / draft.path
    if target.exists() and target.read_text("utf-8") == draft.text:
        _say(f"{draft.path}: 같은 초안이 이미 있습니다")
        return True
    number = 2
    while target.exists():
        target = content / draft.path.replace(".md", f"-{number}.md")
        number += 1
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(draft.text, "utf-8", newline="\n")
    left = f", 남은 물음 {len(draft.questions)}개" if draft.questions else ""
    _say(f"{draft.record['file']} → {target.relative_to(content.parent)} (초안{left})")
    return True


def explanation(found: Report) -> Iterator[str]:
    """Why each value was chosen: value, grade, rule and the words of the article."""
    yield f"■ {found.article.file}: {found.article.headline or '(제목 없음)'}"
    for field, value, grade, rule, words in reporting.evidence(found):
        yield f"  {field:18}{value:34}{grade:10}{rule:30}{words}"
    for one, rule in found.left_out:
        words = reporting.around(found.article.text, one.start, one.end)
        yield f"  {'(뺀 금액)':18}{one.amount:<34,}{'':10}{rule:30}{words}"
    for question in found.questions:
        yield f"  물음 [{question.field}] {question.why}"


def _dropped(found: Report) -> Iterator[str]:
    yield f"■ {found.article.file}: 기사로 보지 않은 줄"
    for line in found.article.lines:
        if line.kind not in ("blank", "headline", "subhead", "body"):
            yield f"  {line.number:5} {line.rule:26}{line.text[:80]}"


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")


def _complain(text: str) -> None:
    sys.stderr.write(text + "\n")
