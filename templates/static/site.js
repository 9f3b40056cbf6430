// Small comforts; every page can be read without them.

// Links name index.html so that they work in a folder opened without a server. On a server the address bar should show
// the permalink instead, so a link that is about to be followed loses that name.
const isFile = location.protocol === "file:";
const here = new URL(location.href); // whose setters keep a path that begins with //
if (!isFile) here.pathname = here.pathname.replace(/index\.html$/, "");
const shorten = ({ target }) => {
  const link = target.closest?.('a[href*="index.html"]');
  if (link?.host === location.host) link.pathname = link.pathname.replace(/index\.html$/, "");
};
if (!isFile) for (const kind of ["pointerover", "focusin"]) document.addEventListener(kind, shorten);

// The key / goes to the box of the head.

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.target.matches("input, select")) return;
  event.preventDefault();
  document.querySelector(".find input").focus();
});

// Entry: copy the permalink. The address itself stands on the page.

const share = document.querySelector(".share button");
if (share && navigator.clipboard) {
  share.hidden = false;
  share.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.querySelector('link[rel="canonical"]').href);
    share.textContent = share.dataset.copied;
  });
}

// Timeline: narrow the rows that are shown. What a row can be found by stands in its data-of.

const form = document.querySelector("form.filter");
if (form) {
  const result = form.querySelector("output");
  const rows = [...document.querySelectorAll(".timeline .row")].map((node) => ({
    node,
    tokens: node.dataset.of.split(" "),
    text: node.textContent.toLowerCase().replace(/\s+/g, ""),
  }));
  const filled = (text, left) => text.replace("{all}", rows.length).replace("{left}", left);

  // What is chosen, as pairs of name and value; a box that is ticked has no value but its name
  const chosen = () => [...new FormData(form)].filter(([, value]) => value.trim());
  const fits = ({ tokens, text }, [name, value]) =>
    name === "q" ? value.normalize("NFC").toLowerCase().split(/\s+/).every((word) => text.includes(word)) : tokens.includes(value === "1" ? name : `${name}-${value}`);
  const left = (pairs) => rows.filter((row) => pairs.every((pair) => fits(row, pair)));

  const show = () => {
    const pairs = chosen();
    const found = new Set(left(pairs));
    for (const row of rows) row.node.hidden = !found.has(row);
    for (const year of document.querySelectorAll(".timeline .year"))
      year.querySelector("h2 .count").textContent = filled(form.dataset.year, year.querySelectorAll(".row:not([hidden])").length);
    result.textContent = pairs.length ? filled(form.dataset.left, found.size) : "";
    // How many rows each option would leave, given everything else that is chosen
    for (const { name, value, options } of form.querySelectorAll("select")) {
      const others = left(pairs.filter((pair) => pair[0] !== name));
      for (const option of options) {
        if (!option.value) continue;
        const count = others.filter((row) => fits(row, [name, option.value])).length;
        option.textContent = `${option.dataset.label} (${count})`;
        option.disabled = !count && option.value !== value;
      }
    }
  };

  const changed = () => {
    show();
    here.search = new URLSearchParams(chosen());
    here.hash = location.hash;
    history.replaceState(history.state, "", here);
  };

  form.addEventListener("input", changed);
  form.addEventListener("reset", () => setTimeout(changed));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    document.querySelector(".timeline .row:not([hidden])")?.scrollIntoView();
  });
  addEventListener("pageshow", () => {
    const query = new URLSearchParams(location.search);
    for (const field of form.querySelectorAll("[name]")) {
      if (field.type === "checkbox") field.checked = query.has(field.name);
      else field.value = query.get(field.name) ?? "";
      if (field.selectedIndex < 0) field.value = "";
    }
    if (!chosen().length) return; // the counts are those of the page
    form.querySelector("details").open = true;
    show();
  });
}
