// Search in the static index. Terms are made as in tracker/terms.py and files read as in tracker/search.py: plain, stem,
// large, replace, shardOf and decode have to agree with them.

const root = document.querySelector('link[rel="stylesheet"]').getAttribute("href").replace("static/site.css", "");
const form = document.querySelector("form.search");
const box = form.elements.q;
const tally = document.getElementById("search-status");
const list = document.getElementById("search-results");
const more = document.getElementById("search-more");
const pagesBox = document.getElementById("search-pages");
const hints = document.getElementById("search-hints");
const without = document.getElementById("search-without");
const FILTERS = ["region", "sector", "year"];
const PAGE = 10;
const CUT = 160; // letters of a text that are shown
const LIMIT = 12; // terms of a query that are looked up; of a longer one every other
const WORD = /[0-9a-z가-힣]+/g;
const SOUNDS = /^[ㄱ-ㅎ]+$/;
// Keys that are struck for the first, middle and last sound of a syllable; the middle ones and last ones may take two.
const FIRSTS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
const MIDDLES = "ㅏ ㅐ ㅑ ㅒ ㅓ ㅔ ㅕ ㅖ ㅗ ㅗㅏ ㅗㅐ ㅗㅣ ㅛ ㅜ ㅜㅓ ㅜㅔ ㅜㅣ ㅠ ㅡ ㅡㅣ ㅣ".split(" ");
const LASTS = " ㄱ ㄲ ㄱㅅ ㄴ ㄴㅈ ㄴㅎ ㄷ ㄹ ㄹㄱ ㄹㅁ ㄹㅂ ㄹㅅ ㄹㅌ ㄹㅍ ㄹㅎ ㅁ ㅂ ㅂㅅ ㅅ ㅆ ㅇ ㅈ ㅊ ㅋ ㅌ ㅍ ㅎ".split(" ");
const LATIN_KEYS = "ㅁㅠㅊㅇㄷㄹㅎㅗㅑㅓㅏㅣㅡㅜㅐㅔㅂㄱㄴㅅㅕㅍㅈㅌㅛㅋ"; // those of a to z

// Terms

let guide; // how to read the index: search/data/index.json
let particle;
let starts; // the number of the first entry of each span
const lines = new Map(); // word → the words of its line, in their plain form
const latin = new Map(); // Latin word → the first of its line
let others = []; // [pattern, first] of the other synonyms, the longest first

const plain = (text) =>
  text.normalize("NFKC").toLowerCase().replace(/,(?=[0-9]{3})(?<=[0-9],)|&(?=[a-z])(?<=[a-z]&)/g, "");
const joined = (text) => (plain(text).match(WORD) ?? []).join("");
const large = (word) =>
  word.replace(/(?<![a-z])[a-z]|(?<![0-9])[0-9]/g, (letter) =>
    letter > "9" ? letter.toUpperCase() : String.fromCharCode(letter.charCodeAt(0) + 0xfee0),
  );

function stem(word) {
  const [ending] = particle.exec(word) ?? [""];
  const rest = word.slice(0, word.length - ending.length);
  const place = rest.charCodeAt(rest.length - 1) - 0xac00;
  const follows = place < 0 || guide.particles.some((kind, i) => kind.includes(ending) && guide.finals[i].includes(place % 28));
  return follows ? rest : word;
}

const replace = (text) => others.reduce((sofar, [pattern, first]) => sofar.replace(pattern, first), text);
const firstLatin = (word) =>
  word.replace(/(?<![0-9a-z])[a-z]+(?![0-9])/g, (found) => (latin.has(found) ? latin.get(found) : found));

async function prepare() {
  if (guide) return;
  const read = await load("index.json");
  particle = new RegExp(`(?<=[a-z가-힣]{2})(?:${read.particles.flat().join("|")})$`);
  starts = [];
  read.spans.reduce((sum, [, size]) => (starts.push(sum), sum + size), 0);
  for (const line of read.synonyms.map((words) => words.map(joined))) {
    for (const word of line) lines.set(word, line);
    for (const word of line.slice(1)) {
      if (/^[a-z]+$/.test(word)) latin.set(word, line[0]);
      else others.push([large(word), large(line[0])]);
    }
  }
  others.sort(([a], [b]) => b.length - a.length || (a < b ? -1 : 1));
  others = others.map(([word, first]) => {
    const spaced = [...word].join(" ?");
    return [new RegExp(`(?<![^ ])${spaced}|${spaced}(?![^ ])`, "g"), first];
  });
  guide = read;
}

// Text without spaces as it stands in the index: each word without its particle, Latin synonyms as the first of their line
const written = (text) =>
  (plain(text).match(WORD) ?? []).map((word) => large(firstLatin(lines.has(word) ? word : stem(word)))).join("");

// The words of a query as they stand in the index. Single letters in a row are a word; one alone asks for nothing.
function asked(text) {
  const chunks = text.replace(/(?<!\S)(\S)\s+(?=\S(?!\S))/g, "$1").split(/[\s,;/]+/);
  const words = replace(chunks.map((chunk) => (SOUNDS.test(chunk) ? chunk : written(chunk))).join(" ")).split(" ");
  const isLong = (word) => word.length > 1;
  return words.some(isLong) ? words.filter(isLong) : [words.join("")].filter(isLong);
}

const pairs = (word) => [...new Set([...word].slice(1).map((letter, place) => word[place] + letter))];

function shardOf(term, shards) {
  let value = 0x811c9dc5;
  for (let place = 0; place < term.length; place += 1) {
    value = Math.imul(value ^ term.charCodeAt(place), 0x01000193) >>> 0;
  }
  return ((value ^ (value >>> 15)) >>> 0) % shards;
}

// Files, each fetched once

const files = new Map();

async function fetched(name) {
  const answer = await fetch(`${root}search/data/${name}`);
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
  return answer.json();
}

function load(name) {
  if (!files.has(name)) {
    files.set(name, fetched(name));
    files.get(name).catch(() => files.delete(name));
  }
  return files.get(name);
}

// Entries are arrays of weights by number, 0 where an entry does not fit. A term counts most in the title, then in the
// names of places, subjects and parties.
function decode(text, start, weights) {
  let number = start;
  let value = 0;
  let shift = 0;
  for (let place = 0; place < text.length; place += 1) {
    const code = text.charCodeAt(place);
    if (code > 92) {
      value += (code - 93) * 2 ** shift;
      shift += 5;
    } else {
      value += (code - 35) * 2 ** shift;
      number += Math.floor(value / 4);
      weights[number] = [1, 5, 7, 11][value % 4];
      number += 1;
      value = 0;
      shift = 0;
    }
  }
}

async function postings(term, [from, to]) {
  const weights = new Float32Array(guide.size);
  await Promise.all(
    guide.spans.map(async ([name, size, shards], i) => {
      if (starts[i] >= to || starts[i] + size <= from) return;
      const shard = await load(`${name}/terms-${shardOf(term, shards)}.json`);
      if (Object.hasOwn(shard, term)) decode(shard[term], starts[i], weights);
    }),
  );
  return weights;
}

// Entries that fit all of some arrays, with the mean of their weights
function all(arrays) {
  const fit = new Float32Array(guide.size);
  for (let number = 0; number < fit.length; number += 1) {
    if (arrays.every((weights) => weights[number])) {
      for (const weights of arrays) fit[number] += weights[number] / arrays.length;
    }
  }
  return fit;
}

const holding = async (terms, range) => all(await Promise.all(terms.map((term) => postings(term, range))));

// The numbers of the entries of a year: the first, and the one after the last
function rangeOf(year) {
  if (!year) return [0, guide.size];
  const place = guide.years.findIndex(([one]) => one === Number(year));
  return place < 0 ? [0, 0] : [guide.years[place][1], guide.years[place + 1]?.[1] ?? guide.size];
}

// Names of regions and sectors that begin with first sounds: ㅍㅌ is 평택
const begunBy = (word) => {
  const ends = guide.pages.filter(([, path]) => /^(region|sector)s/.test(path)).map(([name]) => name.split(" ").at(-1));
  const names = new Set([...guide.places, ...ends.map((name) => name.replace(/(?<=..)[시군구]$/, ""))]);
  return [...names].filter((name) => sounds(name).startsWith(word));
};

// Entries that one word of a query asks for; first sounds ask for any of the names that they begin
async function matches(word, range = [0, guide.size], thin = false) {
  if (!SOUNDS.test(word)) return holding(pairs(word).filter((_, place) => !thin || place % 2 === 0), range);
  const held = await Promise.all(begunBy(word).map((name) => holding(pairs(replace(written(name))), range)));
  return held.reduce((sofar, weights) => sofar.map((one, number) => Math.max(one, weights[number])), new Float32Array(guide.size));
}

const isFound = async (word) => (await matches(word)).some(Boolean);

// Numbers of the entries that fit, best first: by where the words stand, then by how recent the event is
async function find(words, query) {
  const range = rangeOf(query.year);
  const thin = words.reduce((sum, word) => sum + word.length - 1, 0) > LIMIT;
  const facets = ["region", "sector"].filter((name) => query[name]).map((name) => `${name}:${query[name]}`);
  const every = new Float32Array(guide.size).fill(1);
  const texts = all([every, ...(await Promise.all(words.map((word) => matches(word, range, thin))))]);
  const narrow = all([every, ...(await Promise.all(facets.map((facet) => postings(facet, range))))]);
  const scores = texts.map((weight, number) => weight && narrow[number] && weight + (2 * number) / guide.size);
  return [...scores.keys()].slice(...range).filter((number) => scores[number]).sort((a, b) => scores[b] - scores[a]);
}

// Words that somebody may have meant: those that are struck with nearly the same keys

const keys = (text) =>
  [...text].map((letter) => {
    const place = letter.charCodeAt(0) - 0xac00;
    if (place < 0 || place > 11171) return /[a-z]/.test(letter) ? LATIN_KEYS[letter.charCodeAt(0) - 97] : letter;
    return FIRSTS[Math.floor(place / 588)] + MIDDLES[Math.floor(place / 28) % 21] + LASTS[place % 28];
  }).join("");

// How many keys were missed, added, changed or swapped; above the limit it does not matter how many
function slips(a, b, limit) {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before = [];
  let last = Array.from({ length: b.length + 1 }, (_, place) => place);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] !== b[j - 1]));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    if (Math.min(...row) > limit) return limit + 1;
    [before, last] = [last, row];
  }
  return last.at(-1);
}

// The word with a part of that size put right, the likeliest first
function corrections(word, size) {
  const found = [];
  for (let start = 0; start + size <= word.length; start += 1) {
    const struck = keys(word.slice(start, start + size));
    const limit = struck.length > 6 ? 2 : 1;
    for (const [one, itsKeys] of known) {
      const count = slips(struck, itsKeys, limit);
      if (count <= limit) found.push([count, word.slice(0, start) + one + word.slice(start + size)]);
    }
  }
  return found.sort((a, b) => a[0] - b[0]).slice(0, 5).map(([, right]) => right);
}

let known; // words that are used, with the keys that are struck for them

// What was probably meant by a word that nothing holds
async function corrected(word) {
  if (await isFound(word)) return word;
  known ??= (await load("words.json")).map((one) => [one, keys(one)]);
  for (let size = word.length; size > 1; size -= 1) {
    for (const right of corrections(small(word), size)) {
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
  if (query.q && !words.length) return { words, numbers: null };
  const numbers = await find(words, query);
  if (numbers.length || !words.length) return { words, numbers };
  const right = await Promise.all(words.map(corrected));
  return right.join() === words.join() ? { words, numbers } : { words: right, numbers: await find(right, query), instead: words };
}

// Pages whose name begins with the query, or whose syllables begin with its first sounds

const sounds = (text) => [...text].map((letter) => (letter < "가" || letter > "힣" ? letter : keys(letter)[0])).join("");

function pages(text, words) {
  const asked_ = text.replace(/\s/g, "");
  const begins = (name) => {
    const parts = name.split(" ");
    if (SOUNDS.test(asked_)) return parts.some((part) => sounds(part).startsWith(asked_));
    return [name, parts.at(-1)].some((part) => replace(written(part)).startsWith(words.join("")));
  };
  return words.length ? guide.pages.filter(([name]) => begins(name)).sort((a, b) => b[2] - a[2]).slice(0, 8) : [];
}

// Showing

const small = (word) => word.normalize("NFKC").toLowerCase();

// A pattern for every writing of the words, spaces and points inside them or not
function patternOf(words) {
  const names = words.flatMap((word) =>
    SOUNDS.test(word) ? begunBy(word) : [small(word)],
  );
  const written = names.flatMap((word) => {
    const lines_ = [...lines].filter(([one, line]) => one === line[0] && word.includes(one));
    return [word, ...lines_.flatMap(([one, line]) => line.slice(1).map((other) => word.replace(one, other)))];
  });
  const spaced = written.sort((a, b) => b.length - a.length).map((word) => [...word].map((letter) => letter.replace(/[^0-9a-z가-힣]/, "\\$&")).join("[\\s·,&-]*"));
  return spaced.length ? new RegExp(`(${spaced.join("|")})`, "gi") : /(?!)/;
}

function marked(text, pattern) {
  const node = document.createDocumentFragment();
  text.split(pattern).forEach((piece, place) => node.append(place % 2 ? element("mark", {}, piece) : piece));
  return node;
}

// The piece of a text around the first word that is found
function around(text, pattern) {
  const place = text.search(pattern);
  const start = place < CUT / 2 ? 0 : text.indexOf(" ", place - 50) + 1;
  const end = start + CUT >= text.length ? text.length : text.lastIndexOf(" ", start + CUT);
  return `${start ? "… " : ""}${text.slice(start, end)}${end < text.length ? " …" : ""}`;
}

const element = (name, attributes, ...children) => {
  const node = Object.assign(document.createElement(name), attributes);
  node.append(...children);
  return node;
};

const href = (path) => `${root}${path}index.html`;

// An entry as it stands in its file of results: path, title, date, facts, text
async function entry(number) {
  const span = starts.findLastIndex((start) => start <= number);
  const place = number - starts[span];
  return (await load(`${guide.spans[span][0]}/results-${Math.floor(place / guide.block)}.json`))[place % guide.block];
}

function item([path, title, date, facts, text], pattern) {
  return element(
    "li",
    {},
    element("h2", {}, element("a", { href: href(path) }, marked(title, pattern))),
    element("p", { className: "facts" }, `${date} · `, marked(facts, pattern)),
    element("p", {}, marked(around(text, pattern), pattern)),
  );
}

async function show({ numbers, words }, from) {
  const pattern = patternOf(words);
  const entries = await Promise.all(numbers.slice(from, from + PAGE).map(entry));
  return () => {
    list.append(...entries.map((one) => item(one, pattern)));
    more.hidden = from + PAGE >= numbers.length;
    more.firstElementChild.onclick = async () => {
      (await show({ numbers, words }, from + PAGE))();
      list.children[from + PAGE].querySelector("a").focus();
    };
  };
}

const links = (found) => found.map(([name, path, count]) => element("li", {}, element("a", { href: path }, name), count ? element("span", { className: "count" }, ` ${count}`) : ""));

function showLinks(node, found) {
  node.hidden = !found.length;
  node.querySelector("ul").replaceChildren(...links(found));
}

// Where nothing is found: the query without its filters, and each of its words alone, if they find anything
async function suggestions(query, words) {
  const tries = [];
  if (FILTERS.some((name) => query[name])) tries.push(["모든 지역·분야·해에서", { q: query.q }]);
  if (words.length > 1) for (const word of query.q.split(/\s+/)) tries.push([`‘${word}’만`, { q: word }]);
  const counts = await Promise.all(tries.map(async ([, other]) => (await answer({ region: "", sector: "", year: "", ...other })).numbers?.length));
  return tries.map(([name, other], i) => [name, `?${new URLSearchParams(other)}`, counts[i]]).filter(([, , count]) => count);
}

let turn = 0;
const folder = location.protocol.startsWith("http") ? location.pathname.replace(/index\.html$/, "") : location.pathname;

function sentence({ numbers, instead, words }, query) {
  if (numbers === null) return "두 글자 이상 적어 주세요.";
  if (!numbers.length) return `‘${query.q}’에 맞는 기록이 없습니다. 말을 줄이거나 지역·분야·해를 풀어 보세요.`;
  const count = `기록 ${numbers.length.toLocaleString("ko")}건`;
  return instead ? `‘${query.q}’에 맞는 기록이 없어 ‘${words.map(small).join(" ")}’ 찾기로 바꾸었습니다. ${count}` : count;
}

async function search() {
  turn += 1;
  const mine = turn;
  const query = Object.fromEntries(["q", ...FILTERS].map((name) => [name, form.elements[name].value.trim()]));
  const address = new URLSearchParams(Object.entries(query).filter(([, value]) => value));
  if (address.size || location.search) history.replaceState(null, "", `${folder}${address.size ? `?${address}` : ""}${location.hash}`);
  let result;
  let fill = () => {};
  let tips = [];
  try {
    result = address.size ? await answer(query) : { words: [], numbers: [] };
    if (result.numbers?.length) fill = await show(result, 0);
    else if (result.words.length) tips = await suggestions(query, result.words);
  } catch {
    result = undefined;
  }
  if (mine !== turn) return;
  list.replaceChildren();
  more.hidden = true;
  fill();
  showLinks(pagesBox, result && address.size ? pages(query.q, result.words).map(([name, path, count]) => [name, href(path), count]) : []);
  showLinks(hints, tips);
  without.hidden = Boolean(result?.numbers?.length);
  if (!result) tally.textContent = "찾아보기 파일을 읽지 못했습니다. 서버 없이 연 폴더라면 아래 목록에서 찾아 주세요.";
  else tally.textContent = address.size ? sentence(result, query) : "";
  document.body.dataset.searched = query.q;
}

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
  const inField = /^(input|select|textarea)$/i.test(event.target.tagName);
  const found = [...document.querySelectorAll("#search-pages:not([hidden]) a, #search-hints:not([hidden]) a, #search-results a")];
  const place = found.indexOf(event.target);
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const next = step && (place >= 0 || (event.target === box && step > 0)) ? (found[place + step] ?? (step < 0 ? box : null)) : null;
  const back = (event.key === "/" && !inField) || (event.key === "Escape" && place >= 0);
  if (!next && !back) return;
  event.preventDefault();
  (next ?? box).focus();
});
