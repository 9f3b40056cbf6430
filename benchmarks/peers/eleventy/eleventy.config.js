// Entries in order; a collection of pairs for timelines and one for years, each made once.
const byWeight = (one, other) => one.data.weight - other.data.weight;
const byRecorded = (one, other) => one.data.recorded - other.data.recorded;

function grouped(entries, key) {
  const found = new Map();
  for (const entry of entries) {
    for (const term of entry.data[key] ?? []) {
      if (!found.has(term)) found.set(term, []);
      found.get(term).push(entry);
    }
  }
  return [...found].map(([term, members]) => ({ term, members }));
}

export default function (config) {
  const all = (api) => api.getFilteredByTag("entry").sort(byWeight);
  config.addCollection("ordered", all);
  config.addCollection("timelineList", (api) => grouped(all(api), "timelines"));
  config.addCollection("yearList", (api) => grouped(all(api), "years"));
  config.addFilter("head", (list, count) => list.slice(0, count));
  config.addFilter("own", (term) => term.split("--in-")[0]);
  config.addFilter("items", (list) => {
    const older = 100 * Math.max(0, Math.floor(list.length / 100) - 1);
    return [...list].sort(byRecorded).slice(0, list.length - older);
  });
  config.addFilter("byYear", (list) => {
    const found = new Map();
    for (const entry of list) {
      const year = entry.data.day.slice(0, 4);
      if (!found.has(year)) found.set(year, []);
      found.get(year).push(entry);
    }
    return [...found];
  });
  config.addFilter("words", (html, letters) => html.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ").trim().slice(0, letters));
  config.addFilter("sortedTimelines", (timelines) => Object.values(timelines).sort((one, other) => one.order - other.order));
  config.addPassthroughCopy({ "src/static": "static" });
  return { dir: { input: "src", output: "public" }, markdownTemplateEngine: false, htmlTemplateEngine: "njk" };
}
