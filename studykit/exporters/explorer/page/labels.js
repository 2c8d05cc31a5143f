// Names on the map: by rank, each beside its node where there is room; what finds none is left out.

const MOST_LABELS = 140;
const APART = 6; // pixels between two names on one line, so that they are not read as one
const CELL = 64; // pixels: a label looks for others in the cells that it touches

function paintLabels(pen) {
  pen.save();
  toScreen(pen);
  pen.lineJoin = "round";
  const taken = new Occupied();
  view.reserved.forEach((box) => taken.add(...box));
  for (const group of view.groups) labelGroup(pen, taken, group);
  const chosen = view.drawn.has(focused()) ? [focused()] : [];
  for (const node of view.near ?? view.nodes) obstruct(taken, node);
  labelNodes(pen, taken, [...chosen, ...view.badges.keys()], { sure: true });
  for (const edge of arrows()) labelEdge(pen, taken, edge);
  if (view.near) {
    labelNodes(pen, taken, [...view.near], { sure: view.near.size < 12 });
    view.nodes.forEach((node) => obstruct(taken, node));
    pen.globalAlpha = 0.5;
  }
  labelNodes(pen, taken, view.nodes, { sure: state.view !== "map" && view.nodes.length < 30 });
  pen.globalAlpha = 1;
  pen.restore();
}

// From here on in pixels of the screen.
function toScreen(pen) {
  pen.translate(view.left, view.top);
  pen.scale(1 / view.scale, 1 / view.scale);
}

function onScreen(x, y) {
  return [(x - view.left) * view.scale, (y - view.top) * view.scale];
}

function isSeen(x, y) {
  return x > -20 && y > -20 && x < view.width + 20 && y < view.height + 20;
}

// No label lies on a node, but the labels of the most important may lie on lesser ones.
function obstruct(taken, node) {
  const [x, y] = onScreen(view.x[node], view.y[node]), r = radius(node);
  if (isSeen(x, y)) taken.add(x - r, y - r, x + r, y + r, node);
}

function labelNodes(pen, taken, nodes, { sure = false }) {
  let room = MOST_LABELS;
  for (const node of nodes) {
    if (room === 0) return;
    if (!taken.done.has(node) && labelNode(pen, taken, node, sure)) room -= 1;
  }
}

function labelNode(pen, taken, node, sure) {
  const [x, y] = onScreen(view.x[node], view.y[node]);
  if (!isSeen(x, y)) return false;
  const chosen = node === focused(), badge = view.badges.has(node) ? `${view.badges.get(node)} · ` : "";
  const size = chosen ? 15 : node < graph.concepts ? 11.5 + 0.035 * graph.weight[node] : 11.5;
  const text = badge + shortened(nameOf(node), chosen ? 40 : 18);
  const font = `${chosen || badge ? 600 : 400} ${size.toFixed(1)}px ${FONT}`;
  const width = widthOf(pen, text, font), height = size * 1.25, r = radius(node) + 4;
  const places = [
    [x - width / 2, y + r], [x - width / 2, y - r - height],
    [x + r + 1, y - height / 2], [x - r - 1 - width, y - height / 2],
  ];
  const isFree = (last) => ([left, top]) => left > 2 && left + width < view.width - 2
    && taken.free(left, top, left + width, top + height, last);
  const important = node < graph.concepts && graph.weight[node] > 35;
  const at = places.find(isFree(Infinity)) ?? (important || sure ? places.find(isFree(sure ? -1 : node)) : null);
  if (!at) return false;
  taken.add(at[0] - APART, at[1], at[0] + width + APART, at[1] + height);
  taken.done.add(node);
  pen.font = font;
  write(pen, text, at[0], at[1] + size, colours.ink);
  return true;
}

function labelEdge(pen, taken, { along, begin, end, words, colour, share }) {
  const font = `500 11px ${FONT}`, width = widthOf(pen, words, font);
  if (end - begin < width * 0.7 + 14) return;
  for (const at of [share, share + 0.12, share - 0.12]) {
    const [x, y] = along(begin + (end - begin) * at);
    const left = x - width / 2, top = y - 7;
    if (!taken.free(left, top, left + width, top + 14, -1)) continue;
    taken.add(left, top, left + width, top + 14);
    pen.font = font;
    write(pen, words, left, top + 11, colour);
    return;
  }
}

// In its circle: a group's name, and how many it has.
function labelGroup(pen, taken, group) {
  const place = graph.groupPlaces[group], r = groupRadius(group);
  const [x, y] = onScreen(place.x, place.y);
  const lines = [
    [graph.groupNames[group], `600 13px ${FONT}`, colours.ink],
    [String(graph.groupSizes[group]), `400 11px ${FONT}`, colours.muted],
  ];
  let top = y - 16;
  for (const [words, font, colour] of lines) {
    const text = fitting(pen, words, font, Math.max(2 * r - 8, 58)), width = widthOf(pen, text, font);
    if (r > 16 && taken.free(x - width / 2, top, x + width / 2, top + 15)) {
      taken.add(x - width / 2, top, x + width / 2, top + 15);
      pen.font = font;
      write(pen, text, x - width / 2, top + 13, colour);
    }
    top += 15;
  }
}

// As much of a text as is this wide.
function fitting(pen, text, font, width) {
  for (let most = [...text].length; most > 1; most--) {
    const shorter = shortened(text, most);
    if (widthOf(pen, shorter, font) <= width) return shorter;
  }
  return "…";
}

function write(pen, text, x, y, colour) {
  pen.lineWidth = 3.5;
  pen.strokeStyle = colours.paper;
  pen.strokeText(text, x, y);
  pen.fillStyle = colour;
  pen.fillText(text, x, y);
}

function shortened(text, most) {
  const letters = [...text];
  return letters.length > most ? `${letters.slice(0, most - 1).join("")}…` : text;
}

const widths = new Map();

function widthOf(pen, text, font) {
  const key = `${font}\n${text}`;
  if (!widths.has(key)) {
    pen.font = font;
    widths.set(key, pen.measureText(text).width);
  }
  return widths.get(key);
}

// Rectangles on the screen, found by the cells they touch.
class Occupied {
  constructor() {
    this.cells = new Map();
    this.done = new Set();
  }

  * touched(left, top, right, bottom) {
    for (let row = Math.floor(top / CELL); row <= Math.floor(bottom / CELL); row++) {
      for (let column = Math.floor(left / CELL); column <= Math.floor(right / CELL); column++) {
        yield row * 100_003 + column;
      }
    }
  }

  // `node`: whose circle it is; -1: a label
  add(left, top, right, bottom, node = -1) {
    for (const cell of this.touched(left, top, right, bottom)) {
      if (!this.cells.has(cell)) this.cells.set(cell, []);
      this.cells.get(cell).push([left, top, right, bottom, node]);
    }
  }

  // Whether nothing lies there, circles of nodes after `last` not counted.
  free(left, top, right, bottom, last = Infinity) {
    for (const cell of this.touched(left, top, right, bottom)) {
      for (const [l, t, r, b, node] of this.cells.get(cell) ?? []) {
        if (node <= last && left < r && right > l && top < b && bottom > t) return false;
      }
    }
    return true;
  }
}
