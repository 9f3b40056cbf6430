"""The command line: what can be asked for, and how results are told. All that is printed is printed here."""

import argparse
import datetime as dt
import errno
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, NoReturn

from tracker import cache, dates, receipts, reports, standing
from tracker.messages import Said, say, worded
from tracker.model import InvalidContentError, Problem
from tracker.standing import Published, PublishError

if TYPE_CHECKING:
    from tracker.settings import Settings

Command = Callable[[argparse.Namespace], int]
EXPECTED = (PublishError, OSError)
"""What can go wrong without being the fault of our code."""

_REASONS = {
    errno.ENOSPC: say("디스크가 가득 찼습니다"),
    errno.EDQUOT: say("디스크가 가득 찼습니다"),
    errno.EROFS: say("디스크가 읽기 전용입니다"),
    errno.EIO: say("디스크를 읽거나 쓰지 못했습니다"),
    errno.EACCES: say("권한이 없습니다"),
    errno.EPERM: say("권한이 없습니다"),
    errno.ENOENT: say("그런 파일이나 폴더가 없습니다"),
    errno.ENAMETOOLONG: say("이름이 너무 깁니다"),
    errno.EBUSY: say("다른 디스크가 걸린 폴더라 바꿀 수 없습니다"),
    errno.EXDEV: say("다른 디스크가 걸린 폴더라 바꿀 수 없습니다"),
}
"""What the system says most often, in words."""

CACHE = ".cache"
"""Beside the content folder: what was read before. It may be deleted at any time."""
COMMANDS = ("build", "check", "new", "import", "serve")
DESCRIPTION = "지역정책 나이테: 기록(content/)을 검사해서 사이트(site/)를 만듭니다."
EPILOG = """보기:
  python build.py                            사이트를 만든다
  python build.py check                      기록을 검사만 한다
  python build.py new                        묻는 대로 답하며 새 기록을 쓴다
  python build.py import 기사.txt            기사에서 기록 초안을 만든다
  python build.py serve                      고칠 때마다 다시 만들며 미리 본다

끝값: 0 잘됨, 1 고칠 것이 있음, 2 명령이 틀림"""


def parse(arguments_: Sequence[str] | None, root: Path) -> argparse.Namespace:
    """The command and its options; `build` where none is named. `root` holds content/ and site/."""
    given = list(sys.argv[1:] if arguments_ is None else arguments_)
    if not given or (given[0].startswith("-") and given[0] not in ("-h", "--help")):
        given.insert(0, "build")
    options = _parser(root, given[0]).parse_args(given)
    options.cache = options.content.parent / CACHE
    return options


def _parser(root: Path, wanted: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="build.py",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(dest="command", metavar="명령", required=True)
    helps = ("사이트를 만든다 (명령을 안 쓰면 이것)", "기록을 검사만 하고 아무것도 쓰지 않는다")
    build, check = (
        commands.add_parser(name, help=text, description=text)
        for name, text in zip(("build", "check"), helps, strict=True)
    )
    text = "하나씩 묻고 새 기록을 쓴다"
    new = commands.add_parser("new", help=text, description=text)
    text = "기사(.txt, .html)에서 기록 초안을 만든다"
    import_ = commands.add_parser("import", help=text, description=text)
    text = "사이트를 미리 보고, 파일이 바뀌면 다시 만든다"
    serve = commands.add_parser("serve", help=text, description=text)
    for command in (build, check, new, import_, serve):
        _add_content(command, root)
        command.set_defaults(format="text", lang=reports.language(os.environ))
    for command in (build, serve):
        _add_site(command, root)
    for command in (build, check):
        _add_jobs(command)
        _add_language(command)
    _add_check(check)
    serve.set_defaults(jobs=1)  # it serves from threads, which do not outlive a fork
    serve.add_argument("--port", type=int, default=8000, help="미리 볼 포트 (기본 %(default)s)")
    # what a command takes is loaded for that command alone, so that no other has to wait
    if wanted == "new":
        from tracker import asking

        asking.add_arguments(new)
    if wanted == "import":
        from tracker.importer import arguments

        arguments.add_arguments(import_)
    return parser


def _add_content(parser: argparse.ArgumentParser, root: Path) -> None:
    parser.add_argument(
        "--content", type=Path, default=root / "content", metavar="폴더", help="기록이 있는 폴더 (기본 content)"
    )
    parser.add_argument(
        "--today",
        type=_day,
        default=dates.today(os.environ, dt.datetime.now(dt.UTC)),
        metavar="날짜",
        help="이날을 오늘로 여긴다, 2026-11-22 꼴 (기본: SOURCE_DATE_EPOCH의 날, 없으면 한국의 오늘)",
    )


def _add_jobs(parser: argparse.ArgumentParser) -> None:
    cores = os.cpu_count() or 1
    parser.add_argument(
        "--jobs", type=int, default=cores, metavar="수", help="함께 돌릴 프로세스 수 (기본 %(default)s)"
    )


def _add_language(parser: argparse.ArgumentParser) -> None:
    text = "고칠 것을 말하는 언어 (기본: 로캘이 정하고, 없으면 ko)"
    parser.add_argument("--lang", choices=reports.LANGUAGES, help=text)


def _add_check(parser: argparse.ArgumentParser) -> None:
    text = "이 파일이나 폴더의 것만 알린다 (기본: 모두)"
    parser.add_argument("paths", nargs="*", type=Path, metavar="경로", help=text)
    parser.add_argument("--format", choices=tuple(reports.FORMATS), help="알리는 꼴 (기본 text)")
    parser.add_argument("--strict", action="store_true", help="사이트의 /quality/에 오를 것도 알린다")
    parser.add_argument("--fix", action="store_true", help="기계로 고칠 수 있는 것을 고치고 무엇을 고쳤는지 보인다")
    parser.add_argument("--dry-run", action="store_true", help="--fix가 고칠 것을 보이기만 하고 쓰지 않는다")


def _add_site(parser: argparse.ArgumentParser, root: Path) -> None:
    parser.add_argument("--site", type=Path, default=root / "site", metavar="폴더", help="사이트를 둘 폴더 (기본 site)")
    parser.add_argument("--base-url", metavar="주소", help="사이트가 놓일 주소 (기본: content/site.yaml의 base_url)")
    text = "파일이 다섯에 하나 넘게 줄어도 사이트를 바꾼다"
    parser.add_argument("--profile", action="store_true", help="어디에 시간이 들었는지 보인다")
    parser.add_argument("--allow-shrink", action="store_true", help=text)
    parser.set_defaults(moment=dates.source_date(os.environ))


def _day(text: str) -> dt.date:
    try:
        return dates.parse_day(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def report(problems: Sequence[Problem], args: argparse.Namespace) -> None:
    """Print every problem, with paths that lead from where the person stands; what machines read goes to stdout."""
    told = reports.Report(problems, args.content, Path.cwd(), args.lang, _docs(args.content))
    for line in reports.FORMATS[args.format](told):
        print(line, file=sys.stderr if args.format == "text" else sys.stdout)


def _docs(content: Path) -> str:
    """Where the codes are explained: in the repository that the settings name, if they can be read."""
    from tracker import settings

    try:
        return settings.load(content).document(reports.DOCS) or reports.DOCS
    except (InvalidContentError, OSError):
        return reports.DOCS


def terms(args: argparse.Namespace, site: "Settings") -> standing.Terms:
    """How the site is to be published."""
    return standing.Terms(site.base_path, args.moment, args.allow_shrink)


def only(problems: Sequence[Problem], args: argparse.Namespace) -> list[Problem]:
    """Those of the files and folders that were asked for."""
    wanted = is_wanted(args)
    return [problem for problem in problems if wanted(args.content / problem.path)]


def is_wanted(args: argparse.Namespace) -> Callable[[Path], bool]:
    """Whether a file was asked for; raises FileNotFoundError for a path that leads to no content."""
    content, roots = args.content.resolve(), [path.resolve() for path in args.paths]
    for path, root in zip(args.paths, roots, strict=True):
        if not root.exists() or not (root.is_relative_to(content) or content.is_relative_to(root)):
            raise FileNotFoundError(say("{path}: 기록이 있는 파일이나 폴더가 아닙니다", path=path))
    return lambda file: not roots or any(file.resolve().is_relative_to(root) for root in roots)


def mend(args: argparse.Namespace) -> None:
    """Print the diff of what can be mended, and mend it unless only a preview is wanted."""
    if not (args.fix or args.dry_run):
        return
    from tracker import fixes

    mended = fixes.find(args.content, is_wanted(args))
    for one in mended:
        name = os.path.relpath(args.content / one.path)
        print(one.diff(name) or name, file=sys.stderr)
    if not args.dry_run:
        fixes.write(args.content, mended)
    if args.format == "text":
        done = say("고친 파일 {count}개", count=len(mended))
        print(worded(say("고칠 수 있는 파일 {count}개", count=len(mended)) if args.dry_run else done, args.lang))


def has_errors(problems: Sequence[Problem]) -> bool:
    """Whether any problem forbids a build."""
    return any(problem.severity == "error" for problem in problems)


def refuse(args: argparse.Namespace) -> int:
    """Say that nothing was built; returns the exit status."""
    words = say("고칠 것이 있습니다.")
    if site := getattr(args, "site", None):
        words = say("고칠 것이 있습니다. {site}은(는) 그대로 두었습니다.", site=site)
    print(worded(words, args.lang), file=sys.stderr)
    return 1


def fail(error: Exception, args: argparse.Namespace) -> int:
    """Say what stood in the way, unless it is that nobody listens; returns the exit status."""
    if isinstance(error, BrokenPipeError):
        return _unheard()
    said = _reason(error) if isinstance(error, OSError) and error.errno else error.args[0]
    if site := getattr(args, "site", None):
        said = say("{said}. {site}은(는) 그대로 두었습니다", said=said, site=site)
    print(f"build.py: {worded(said, args.lang)}", file=sys.stderr)
    return 2


def heard(status: int) -> int:
    """The status of a run, once all that it said is out; raises BrokenPipeError if nobody listens any more."""
    sys.stdout.flush()
    return status


def leave(status: int) -> NoReturn:
    """End this process at once: to free 10,000 entries one by one takes a tenth of a second."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


def _unheard() -> int:
    """As behind `| head`: be silent, and end with the status of such a pipe."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python would complain as it ends
    return 128 + 13


def _reason(error: OSError) -> Said:
    """The file and what the system says of it."""
    reason = _REASONS.get(error.errno or 0, error.strerror)
    return say("{path}: {reason}", path=error.filename or say("디스크"), reason=reason)


class Clock:
    """Seconds since the start of a run, and of each of its stages."""

    def __init__(self) -> None:
        self._started = self._last = perf_counter()
        self.laps: dict[str, float] = {}

    def lap(self, stage: str) -> None:
        """End a stage."""
        now = perf_counter()
        self.laps[stage], self._last = now - self._last, now

    @property
    def seconds(self) -> float:
        """How long the run has taken so far."""
        return perf_counter() - self._started


SELDOM = 20
"""Seconds between two lines about how far a run is."""


@contextmanager
def progress() -> Iterator[Callable[[int, int], None]]:
    """A bar on a terminal, now and then a line elsewhere; it is told how many of how many batches are done."""
    if not sys.stderr.isatty():
        yield partial(_line, [perf_counter()])
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("그리는 중", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _line(last: list[float], done: int, total: int) -> None:
    if perf_counter() - last[0] > SELDOM:
        last[0] = perf_counter()
        print(f"그리는 중: {total}묶음 가운데 {done}묶음", file=sys.stderr)


def conclude(problems: Sequence[Problem], entries: int, args: argparse.Namespace) -> None:
    """One line after a check that a person reads."""
    kinds = Counter(problem.severity for problem in problems)
    numbers = {"count": entries, "errors": kinds["error"], "warnings": kinds["warning"]}
    if args.format in ("text", "github"):
        print(worded(say("기록 {count:,}건: 오류 {errors}, 알림 {warnings}", **numbers), args.lang))


def summarise(entries: int, published: Published, clock: Clock, args: argparse.Namespace) -> None:
    """One line after a build, and where the time went if that was asked for."""
    if args.profile:
        _profile(clock, published)
    print(
        f"기록 {entries:,}건, 페이지 {published.pages:,}쪽, 피드 {published.feeds:,}개"
        f" (새로 그린 파일 {published.rendered:,}개), {clock.seconds:.2f}초 → {os.path.relpath(args.site)}/"
    )


def _profile(clock: Clock, published: Published) -> None:
    """Seconds of the clock by stage, then processor seconds by what was rendered."""
    for stage, seconds in clock.laps.items():
        print(f"{seconds:8.2f}  {stage}")
    for family, seconds in sorted(published.seconds.items(), key=lambda item: -item[1]):
        print(f"{seconds:8.2f}    {family}")


def is_done(last: receipts.Receipt | None, args: argparse.Namespace, clock: Clock | None = None) -> bool:
    """Whether what the last run left is all that this one could do; if so, say what the last one said."""
    if last is None or getattr(args, "paths", None):
        return False
    if last.site is None:
        conclude([], last.entries, args)
    elif standing.stands(args.site, last.site):
        summarise(last.entries, last.site._replace(rendered=0, seconds={}), clock or Clock(), args)
    else:
        return False
    return True


def receipt(args: argparse.Namespace) -> "cache.Cache[receipts.Receipt]":
    """What the last run of a command left that found nothing to mend; empty if anything that it read has changed."""
    asked = (getattr(args, name, None) for name in ("today", "base_url", "site", "moment", "strict"))
    version = receipts.inputs(args.content, *asked)
    return cache.Cache(args.cache / f"{args.command}.receipt", version, receipts.Receipt)
