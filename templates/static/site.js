// Links name index.html so that they work in a folder opened without a server.
// On a server the address bar should show the permalink instead.
if (location.protocol.startsWith("http") && location.pathname.endsWith("/index.html")) {
  const folder = location.pathname.slice(0, -"index.html".length);
  history.replaceState(history.state, "", folder + location.search + location.hash);
}
