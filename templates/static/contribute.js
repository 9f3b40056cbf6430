// The form for a new entry: reads it as front matter, holds it to the rules of `build.py check`, and writes the file.
// A plain script and not a module: browsers load no module from a folder that is opened without a server.
"use strict";
{
  const byId = (id) => document.getElementById(id);
  const form = byId("form");
  const { tree, lists, say, ...rules } = JSON.parse(byId("rules").textContent);
  const patterns = Object.fromEntries(
    Object.entries(rules.patterns).map(([name, [source, flags]]) => [name, new RegExp(source, flags)]),
  );
  const told = (text, about) => text.replace("{}", () => about);
  const isMap = (value) => value?.constructor === Object;
  const clean = (text) => text.normalize("NFC").trim();
  const today = () => new Date(Date.now() + 9 * 3600e3).toJSON().slice(0, 10); // in Korea

  // ---- Dates: texts that compare as they stand; one with a ~ comes after every day that it may mean

  const isDate = (text) => text >= "0001" && new Date(text).toJSON()?.startsWith(text);

  function isPeriod(text) {
    const [start, end = start] = text.split("/");
    return isDate(start) && isDate(end) && start <= `${end}~`;
  }

  /** `2024.5.21`, `20240521`, `2024년 5월` in the form that is wanted; the text itself if it is no such date. */
  function respelt(text) {
    const found = patterns.date.exec(text.normalize("NFKC").replace(patterns.dateTail, "").trim());
    const date = found?.slice(1).filter(Boolean).map((part) => part.padStart(2, "0")).join("-");
    return isDate(date) ? date : text;
  }

  // ---- Sums: as tracker/money.py; a unit stands for four zeros more than the next

  const UNITS = ["조", "억", "만", ""];

  /** `369억 3000만원` as KRW; nothing for what can be read in no way or in two. */
  function won(text) {
    const found = !/\d\s+\d/.test(text) && patterns.sum.exec(text.replace(/\s+/g, ""));
    if (!found) return 0n;
    let sum = 0n;
    let limit = 10n ** 16n;
    for (const [place, part] of found.slice(1).entries()) {
      if (!part) continue;
      const amount = section(part, 12 - 4 * place);
      if (amount === null || amount >= limit) return 0n;
      sum += amount;
      limit = 10n ** BigInt(12 - 4 * place);
    }
    return sum;
  }

  /** What stands before a unit: `3천5백`, `1.5`; nothing where it is no whole number of won. */
  function section(text, zeros) {
    let sum = 0n;
    for (const [term, number, unit] of text.matchAll(/([\d,.]*)([천백십]?)/g)) {
      const [whole, fraction = ""] = (number || "1").replaceAll(",", "").split(".");
      const rest = fraction.replace(/0+$/, "");
      const places = zeros + " 십백천".indexOf(unit) - rest.length;
      if (places < 0) return null;
      if (term) sum += BigInt(whole + rest) * 10n ** BigInt(places);
    }
    return sum;
  }

  /** `369억 3,000만 원`. */
  function spoken(amount) {
    const parts = `${amount}`.match(/\d{1,4}(?=(\d{4})*$)/g).map(Number);
    const words = parts.map((part, place) => part && part.toLocaleString("en") + UNITS.at(place - parts.length));
    return `${words.filter(Boolean).join(" ") || 0} 원`;
  }

  // ---- Judging: a fault is where it is, as a path of keys, and what is wrong

  let known = { taken: [], purposes: {} }; // what other entries say: fetched once somebody starts to write
  const READERS = { sum: won, date: isDate, period: isPeriod };

  /** What is wrong with a text by itself. */
  function wrong(text, { form, read, list, say: message }) {
    if (typeof text !== "string") return message || say.empty;
    if (patterns.placeholder.test(text)) return say.placeholder;
    if (patterns.refused.test(text)) return say.refused;
    if (!new RegExp(form, "u").test(text) || (read && !READERS[read](text))) return told(message, text);
    return lists[list]?.every(([value]) => value !== text) ? told(say.choose, text) : "";
  }

  function* judge(node, value, at) {
    if (node.keys) {
      if (!isMap(value)) return yield [at, say.shape];
      for (const key in value) if (!node.keys[key]) yield [at, say.shape];
      for (const [key, inner] of Object.entries(node.keys)) {
        if (value[key] != null) yield* judge(inner, value[key], [...at, key]);
        else if (node.need.includes(key)) yield [[...at, key], say.empty];
      }
    } else if (node.of) {
      if (!Array.isArray(value)) return yield [at, say.shape];
      if (Object.keys(value).length < node.least) yield [at, say.least];
      const names = value.map((item) => (node.once ? item?.[node.once] : item));
      for (const [number, item] of Object.entries(value)) {
        yield* judge(node.of, item, [...at, number]);
        if ("once" in node && names.indexOf(names[number]) < number) yield [[...at, number, node.once], say.twice];
      }
    } else {
      const message = wrong(value, node);
      if (message) yield [at, message];
    }
  }

  const lives = (date) => ([, , , since, until]) => (!since || `${date}~` >= since) && (!until || date <= until);

  const items = (list) => Object.entries(list ?? []); // rows that are empty, and before the first, are holes

  /** What no text says by itself; looks at keys that are sound so far. */
  function* judgeWhole(front, name, day) {
    const { date, added, regions = [], budgets } = front;
    const id = `${date}-${name}`;
    if (!patterns.name.test(id)) yield [["slug"], say.name];
    if (known.taken.includes(id)) yield [["slug"], told(say.taken, id)];
    if (front.date_basis === "inferred" && !front.date_note) yield [["date_note"], say.note];
    if (added > day) yield [["added"], say.future];
    for (const [number, { published }] of items(front.sources))
      if (published > added) yield [["sources", number, "published"], say.future];
    for (const [number, { due }] of items(front.milestones))
      if (`${due}~` < date) yield [["milestones", number, "due"], say.early];
    for (const [number, slug] of items(front.participants))
      if (regions.includes(slug)) yield [["participants", number], say.inRegions];
    for (const [key, list] of rules.dated)
      for (const [number, slug] of items(front[key])) {
        const living = lists[list]?.filter(lives(date)) ?? [];
        const kin = living.filter(([one]) => rules.kin[slug]?.includes(one)).map(([, label]) => label);
        if (date && lists[list] && !living.some(([one]) => one === slug))
          yield [[key, number], told(kin.length ? say.then : say.notYet, kin.join(", "))];
      }
    const totals = [...items(budgets).map(([, { what }]) => what), ...(known.purposes[front.initiative] ?? [])].map(clean);
    for (const [number, budget] of items(budgets)) {
      const total = clean(budget.part_of ?? "");
      if (total && (total === clean(budget.what) || !totals.includes(total))) yield [["budgets", number, "part_of"], told(say.total, total)];
      if (isMap(budget.breakdown) && gapOf(budget)) yield [["budgets", number, "breakdown"], balance(budget)];
    }
  }

  const sumOf = ({ breakdown = {} }) => Object.values(breakdown).reduce((sum, part) => sum + won(part ?? ""), 0n);
  const gapOf = (budget) => sumOf(budget) - won(budget.amount);

  /** `재원을 더하면 3,000억 원: 500억 원 모자랍니다.` */
  function balance(budget) {
    const gap = gapOf(budget);
    const [size, which] = gap < 0n ? [-gap, say.under] : [gap, say.over];
    return told(say.sum, spoken(sumOf(budget))) + (gap ? `: ${spoken(size)}${which}` : say.even);
  }

  /** As tracker/markdown.py: no HTML, no pictures, no links but to the open web. */
  function* judgeBody(text) {
    for (const rule of rules.body) yield wrong(text, rule);
    const masked = text.replace(new RegExp(patterns.code, "sug"), (code) => " ".repeat(code.length));
    for (const [message, source, flags] of rules.links) {
      const found = masked.match(new RegExp(source, flags));
      if (found) yield told(message, found.at(-1));
    }
  }

  /** Everything wrong with `{front, body, name}`: what `check` would stop at. */
  function validate(entry, day) {
    const faults = [...judge(tree, entry.front, [])];
    const bad = faults.map(([[key]]) => key);
    const sound = Object.entries(entry.front).filter(([key]) => !bad.includes(key));
    faults.push(...judgeWhole(Object.fromEntries(sound), entry.name, day));
    for (const message of judgeBody(bodyOf(entry))) if (message) faults.push([["body"], message]);
    const [head] = write(entry).slice(4).split("\n---\n");
    if (new Blob([head]).size >= rules.head) faults.push([["title"], say.long]);
    return faults;
  }

  // ---- Writing: as tracker/archetype.py

  const bodyOf = ({ body }) => body.normalize("NFC").replace(/\r\n?/g, "\n").replace(/^\n+/, "").trimEnd();

  /** The whole file, keys in the order of the schema. */
  function write(entry) {
    const keys = Object.keys({ ...tree.keys, ...entry.front }).filter((key) => key in entry.front);
    const head = keys.flatMap((key) => lines(key, entry.front[key]));
    return ["---", ...head, "---", bodyOf(entry), ""].join("\n").normalize("NFC");
  }

  function lines(key, value) {
    const rows = Array.isArray(value) ? Object.values(value) : [];
    if (!rows.some(isMap)) return [`${key}: ${inline(value, key)}`];
    const block = (pairs) =>
      pairs.map(([name, part], number) => `  ${number ? " " : "-"} ${name}: ${inline(part, name)}`);
    return [
      `${key}:`,
      ...rows.flatMap((row) =>
        key === rules.block && isMap(row) && items(row).length ? block(items(row)) : `  - ${inline(row, key, true)}`,
      ),
    ];
  }

  function inline(value, key, flow) {
    const pair = ([name, part]) => `${name}: ${inline(part, name, true)}`;
    if (isMap(value)) return `{${items(value).map(pair).join(", ")}}`;
    if (Array.isArray(value)) return `[${Object.values(value).map((item) => inline(item, key, true)).join(", ")}]`;
    if (value === null) return "null";
    const isPlain = patterns.plain.test(flow ? value : value.replaceAll(",", "")) && value[0] !== ",";
    if (isPlain && (rules.bare.includes(key) || !patterns.ambiguous.test(value))) return value;
    return /[\x00-\x1f]/.test(value) ? JSON.stringify(value) : `'${value.replaceAll("'", "''")}'`;
  }

  const path = ({ front: { date }, name }) => `content/entries/${Number(date.slice(0, 4))}/${date}-${name}.md`;

  // ---- The form: the name and the id of a field is its path in the entry, `budgets-1-amount`

  const slugOf = (list, text) => (list && lists[list]?.find(([, label]) => label === text)?.[0]) || text;

  /** The entry as it stands in the form. */
  function read() {
    const tree = { added: today() };
    for (const [name, value] of new FormData(form)) {
      const keys = name.split("-");
      const last = keys.pop();
      const inner = (node, key, depth) => (node[key] ??= /^\d/.test(keys[depth + 1] ?? last) ? [] : {});
      if (!clean(value)) continue;
      keys.reduce(inner, tree)[last] = slugOf(form.elements[name].dataset?.list, clean(value));
    }
    const { body = "", slug, ...front } = tree;
    return { front, body, name: slug ?? suggestedName(front) };
  }

  /** `pyeongtaek-future-car-mou`, with a number if the name is taken on that day. */
  function suggestedName({ date, regions = [], sectors = [], instruments = [], stage }) {
    const parts = [regions, sectors, [...instruments, stage]].map((slugs) => slugs.find(Boolean)?.split("/").at(-1));
    const name = parts.filter(Boolean).join("-");
    let free = name;
    for (let number = 2; known.taken.includes(`${date}-${free}`); number += 1) free = `${name}-${number}`;
    return free;
  }

  /** Put a value into its field, in a row of its own if there is none yet. */
  function put(name, value) {
    const [key, row] = name.split("-");
    const field = () => form.elements.namedItem(name);
    const list = row && byId(key)?.closest(".list");
    if (list && !field()) addRow(list, row);
    if (field()) field().value = value;
  }

  function addRow(list, number) {
    const rows = list.querySelector(".rows-of");
    number ??= Number(rows.lastElementChild?.dataset.row ?? 0) + 1;
    rows.insertAdjacentHTML("beforeend", rows.dataset.more.replaceAll("ROW", number));
    return rows.lastElementChild;
  }

  // ---- Fields whose values stand in a list: the browser offers it, and what is typed may be a part of a name

  const dayOf = () => (isDate(form.elements.date.value) ? form.elements.date.value : today());
  const optionsOf = ({ dataset }) => (lists[dataset.list] ?? []).filter(lives(dayOf()));

  /** The names that hold the typed text, whole words first. */
  function matches(input) {
    const typed = clean(input.value).toLowerCase();
    const rank = ([, label, note]) => {
      const text = ` ${label} ${note} `.toLowerCase();
      if (text.includes(` ${typed}`)) return text.includes(` ${typed} `) ? 0 : 1;
      return text.replaceAll(" ", "").includes(typed.replaceAll(" ", "")) ? 2 : 3;
    };
    const ranked = optionsOf(input).map((option) => [rank(option), option[1]]);
    return ranked.filter(([order]) => typed && order < 3).sort(([one], [other]) => one - other).map(([, label]) => label);
  }

  let day;

  function offer() {
    day = dayOf();
    for (const input of form.querySelectorAll("[data-list]")) {
      input.list.replaceChildren(...optionsOf(input).map(([, label, note]) => new Option(note, label)));
      input.value = optionsOf(input).find(([value]) => value === input.value)?.[1] ?? input.value;
    }
  }

  const MENDED = { date: respelt, sum: (text) => text.replace(/([조억만천백십])\s*$/, "$1원") };

  /** A field that was left: its date or sum as we write it, or the one name that was meant. */
  function settle(input) {
    if (input === document.activeElement) return;
    const { list, mend } = input.dataset;
    if (mend) input.value = MENDED[mend](input.value);
    const found = list ? matches(input) : [];
    if (found.length === 1) [input.value] = found;
  }

  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || !event.target.dataset.list) return;
    event.preventDefault();
    event.target.value = matches(event.target)[0] ?? event.target.value;
  });

  let asked;

  /** What other entries say. A folder that is opened without a server has to do without. */
  const learn = () => (asked ??= fetch("known.json").then((answer) => answer.json()).then(know, () => {}));

  function know(found) {
    known = found;
    Object.assign(lists, known.lists);
    day = "";
    refresh();
  }

  // ---- Telling: faults beside their fields, sums in words, the file

  const tell = (text) => (byId("status").textContent = text);
  const left = new Set(); // the fields that were left; nobody is corrected while typing
  const placeFor = (note) => note.id.slice(0, -6);
  const TOLD = ".fault:not(:empty)";
  const archetype = byId("preview").textContent;
  const placeOf = (at) => (at.length ? (byId(at.join("-")) ?? placeOf(at.slice(0, -1))) : form);

  /** Show the first fault of each place, if it was left. */
  function showFaults(faults) {
    const messages = new Map(faults.reverse().map(([at, message]) => [placeOf(at), message]));
    for (const note of form.querySelectorAll(".fault")) {
      const place = byId(placeFor(note));
      note.textContent = left.has(place.id) ? (messages.get(place) ?? "") : "";
      if (!place.matches("fieldset")) place.ariaInvalid = note.textContent ? "true" : null;
    }
  }

  /** Sums in words below their fields, and what is missing between the parts and the whole. */
  function showSums({ budgets = [] }) {
    for (const output of form.querySelectorAll("output")) {
      const sum = won(byId(output.htmlFor.value).value ?? "");
      const budget = budgets[output.dataset.total];
      if (!output.dataset.total) output.value = sum ? `${spoken(sum)} · ${sum.toLocaleString("en")}원` : "";
      else output.value = budget?.breakdown && won(budget.amount ?? "") ? balance(budget) : "";
    }
  }

  function showFile(entry) {
    const { front, body, name } = entry;
    const isBegun = body || items(front).length > 1;
    byId("preview").textContent = isBegun ? write(entry) : archetype;
    byId("path").textContent = isDate(front.date) && name ? path(entry) : "";
    byId("slug").placeholder = name;
  }

  /** Look at it all again, and keep it for a reload. */
  function refresh() {
    learn();
    for (const input of form.querySelectorAll("input")) settle(input);
    if (day !== dayOf()) offer();
    const entry = read();
    showFaults(validate(entry, today()).filter(([[key]]) => key !== "slug" || entry.name)); // no name yet is no fault
    showSums(entry.front);
    showFile(entry);
    if (!form.querySelector(TOLD)) byId("summary").hidden = true;
    const pairs = [...new FormData(form)].filter(([, value]) => value);
    if (pairs.length) storage[store] = JSON.stringify(pairs);
    else delete storage[store];
    return entry;
  }

  form.addEventListener("click", ({ target }) => {
    const list = target.closest(".list");
    if (target.matches("[data-add]")) addRow(list).querySelector("input").focus();
    if (!target.matches("[data-remove]")) return;
    target.closest("[data-row]").remove();
    list.querySelector("[data-add]").focus();
  });
  form.addEventListener("focusout", ({ target }) => {
    left.add(target.id).add(target.closest("fieldset.field")?.id);
    if (!document.querySelector(":active")) refresh(); // else what is being pressed would slip away, as the page moves
  });
  for (const kind of ["input", "click"]) document.addEventListener(kind, refresh);

  // ---- Nothing is lost on reload; each prefilled address keeps its own

  const store = `contribute${location.search}`;
  let storage = {};
  try {
    storage = sessionStorage;
  } catch {
    // a browser that keeps nothing
  }

  byId("controls").disabled = false;
  // Or values from the address: `?region=gyeonggi/pyeongtaek&sector=future-car&initiative=…`
  const pairs = JSON.parse(storage[store] ?? "null") ?? [...new URLSearchParams(location.search)];
  for (const [name, value] of pairs) put(rules.query[name] ?? name, value);
  offer();
  if (pairs.length) refresh();

  // ---- Sending

  const TOO_LONG = 8000; // servers refuse longer addresses

  /** `금액 (예산 2): 비어 있습니다.`, and leads there. */
  function linkTo(note) {
    const words = (element) => element.querySelector("label, legend").firstChild.textContent.trim();
    const row = note.closest("fieldset[data-row]");
    const where = row ? ` (${words(row)})` : "";
    const item = document.createElement("li");
    const textContent = `${words(note.closest(".field, fieldset"))}${where}: ${note.textContent}`;
    item.append(Object.assign(document.createElement("a"), { href: `#${placeFor(note)}`, textContent }));
    return item;
  }

  /** The entry if nothing is wrong with it; else every fault is shown and the summary takes the focus. */
  async function finished() {
    await learn();
    for (const note of form.querySelectorAll(".fault")) left.add(placeFor(note));
    const entry = refresh();
    const notes = [...form.querySelectorAll(TOLD)];
    if (!notes.length) return entry;
    const summary = byId("summary");
    summary.querySelector("h2").textContent = told(say.faults, notes.length);
    summary.querySelector("ul").replaceChildren(...notes.map(linkTo));
    summary.hidden = false;
    summary.focus();
    return tell("");
  }

  async function copied(text) {
    const isCopied = await navigator.clipboard?.writeText(text).then(() => true, () => false);
    if (!isCopied) getSelection().selectAllChildren(byId("preview"));
    return isCopied;
  }

  /** The repository's form for a new file. */
  async function open(text, year, file) {
    const { address, name, text: key, shows } = rules.newFile;
    const named = `${address}${year}?${name}=${encodeURIComponent(file)}`;
    const full = `${named}&${key}=${encodeURIComponent(text)}`;
    const fits = full.length <= TOO_LONG;
    const message = fits && shows ? say.opened : (await copied(text)) ? say.paste : `${say.opened} ${say.notCopied}`;
    globalThis.open(fits ? full : named, "_blank", "noopener");
    tell(message);
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const entry = await finished();
    if (!entry) return;
    const text = write(entry);
    const [, , year, name] = path(entry).split("/");
    const act = event.submitter?.value;
    if (act === "copy") tell((await copied(text)) ? say.copied : say.notCopied);
    else if (act !== "download") open(text, year, name);
    else {
      const href = `data:,${encodeURIComponent(text)}`;
      Object.assign(document.createElement("a"), { href, download: name }).click();
      tell(told(say.saved, path(entry)));
    }
  });
  byId("reset").addEventListener("click", (event) => {
    event.stopPropagation(); // nothing is kept any more
    delete storage[store];
    location.reload();
  });

  globalThis.contribute = { validate, write, learn };
}
