"""The options of the import command, with help that teaches it."""

import argparse
import datetime as dt
from pathlib import Path

from tracker import dates

EPILOG = """보기:
  python build.py import 기사.txt
      물음에 답하며 초안을 만든다. 초안은 content/entries/<해>/ 아래에 draft: true로 놓인다
  python build.py import 기사.html --published 2024-05-29 --url https://…
      기사에 나온 날과 주소가 없을 때 알려 준다
  python build.py import *.txt --json
      아무것도 쓰지 않고, 알아낸 것을 한 파일에 한 줄씩 JSON으로 보인다
  python build.py import 기사.txt --non-interactive --answers 답.yaml
      물음의 답을 파일에서 읽는다 (열쇠: title date regions sectors instruments stage url publisher published)
  python build.py import --issue-form 이슈.md
      저장소의 ‘기사 제보’ 이슈 본문에서 초안을 만든다
  python build.py import 기사.txt --explain --show-dropped
      값마다 어느 말에서 어느 규칙으로 나왔는지, 어느 줄을 기사가 아니라고 보았는지 보인다

기사에 없는 것은 짐작하지 않고 묻습니다. 본문은 만들어 주지 않습니다. 기사 문장을 옮기지 말고 자기 말로 쓰세요."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what `build.py import` takes."""
    parser.epilog = EPILOG
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("articles", nargs="*", type=Path, metavar="기사", help="기사 파일: .txt 또는 .html, 여럿 가능")
    parser.add_argument(
        "--published", type=_day, metavar="날짜", help="기사가 나온 날, 2024-05-29 꼴. 기사에 찍힌 날보다 앞선다"
    )
    parser.add_argument("--url", metavar="주소", help="기사의 주소. 주소 속 날짜도 나온 날로 친다")
    parser.add_argument(
        "--issue-form", type=Path, metavar="파일", help="‘기사 제보’ 양식으로 쓴 이슈의 본문에서 초안을 만든다"
    )
    parser.add_argument("--answers", type=Path, metavar="파일", help="물음의 답이 담긴 YAML 파일")
    parser.add_argument(
        "--json", action="store_true", help="알아낸 것을 JSON으로 보이고 아무것도 쓰지 않는다. 묻지 않는다"
    )
    parser.add_argument(
        "--non-interactive", action="store_true", help="묻지 않는다. 모르는 값은 초안에 ‘# 물음’으로 남는다"
    )
    parser.add_argument("--stdout", action="store_true", help="초안을 파일로 쓰지 않고 화면에 보인다")
    parser.add_argument("--explain", action="store_true", help="값마다 근거가 된 말과 규칙을 보인다")
    parser.add_argument("--show-dropped", action="store_true", help="기사가 아니라고 보고 버린 줄과 그 까닭을 보인다")
    parser.add_argument("--again", action="store_true", help="출처가 이미 기록된 기사라도 초안을 만든다")


def _day(text: str) -> dt.date:
    try:
        return dates.parse_day(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
