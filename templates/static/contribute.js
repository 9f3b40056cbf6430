// The form for a new entry: reads it as front matter, holds it to the rules of `build.py check`, and writes the file.
// A plain script and not a module: browsers load no module from a folder that is opened without a server.
"use strict";
{
  const rules = JSON.parse(document.getElementById("rules").textContent);
  const { schema } = rules;
  const patterns = Object.fromEntries(
    Object.entries(rules.patterns).map(([name, { source, flags }]) => [name, new RegExp(source, flags)]),
  );
  const whole = (pattern) => new RegExp(`^(?:${pattern.source})$`, pattern.flags);
  const plain = whole(patterns.plain);
  const ambiguous = whole(patterns.ambiguous);
  const bySlug = (terms) => new Map(terms.map((term) => [term.slug, term]));
  const terms = {
    region: bySlug(rules.regions),
    sector: bySlug(rules.sectors),
    instrument: bySlug(rules.instruments),
    stage: new Map(rules.stages.map((slug) => [slug, { slug }])),
  };

  // ---- Dates: as tracker/dates.py

  const pad = (number, width = 2) => String(number).padStart(width, "0");
  const lastDay = (year, month) => [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
  const isLeap = (year) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const today = () => new Date(Date.now() + 9 * 3600e3).toISOString().slice(0, 10); // in Korea

  /** The first and last day that a date can mean, as text; null if it is none of the calendar. */
  function span(text) {
    if (!/^[0-9]{4}(-[0-9]{2}){0,2}$/.test(text)) return null;
    const [year, month, day] = text.split("-").map(Number);
    if (year < 1 || (month !== undefined && (month < 1 || month > 12))) return null;
    if (day !== undefined && (day < 1 || day > lastDay(year, month))) return null;
    const end = month ?? 12;
    return {
      first: `${pad(year, 4)}-${pad(month ?? 1)}-${pad(day ?? 1)}`,
      last: `${pad(year, 4)}-${pad(end)}-${pad(day ?? lastDay(year, end))}`,
    };
  }

  function needDate(text) {
    if (!span(text)) throw new Error(`‘${text}’은(는) 달력에 없는 날짜입니다.`);
  }

  function needPeriod(text) {
    const [start, end = start] = text.split("/");
    needDate(start);
    needDate(end);
    if (span(start).first > span(end).last) throw new Error(`기간 ‘${text}’의 끝이 시작보다 앞섭니다.`);
  }

  const CLOSED = { "은(는)": "은", "이(가)": "이", "을(를)": "을", "(이)": "이" };
  const OPEN = { "은(는)": "는", "이(가)": "가", "을(를)": "를", "(이)": "" };

  /** A text with each `을(를)` settled by the letter before it, as tracker/messages.py. */
  const particles = (text) =>
    text.replace(/(\S?)([’)\]〉]*)(은\(는\)|이\(가\)|을\(를\)|\(이\))/gu, (whole, letter, quotes, both) => {
      const code = letter.codePointAt(0) - 0xac00;
      if (code >= 0 && code < 11172) return letter + quotes + (code % 28 ? CLOSED : OPEN)[both];
      return /[0-9]/.test(letter) ? letter + quotes + ("013678".includes(letter) ? CLOSED : OPEN)[both] : whole;
    });

  /** `2024.5.21`, `20240521`, `2024년 5월` in the form that is wanted; the text itself if it is no such date. */
  function respelt(text) {
    const plain = text.normalize("NFKC").replace(/\s*\([월화수목금토일](?:요일)?\)$/, "").trim();
    const found =
      /^(\d{4})\s*[-./년–—]\s*(\d{1,2})(?:\s*[-./월–—]\s*(\d{1,2})\s*[.일]?|\s*[.월])?$/.exec(plain) ??
      /^([12]\d{3})([01]\d)([0-3]\d)$/.exec(plain) ??
      /^(\d{4})\s*년$/.exec(plain);
    const date = found?.slice(1).filter(Boolean).map((part) => part.padStart(2, "0")).join("-");
    return date && span(date) ? date : text;
  }

  // ---- Sums: as tracker/money.py, in whole numbers scaled by a power of ten

  const BARE = [["", 1]];

  /** `369억 3000만원` as KRW; throws for what can be read in no way or in two. */
  function won(text) {
    let rest = text.replace(/\s+/gu, "").replace(/원$/u, "");
    if (/\p{Nd}\s+\p{Nd}/u.test(text) || (rest.includes(".") && !patterns.lastFraction.test(rest)))
      throw new Error(`‘${text}’을(를) 한 가지 금액으로 읽을 수 없습니다.`);
    const scale = 10n ** BigInt(text.length);
    let total = 0n;
    let ceiling = BigInt(rules.money.limit) * scale;
    for (const [unit, size] of [...Object.entries(rules.money.large), ...BARE]) {
      const end = unit ? rest.indexOf(unit) : rest.length;
      if (end < 0 || (!unit && !rest)) continue;
      const amount = belowTenThousand(rest.slice(0, end), scale) * BigInt(size);
      if (amount >= ceiling) throw new Error(`‘${text}’의 단위 순서나 자릿수가 맞지 않습니다.`);
      [total, ceiling, rest] = [total + amount, BigInt(size) * scale, rest.slice(end + unit.length)];
    }
    if (total % scale || total <= 0n) throw new Error(`‘${text}’은(는) 원 단위로 떨어지는 금액이 아닙니다.`);
    return total / scale;
  }

  function belowTenThousand(text, scale) {
    const term = new RegExp(patterns.sumTerm.source, "uy");
    let total = 0n;
    let ceiling = BigInt(rules.money.limit);
    while (term.lastIndex < text.length) {
      const from = term.lastIndex;
      const [found, number, unit] = term.exec(text) ?? [""];
      const size = BigInt(rules.money.small[unit] ?? 1);
      if (!found) throw new Error(`‘${text}’을(를) 금액으로 읽을 수 없습니다.`);
      if (size >= ceiling) throw new Error(`‘${text}’의 단위 순서가 맞지 않습니다.`);
      total += scaled(number ?? "1", scale) * size;
      [ceiling, term.lastIndex] = [size, from + found.length];
    }
    if (!text) throw new Error("금액이 비어 있습니다.");
    return total;
  }

  function scaled(number, scale) {
    const [units, fraction = ""] = number.replaceAll(",", "").split(".");
    return (BigInt(units + fraction) * scale) / 10n ** BigInt(fraction.length);
  }

  /** `369억 3,000만 원`. */
  function spoken(amount) {
    const parts = [];
    let rest = amount;
    for (const [unit, size] of Object.entries(rules.money.large)) {
      const count = rest / BigInt(size);
      rest %= BigInt(size);
      if (count) parts.push(`${count.toLocaleString("en")}${unit}`);
    }
    if (rest || !parts.length) parts.push(rest.toLocaleString("en"));
    return `${parts.join(" ")} 원`;
  }

  // ---- Rules: the schema, then what it cannot say

  const oneOf = (name, what) => (text) => {
    if (!terms[name].has(text)) throw new Error(`‘${text}’이라는 ${what}은(는) 없습니다. 목록에서 고르세요.`);
  };
  /** What a scalar has to be beyond its pattern, by the name of its definition. */
  const LEAVES = {
    date: needDate,
    day: needDate,
    period: needPeriod,
    sum: won,
    region: oneOf("region", "지역"),
    sector: oneOf("sector", "분야"),
    instrument: oneOf("instrument", "수단"),
    stage: oneOf("stage", "단계"),
  };
  /** Why a scalar does not match its pattern. */
  const FORMS = {
    text: "한 줄로 적으세요.",
    date: "2024, 2024-05, 2024-05-21처럼 적으세요.",
    day: "2024-05-21처럼 날까지 적으세요.",
    period: "2024/2028이나 2024처럼 적으세요.",
    sum: "369억 3000만원이나 36930000000처럼 적으세요.",
    number: "1200이나 3.5처럼 수만 적으세요.",
    slug: "영문 소문자와 숫자, 붙임표(-)만 쓸 수 있습니다.",
    url: "http://나 https://로 시작하는 주소를 적으세요.",
  };

  const PLACEHOLDER = "채울 자리가 그대로 남아 있습니다.";

  const isScalar = (name) => !("properties" in schema.$defs[name]);
  const isMap = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

  function* judge(node, value, at) {
    if (node.anyOf) {
      if (value !== null) yield* judge({ title: node.title, ...node.anyOf[0] }, value, at);
    } else if (node.$ref) {
      const name = node.$ref.split("/").at(-1);
      yield* isScalar(name) ? judgeScalar(name, value, at) : judge(schema.$defs[name], value, at);
    } else if (node.enum) {
      if (!node.enum.includes(value)) yield { at, message: "목록에서 고르세요." };
    } else if (node.type === "array") {
      yield* judgeList(node, value, at);
    } else {
      yield* judgeMap(node, value, at);
    }
  }

  function* judgeScalar(name, value, at) {
    const node = schema.$defs[name];
    const form = { at, message: FORMS[name] ?? "다른 것을 적으세요." };
    if (typeof value !== "string") yield form;
    else if (patterns.placeholder.test(value)) yield { at, message: PLACEHOLDER };
    else if (patterns.refused.test(value)) yield { at, message: "보이지 않는 글자가 있습니다. 지우고 다시 적으세요." };
    else if (node.enum && !node.enum.includes(value)) yield form;
    else if (node.pattern && !new RegExp(node.pattern, "u").test(value)) yield form;
    else {
      try {
        LEAVES[name]?.(value);
      } catch (error) {
        yield { at, message: error.message };
      }
    }
  }

  function* judgeList(node, value, at) {
    if (!Array.isArray(value)) yield { at, message: "목록이어야 합니다." };
    else if (value.length < (node.minItems ?? 0)) yield { at, message: "적어도 하나는 있어야 합니다." };
    else for (const [number, item] of value.entries()) yield* judge(node.items, item, [...at, number]);
  }

  function* judgeMap(node, value, at) {
    if (!isMap(value)) {
      yield { at, message: "‘열쇠: 값’ 묶음이어야 합니다." };
      return;
    }
    for (const key of Object.keys(value))
      if (!Object.hasOwn(node.properties, key)) yield { at: [...at, key], message: `‘${key}’라는 열쇠는 없습니다.` };
    for (const [key, inner] of Object.entries(node.properties)) {
      const needed = node.required.includes(key);
      if (key in value && (needed || value[key] !== null)) yield* judge(inner, value[key], [...at, key]);
      else if (needed) yield { at: [...at, key], message: "비어 있습니다." };
    }
  }

  /** What the schema cannot say; runs on the keys that the schema accepts. */
  function* judgeWhole(front, name, known, day) {
    const date = span(front.date ?? "");
    yield* judgeName(`${front.date}-${name}`, known);
    if (date) {
      yield* judgeDates(front, date, day);
      yield* judgeRegions(front, date);
      yield* judgeReferences(front, date, known);
    }
    yield* judgeRepeats(front);
    yield* judgeTotals(front, known);
    for (const [number, budget] of (front.budgets ?? []).entries()) yield* judgeSum(budget, ["budgets", number]);
  }

  function* judgeName(id, known) {
    const slug = new RegExp(schema.$defs.slug.pattern, "u");
    if (!slug.test(id)) yield { at: ["slug"], message: FORMS.slug };
    else if (known.taken.has(id)) yield { at: ["slug"], message: `‘${id}’이라는 기록이 이미 있습니다. 다른 이름을 적으세요.` };
  }

  function* judgeDates(front, date, day) {
    if (front.date_basis === "inferred" && !front.date_note)
      yield { at: ["date_note"], message: "미루어 안 날짜에는 근거를 적으세요." };
    if (front.added > day) yield { at: ["added"], message: "기록한 날이 아직 오지 않은 날입니다." };
    for (const [number, source] of (front.sources ?? []).entries())
      if (source.published && source.published > front.added)
        yield { at: ["sources", number, "published"], message: "기사가 나온 날이 오늘보다 뒤입니다." };
    for (const [number, promise] of (front.milestones ?? []).entries())
      if (span(promise.due).last < date.first)
        yield { at: ["milestones", number, "due"], message: "기한이 사건이 일어난 날보다 이릅니다." };
  }

  const existed = (region, date) =>
    (!region.since || date.last >= region.since) && (!region.until || date.first <= region.until);

  function* judgeRegions(front, date) {
    for (const key of ["regions", "participants"])
      for (const [number, slug] of (front[key] ?? []).entries()) {
        const region = terms.region.get(slug);
        if (!existed(region, date)) {
          const right = kin(slug).filter((one) => existed(one, date)).map((one) => fullName(one, date.first));
          const hint = right.length ? ` 그때는 ${right.join(", ")}이었습니다.` : "";
          yield { at: [key, number], message: `${front.date}에는 ${region.name}이(가) 없었습니다.${hint}` };
        }
        if (key === "participants" && front.regions?.includes(slug))
          yield { at: [key, number], message: `${region.name}은(는) ‘지역’에 이미 있습니다.` };
      }
  }

  /** The units that a unit replaced or that took its place. */
  function kin(slug) {
    const found = new Set([slug]);
    for (const one of found) for (const heir of terms.region.get(one).successors ?? []) found.add(heir);
    for (const one of found)
      for (const [old, region] of terms.region) if (region.successors?.includes(one)) found.add(old);
    return [...found].map((one) => terms.region.get(one));
  }

  function* judgeRepeats(front) {
    const lists = ["regions", "participants", "sectors", "instruments", "fulfils", "redirect_from"].map((key) => [
      [key],
      front[key],
    ]);
    lists.push([["milestones", "id"], front.milestones?.map((item) => item.id)]);
    lists.push([["sources", "url"], front.sources?.map((item) => item.url)]);
    for (const [[key, ...inner], values] of lists)
      for (const [number, value] of (values ?? []).entries())
        if (values.indexOf(value) < number)
          yield { at: [key, number, ...inner], message: `‘${value}’이(가) 두 번 나옵니다. 하나만 남기세요.` };
  }

  function* judgeReferences(front, date, known) {
    if (front.initiative && !(front.initiative in known.initiatives))
      yield { at: ["initiative"], message: `‘${front.initiative}’이라는 사업이 없습니다.` };
    for (const [number, ref] of (front.fulfils ?? []).entries()) {
      const promise = known.promises[ref];
      const at = ["fulfils", number];
      if (known.kept.includes(ref)) yield { at, message: `‘${ref}’은(는) 다른 기록에서 이미 지킨 약속입니다.` };
      else if (!promise) yield { at, message: `‘${ref}’이라는 약속이 없습니다.` };
      else if (promise.made > date.last) yield { at, message: `‘${promise.what}’보다 먼저 일어난 일입니다.` };
    }
  }

  function* judgeTotals(front, known) {
    const budgets = front.budgets ?? [];
    const elsewhere = front.initiative ? (known.purposes[front.initiative] ?? []) : [];
    const purposes = new Set([...elsewhere, ...budgets.map(({ what }) => what.trim())]);
    for (const [number, budget] of budgets.entries()) {
      const total = budget.part_of?.trim();
      if (total && (!purposes.has(total) || total === budget.what.trim()))
        yield { at: ["budgets", number, "part_of"], message: `‘${total}’이라는 다른 금액이 없습니다. 총액의 쓰임을 똑같이 적으세요.` };
    }
  }

  function* judgeSum(budget, at) {
    if (!isMap(budget.breakdown)) return;
    const parts = Object.values(budget.breakdown).filter((part) => part !== null).map(won);
    const total = parts.reduce((sum, part) => sum + part, 0n);
    if (total !== won(budget.amount))
      yield { at: [...at, "breakdown"], message: `재원을 더하면 ${spoken(total)}인데 금액은 ${spoken(won(budget.amount))}입니다.` };
  }

  /** As tracker/markdown.py: no HTML, no pictures, no links but to the open web. */
  function* judgeBody(text) {
    const at = ["body"];
    if (!text.trim()) yield { at, message: "비어 있습니다." };
    if (patterns.placeholder.test(text)) yield { at, message: PLACEHOLDER };
    if (patterns.refused.test(text)) yield { at, message: "보이지 않는 글자가 있습니다. 지우고 다시 적으세요." };
    const { body: letters, lines, marks } = rules.limits;
    if ([...text].length > letters || text.split("\n").length > lines || text.split(/[[`]/).length - 1 > marks)
      yield {
        at,
        message: `본문은 ${letters.toLocaleString("en")}자, ${lines.toLocaleString("en")}줄, 여는 대괄호와 역따옴표는 ${marks}개까지 됩니다.`,
      };
    const masked = text.replace(global(patterns.code), (found) => " ".repeat(found.length));
    for (const [found] of masked.matchAll(global(patterns.html)))
      yield { at, message: `본문에 HTML ‘${found.slice(0, 20)}’이(가) 있습니다. 마크다운으로만 쓰세요.` };
    if (patterns.image.test(masked)) yield { at, message: "본문에 그림은 넣을 수 없습니다. 출처를 링크로 적으세요." };
    if (patterns.relative.test(masked)) yield { at, message: "링크는 http://, https://나 ../ 로 시작해야 합니다." };
    for (const [, scheme] of masked.matchAll(global(patterns.target)))
      if (!rules.schemes.includes(scheme.toLowerCase())) yield { at, message: `‘${scheme}:’ 링크는 쓸 수 없습니다.` };
  }

  const global = (pattern) => new RegExp(pattern.source, `${pattern.flags}g`);

  /** Everything wrong with `{front, body, name}`: what `check` would stop at. */
  function validate(entry, known, day) {
    const body = bodyOf(entry);
    const front = normalised(entry.front);
    const faults = [...judge(schema, front, [])];
    const bad = new Set(faults.map(({ at }) => at[0]));
    const sound = Object.fromEntries(Object.entries(front).filter(([key]) => !bad.has(key)));
    faults.push(...judgeWhole(sound, entry.name, known, day));
    faults.push(...judgeBody(body));
    const file = write(entry);
    const head = file.slice(4, file.indexOf("\n---\n") + 1);
    if (new TextEncoder().encode(head).length > rules.limits.head)
      faults.push({ at: ["title"], message: "본문 앞의 내용이 너무 깁니다. 줄이세요." });
    return faults;
  }

  const bodyOf = ({ body }) => body.normalize("NFC").replace(/\r\n?/g, "\n").replace(/^\n+/, "").trimEnd();

  function normalised(value) {
    if (typeof value === "string") return value.normalize("NFC");
    if (Array.isArray(value)) return value.map(normalised);
    return isMap(value) ? Object.fromEntries(Object.entries(value).map(([key, part]) => [key, normalised(part)])) : value;
  }

  // ---- Writing: as tracker/archetype.py

  /** The whole file, keys in the order of the schema. */
  function write({ front, body }) {
    const order = Object.keys(schema.properties);
    const keys = Object.keys(front).sort((one, other) => rank(order, one) - rank(order, other));
    const head = keys.flatMap((key) => [...lines(key, front[key])]).map((line) => `${line}\n`).join("");
    return `---\n${head}---\n${bodyOf({ body })}\n`.normalize("NFC");
  }

  const rank = (order, key) => (order.includes(key) ? order.indexOf(key) : order.length);

  function* lines(key, value) {
    if (!Array.isArray(value) || !value.some(isMap)) {
      yield `${key}: ${inline(value, key, false)}`;
      return;
    }
    yield `${key}:`;
    for (const item of value) {
      const pairs = isMap(item) ? Object.entries(item) : [];
      if (key === rules.block && pairs.length)
        yield* pairs.map(([name, part], number) => `  ${number ? " " : "-"} ${name}: ${inline(part, name, false)}`);
      else yield `  - ${inline(item, key, true)}`;
    }
  }

  function inline(value, key, flow) {
    if (Array.isArray(value)) return `[${value.map((item) => inline(item, key, true)).join(", ")}]`;
    if (isMap(value)) return `{${Object.entries(value).map(([name, part]) => `${name}: ${inline(part, name, true)}`).join(", ")}}`;
    return value === null ? "null" : scalar(value, key, flow);
  }

  function scalar(text, key, flow) {
    const fits = plain.test(flow ? text : text.replaceAll(",", "")) && !text.startsWith(",");
    if (fits && (rules.bare.includes(key) || !ambiguous.test(text))) return text;
    if (/[\x00-\x1f]/.test(text)) return JSON.stringify(text);
    return `'${text.replaceAll("'", "''")}'`;
  }

  const path = ({ front, name }) => `content/entries/${Number(front.date.slice(0, 4))}/${front.date}-${name}.md`;

  globalThis.contribute = { validate, write, path };

  // ---- The form as a tree of values. Fields carry `data-name`; a list holds rows, a group holds fields.

  const form = document.getElementById("form");
  const byId = (id) => document.getElementById(id);
  const owner = (element) => element.parentElement.closest("[data-name], [data-row]") ?? form;
  const within = (scope, selector) => [...scope.querySelectorAll(selector)].filter((one) => owner(one) === scope);
  const rowsOf = (list) => within(list, "[data-row]");
  const control = (field) => field.querySelector("input, select, textarea");
  const clean = (text) => text.normalize("NFC").trim();
  const isEmpty = (value) => value === undefined || value === "" || (typeof value === "object" && !Object.keys(value).length);

  function read(scope) {
    const pairs = within(scope, "[data-name]").map((field) => [field.dataset.name, valueOf(field)]);
    return Object.fromEntries(pairs.filter(([, value]) => !isEmpty(value)));
  }

  /** The keys that hold a kind of scalar. */
  const keysOf = (kind) =>
    new Set(
      [schema, ...Object.values(schema.$defs)]
        .flatMap(({ properties = {} }) => Object.entries(properties))
        .filter(([, node]) => (node.$ref ?? node.anyOf?.[0].$ref) === `#/$defs/${kind}`)
        .map(([key]) => key),
    );
  const SUMS = keysOf("sum"); // one that ends with a unit is written with its 원
  const DATES = new Set([...keysOf("date"), ...keysOf("day")]);
  const units = [...Object.keys(rules.money.large), ...Object.keys(rules.money.small)];
  const withWon = (text) => (units.includes(text.at(-1)) ? `${text}원` : text);

  const filled = (list) => rowsOf(list).filter((row) => !isEmpty(read(row)));
  const KINDS = {
    text: (field) => {
      const text = clean(control(field).value);
      return SUMS.has(field.dataset.name) ? withWon(text) : text;
    },
    choice: (field) => {
      const { value, defaultChecked } = field.querySelector(":checked");
      return defaultChecked ? "" : value;
    },
    picker: (field) => ("many" in field.dataset ? [...field.values] : field.values[0]),
    list: (field) => filled(field).map(read),
    group: read,
  };
  const valueOf = (field) => KINDS[field.dataset.kind](field);

  /** Put a tree of values back into the form. */
  function fill(scope, tree) {
    for (const field of within(scope, "[data-name]")) {
      const value = tree[field.dataset.name];
      if (value === undefined) continue;
      if (field.dataset.kind === "text") control(field).value = value;
      else if (field.dataset.kind === "choice") field.querySelector(`[value="${CSS.escape(value)}"]`).checked = true;
      else if (field.dataset.kind === "picker") setPicked(field, [value].flat());
      else if (field.dataset.kind === "group") fill(field, value);
      else for (const [number, row] of value.entries()) fill(rowsOf(field)[number] ?? addRow(field), row);
    }
  }

  /** The entry as it stands in the form. */
  function entryOf() {
    const front = read(form);
    const body = byId("body").value;
    if (!isEmpty(front)) front.added = today();
    return { front, body, name: clean(byId("slug").value) || suggestedName(front) };
  }

  /** `pyeongtaek-future-car-mou`, with a number if the name is taken on that day. */
  function suggestedName({ date = "", regions = [], sectors = [], instruments = [], stage = "" }) {
    const place = regions[0]?.split("/").at(-1);
    const name = [place, sectors[0], instruments[0] ?? stage].filter(Boolean).join("-");
    const numbered = [name, ...Array.from({ length: 9 }, (_, number) => `${name}-${number + 2}`)];
    return numbered.find((one) => !known.taken.has(`${date}-${one}`)) ?? name;
  }

  /** The field, row or list that a fault is about. */
  function locate(at) {
    let place = form;
    for (const part of at) {
      const parts =
        typeof part === "number"
          ? place.dataset.kind === "list" ? [filled(place)[part]] : [place]
          : within(place, `[data-name="${part}"], [data-part="${part}"]`);
      if (!parts[0]) break;
      [place] = parts;
    }
    return place;
  }

  // ---- What other entries say: fetched once somebody starts to write

  let known = { taken: new Set(), promises: {}, kept: [], initiatives: {}, purposes: {} };
  let asked;

  /** A script element and no fetch, which a folder opened without a server would refuse. */
  function learn() {
    asked ??= new Promise((resolve) => {
      const script = document.createElement("script");
      script.src = "known.js";
      script.onload = () => {
        known = { ...globalThis.known, taken: new Set(globalThis.known.taken) };
        resolve();
      };
      script.onerror = resolve;
      document.head.append(script);
    });
    return asked;
  }

  // ---- Pickers: a combobox with a list below, and what was picked above

  const dateOf = () => span(clean(byId("date").value)) ?? { first: today(), last: today() };

  function fullName(region, day) {
    const name = region.former?.find(([, until]) => day <= until)?.[0] ?? region.name;
    const parent = terms.region.get(region.slug.split("/").slice(0, -1).join("/"));
    return parent ? `${fullName(parent, day)} ${name}` : name;
  }

  const regionOptions = () => {
    const date = dateOf();
    return rules.regions
      .filter((region) => existed(region, date))
      .map((region) => ({ value: region.slug, label: fullName(region, date.first), words: region.words }));
  };
  const termOptions = (list) => () =>
    list.map(({ slug, name, group, words }) => ({ value: slug, label: name, note: group, words }));
  const SOURCES = {
    regions: regionOptions,
    sectors: termOptions(rules.sectors),
    instruments: termOptions(rules.instruments),
    initiatives: () => Object.entries(known.initiatives).map(([value, label]) => ({ value, label, words: [] })),
    promises: () =>
      Object.entries(known.promises)
        .filter(([, promise]) => promise.made <= dateOf().last)
        .map(([value, { what, due, title }]) => ({ value, label: what, note: `${due}까지 · ${title}`, words: [] })),
  };
  const MOST = 40;

  const options = (field) => SOURCES[field.dataset.source]();
  const folded = (text) => text.normalize("NFC").toLowerCase().replace(/\s+/g, "");

  /** Options that hold the typed text: first those whose own name begins with it. */
  function matches(field, typed) {
    const wanted = folded(typed);
    const rank = ({ label, value, words }) => {
      const last = folded(label.split(" ").at(-1));
      if (folded(label) === wanted || last === wanted) return 0;
      if (last.startsWith(wanted) || folded(label).startsWith(wanted)) return 1;
      if (folded(label).includes(wanted)) return 2;
      return [value, ...words].some((word) => folded(word).includes(wanted)) ? 3 : 4;
    };
    const ranked = options(field).filter((one) => !field.values.includes(one.value)).map((one) => [rank(one), one]);
    return ranked.filter(([order]) => order < 4).sort(([one], [other]) => one - other).map(([, one]) => one);
  }

  function setPicked(field, values) {
    field.values = values;
    const chosen = field.querySelector(".chosen");
    chosen.replaceChildren(...values.map((value) => chip(field, value)));
    chosen.hidden = !values.length;
  }

  function labelOf(field, value) {
    const region = field.dataset.source === "regions" && terms.region.get(value);
    if (region) return fullName(region, dateOf().first);
    return options(field).find((one) => one.value === value)?.label ?? value;
  }

  function chip(field, value) {
    const item = document.createElement("li");
    const button = document.createElement("button");
    const label = labelOf(field, value);
    button.type = "button";
    button.append(label, Object.assign(document.createElement("span"), { textContent: "빼기" }));
    button.addEventListener("click", () => {
      setPicked(field, field.values.filter((one) => one !== value));
      say(`${label}을(를) 뺐습니다.`);
      control(field).focus();
      touched.add(field);
      changed();
    });
    item.append(button);
    return item;
  }

  function pick(field, value) {
    setPicked(field, "many" in field.dataset ? [...field.values, value] : [value]);
    control(field).value = "";
    close(field);
    say(`${labelOf(field, value)}을(를) 골랐습니다.`);
    touched.add(field);
    changed();
  }

  function open(field) {
    const input = control(field);
    const list = field.querySelector(".options");
    const found = matches(field, input.value);
    list.replaceChildren(...found.slice(0, MOST).map((one, number) => optionElement(list.id, one, number)));
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    mark(field, input.value && found.length ? 0 : -1);
    if (input.value) say(found.length ? `${found.length}개를 찾았습니다.` : "찾은 것이 없습니다.");
  }

  function optionElement(listId, { value, label, note }, number) {
    const item = Object.assign(document.createElement("li"), { id: `${listId}-${number}`, textContent: label });
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    item.dataset.value = value;
    if (note) item.append(Object.assign(document.createElement("span"), { className: "aside", textContent: note }));
    return item;
  }

  function close(field) {
    field.querySelector(".options").hidden = true;
    control(field).setAttribute("aria-expanded", "false");
    control(field).removeAttribute("aria-activedescendant");
  }

  /** Make one option the active one; none with -1. */
  function mark(field, number) {
    const items = [...field.querySelectorAll("[role=option]")];
    items.forEach((item, place) => item.setAttribute("aria-selected", String(place === number)));
    if (items[number]) {
      control(field).setAttribute("aria-activedescendant", items[number].id);
      items[number].scrollIntoView({ block: "nearest" });
    } else control(field).removeAttribute("aria-activedescendant");
  }

  function steer(field, event) {
    const list = field.querySelector(".options");
    const items = [...list.children];
    const active = items.findIndex((item) => item.getAttribute("aria-selected") === "true");
    if (event.isComposing) return;
    if (event.key === "Escape") close(field);
    else if (event.key === "Enter") {
      event.preventDefault();
      if (!list.hidden && items[active]) pick(field, items[active].dataset.value);
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) open(field);
      else mark(field, (active + (event.key === "ArrowDown" ? 1 : items.length - (active < 0 ? 0 : 1))) % items.length);
    }
  }

  /** Leaving a picker takes what was typed if it can mean one thing only. */
  function leave(field) {
    const found = control(field).value ? matches(field, control(field).value) : [];
    close(field);
    if (found.length === 1) pick(field, found[0].value);
  }

  function makePicker(field) {
    const input = control(field);
    const list = field.querySelector(".options");
    field.values = [];
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", `${field.querySelector("label").firstChild.textContent} 목록`);
    input.addEventListener("input", () => open(field));
    input.addEventListener("click", () => open(field));
    input.addEventListener("keydown", (event) => steer(field, event));
    input.addEventListener("blur", () => calmly(() => leave(field)));
    list.addEventListener("mousedown", (event) => event.preventDefault()); // the input keeps the focus
    list.addEventListener("click", ({ target }) => pick(field, target.closest("[role=option]").dataset.value));
  }

  // ---- Rows

  let made = 0;

  function addRow(list) {
    made += 1;
    const holder = list.querySelector(".rows-of");
    holder.insertAdjacentHTML("beforeend", list.querySelector("template").innerHTML.replaceAll("ROW", String(made)));
    number(list);
    return holder.lastElementChild;
  }

  const number = (list) =>
    rowsOf(list).forEach((row, place) => (row.querySelector("[data-number]").textContent = place + 1));

  function removeRow(row) {
    const list = owner(row);
    row.remove();
    number(list);
    (rowsOf(list).at(-1)?.querySelector("input") ?? list.querySelector("[data-add]")).focus();
    changed();
  }

  form.addEventListener("click", ({ target }) => {
    if (target.matches("[data-add]")) addRow(target.closest("[data-kind=list]")).querySelector("input").focus();
    if (target.matches("[data-remove]")) removeRow(target.closest("[data-row]"));
  });

  // ---- Telling: faults beside their fields, sums in words, the file

  const touched = new Set();
  const say = (text) => (byId("status").textContent = particles(text));

  /** Text that was typed into a picker and means nothing yet. */
  function* leftovers() {
    for (const field of form.querySelectorAll(".picker"))
      if (control(field).value.trim())
        yield { at: [field.dataset.name], message: `‘${control(field).value}’을(를) 목록에서 고르거나 지우세요.` };
  }

  function faultsOf(entry) {
    const dated = { ...entry, front: { ...entry.front, added: today() } };
    const faults = [...leftovers(), ...validate(dated, known, today())];
    const named = faults.filter(({ at }) => entry.name || at[0] !== "slug"); // no name yet, since nothing is chosen yet
    const placed = named.map(({ at, message }) => ({ at, message: particles(message), place: locate(at) }));
    return placed.filter(({ place }, number) => placed.findIndex((other) => other.place === place) === number);
  }

  /** Show the faults of fields that were left, or of all. */
  function showFaults(faults) {
    const shown = new Map(faults.filter(({ place }) => touched.has(place)).map(({ place, message }) => [place, message]));
    for (const element of form.querySelectorAll(".fault")) {
      const place = element.closest("[data-name], [data-part]");
      const message = shown.get(place) ?? "";
      if (element.textContent !== message) element.textContent = message;
      element.hidden = !message;
      const input = place.matches("[data-kind=list], [data-kind=group], [data-kind=choice]") ? null : control(place);
      if (message) input?.setAttribute("aria-invalid", "true");
      else input?.removeAttribute("aria-invalid");
    }
  }

  function readAloud(field) {
    const text = clean(control(field).value);
    try {
      return text ? `${spoken(won(text))} · ${won(text).toLocaleString("en")}원` : "";
    } catch {
      return "";
    }
  }

  /** Sums in words below their fields, and what is missing between the parts and the whole. */
  function showSums() {
    for (const row of rowsOf(byId("budgets"))) {
      const amount = within(row, "[data-name=amount]")[0];
      const group = within(row, "[data-name=breakdown]")[0];
      for (const field of [amount, ...within(group, "[data-name]")]) reading(field).textContent = readAloud(field);
      row.querySelector("[data-total]").textContent = balance(read(row));
    }
  }

  function reading(field) {
    const last = field.querySelector(".fault");
    if (!last.previousElementSibling) {
      const output = Object.assign(document.createElement("output"), { className: "reading" });
      output.htmlFor = control(field).id;
      last.before(output);
    }
    return last.previousElementSibling;
  }

  function balance({ amount, breakdown }) {
    try {
      const parts = Object.values(breakdown).map(won).reduce((sum, part) => sum + part, 0n);
      const gap = won(amount) - parts;
      if (!gap) return `재원을 더하면 ${spoken(parts)}: 금액과 맞습니다.`;
      return `재원을 더하면 ${spoken(parts)}: ${spoken(gap < 0n ? -gap : gap)} ${gap < 0n ? "넘칩니다" : "모자랍니다"}.`;
    } catch {
      return "";
    }
  }

  const archetype = byId("preview").textContent;

  function showFile(entry) {
    const begun = !isEmpty(entry.front) || entry.body.trim();
    byId("preview").textContent = begun ? write(entry) : archetype;
    byId("result").textContent = begun ? "만들어지는 파일" : "기록의 틀";
    byId("path").textContent = span(entry.front.date ?? "") && entry.name ? path(entry) : "content/entries/";
    byId("slug").placeholder = clean(byId("slug").value) ? "" : entry.name;
  }

  function refresh() {
    const entry = entryOf();
    const faults = faultsOf(entry);
    showFaults(faults);
    showSums();
    showFile(entry);
    if (!faults.length) byId("summary").hidden = true;
    return { entry, faults };
  }

  /** Something has a new value: look at it all again, and keep it for a reload. */
  function changed() {
    refresh();
    keep();
  }

  let pressed = false;
  const waiting = [];

  /** What moves the page waits while a button is pressed: what was under it would slip away from the click. */
  function calmly(act) {
    if (pressed) waiting.push(act);
    else act();
  }

  addEventListener("mousedown", () => (pressed = true), true);
  addEventListener(
    "mouseup",
    () =>
      setTimeout(() => {
        pressed = false;
        for (const act of waiting.splice(0)) act();
      }),
    true,
  );

  const fieldOf = (element) => element.closest("[data-name], [data-part]");

  form.addEventListener("input", ({ target }) => {
    if (target.id === "date") for (const field of form.querySelectorAll(".picker")) setPicked(field, field.values);
    changed();
  });
  form.addEventListener("focusin", learnAndRefresh, { once: true });
  form.addEventListener("focusout", ({ target }) => {
    if (DATES.has(fieldOf(target)?.dataset.name) && target.value !== respelt(target.value)) {
      target.value = respelt(target.value);
      changed();
    }
    for (let place = fieldOf(target); place && place !== form; place = owner(place))
      if (!place.matches("[data-kind=list]")) touched.add(place);
    calmly(refresh);
  });

  async function learnAndRefresh() {
    await learn();
    for (const field of form.querySelectorAll(".picker")) setPicked(field, field.values);
    refresh();
  }

  // ---- Nothing is lost on reload; each prefilled address keeps its own

  const store = `contribute${location.search}`;

  function keep() {
    const entry = { front: read(form), body: byId("body").value, name: byId("slug").value };
    try {
      sessionStorage.setItem(store, JSON.stringify(entry));
    } catch {
      // a browser that keeps nothing
    }
  }

  function kept() {
    try {
      return JSON.parse(sessionStorage.getItem(store));
    } catch {
      return null;
    }
  }

  /** Values from the address: `?region=gyeonggi/pyeongtaek&sector=future-car&initiative=…`. */
  function asAsked() {
    const query = new URLSearchParams(location.search);
    const many = { region: "regions", participant: "participants", sector: "sectors", instrument: "instruments", fulfils: "fulfils" };
    const lists = Object.entries(many).map(([name, key]) => [key, query.getAll(name).flatMap((text) => text.split(","))]);
    const singles = ["title", "date", "stage", "initiative"].map((key) => [key, query.get(key) ?? ""]);
    const front = Object.fromEntries([...lists, ...singles].filter(([, value]) => !isEmpty(value)));
    if (query.get("url")) front.sources = [{ url: query.get("url") }];
    return { front, body: "", name: "" };
  }

  async function begin() {
    const { front, body, name } = kept() ?? asAsked();
    for (const field of form.querySelectorAll(".picker")) makePicker(field);
    byId("controls").disabled = false;
    fill(form, front);
    byId("body").value = body;
    byId("slug").value = name;
    if (!isEmpty(front) || body || name) await learnAndRefresh();
  }

  // ---- Sending

  const TOO_LONG = 8000; // servers refuse longer addresses

  /** The entry if nothing is wrong with it; else every fault is shown and the summary takes the focus. */
  async function finished() {
    await learn();
    for (const field of form.querySelectorAll("[data-name], [data-part]")) touched.add(field);
    const { entry, faults } = refresh();
    if (!faults.length) return entry;
    say("");
    const summary = byId("summary");
    summary.querySelector("h2").textContent = `고칠 곳이 ${faults.length}군데 있습니다`;
    summary.querySelector("ul").replaceChildren(...faults.map(faultLink));
    summary.hidden = false;
    summary.focus();
    return null;
  }

  /** `금액 (예산 2)`. */
  function nameOf(place) {
    const words = (element) => element.querySelector("label, legend").firstChild.textContent.trim();
    const row = place.closest("[data-row]");
    return row && row !== place ? `${words(place)} (${row.querySelector("legend").textContent.trim()})` : words(place);
  }

  function faultLink({ place, message, at }) {
    const link = document.createElement("a");
    const target = place.matches("[data-kind=list]") ? place.querySelector("[data-add]") : control(place);
    target.id ||= `at-${at.join("-")}`;
    link.href = `#${target.id}`;
    link.textContent = `${nameOf(place)}: ${message}`;
    link.addEventListener("click", (event) => {
      event.preventDefault();
      target.focus();
    });
    const item = document.createElement("li");
    item.append(link);
    return item;
  }

  async function copyText(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      getSelection().selectAllChildren(byId("preview"));
      return document.execCommand("copy"); // browsers without a clipboard for pages from a folder
    }
  }

  const COPIED = "파일을 복사했습니다.";
  const NOT_COPIED = "복사하지 못했습니다. 아래 글을 골라 복사하세요.";

  async function copy() {
    const entry = await finished();
    if (entry) say((await copyText(write(entry))) ? COPIED : NOT_COPIED);
  }

  async function download() {
    const entry = await finished();
    if (!entry) return;
    const url = URL.createObjectURL(new Blob([write(entry)], { type: "text/markdown" }));
    Object.assign(document.createElement("a"), { href: url, download: path(entry).split("/").at(-1) }).click();
    URL.revokeObjectURL(url);
    say(`${path(entry)}에 두면 됩니다.`);
  }

  /** The repository's form for a new file. GitLab takes the text too, but its editor does not show it yet. */
  function newFile(entry) {
    const [, , year, name] = path(entry).split("/");
    const isGitLab = rules.newFile.includes("/-/");
    const [nameKey, textKey] = isGitLab ? ["file_name", "content"] : ["filename", "value"];
    const named = `${rules.newFile}${year}?${nameKey}=${encodeURIComponent(name)}`;
    const full = `${named}&${textKey}=${encodeURIComponent(write(entry))}`;
    return full.length > TOO_LONG ? { url: named, carries: false } : { url: full, carries: !isGitLab };
  }

  async function send() {
    const entry = await finished();
    if (!entry) return;
    const { url, carries } = newFile(entry);
    const copied = carries || (await copyText(write(entry)));
    globalThis.open(url, "_blank", "noopener");
    if (carries) say("저장소에 새 파일을 열었습니다. 로그인해서 올리면 됩니다.");
    else if (copied) say("저장소에 새 파일을 열고 글을 복사해 두었습니다. 열린 화면의 빈칸에 붙여 넣으세요.");
    else say(`저장소에 새 파일을 열었습니다. ${NOT_COPIED}`);
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send();
  });
  byId("copy").addEventListener("click", copy);
  byId("download").addEventListener("click", download);
  byId("reset").addEventListener("click", () => {
    sessionStorage.removeItem(store);
    location.reload();
  });
  begin();
}
