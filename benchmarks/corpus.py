#!/usr/bin/env python3
"""Write a seeded corpus of made-up entries in the tracker's own format.

    corpus.py N FOLDER [--seed 1]

FOLDER becomes a content folder: the repository's vocabulary, pages and settings, N entries and N/20 initiatives.
The same N and seed give the same bytes everywhere, and entry i is the same whatever N is, so corpora nest.
Firms and programmes are made up; regions, sectors, instruments and stages are the vocabulary's.
"""

import argparse
import datetime as dt
import random
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from tracker import money, vocabulary  # noqa: E402 - the repository is no installed package
from tracker.glossary import Region  # noqa: E402
from tracker.vocabulary import Vocabulary  # noqa: E402

FIRST_DAY = dt.date(2012, 7, 1)
PER_INITIATIVE = 20
SYLLABLES = "가나다라마바사아자차카타하고노도로모보소오조초코토호구누두루무부수우주추"
NOUNS = (
    "산업 기업 부품 기술 인력 생태계 단지 센터 협약 예산 계획 과제 회의 거점 실증 평가 인증 장비 공정 소재 전환 협력"
    " 투자 고용 창업 교육 연구 개발 수출 규제 특례 용지 도로 전력 용수 물류 기반 기금 조례 위원회 추진단 협의체 대학"
).split()
ADJECTIVES = "새로운 지역 핵심 친환경 광역 공동 단계별 중장기 맞춤형 현장 민관 순환형 소규모 시범 통합 상생".split()
VERBS = "추진한다 마련한다 지원한다 확대한다 점검한다 연계한다 구축한다 발표했다 확정했다 논의했다 시작했다".split()
BODIES = "연구원 테크노파크 산학협력단 상공회의소 진흥원 정밀 모빌리티 에너지 소재 시스템즈".split()


def main() -> int:
    """Write the corpus that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("entries", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    write(options.entries, options.folder, options.seed)
    return 0


def write(count: int, folder: Path, seed: int = 1) -> None:
    """Write a content folder with `count` entries."""
    for name in ("vocabulary", "pages", "pages-en", "site.yaml"):
        source, target = ROOT / "content" / name, folder / name
        if source.is_dir():
            shutil.copytree(source, target, dirs_exist_ok=True)
        else:
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, target)
    words = vocabulary.load(folder)
    for number in range(count):
        id_, text = entry(number, seed, words)
        path = folder / "entries" / id_[:4] / f"{id_}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    (folder / "initiatives").mkdir(exist_ok=True)
    for number in range(-(-count // PER_INITIATIVE)):
        (folder / "initiatives" / f"initiative-{number}.md").write_text(initiative(number, seed, words), "utf-8")


def entry(number: int, seed: int, words: Vocabulary) -> tuple[str, str]:
    """Id and text of entry number `number`."""
    chance = random.Random(f"{seed}:{number}")
    day = FIRST_DAY + dt.timedelta(days=number * 5000 // 10_000 % 5000 + chance.randrange(3))
    id_ = f"{day}-event-{number}"
    region = _region(chance, words, day)
    sectors = chance.sample(list(words.sectors), chance.choice((1, 1, 1, 2)))
    instruments = chance.sample(list(words.instruments), chance.randint(1, 3))
    lines = [
        "---",
        f"title: {words.label(region, day)}, {_clause(chance)} {chance.choice(NOUNS)} {number}",
        f"date: {day}",
        f"added: {max(day + dt.timedelta(days=2), dt.date(2026, 1, 1) - dt.timedelta(days=9000 - number % 9000))}",
        f"regions: [{region.slug}]",
        f"sectors: [{', '.join(sectors)}]",
        f"instruments: [{', '.join(instruments)}]",
        f"stage: {chance.choice(list(words.stages))}",
        f"initiative: initiative-{number // PER_INITIATIVE}",
        *_parties(chance),
        *(_budget(chance, day) if chance.random() < 0.4 else ()),
        *(_milestones(chance, day) if chance.random() < 0.3 else ()),
        "sources:",
        f"  - {{url: 'https://news.example/{number}', publisher: {_name(chance)}신문, published: {day}}}",
        "---",
    ]
    return id_, "\n".join((*lines, *_body(chance), ""))


def initiative(number: int, seed: int, words: Vocabulary) -> str:
    """Text of an initiative."""
    chance = random.Random(f"{seed}:initiative:{number}")
    region = chance.choice([region for region in words.regions.values() if not region.until])
    sector = chance.choice(list(words.sectors))
    head = f"title: {_clause(chance)} 사업 {number}\nadded: 2026-01-01\nregions: [{region.slug}]\nsectors: [{sector}]"
    return f"---\n{head}\n---\n{_sentence(chance)} {_sentence(chance)}\n"


def _region(chance: random.Random, words: Vocabulary, day: dt.date) -> Region:
    """A unit that existed on the day."""
    units = list(words.regions.values())
    while True:
        region = chance.choice(units)
        if (not region.since or region.since <= day) and (not region.until or day <= region.until):
            return region


def _parties(chance: random.Random) -> list[str]:
    roles = ("lead", "partner", "implementing", "participant")
    parties = [f"  - {{name: {_name(chance)}{chance.choice(BODIES)}, role: {role}}}" for role in roles]
    return ["parties:", *parties[: chance.randint(1, 4)]]


def _budget(chance: random.Random, day: dt.date) -> list[str]:
    national, local = (chance.randint(5, 3000) * 10**8 for _ in range(2))
    status = chance.choice(("announced", "requested", "awarded", "appropriated"))
    parts = f"{{national: {_won(national)}, local: {_won(local)}}}"
    return [
        "budgets:",
        f"  - what: {_clause(chance)} 구축",
        f"    amount: {_won(national + local)}",
        f"    status: {status}",
        f"    period: {day.year}/{day.year + chance.randint(1, 6)}",
        f"    breakdown: {parts}",
    ]


def _won(amount: int) -> str:
    return money.format_won(amount).replace(",", "")


def _milestones(chance: random.Random, day: dt.date) -> list[str]:
    due = day + dt.timedelta(days=chance.randint(60, 1500))
    return ["milestones:", f"  - {{id: open, due: {due:%Y-%m}, what: {_clause(chance)} 완료}}"]


def _body(chance: random.Random) -> list[str]:
    paragraphs = []
    for _ in range(chance.randint(2, 4)):
        paragraphs += [" ".join(_sentence(chance) for _ in range(chance.randint(2, 5))), ""]
    if chance.random() < 0.4:
        paragraphs += [f"- {_clause(chance)}" for _ in range(chance.randint(2, 5))]
    return paragraphs


def _sentence(chance: random.Random) -> str:
    sentence = f"{_clause(chance)}을 {_clause(chance)}와 함께 {chance.choice(VERBS)}."
    return f"**{sentence}**" if chance.random() < 0.08 else sentence


def _clause(chance: random.Random) -> str:
    return f"{chance.choice(ADJECTIVES)} {chance.choice(NOUNS)} {chance.choice(NOUNS)}"


def _name(chance: random.Random) -> str:
    return "".join(chance.choice(SYLLABLES) for _ in range(chance.randint(2, 3)))


if __name__ == "__main__":
    sys.exit(main())
