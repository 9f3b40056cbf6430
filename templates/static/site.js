// Small comforts; every page can be read without them.

const onServer = location.protocol.startsWith("http");

// Links name index.html so that they work in a folder opened without a server. On a server the address bar should show
// the permalink instead, so a link that is about to be followed loses that name.
const here = onServer ? location.pathname.replace(/index\.html$/, "") : location.pathname;
const shorten = ({ target }) => {
  const link = target.closest?.("a[href]");
  const address = link?.getAttribute("href") ?? "";
  const shorter = address.replace(/index\.html(?=$|[?#])/, "");
  if (shorter !== address && !/^[a-z]+:/i.test(address)) link.setAttribute("href", shorter.replace(/^(?=$|[?#])/, "./"));
};
if (onServer) for (const kind of ["pointerover", "focusin"]) document.addEventListener(kind, shorten);

// The key / goes to the box of the head.

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || /^(input|select|textarea)$/i.test(event.target.tagName)) return;
  event.preventDefault();
  document.querySelector(".find input").focus();
});

// Entry: copy the permalink. The address itself stands on the page.

const share = document.querySelector(".share");
if (share && navigator.clipboard) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = share.dataset.copy;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.querySelector('link[rel="canonical"]').href);
    button.textContent = share.dataset.copied;
  });
  share.prepend(button, " ");
}

// Timeline: narrow the rows that are shown. What a row can be found by stands in its data-of.

const form = document.querySelector("form.filter");
if (form) {
  const fields = [...form.elements].filter((field) => field.name);
  const result = form.querySelector("output");
  const rows = [...document.querySelectorAll(".timeline .row")].map((node) => ({
    node,
    tokens: new Set(node.dataset.of.split(" ")),
    text: node.textContent.normalize("NFC").toLowerCase().replace(/\s+/g, ""),
  }));
  const filled = (text, values) => text.replace(/{(\w+)}/g, (_, name) => values[name]);
  const chosen = (field) => (field.type === "checkbox" ? field.checked : field.value.trim() !== "");

  const fits = (row, field) => {
    if (!chosen(field)) return true;
    if (field.type === "checkbox") return row.tokens.has(field.name);
    if (field.name !== "q") return row.tokens.has(`${field.name}-${field.value}`);
    const words = field.value.normalize("NFC").toLowerCase().split(/\s+/);
    return words.every((word) => row.text.includes(word));
  };

  // How many rows each option would leave, given everything else that is chosen
  const recount = () => {
    for (const field of fields.filter((one) => one.tagName === "SELECT")) {
      const left = rows.filter((row) => fields.every((other) => other === field || fits(row, other)));
      for (const option of field.options) {
        if (!option.value) continue;
        const count = left.filter((row) => row.tokens.has(`${field.name}-${option.value}`)).length;
        option.textContent = `${option.dataset.label} (${count})`;
        option.disabled = !count && option.value !== field.value;
      }
    }
  };

  const show = () => {
    let count = 0;
    for (const row of rows) {
      row.node.hidden = !fields.every((field) => fits(row, field));
      if (!row.node.hidden) count += 1;
    }
    for (const list of document.querySelectorAll(".timeline .rows")) {
      list.hidden = !list.querySelector(".row:not([hidden])");
      list.previousElementSibling.hidden = list.hidden;
    }
    for (const year of document.querySelectorAll(".timeline .year")) {
      const left = year.querySelectorAll(".row:not([hidden])").length;
      year.hidden = !left;
      year.querySelector("h2 .count").textContent = filled(form.dataset.year, { left });
    }
    const used = fields.some(chosen);
    result.hidden = !used;
    result.textContent = used ? filled(form.dataset.left, { all: rows.length, left: count }) : "";
    recount();
  };

  const remember = () => {
    const query = new URLSearchParams(fields.filter(chosen).map((field) => [field.name, field.value.trim()]));
    history.replaceState(history.state, "", here + (query.size ? `?${query}` : "") + location.hash);
  };

  const recall = () => {
    const query = new URLSearchParams(location.search);
    for (const field of fields) {
      if (field.type === "checkbox") field.checked = query.has(field.name);
      else field.value = query.get(field.name) ?? "";
      if (field.tagName === "SELECT" && field.selectedIndex < 0) field.value = "";
    }
    if (fields.some(chosen)) form.querySelector("details").open = true;
    show();
  };

  form.addEventListener("input", () => {
    show();
    remember();
  });
  form.addEventListener("reset", () => setTimeout(() => {
    show();
    remember();
  }));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    document.querySelector(".timeline .year:not([hidden])")?.scrollIntoView();
  });
  addEventListener("pageshow", recall);
}
