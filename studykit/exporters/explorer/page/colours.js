// Colours of the canvas, as the style sheet has them for light and dark.

const GROUP_COLOURS = 10;
let colours = null;

function readColours() {
  const style = getComputedStyle(document.documentElement);
  const get = (name) => style.getPropertyValue(`--${name}`).trim();
  const names = ["paper", "ink", "muted", "faint", "accent", "dot", "other", "low", "middle", "high", "unknown"];
  colours = Object.fromEntries(names.map((name) => [name, get(name)]));
  colours.groups = Array.from({ length: GROUP_COLOURS }, (_, i) => get(`group-${i}`));
  colours.pale = colours.groups.map((colour) => mixed(colour, colours.paper));
  colours.family = Object.fromEntries(
    ["kind", "contrast", "cause", "order", "use", "weak", "place"].map((name) => [name, get(`edge-${name}`)]));
  colours.kind = Object.fromEntries(
    ["concept", "note", "resource", "card"].map((name) => [name, get(`kind-${name}`)]));
}

// The largest groups have a colour of their own, the next a paler one, the small ones none.
function groupColour(group) {
  if (group < GROUP_COLOURS) return colours.groups[group];
  return group < 2 * GROUP_COLOURS ? colours.pale[group - GROUP_COLOURS] : colours.other;
}

function mixed(one, other) {
  const part = (colour, i) => parseInt(colour.slice(i, i + 2), 16);
  const mean = (i) => Math.round(part(one, i) * 0.55 + part(other, i) * 0.45).toString(16).padStart(2, "0");
  return `#${[1, 3, 5].map(mean).join("")}`;
}

function memoryColour(percent) {
  if (percent === null) return colours.unknown;
  if (percent < 60) return colours.low;
  return percent < 85 ? colours.middle : colours.high;
}

function nodeColour(node) {
  const kind = kindOf(node);
  if (kind !== "concept" || state.colour === "kind") return colours.kind[kind];
  return state.colour === "memory" ? memoryColour(graph.memory[node]) : groupColour(graph.group[node]);
}

// How many concepts of each group are in view.
function groupsInView() {
  const counts = new Map();
  if (state.view === "map" && !filtered()) {
    graph.groupSizes.slice(0, GROUP_COLOURS).forEach((size, group) => counts.set(group, size));
    return counts;
  }
  for (const node of view.nodes) {
    if (node < graph.concepts) counts.set(graph.group[node], (counts.get(graph.group[node]) ?? 0) + 1);
  }
  return counts;
}

// What the colours mean: [colour, words, how many].
function legend() {
  if (state.colour === "kind") {
    return [...state.kinds].map((kind) => [colours.kind[kind], say(kind)]);
  }
  if (state.colour === "memory") {
    return [
      [colours.unknown, say("notStudied")], [colours.low, say("low")],
      [colours.middle, say("middle")], [colours.high, say("high")],
    ];
  }
  return [...groupsInView()].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, 6)
    .map(([group, count]) => [groupColour(group), graph.groupNames[group], count]);
}
