"""Find bodies that an article names by their kind: those just set up, those in quotes, those that take applications."""

import re
from collections.abc import Iterator

from tracker.importer.candidates import Mention
from tracker.importer.who import names

GENERIC = re.compile(
    r"(?:예산|당정|현안|실무|기업|상생|주민|민관|민·관|지역|공동|산학연관?|산·학·연|산·학·연·관|운영|추진|자문|심의|평가|선정|심사|준비|유치|조정|정책|전문|발전|특별|소위|상임|분과|실행|집행|총괄|투자|합동|예산결산|결산)*\s?"
    r"(?:협의회|협의체|위원회|추진단|사업단|지원단|추진위)"
)
"""Bodies without a name of their own."""
_NOUN = r"[가-힣A-Za-z0-9·&-]{2,14}"
_BODY = (
    r"(?:추진단|협의체|협의회|위원회|전담조직|TF|추진위|워킹그룹|자문단|추진본부"
    r"|추진기획단|대응단|협력단|얼라이언스|포럼|연합체|연합회|협력체|거버넌스|전담반|행정협의회)"
)
_FOUNDED = (
    r"[’'”\"」]?\s?(?:\((?:TF|[가-힣A-Za-z ]{1,12})\)[’'”\"」]?)?(?:을|를|이|가|의)?\s?(?:\d{1,2}일\s)?"
    r"[‘'“\"「]?(?:공식\s|본격\s)?"
    r"(?:출범|창립|발족|구성해|구성하|구성했|결성|설립하|설립해|설립했|첫\s?회의|킥오프|제?\s?\d{1,2}차\s(?:정기\s|전체\s)?회의|위촉식)"
)
_IS_FOUNDED = re.compile(_BODY + _FOUNDED)
_SET_UP = re.compile(rf"(?P<name>(?:{_NOUN} ){{0,4}}[가-힣A-Za-z0-9·]{{0,12}}{_BODY}){_FOUNDED}")
_NAMED_BY = 72
"""Letters before such a word that may name the body."""


def set_up(text: str) -> Iterator[Mention]:
    """`이차전지 기업협의회 출범`: a body that is being founded, with the nouns before it that name it."""
    end = 0
    for founded in _IS_FOUNDED.finditer(text):
        match = _SET_UP.search(text, max(end, founded.start() - _NAMED_BY), founded.end())
        if not match:
            continue
        end = match.end()
        parts = match.group("name").split(" ")
        first = next((at for at in range(len(parts) - 1, 0, -1) if names.NO_NOUN.search(parts[at - 1])), 0)
        name = " ".join(parts[first:])
        if len(name) > 5 and not GENERIC.fullmatch(name):
            yield Mention(name, None, match.end("name") - len(name), match.end("name"), "organisation.set-up")


_QUOTED_BODY = re.compile(
    r"[‘'“\"](?P<name>[가-힣A-Za-z0-9·]{2,12}(?:\s[가-힣A-Za-z0-9·]{2,10}){0,3}?\s?"
    r"(?:협의회|협의체|얼라이언스|참여단|지원단|추진단|[가-힣]{2,8}본부))[’'”\"]"
    r"(?:[을를이가와과는은]\s|\s)(?=(?:[^.\n]{0,16}\s)?(?:열|닻|만들|현판|꾸|첫\s회의|한국|[가-힣]+(?:원|회|단)(?:이|가|과|와)|함께|출범|발족))"
)


def quoted(text: str) -> Iterator[Mention]:
    """`‘가람 숲길 협의회’를 열어`: a body by its name in quotes, of which something is done."""
    for match in _QUOTED_BODY.finditer(text):
        if len(match.group("name")) > SHORTEST and not GENERIC.fullmatch(match.group("name")):
            yield Mention(match.group("name"), None, *match.span("name"), "organisation.set-up")


SHORTEST = 5
"""Letters of a body's name in quotes, from which on it is no common noun."""
_APPLIED_TO = re.compile(
    r"(?:신청|접수|문의|지원\s신청)(?:은|는|을|를)?\s(?P<name>[가-힣]{2,20}(?:지원|진흥|혁신|육성|복지|창업|일자리|기업)센터)"
    r"(?:를|을|로|으로|에)(?:\s통해)?\s"
)


def taking_applications(text: str) -> Iterator[Mention]:
    """`신청은 달빛소공인지원센터를 통해`: who takes the applications acts."""
    for match in _APPLIED_TO.finditer(text):
        yield Mention(match.group("name"), None, *match.span("name"), "organisation.takes-applications")
