// Search in the static index. Terms are made as in tracker/terms.py and files read as in tracker/search.py: plain, large,
// shardOf and decode have to agree with them; the tables that they need come with the index.

const byId = (id) => document.getElementById(id);
const form = byId("search-form");
const list = byId("search-results");
const say = form.dataset; // what is told, with {} for what it is about
const filled = (text, ...words) => words.reduce((sofar, word) => sofar.replace("{}", () => word), text);
const more = byId("search-more");
const FILTERS = ["region", "sector", "year"];
const PAGE = 10;
const CUT = 80; // letters of a text that may stand before what is found
const LIMIT = 12; // terms of a query that are looked up; of a longer one every other
const SOUNDS = /^[ㄱ-ㅎ]+$/;

// Files, each fetched once

const files = new Map();

function load(name) {
  const read = (answer) => (answer.ok ? answer.json() : Promise.reject(name));
  if (!files.has(name)) files.set(name, fetch(`data/${name}`).then(read));
  files.get(name).catch(() => files.delete(name));
  return files.get(name);
}

let guide; // how to read the index: search/data/index.json
let lines; // word → words that mean the same, the first of which stands for them

async function prepare() {
  if (guide) return;
  const read = await load("index.json");
  for (const name in read.patterns) read[name] = new RegExp(read.patterns[name], "g");
  read.others = read.others.map(([pattern, first]) => [new RegExp(pattern, "g"), first]);
  lines = new Map(read.lines);
  guide = read;
}

// Terms

const small = (text) => text.normalize("NFKC").toLowerCase();
const large = (word) =>
  word.replace(guide.opening, (letter) =>
    letter > "9" ? letter.toUpperCase() : String.fromCharCode(letter.charCodeAt(0) + 0xfee0),
  );
const stem = (word) => word.normalize("NFD").replace(guide.particle, "").normalize("NFC");
const replace = (text) => guide.others.reduce((sofar, [pattern, first]) => sofar.replace(pattern, first), text);

// Text without spaces as it stands in the index: each word without its particle, Latin synonyms as the first of their line
const written = (text) =>
  (small(text).replace(guide.inside, "").match(guide.word) ?? [])
    .map((word) => (lines.has(word) ? word : stem(word)))
    .map((word) => large(word.replace(guide.latin, (one) => lines.get(one)?.[0] ?? one)))
    .join("");

// The words of a query as they stand in the index. Single letters in a row are a word; one alone asks for nothing.
function asked(text) {
  const chunks = text.replace(/(?<!\S)(\S)\s+(?=\S(?!\S))/g, "$1").split(/[\s,;/]+/);
  const words = replace(chunks.map((chunk) => (SOUNDS.test(chunk) ? chunk : written(chunk))).join(" ")).split(" ");
  const long = words.filter((word) => word.length > 1);
  return long.length ? long : [words.join("")].filter((word) => word.length > 1);
}

const pairs = (word) => [...new Set([...word].slice(1).map((letter, place) => word[place] + letter))];

const shardOf = (term, shards) =>
  [...term].reduce((value, letter) => (value * 8191 + letter.charCodeAt(0)) % 65521, 0) % shards;

// What fits is a map of numbers of entries and their weights. A term counts most in the title, then in the names of
// places, subjects and parties.
const WEIGHTS = [1, 5, 7, 11];

function decode(text, start, take) {
  let number = start;
  let value = 0;
  let scale = 1;
  for (let place = 0; place < text.length; place += 1) {
    const code = text.charCodeAt(place);
    if (code > 92) {
      value += (code - 93) * scale;
      scale *= 32;
    } else {
      value += (code - 35) * scale;
      number += value >> 2;
      take(number, WEIGHTS[value & 3]);
      number += 1;
      value = 0;
      scale = 1;
    }
  }
}

const together = async (promised) => new Map((await Promise.all(promised)).flatMap((fit) => [...fit]));

// Entries that hold all of some terms, with the mean of their weights
function holding(terms) {
  const inSpan = async ([name, start, shards]) => {
    const files = await Promise.all(terms.map((term) => load(`${name}/terms-${shardOf(term, shards)}.json`)));
    let fit;
    for (const text of files.map((file, place) => file[terms[place]] ?? "").sort((a, b) => a.length - b.length)) {
      const before = fit;
      fit = new Map();
      decode(text, start, (number, weight) => {
        const sum = before ? before.get(number) : 0;
        if (sum >= 0) fit.set(number, sum + weight / terms.length);
      });
    }
    return fit;
  };
  return together(guide.spans.map(inSpan));
}

// Names of regions and sectors that begin with first sounds: ㅍㅌ is 평택
const begunBy = (word) => guide.names.filter(([sounds]) => sounds.startsWith(word)).map(([, name]) => name);

// Entries that one word of a query or a facet asks for; first sounds ask for any of the names that they begin
function matches(word, isThin) {
  if (word.includes(":")) return holding([word]);
  if (SOUNDS.test(word)) return together(begunBy(word).map((name) => holding(pairs(replace(written(name))))));
  return holding(pairs(word).filter((_, place) => !isThin || place % 2 === 0));
}

// Numbers of the entries that fit, best first: by where the words stand, then by how recent the event is
async function find(words, query) {
  const isThin = words.join("").length - words.length > LIMIT;
  const facets = FILTERS.filter((name) => query[name]).map((name) => `${name}:${query[name]}`);
  const all = await Promise.all([...words, ...facets].map((word) => matches(word, isThin)));
  const rarest = all.sort((a, b) => a.size - b.size)[0];
  const found = [...rarest.keys()].filter((number) => all.every((fit) => fit.has(number)));
  const score = (number) =>
    all.reduce((sum, fit) => sum + fit.get(number), 1) / (all.length + 1) + (2 * number) / guide.size;
  const scores = new Map(found.map((number) => [number, score(number)]));
  return found.sort((a, b) => scores.get(b) - scores.get(a));
}

// Words that somebody may have meant: those that are struck with nearly the same keys

let known; // words that are used, with the keys that are struck for them

// How many keys were missed, added, changed or swapped; above the limit it does not matter how many
function slips(a, b, limit) {
  if (limit < Math.abs(a.length - b.length)) return 9;
  let same = 0;
  while (a[same] && a[same] === b[same]) same += 1;
  const after = (missed, added) => slips(a.slice(same + missed), b.slice(same + added), limit - 1) + 1;
  if (!a[same] || !b[same]) return a.length + b.length - 2 * same;
  const isSwapped = a[same] === b[same + 1] && a[same + 1] === b[same];
  return Math.min(after(1, 0), after(0, 1), after(1, 1), isSwapped ? after(2, 2) : 9);
}

// What was probably meant by a word that nothing holds
async function corrected(word) {
  const isFound = async (one) => (await matches(one)).size;
  if (await isFound(word)) return word;
  const { keys, words } = await load("words.json");
  const struck = (text) => text.normalize("NFD").replace(/[^]/g, (letter) => keys[letter] ?? letter);
  known ??= words.map((one) => [one, struck(one)]);
  const typed = small(word);
  for (let size = word.length; size > 1; size -= 1) {
    const found = [];
    for (let start = 0; start + size <= word.length; start += 1) {
      const part = struck(typed.slice(start, start + size));
      const limit = part.length > 6 ? 2 : 1;
      for (const [one, its] of known) {
        const count = slips(part, its, limit);
        if (count <= limit) found.push([count, typed.slice(0, start) + one + typed.slice(start + size)]);
      }
    }
    for (const [, right] of found.sort(([a], [b]) => a - b).slice(0, 5)) {
      const [first] = asked(right);
      if (first && (await isFound(first))) return first;
    }
  }
  return word;
}

// What is found for a query, with the words that were looked for in the end
async function answer(query) {
  await prepare();
  const words = asked(query.q);
  if (query.q && !words.length) return { words };
  const numbers = await find(words, query);
  if (numbers.length || !words.length) return { words, numbers };
  const right = await Promise.all(words.map(corrected));
  return `${right}` === `${words}` ? { words, numbers } : { words: right, numbers: await find(right, query), isMended: true };
}

// Pages whose name begins with the query, or whose syllables begin with its first sounds
function pages(text, words) {
  const typed = text.replace(/\s/g, "");
  const begins = SOUNDS.test(typed) ? begunBy(typed) : [words.join("")];
  const isBegun = ([name, , , more]) =>
    begins.some((word) => ` ${name.replace(/\s/g, "")} ${name.split(" ").at(-1)}${more}`.includes(` ${word}`));
  const found = words.length ? guide.pages.filter(isBegun) : [];
  return found.sort((a, b) => b[2] - a[2]).slice(0, 8).map(([name, path, count]) => [name, href(path), count]);
}

// Showing

const href = (path) => `../${path}index.html`;

// A pattern for every writing of the words, spaces and points inside them or not
function patternOf(words) {
  const names = words.flatMap((word) => (SOUNDS.test(word) ? begunBy(word) : [word])).map(small);
  for (const [one, line] of lines)
    for (const name of one === line[0] ? [...names] : [])
      if (name.includes(one)) names.push(...line.map((other) => name.replace(one, other)));
  const longest = names.sort((a, b) => b.length - a.length).map((name) => [...name].join("[\\s·,&-]*"));
  return names.length ? new RegExp(`(${longest.join("|")})`, "gi") : /(?!)/;
}

const escaped = (text) => text.replace(/[&<"]/g, (one) => `&#${one.charCodeAt(0)};`);
const marked = (text, pattern) =>
  text.split(pattern).map((piece, place) => (place % 2 ? `<mark>${escaped(piece)}</mark>` : escaped(piece))).join("");

// A text from shortly before the first word that is found; the style cuts its end
function around(text, pattern) {
  const place = text.search(pattern);
  return place < CUT ? text : `… ${text.slice(text.indexOf(" ", place - CUT / 2) + 1)}`;
}

// An entry as it stands in its file of results
async function entry(number) {
  const [name, start] = guide.spans.findLast((span) => span[1] <= number);
  const place = number - start;
  return (await load(`${name}/results-${Math.floor(place / guide.block)}.json`))[place % guide.block];
}

const item = ([path, title, date, facts, text], pattern) =>
  `<li><h2><a href="${href(path)}">${marked(title, pattern)}</a></h2><p class="facts">${date} · ${marked(facts, pattern)}</p><p>${marked(around(text, pattern), pattern)}</p></li>`;

// Some of the results, from one on
async function draw({ numbers = [], words }, from) {
  const pattern = patternOf(words);
  const entries = await Promise.all(numbers.slice(from, from + PAGE).map(entry));
  return entries.map((one) => item(one, pattern)).join("");
}

function showLinks(node, found) {
  const items = found.map(([name, path, count]) => `<li><a href="${escaped(path)}">${escaped(name)}</a> <span class="count">${count || ""}</span></li>`);
  node.hidden = !items.length;
  node.querySelector("ul").innerHTML = items.join("");
}

// Where nothing is found: the query without its filters, and each of its words alone, if they find anything
async function suggestions(query, words) {
  const tries = query.q && FILTERS.some((name) => query[name]) ? [[say.anywhere, query.q]] : [];
  if (words.length > 1) for (const word of query.q.split(/\s+/)) tries.push([filled(say.alone, word), word]);
  const counted = tries.map(async ([name, q]) => [name, `?${new URLSearchParams({ q })}`, (await answer({ q })).numbers?.length]);
  return (await Promise.all(counted)).filter(([, , count]) => count);
}

function sentence({ numbers, isMended, words }, { q }) {
  if (!numbers) return say.short;
  if (!numbers.length) return filled(say.none, q);
  const count = filled(say.count, numbers.length.toLocaleString("ko"));
  return isMended ? filled(say.mended, q, small(words.join(" ")), count) : count;
}

let turn = 0;
const here = new URL(location.href); // whose setters keep a path that begins with //
if (location.protocol !== "file:") here.pathname = here.pathname.replace(/index\.html$/, "");

let result; // what is shown

async function search() {
  const mine = (turn += 1);
  const query = Object.fromEntries(["q", ...FILTERS].map((name) => [name, form.elements[name].value.trim()]));
  const address = `${new URLSearchParams(Object.entries(query).filter(([, value]) => value))}`;
  here.search = address;
  here.hash = location.hash;
  if (address || location.search) history.replaceState(null, "", here);
  let found = { words: [] };
  let [items, tips, said] = ["", [], ""];
  try {
    if (address) {
      found = await answer(query);
      items = await draw(found, 0);
      if (!items) tips = await suggestions(query, found.words);
      said = sentence(found, query);
    }
  } catch {
    said = say.failed;
  }
  if (mine !== turn) return;
  result = found;
  list.innerHTML = items;
  showMore();
  showLinks(byId("search-pages"), pages(query.q, found.words));
  showLinks(byId("search-hints"), tips);
  byId("search-without").hidden = items;
  byId("search-status").textContent = said;
  document.body.dataset.searched = query.q;
}

const showMore = () => (more.hidden = !(list.children.length < result.numbers?.length));

more.addEventListener("click", async () => {
  const from = list.children.length;
  list.insertAdjacentHTML("beforeend", await draw(result, from));
  showMore();
  list.children[from].querySelector("a").focus();
});

let waiting;
form.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(search, 120);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(waiting);
  search();
});
for (const [name, value] of new URLSearchParams(location.search)) {
  if (form.elements[name]) form.elements[name].value = value;
}
search();

// Keys: / goes to the box, the arrows go through what was found, Escape goes back
document.addEventListener("keydown", (event) => {
  const { key, target } = event;
  const stops = [form.elements.q, ...document.querySelectorAll(".links:not([hidden]) a, #search-results a")];
  const place = stops.indexOf(target);
  const moves = { ArrowDown: place + 1, ArrowUp: place - 1, Escape: 0 };
  const next = target.matches("input, select") || key !== "/" ? place >= 0 && stops[moves[key]] : stops[0];
  if (!next) return;
  event.preventDefault();
  next.focus();
});
