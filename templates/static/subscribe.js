// The addresses of what is chosen, and one OPML file of them. Without this script every address is on the page.

const form = document.getElementById("choose");
const box = document.getElementById("chosen");
const list = box.querySelector("ul");
const base = form.dataset.base;
const crossed = new Map(JSON.parse(form.dataset.crossed).map(([region, sector, path]) => [`${region} ${sector}`, path]));
let chosen = [];

const checked = (name) =>
  [...form.querySelectorAll(`input[data-kind="${name}"]:checked`)].map((input) => ({
    label: input.parentElement.textContent.trim(),
    path: input.value,
  }));

// One address for each pair of region and sector; where a pair has none yet, region and sector by themselves.
function choose() {
  const regions = checked("region");
  const sectors = checked("sector");
  if (!regions.length || !sectors.length) return [...regions, ...sectors];
  const found = regions.flatMap((region) =>
    sectors.map((sector) => {
      const path = crossed.get(`${region.path} ${sector.path}`);
      return path ? { label: `${region.label} ${sector.label}`, path } : null;
    }),
  );
  return found.every((one) => !one) ? [...regions, ...sectors] : found.filter(Boolean);
}

function element(name, attributes, ...children) {
  const node = Object.assign(document.createElement(name), attributes);
  node.append(...children);
  return node;
}

// Where a reader on the web takes over an address.
const READERS = {
  Feedly: "https://feedly.com/i/subscription/feed/",
  Inoreader: "https://www.inoreader.com/?add_feed=",
};

function show() {
  chosen = choose();
  box.hidden = !chosen.length;
  list.replaceChildren(
    ...chosen.map(({ label, path }) => {
      const feed = `${base}${path}feed.xml`;
      const calendar = `${base}${path}calendar.ics`.replace(/^https?/, "webcal");
      return element(
        "li",
        {},
        element("b", {}, label),
        " ",
        element("code", {}, feed),
        " · ",
        element("a", { href: calendar }, "달력"),
        ...Object.entries(READERS).flatMap(([name, address]) => [
          " · ",
          element("a", { href: address + encodeURIComponent(feed), rel: "noopener noreferrer" }, name),
        ]),
      );
    }),
  );
}

function opml() {
  const escape = (text) => text.replace(/[&<>"]/g, (one) => `&#${one.charCodeAt(0)};`);
  const lines = chosen.map(({ label, path }) => {
    const page = escape(base + path);
    return `<outline type="rss" text="${escape(label)}" xmlUrl="${page}feed.xml" htmlUrl="${page}"/>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0"><head><title>${escape(document.title)}</title></head><body>\n${lines.join("\n")}\n</body></opml>\n`;
}

form.addEventListener("change", show);
box.querySelector("button").addEventListener("click", () => {
  const link = element("a", { href: URL.createObjectURL(new Blob([opml()], { type: "text/x-opml" })), download: "rings.opml" });
  link.click();
  URL.revokeObjectURL(link.href);
});
show();
