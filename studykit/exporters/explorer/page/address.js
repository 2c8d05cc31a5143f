// What is looked at. It stands in the address, so that a view can be linked, kept and gone back to.

const COLOURINGS = ["group", "kind", "memory"];
const SIDES = ["concept", "learn", "list", "filter"];
const LARGEST = 3000; // nodes that are ever drawn at once

const state = {
  at: -1, // the chosen node
  view: "map", // or "local", or "path"
  depth: 1,
  path: [], // the two ends
  picking: false, // whether the search looks for the other end
  colour: "group",
  kinds: new Set(["concept"]),
  hidden: new Set(["occurs_with"]), // types of edges
  notes: new Set(), // nothing chosen: all
  tags: new Set(),
  groups: new Set(),
  side: "concept",
  many: 400,
  camera: null, // x, y, scale; null: everything
};

function filtered() {
  return state.notes.size + state.tags.size + state.groups.size > 0;
}

// Names, not numbers: an address holds when notes are added.
function toAddress() {
  const parts = new URLSearchParams();
  const put = (key, value, usual) => value !== usual && parts.set(key, value);
  const list = (key, set, name) => set.size && [...set].forEach((member) => parts.append(key, name(member)));
  if (state.at >= 0) parts.set("at", addressOf(state.at));
  put("view", state.view, "map");
  if (state.view === "local") put("depth", String(state.depth), "1");
  if (state.view === "path") state.path.forEach((node) => parts.append("end", addressOf(node)));
  put("colour", state.colour, "group");
  put("side", state.side, "concept");
  put("many", String(state.many), "400");
  put("kinds", [...state.kinds].join(" "), "concept");
  put("without", [...state.hidden].join(" "), "occurs_with");
  list("note", state.notes, (note) => graph.paths[note]);
  list("tag", state.tags, (tag) => graph.tags[tag]);
  list("group", state.groups, (group) => graph.groupNames[group]);
  if (state.view === "map" && state.camera) parts.set("camera", state.camera.join(","));
  return parts.toString();
}

function fromAddress(address) {
  const parts = new URLSearchParams(address);
  const among = (names, key) =>
    new Set(parts.getAll(key).map((name) => names.indexOf(name)).filter((i) => i >= 0));
  const words = (key, usual, known) =>
    new Set((parts.get(key) ?? usual).split(" ").filter((word) => known.includes(word)));
  const one = (key, known) => (known.includes(parts.get(key)) ? parts.get(key) : known[0]);
  const path = parts.getAll("end").map(atAddress).filter((node) => node >= 0);
  state.at = atAddress(parts.get("at"));
  state.view = one("view", ["map", "local", "path"]);
  state.depth = Number(one("depth", ["1", "2", "3", "4"]));
  state.path = path.length === 2 ? path : [];
  if (state.view === "local" && state.at < 0) state.view = "map";
  if (state.view === "path" && !state.path.length) state.view = "map";
  state.picking = false;
  state.colour = one("colour", COLOURINGS);
  state.side = one("side", SIDES);
  state.many = Math.min(LARGEST, Math.max(400, Number(parts.get("many")) || 400));
  state.kinds = words("kinds", "concept", graph.kinds);
  if (!state.kinds.size) state.kinds.add("concept");
  state.hidden = words("without", "occurs_with", graph.types);
  state.notes = among(graph.paths, "note");
  state.tags = among(graph.tags, "tag");
  state.groups = among(graph.groupNames, "group");
  const camera = (parts.get("camera") ?? "").split(",").map(Number);
  state.camera = camera.length === 3 && camera.every(Number.isFinite) && camera[2] > 0 ? camera : null;
}

const SIGNS = { concept: "", note: "note:", resource: "link:", card: "fact:" };

function addressOf(node) {
  if (node >= graph.firstCard) return `${SIGNS.card}${node - graph.firstCard}`;
  if (node >= graph.concepts && node < graph.firstResource) {
    return SIGNS.note + graph.paths[node - graph.concepts];
  }
  return SIGNS[kindOf(node)] + graph.names[node];
}

function atAddress(name) {
  if (!name) return -1;
  const concept = graph.names.indexOf(name);
  if (concept >= 0 && concept < graph.concepts) return concept;
  if (name.startsWith(SIGNS.note)) {
    const note = graph.paths.indexOf(name.slice(SIGNS.note.length));
    return note < 0 ? -1 : graph.firstNote + note;
  }
  if (name.startsWith(SIGNS.resource)) {
    return graph.names.indexOf(name.slice(SIGNS.resource.length), graph.firstResource);
  }
  const card = name.startsWith(SIGNS.card) ? Number(name.slice(SIGNS.card.length)) : -1;
  return card >= 0 && graph.firstCard + card < graph.size ? graph.firstCard + card : -1;
}

let written = null;

// `step`: the browser's back button leads to what was before.
function writeAddress(step) {
  const address = toAddress();
  if (address === written) return;
  written = address;
  if (step) location.hash = address;
  else location.replace(`#${address}`);
}

// Whether the address was changed by the reader (or the back button), and not by us.
function readAddress() {
  const address = location.hash.slice(1);
  if (new URLSearchParams(address).toString() === written) return false;
  fromAddress(address);
  written = toAddress();
  return true;
}
