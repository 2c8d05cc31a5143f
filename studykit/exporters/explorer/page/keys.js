// What each key does. Letters do nothing while somebody types.

const KEYS = [
  ["/", "keySearch"], ["Esc", "keyEsc"], ["↑ ↓ ← →", "keyArrows"], ["Enter  g", "keyEnter"], ["1 2 3 4", "keyDepth"],
  ["p", "keyPath"], ["Space", "keySpace"], ["c l t f", "keyTabs"], ["m", "keyColour"], ["+ − 0", "keyZoom"],
  ["?", "keyHelp"],
];

function canvasFrame() {
  return network.canvas.frame;
}

function pressed(event) {
  if (!graph || event.ctrlKey || event.metaKey || event.altKey || byId("keys").open) return;
  if (event.target.matches("input[type=search]")) return;
  const onCanvas = event.target === canvasFrame() || event.target === document.body;
  const act = keyAction(event.key, onCanvas);
  if (!act) return;
  act();
  event.preventDefault();
}

function keyAction(key, onCanvas) {
  const arrows = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  if (onCanvas && arrows[key]) return () => walk(...arrows[key]);
  if (onCanvas && key === "Enter" && state.at >= 0) return toggleLocal;
  if (onCanvas && key === " ") return nextAnswer;
  const sides = { c: "concept", t: "learn", l: "list", f: "filter" };
  if (sides[key]) return () => showSide(sides[key]);
  return {
    "/": () => byId("query").focus(),
    Escape: goBack,
    g: state.at >= 0 ? toggleLocal : null,
    p: state.at >= 0 && state.at < graph.concepts ? () => pickPath(state.at) : null,
    1: state.at >= 0 ? () => setDepth(1) : null,
    2: state.at >= 0 ? () => setDepth(2) : null,
    3: state.at >= 0 ? () => setDepth(3) : null,
    4: state.at >= 0 ? () => setDepth(4) : null,
    m: () => change({ colour: COLOURINGS[(COLOURINGS.indexOf(state.colour) + 1) % COLOURINGS.length] }),
    "+": () => zoomBy(1.3),
    "=": () => zoomBy(1.3),
    "-": () => zoomBy(1 / 1.3),
    0: () => frame(),
    "?": showKeys,
  }[key];
}

function toggleLocal() {
  change({ view: state.view === "local" ? "map" : "local" }, { step: true });
}

// To the neighbour that lies most in this direction; with nothing chosen, to the most important concept in view.
function walk(dx, dy) {
  if (state.at < 0) return view.nodes.length && choose(view.nodes.find(isInView) ?? view.nodes[0]);
  let best = -1, most = 0.35;
  for (const edge of edgesOf(state.at)) {
    const other = otherEnd(edge, state.at);
    if (!isShown(edge) || !isAllowed(other)) continue;
    const x = view.x[other] - view.x[state.at], y = view.y[other] - view.y[state.at];
    const length = Math.hypot(x, y) || 1;
    const fitness = (x * dx + y * dy) / length - length / 20_000;
    if (fitness > most) [best, most] = [other, fitness];
  }
  if (best >= 0) choose(best);
  canvasFrame().focus();
}

function nextAnswer() {
  const ask = document.querySelector('#side-concept .ask[aria-expanded="false"]');
  ask?.click();
  ask?.scrollIntoView({ block: "center" });
}

function showSide(side) {
  change({ side });
  openSheet(true);
  byId(`tab-${side}`).focus();
}

function showKeys() {
  const dialog = byId("keys");
  dialog.replaceChildren(
    element("h2", { id: "keys-title" }, say("help")),
    element("dl", {}, KEYS.flatMap(([keys, words]) => [
      element("dt", {}, keys.split(" ").filter(Boolean).map((key) => element("kbd", {}, key))),
      element("dd", {}, say(words))])),
    button(say("close"), () => dialog.close(), { autofocus: true }));
  dialog.showModal();
}
