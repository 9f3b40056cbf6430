// Only in the preview: reload when the site was built again, or show what has to be mended.
const panel = document.createElement("pre");
panel.id = "preview-problems";
panel.setAttribute("role", "alert");

new EventSource("/_preview/events").addEventListener("message", (event) => {
  const { version, problems } = JSON.parse(event.data);
  const seen = document.documentElement.dataset.preview;
  document.documentElement.dataset.preview = version;
  if (problems) {
    panel.textContent = problems;
    document.body.prepend(panel);
  } else if (seen !== undefined && seen !== String(version)) {
    location.reload();
  } else {
    panel.remove();
  }
});
