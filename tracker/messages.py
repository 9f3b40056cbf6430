"""What contributors are told, in Korean and in English. The code says it in Korean; the English stands here alone."""

from collections.abc import Mapping


class Said(str):
    """A Korean message that knows its English."""

    template: str
    values: Mapping[str, object]

    def __new__(cls, template: str, values: Mapping[str, object]) -> "Said":
        """Fill in the Korean words at once: the message is that text."""
        said = super().__new__(cls, template.format(**values))
        said.template, said.values = template, values
        return said

    def __reduce__(self) -> tuple[type["Said"], tuple[str, Mapping[str, object]]]:
        return Said, (self.template, self.values)  # problems travel between processes

    @property
    def english(self) -> str:
        """The same in English, values that are messages themselves too."""
        values = {name: english(value) if isinstance(value, str) else value for name, value in self.values.items()}
        return ENGLISH[self.template].format(**values)


def say(template: str, /, **values: object) -> Said:
    """A message made of its Korean words and the values that they name."""
    return Said(template, values)


def english(text: str) -> str:
    """A message in English, or as it is if it never had any."""
    return text.english if isinstance(text, Said) else text


def worded(text: str, language: str) -> str:
    """A message in `ko` or `en`."""
    return english(text) if language == "en" else str(text)


CODES: Mapping[str, tuple[str, str]] = {
    "character": ("보이지 않는 글자가 있다", "An invisible character stands in the file"),
    "copied": ("본문이 기사와 같은 말로 이어진다", "The body repeats an article word for word"),
    "dangling": ("가리키는 것이 없다", "A reference names nothing"),
    "date": ("날짜의 꼴이 아니거나 달력에 없다", "Not a date, or none of the calendar"),
    "date-order": ("날짜의 앞뒤가 맞지 않는다", "Dates are out of order"),
    "draft": ("초안이라 사이트에 나오지 않는다", "A draft is not published"),
    "duplicate": ("같은 것이 두 번 나온다", "The same thing stands twice"),
    "duplicate-key": ("열쇠가 두 번 나온다", "A key stands twice"),
    "empty-body": ("본문이 비어 있다", "The body is empty"),
    "encoding": ("UTF-8 파일이 아니다", "The file is not UTF-8"),
    "file-name": ("파일의 이름이나 자리가 맞지 않는다", "The file's name or folder is wrong"),
    "fingerprint": ("기사 지문을 읽을 수 없다", "An article's fingerprint cannot be read"),
    "front-matter": ("머리말이 ‘---’ 줄 사이에 있지 않다", "No front matter between two lines of ---"),
    "full-width": ("열쇠 뒤의 쌍점이 전각이다", "A key is followed by a full-width colon"),
    "future-date": ("아직 오지 않은 날이다", "The day has not come yet"),
    "image": ("본문에 그림이 있다", "The body holds a picture"),
    "missing-key": ("꼭 있어야 할 열쇠가 없다", "A required key is missing"),
    "missing-sum": ("본문의 금액이 머리말에 없다", "A sum of the body is missing in the front matter"),
    "money": ("한 가지로 읽을 수 있는 금액이 아니다", "Not a sum that can be read in one way"),
    "money-unit": ("금액에 ‘원’이 없다", "A sum lacks its 원"),
    "near-duplicate": ("같은 일의 기록이 이미 있는 듯하다", "The event seems to have an entry already"),
    "no-archive": ("출처에 보관본이 없다 (--strict)", "A source has no archived copy (--strict)"),
    "overdue": ("기한이 지난 약속에 뒷이야기가 없다 (--strict)", "An overdue promise has no follow-up (--strict)"),
    "period": ("기간의 꼴이 아니다", "Not a period"),
    "quotes": ("값이 둥근따옴표로 감싸여 있다", "A value stands in curly quotes"),
    "raw-html": ("본문에 HTML이 있다", "The body holds HTML"),
    "region-date": ("그날 없던 지역이다", "The region did not exist on the day"),
    "region-name": ("같은 이름의 다른 지역을 말하는 듯하다", "The text seems to mean another region of the same name"),
    "reserved": ("페이지의 이름이 사이트의 다른 주소와 겹친다", "A page is called like an address of the site"),
    "stray-file": ("그 자리에 있을 파일이 아니다", "The file does not belong there"),
    "sum-mismatch": ("재원의 합이 금액과 다르다", "The breakdown does not add up to the sum"),
    "too-large": ("파일이나 머리말이나 본문이 너무 길다", "A file, front matter or body is too long"),
    "unknown-key": ("없는 열쇠다", "An unknown key"),
    "unknown-slug": ("어휘에 없는 말이다", "A term that the vocabulary does not hold"),
    "unknown-value": ("쓸 수 있는 값이 아니다", "Not one of the possible values"),
    "url": ("쓸 수 있는 주소가 아니다", "Not an address that can be used"),
    "wrong-type": ("값의 꼴이 맞지 않는다", "A value of the wrong kind"),
    "yaml-feature": ("머리말에 쓸 수 없는 YAML 문법이다", "YAML that front matter may not use"),
    "yaml-syntax": ("YAML 문법에 맞지 않는다", "Not well-formed YAML"),
}
"""Every code of `check`, each with its rule in a line; docs/checks.md explains them."""

ENGLISH: Mapping[str, str] = {
    "{place} 자리에 있는 파일이 아닙니다": "This file does not stand where {place} does",
    "옮기거나 지우세요": "move it or remove it",
    "보통 파일이 아닙니다": "Not an ordinary file",
    "링크 대신 파일을 두세요": "put a file there instead of a link",
    "파일을 읽을 수 없습니다: {reason}": "The file cannot be read: {reason}",
    "읽는 데 {seconds}초나 {memory}MB보다 많이 듭니다": "Reading it takes more than {seconds} s or {memory} MB",
    "더 짧고 단순하게 쓰세요": "write it shorter and simpler",
    "‘{slug}’이라는 사업이 없습니다": "There is no initiative '{slug}'",
    "초안이라 사이트에 나오지 않습니다": "A draft, so it is not published",
    "본문을 마무리하고 ‘draft: true’ 줄을 지우세요": "finish the body and remove the line 'draft: true'",
    "‘{slug}’은(는) 사이트가 쓰는 주소입니다": "'{slug}' is an address of the site itself",
    "{path}와 같은 일로 보입니다": "Seems to be the same event as {path}",
    "같은 일이면 이 출처를 그 기록에 더하고 이 파일을 지우세요": "if it is, add this source to that entry and remove this file",
    "‘{what}’의 기한이 지났습니다": "'{what}' is overdue",
    "‘{former}’은(는) {path}의 이름입니다": "'{former}' is the name of {path}",
    "‘{what}’이라는 다른 금액이 없습니다": "There is no other sum for '{what}'",
    "본문의 ‘{text}’이(가) 머리말에 없습니다": "'{text}' of the body is missing in the front matter",
    "이 일에 드는 돈이면 ‘budgets’에 적으세요": "if it pays for this policy, put it into 'budgets'",
    "본문은 ‘{slug}’이(가) 아닌 다른 지역을 말하는 듯합니다": "The text seems to mean another region than '{slug}'",
    "이 가운데 어느 곳인가요: {words}": "which of these is it: {words}",
    "{date}에는 ‘{slug}’({name})이(가) 없었습니다": "'{slug}' ({name}) did not exist on {date}",
    "‘{ref}’은(는) 아직 초안인 기록의 약속입니다": "'{ref}' is a promise of an entry that is still a draft",
    "총액의 ‘what’을 똑같이 적으세요": "repeat the 'what' of the total exactly",
    "보관본의 주소가 없습니다": "No address of an archived copy",
    "web.archive.org에 남기고 ‘archive_url’에 적으세요": "save it at web.archive.org and put the address into 'archive_url'",
    "그때는 {slugs}": "then: {slugs}",
    "기록은 자신을 갈음할 수 없습니다": "An entry cannot replace itself",
    "줄을 지우세요": "remove the line",
    "파일 이름을 바꾸세요": "rename the file",
    "지켰으면 그 기록의 ‘fulfils’에 적으세요": "if it was kept, name it in the 'fulfils' of that entry",
    "{path}에서 이미 지킨 약속입니다": "{path} has kept this promise already",
    "‘{id}’이라는 기록이 없습니다": "There is no entry '{id}'",
    "{day}은(는) 아직 오지 않은 날입니다": "{day} has not come yet",
    "‘{ref}’이라는 약속이 없습니다": "There is no promise '{ref}'",
    "그 초안을 먼저 마무리하세요": "finish that draft first",
    "‘{ref}’보다 먼저 일어난 일입니다": "This happened before '{ref}' was promised",
    "기사와 같은 글이 이어집니다: {runs}. 본문의 {share}가 기사와 같습니다": "Repeats the article: {runs}. {share} of the body is the article's",
    "지문이 잘렸습니다": "The fingerprint is cut off",
    "같은 사실을 자기 말로 다시 쓰세요": "say the same facts in your own words",
    "지문을 읽을 수 없습니다": "The fingerprint cannot be read",
    "import가 적어 준 그대로 두세요": "leave it as import wrote it",
    "‘{text}’은(는) 2024, 2024-05, 2024-05-21 꼴의 날짜가 아닙니다": "'{text}' is no date like 2024, 2024-05 or 2024-05-21",
    "‘{text}’에는 날까지 적어야 합니다: 2024-05-21": "'{text}' has to name the day: 2024-05-21",
    "기간 ‘{text}’의 끝이 시작보다 앞섭니다": "The period '{text}' ends before it starts",
    "‘{text}’은(는) 달력에 없는 날짜입니다": "'{text}' is no day of the calendar",
    "재원을 더하면 {total}인데 ‘amount’는 {given}입니다": "The breakdown adds up to {total}, but 'amount' is {given}",
    "출처를 다시 보고, 모르는 재원이 있으면 breakdown을 빼세요": "look at the source again; leave breakdown out if a part of it is unknown",
    "파일 이름이 날짜 ‘{date}’로 시작하지 않습니다": "The file's name does not begin with the date '{date}'",
    "{date}-….md로 이름을 바꾸거나 날짜를 고치세요": "rename it to {date}-….md or correct the date",
    "{folder} 폴더에 있어야 합니다": "This file belongs in {folder}",
    "미루어 안 날짜에는 근거 ‘date_note’가 있어야 합니다": "An inferred date needs its reason in 'date_note'",
    "본문이 비어 있습니다": "The body is empty",
    "무슨 일이 있었는지 자기 말로 몇 문장 적으세요": "say in a few sentences of your own what happened",
    "‘{slug}’은(는) ‘regions’에 이미 있습니다": "'{slug}' is among 'regions' already",
    "파일 이름 ‘{name}.md’에는 영문 소문자, 숫자, 붙임표만 쓸 수 있습니다": "The file's name '{name}.md' may hold a-z, 0-9 and hyphens only",
    "‘{value}’이(가) 두 번 나옵니다": "'{value}' stands twice",
    "파일을 옮기세요": "move the file",
    "철회한 날이 기록한 날(added)보다 이릅니다": "Withdrawn before it was added",
    "본문을 줄이세요": "shorten the body",
    "기사가 나온 날이 기록한 날(added)보다 뒤입니다": "The source was published after the entry was added",
    "고친 날이 앞선 날보다 이릅니다": "The correction is earlier than the one above it, or than 'added'",
    "약속한 날이 사건이 일어난 날보다 이릅니다": "Due before the event that promises it",
    "하나만 남기세요": "leave one",
    "값에 ‘: ’가 있으면 값을 따옴표로 감싸세요": "put a value that holds ': ' into quotes",
    "‘열쇠: 값’ 꼴인지, 쌍점 뒤를 띄웠는지 보세요": "look for 'key: value' and a space after the colon",
    "탭 대신 빈칸으로 들여 쓰세요": "indent with spaces instead of tabs",
    "@, `, % 로 시작하는 값은 따옴표로 감싸세요": "put a value that begins with @, ` or % into quotes",
    "들여쓰기를 맞추거나, 따옴표·괄호를 닫으세요": "align the indentation, or close the quotes or brackets",
    "따옴표나 괄호를 닫으세요": "close the quotes or brackets",
    "괄호를 닫거나, 값 사이에 쉼표를 넣으세요": "close the brackets, or put a comma between the values",
    "괄호를 닫거나, 값을 따옴표로 감싸세요": "close the brackets, or put the value into quotes",
    "큰따옴표 대신 작은따옴표를 쓰세요": "use single quotes instead of double ones",
    "‘...’나 ‘%’로 시작하는 줄을 지우세요": "remove the line that begins with '...' or '%'",
    "보이지 않는 글자 U+{number:04X} ({name})가 있습니다": "An invisible character, U+{number:04X} ({name})",
    "‘{key}: ’처럼 반각 쌍점을 쓰고 그 뒤를 띄우세요": "write '{key}: ' with a plain colon and a space",
    "파일이 {size:,}바이트로 너무 큽니다": "The file is too large with {size:,} bytes",
    "{limit:,}바이트까지 됩니다": "up to {limit:,} bytes",
    "제어 문자": "control character",
    "지우거나 빈칸으로 바꾸세요": "remove it or put a space there",
    "머리말이 ‘---’ 줄로 시작해서 ‘---’ 줄로 끝나야 합니다": "The front matter has to stand between two lines of ---",
    "머리말이 {size:,}바이트로 너무 깁니다": "The front matter is too long with {size:,} bytes",
    "‘{key}’ 뒤의 쌍점이 전각 ‘：’입니다": "The colon after '{key}' is full-width",
    "‘{key}’ 뒤에 ‘: ’이 없습니다": "No ': ' after '{key}'",
    "머리말 끝에도 ---만 적으세요": "close the front matter with a line of --- alone",
    "첫 줄에 ---만 적으세요": "write --- alone in the first line",
    "YAML 문법에 맞지 않습니다": "Not well-formed YAML",
    "탭으로 들여 썼습니다": "Indented with a tab",
    "머리말은 ‘열쇠: 값’ 줄들이어야 합니다": "The front matter has to be lines of 'key: value'",
    "값이 &나 *로 시작하면 따옴표로 감싸세요": "put a value that begins with & or * into quotes",
    "열쇠 ‘{key}’이(가) 두 번 나옵니다": "The key '{key}' stands twice",
    "값을 감싼 ‘{mark}’은(는) YAML의 따옴표가 아닙니다": "The {mark} around the value is no quote of YAML",
    "UTF-8이 아닌 글자가 있습니다": "Not UTF-8",
    "UTF-8로 저장하세요": "save the file as UTF-8",
    "쌍점(:) 뒤를 띄우세요": "put a space after the colon",
    "닻(&)과 별명(*)은 쓸 수 없습니다": "Anchors (&) and aliases (*) may not be used",
    "꼬리표(!)는 쓸 수 없습니다": "Tags (!) may not be used",
    "값이 !로 시작하면 따옴표로 감싸세요": "put a value that begins with ! into quotes",
    "{depth}단계보다 깊이 겹쳤습니다": "Nested more than {depth} deep",
    "열쇠는 글이어야 합니다": "A key has to be text",
    "합침 열쇠(<<)는 쓸 수 없습니다": "The merge key (<<) may not be used",
    "곧은 작은따옴표 '…' 로 감싸거나 지우세요": "use straight single quotes '…', or none",
    "‘---’로 나뉜 문서가 여럿입니다": "Several documents, parted by ---",
    "본문에 HTML ‘{tag}’이(가) 있습니다": "The body holds HTML: '{tag}'",
    "본문은 {letters:,}자, 여는 대괄호는 {brackets}개까지 됩니다": "A body may hold up to {letters:,} letters and {brackets} opening brackets",
    "‘{scheme}:’ 링크는 쓸 수 없습니다": "Links of '{scheme}:' may not be used",
    "목록이나 인용이 너무 깊이 겹쳤습니다": "Lists or quotations are nested too deep",
    "마크다운으로만 쓰세요": "use Markdown alone",
    "본문에 그림은 넣을 수 없습니다": "The body may hold no pictures",
    "그림의 출처를 링크로 적으세요": "link to the picture's source",
    "http, https, mailto만 됩니다": "http, https and mailto alone",
    "‘{text}’을(를) 한 가지 금액으로 읽을 수 없습니다": "'{text}' cannot be read as one sum",
    "‘{text}’은(는) 원 단위로 떨어지는 금액이 아닙니다": "'{text}' is no sum in whole won",
    "금액이 비어 있습니다": "The sum is empty",
    "‘{text}’의 단위 순서나 자릿수가 맞지 않습니다": "The units of '{text}' are out of order, or have too many digits",
    "‘{text}’을(를) 금액으로 읽을 수 없습니다": "'{text}' cannot be read as a sum",
    "‘{text}’의 단위 순서가 맞지 않습니다": "The units of '{text}' are out of order",
    "고칠 것이 있습니다. {site}은(는) 그대로 두었습니다.": "There is something to mend. {site} was left as it was.",
    "고칠 것이 있습니다.": "There is something to mend.",
    "{path}: 기록이 있는 파일이나 폴더가 아닙니다": "{path}: no file or folder of the content",
    "고친 파일 {count}개": "files mended: {count}",
    "고칠 수 있는 파일 {count}개": "files that can be mended: {count}",
    "기록 {count:,}건: 오류 {errors}, 알림 {warnings}": "entries: {count:,}; errors: {errors}, warnings: {warnings}",
    "‘{word}’을(를) 뜻했나요?": "did you mean '{word}'?",
    "머리말": "front matter",
    "‘{key}’은(는) 목록이어야 합니다": "'{key}' has to be a list",
    "‘{key}’에 ‘{value}’은(는) 쓸 수 없습니다": "'{key}' cannot be '{value}'",
    "‘{key}’은(는) ‘열쇠: 값’ 묶음이어야 합니다": "'{key}' has to be pairs of 'key: value'",
    "‘{key}: …’ 줄을 더하세요": "add a line '{key}: …'",
    "빈 글이나 여러 줄은 쓸 수 없습니다": "Has to be one line that is not empty",
    "‘<’ 뒤에 바로 글자를 쓸 수 없습니다: HTML로 읽힙니다": "No letter right after ‘<’: it would be read as HTML",
    "true나 false여야 하는데 ‘{text}’입니다": "Has to be true or false, not '{text}'",
    "수여야 하는데 ‘{text}’입니다": "Has to be a number, not '{text}'",
    "정수여야 하는데 ‘{text}’입니다": "Has to be a whole number, not '{text}'",
    "‘{text}’: 영문 소문자, 숫자, 붙임표(-)만 쓸 수 있습니다": "'{text}': a-z, 0-9 and hyphens only",
    "‘{text}’은(는) http:// 나 https:// 로 시작하는 주소가 아닙니다": "'{text}' is no address that begins with http:// or https://",
    "쓸 수 있는 값: {values}": "possible values: {values}",
    "쓸 수 있는 열쇠: {keys}": "possible keys: {keys}",
    "[값, 값] 또는 ‘- 값’ 줄들로 적으세요": "write [value, value] or lines of '- value'",
    "열쇠: {keys}": "keys: {keys}",
    "‘{key}’라는 열쇠는 없습니다": "There is no key '{key}'",
    "‘{key}’이(가) 없습니다": "'{key}' is missing",
    "‘{key}’이(가) 비어 있습니다": "'{key}' is empty",
    "‘{key}’이(가) 목록이나 묶음이 아니라 값 하나여야 합니다": "'{key}' has to be one value, no list and no pairs",
    "‘{key}’에 적어도 하나는 있어야 합니다": "'{key}' needs at least one value",
    "‘{sum}’에 ‘원’이 없습니다": "'{sum}' lacks its 원",
    "‘{sum}원’이라고 적으세요": "write '{sum}원'",
    "‘rows_per_page’는 1보다 작을 수 없습니다": "'rows_per_page' cannot be less than 1",
    "content/vocabulary/의 목록을 보세요": "see the lists in content/vocabulary/",
    "‘{text}’은(는) 일반구라서 쓸 수 없습니다": "'{text}' is a ward, which entries do not use",
    "‘{text}’이라는 지역은 없습니다": "There is no region '{text}'",
    "‘{text}’이라는 {kind}은(는) 없습니다": "There is no {kind} '{text}'",
    "‘{value}’이라는 {key}이(가) 없습니다": "There is no {key} '{value}'",
    "시를 적으세요: {city}": "name the city: {city}",
    "‘{slug}’라고 적으세요": "write '{slug}'",
    "분야": "sector",
    "정책 수단": "instrument",
    "단계": "stage",
    "‘{slug}’의 윗단위 ‘{parent}’이(가) 없습니다": "'{parent}', the parent of '{slug}', is missing",
    "없어진 ‘{slug}’의 ‘successors’가 없습니다": "'{slug}' has ended but has no 'successors'",
    "‘{slug}’이(가) 생기기 전에 없어졌습니다": "'{slug}' ended before it began",
}
"""The English of each Korean template, which names the same values."""
