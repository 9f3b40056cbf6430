// Search in the static index. Terms are made as in tracker/search.py: words, stems, bigrams, shardOf have to agree with it.

const root = document.querySelector('link[rel="stylesheet"]').getAttribute("href").replace("static/site.css", "");
const form = document.querySelector("form.search");
const status_ = document.getElementById("search-status");
const list = document.getElementById("search-results");
const more = document.getElementById("search-more");
const pagesBox = document.getElementById("search-pages");
const without = document.getElementById("search-without");
const PAGE = 20;
const INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";

// Terms

const words = (text) => text.normalize("NFKC").toLowerCase().match(/[0-9a-z가-힣]+/g) ?? [];

let guide; // how to read the index: search/data/index.json
let particle;
let synonym;
const firstOf = new Map();

const stem = (word) => word.replace(particle, "");
const replace = (text) => text.replace(synonym, (word) => firstOf.get(word.replaceAll(" ", "")));

async function prepare() {
  if (guide) return;
  guide = await load("index.json");
  particle = new RegExp(`(?<=[가-힣]{2})(?:${guide.particles.join("|")})$`);
  for (const line of guide.synonyms) {
    const plain = line.map((word) => words(word).join(""));
    for (const word of plain.slice(1)) firstOf.set(word, plain[0]);
  }
  const byLength = [...firstOf.keys()].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  const spaced = byLength.map((word) => [...word].join(" ?"));
  synonym = spaced.length ? new RegExp(spaced.join("|"), "g") : /(?!)/g;
}

function pairs(text) {
  const found = new Set();
  for (let place = 0; place + 1 < text.length; place += 1) found.add(text.slice(place, place + 2));
  return found;
}

// What a query asks for: its words without particles, so that every writing is found. Words need not stand together.
function bigrams(text) {
  const asked = replace(words(text).map(stem).join(" ")).split(" ");
  const found = new Set(asked.flatMap((word) => [...pairs(word)]));
  return found.size ? found : pairs(asked.join(""));
}

function shardOf(term) {
  let value = 0x811c9dc5;
  for (let place = 0; place < term.length; place += 1) {
    value = Math.imul(value ^ term.charCodeAt(place), 0x01000193) >>> 0;
  }
  return ((value ^ (value >>> 15)) >>> 0) % guide.shards;
}

// Files, each fetched once

const files = new Map();

function load(name) {
  if (!files.has(name)) {
    files.set(
      name,
      fetch(`${root}search/data/${name}`).then((answer) => {
        if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
        return answer.json();
      }),
    );
  }
  return files.get(name);
}

// Entry number → weight, of one term
async function postings(term) {
  const shard = await load(`terms-${guide.shards}-${shardOf(term)}.json`);
  const found = new Map();
  let number = 0;
  for (const code of Object.hasOwn(shard, term) ? shard[term] : []) {
    number += code >> 4;
    found.set(number, code & 15);
  }
  return found;
}

// Numbers of the entries that hold every term, best first: by weight, then by how recent the event is
async function find(query) {
  const texts = [...bigrams(query.q)];
  const facets = ["region", "sector", "year"].filter((name) => query[name]).map((name) => `${name}:${query[name]}`);
  if (!texts.length && !facets.length) return null;
  const lists = await Promise.all([...texts, ...facets].map(postings));
  const rarest = lists.reduce((one, other) => (other.size < one.size ? other : one));
  const found = [];
  for (const number of rarest.keys()) {
    if (!lists.every((list_) => list_.has(number))) continue;
    const weight = lists.slice(0, texts.length).reduce((sum, list_) => sum + list_.get(number), 0);
    found.push([weight / (texts.length || 1) + (2 * number) / guide.size, number]);
  }
  return found.sort((a, b) => b[0] - a[0]).map(([, number]) => number);
}

// Pages whose name begins with the query, or whose syllables begin with its first sounds

const initials = (text) =>
  [...text].map((letter) => {
    const code = letter.charCodeAt(0) - 0xac00;
    return code >= 0 && code < 11172 ? INITIALS[Math.floor(code / 588)] : letter;
  }).join("");

function pages(text) {
  const plain = words(text).join("");
  const sounds = text.replace(/\s/g, "");
  const bySound = /^[ㄱ-ㅎ]+$/.test(sounds);
  if (!bySound && !plain) return [];
  const starts = (name) => {
    const parts = name.split(" ");
    const whole = [name.replace(/\s/g, ""), parts.at(-1)];
    return bySound
      ? parts.some((part) => initials(part).startsWith(sounds))
      : whole.some((part) => replace(words(part).join("")).startsWith(replace(plain)));
  };
  return guide.pages.filter(([name]) => starts(name)).sort((a, b) => b[2] - a[2]).slice(0, 8);
}

// Showing

function marked(text, query) {
  const parts = words(query).map(stem).filter((word) => word.length > 1);
  const node = document.createDocumentFragment();
  if (!parts.length) {
    node.append(text);
    return node;
  }
  const pattern = new RegExp(`(${parts.map((word) => [...word].join("\\s*")).join("|")})`, "gi");
  text.split(pattern).forEach((piece, place) => {
    if (place % 2) {
      const mark = document.createElement("mark");
      mark.textContent = piece;
      node.append(mark);
    } else node.append(piece);
  });
  return node;
}

const element = (name, attributes, ...children) => {
  const node = Object.assign(document.createElement(name), attributes);
  node.append(...children);
  return node;
};

const href = (path) => `${root}${path}index.html`;

async function show(numbers, query, from) {
  const shown = numbers.slice(from, from + PAGE);
  const blocks = new Map();
  await Promise.all(
    [...new Set(shown.map((number) => Math.floor(number / guide.block)))].map(async (block) => {
      blocks.set(block, await load(`results-${block}.json`));
    }),
  );
  for (const number of shown) {
    const [path, title, date, facts, text] = blocks.get(Math.floor(number / guide.block))[number % guide.block];
    list.append(
      element(
        "li",
        {},
        element("h2", {}, element("a", { href: href(path) }, marked(title, query.q))),
        element("p", { className: "facts" }, `${date} · `, marked(facts, query.q)),
        element("p", {}, marked(text.length < 200 ? text : `${text}…`, query.q)),
      ),
    );
  }
  more.hidden = from + PAGE >= numbers.length;
  more.firstElementChild.onclick = () => show(numbers, query, from + PAGE);
}

function showPages(found) {
  pagesBox.hidden = !found.length;
  pagesBox.querySelector("ul").replaceChildren(
    ...found.map(([name, path, count]) =>
      element("li", {}, element("a", { href: href(path) }, name), count ? element("span", { className: "count" }, ` ${count}`) : ""),
    ),
  );
}

let turn = 0;
const folder = location.protocol.startsWith("http") ? location.pathname.replace(/index\.html$/, "") : location.pathname;

async function search() {
  turn += 1;
  const mine = turn;
  const query = Object.fromEntries(["q", "region", "sector", "year"].map((name) => [name, form.elements[name].value.trim()]));
  const asked = Object.values(query).some(Boolean);
  const address = new URLSearchParams(Object.entries(query).filter(([, value]) => value));
  if (asked || location.search) history.replaceState(null, "", `${folder}${asked ? `?${address}` : ""}${location.hash}`);
  let numbers = null;
  try {
    if (asked) {
      await prepare();
      if (mine !== turn) return;
      showPages(pages(query.q));
      numbers = await find(query);
    } else showPages([]);
  } catch {
    numbers = undefined;
  }
  if (mine !== turn) return;
  list.replaceChildren();
  more.hidden = true;
  without.hidden = asked && Boolean(numbers?.length);
  if (numbers === undefined) {
    status_.textContent = "찾아보기 파일을 읽지 못했습니다. 서버 없이 연 폴더라면 아래 목록에서 찾아 주세요.";
  } else if (numbers === null) {
    status_.textContent = asked ? "두 글자 이상 적어 주세요." : "";
  } else if (!numbers.length) {
    status_.textContent = `‘${query.q}’에 맞는 기록이 없습니다. 말을 줄이거나 지역·분야·해를 풀어 보세요.`;
  } else {
    status_.textContent = `기록 ${numbers.length.toLocaleString("ko")}건`;
    await show(numbers, query, 0);
  }
  document.body.dataset.searched = query.q;
}

let waiting;
form.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(search, 120);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  search();
});
for (const [name, value] of new URLSearchParams(location.search)) {
  if (form.elements[name]) form.elements[name].value = value;
}
search();
document.addEventListener("keydown", (event) => {
  if (event.key === "/" && !/^(input|select|textarea)$/i.test(event.target.tagName)) {
    event.preventDefault();
    form.elements.q.focus();
  }
});
