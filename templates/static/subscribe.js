// The addresses of what is chosen, and one OPML file of them. Without this script every address is on the page.

const form = document.getElementById("choose");
const box = document.getElementById("chosen");
const { base, crossed } = form.dataset;
const { row } = box.querySelector("ul").dataset;
let chosen = []; // names and paths

const escaped = (text) => text.replace(/[&<>"]/g, (one) => `&#${one.charCodeAt(0)};`);
const checked = (kind) =>
  [...form.querySelectorAll(`[data-kind=${kind}]:checked`)].map(({ labels, value }) => [labels[0].innerText.trim(), value]);

function filled(text, [label, path]) {
  const feed = `${base}${path}feed.xml`;
  const words = { LABEL: label, FEED: feed, PAGE: base + path, PATH: path, READ: encodeURIComponent(feed) };
  return text.replace(/LABEL|FEED|PAGE|PATH|READ/g, (word) => escaped(words[word]));
}

// One address for each pair of region and sector; where no pair has one yet, regions and sectors by themselves.
function show() {
  const [regions, sectors] = ["region", "sector"].map(checked);
  const pairs = regions.flatMap(([region, path]) =>
    sectors.map(([sector, own]) => [`${region} ${sector}`, path + own.replace("sectors/", "")]),
  );
  const known = pairs.filter(([, path]) => crossed.split(" ").includes(path));
  chosen = known.length ? known : [...regions, ...sectors];
  box.hidden = !chosen.length;
  box.querySelector("ul").innerHTML = chosen.map((one) => filled(row, one)).join("");
}

form.addEventListener("change", show);
box.querySelector("button").addEventListener("click", () => {
  const line = '<outline type="rss" text="LABEL" xmlUrl="FEED" htmlUrl="PAGE"/>';
  const lines = chosen.map((one) => filled(line, one)).join("\n");
  const head = `<opml version="2.0"><head><title>${escaped(document.title)}</title></head>`;
  const file = `${head}<body>\n${lines}\n</body></opml>\n`;
  const href = `data:,${encodeURIComponent(file)}`;
  Object.assign(document.createElement("a"), { href, download: "rings.opml" }).click();
});
show();
