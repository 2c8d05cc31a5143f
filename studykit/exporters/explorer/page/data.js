// The graph and its texts, unpacked: columns by number of node, and for each node the edges that touch it.

const STATEMENTS = ["kind", "contrast", "cause", "order", "use"]; // families of edges that the notes state

function packed(id) {
  return document.getElementById(id).textContent;
}

async function unpacked(id) {
  const letters = atob(packed(id));
  const bytes = new Uint8Array(letters.length);
  for (let i = 0; i < letters.length; i++) bytes[i] = letters.charCodeAt(i);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Response(stream).text();
}

let graph = null;
let texts = null; // read after the first frame

function readGraph(columns) {
  const [concepts, notes, resources, cards] = columns.counts;
  graph = {
    ...columns,
    concepts,
    size: concepts + notes + resources + cards,
    firstNote: concepts,
    firstResource: concepts + notes,
    firstCard: concepts + notes + resources,
    families: columns.types.map((type) => RELATIONS[type][2]),
    groupSizes: [],
    groupNames: [],
  };
  graph.stated = graph.families.map((family) => STATEMENTS.includes(family));
  indexEdges();
  for (let i = 0; i < concepts; i++) {
    const group = graph.group[i];
    graph.groupNames[group] ??= graph.names[i]; // the first is the most important
    graph.groupSizes[group] = (graph.groupSizes[group] ?? 0) + 1;
  }
  placeOthers();
}

// `graph.touching` holds for node i, from `graph.start[i]` to `graph.start[i + 1]`, its edges by number.
function indexEdges() {
  const { from, to, size } = graph;
  const start = new Int32Array(size + 2);
  for (let e = 0; e < from.length; e++) {
    start[from[e] + 2] += 1;
    start[to[e] + 2] += 1;
  }
  for (let i = 2; i < start.length; i++) start[i] += start[i - 1];
  const touching = new Int32Array(2 * from.length);
  for (let e = 0; e < from.length; e++) {
    touching[start[from[e] + 1]++] = e;
    touching[start[to[e] + 1]++] = e;
  }
  graph.start = start;
  graph.touching = touching;
}

function* edgesOf(node) {
  for (let k = graph.start[node]; k < graph.start[node + 1]; k++) yield graph.touching[k];
}

function otherEnd(edge, node) {
  return graph.from[edge] === node ? graph.to[edge] : graph.from[edge];
}

// Notes, links and facts stand around the middle of the concepts they belong to.
function placeOthers() {
  const { size, concepts } = graph;
  const x = new Float32Array(size);
  const y = new Float32Array(size);
  x.set(graph.x);
  y.set(graph.y);
  for (let node = concepts; node < size; node++) {
    let sumX = 0, sumY = 0, count = 0;
    for (const edge of edgesOf(node)) {
      const other = otherEnd(edge, node);
      if (other >= concepts) continue;
      sumX += x[other];
      sumY += y[other];
      count += 1;
    }
    const angle = node * 2.39996; // the golden angle: neighbours in number look in different directions
    x[node] = sumX / (count || 1) + 34 * Math.cos(angle);
    y[node] = sumY / (count || 1) + 34 * Math.sin(angle);
  }
  graph.x = x;
  graph.y = y;
}

function kindOf(node) {
  if (node < graph.concepts) return "concept";
  if (node < graph.firstResource) return "note";
  return node < graph.firstCard ? "resource" : "card";
}

function nameOf(node) {
  if (node < graph.firstCard) return graph.names[node];
  return texts ? plain(texts.cards.prompt[node - graph.firstCard]) : "…";
}

// Texts

function readTexts(columns) {
  texts = {
    ...columns,
    evidenceOf: rowsBy(columns.evidence.from, columns.evidence.to, columns.evidence.type),
    mentionsOf: rowsBy(columns.mentions.concept),
    plain: [],
  };
}

// The rows of a table by what stands in these columns of it.
function rowsBy(...columns) {
  const rows = new Map();
  for (let row = 0; row < columns[0].length; row++) {
    const key = columns.map((column) => column[row]).join(" ");
    if (rows.has(key)) rows.get(key).push(row);
    else rows.set(key, [row]);
  }
  return rows;
}

const ENTITIES = { amp: "&", lt: "<", gt: ">", quot: '"' };

// The words of a text, without its marks.
function plain(number) {
  texts.plain[number] ??= texts.texts[number]
    .replace(/<[^>]*>/g, "")
    .replace(/&(?:#x?([0-9a-f]+)|(\w+));/g, (all, code, name) =>
      code ? String.fromCodePoint(parseInt(code, all[2] === "x" ? 16 : 10)) : ENTITIES[name] ?? all)
    .replace(/\s+/g, " ");
  return texts.plain[number];
}

function cardsAbout(concept) {
  const cards = [];
  for (const edge of edgesOf(concept)) {
    if (graph.types[graph.type[edge]] === "about") cards.push(graph.from[edge] - graph.firstCard);
  }
  return cards.sort((a, b) => a - b);
}

// What the notes state of a concept, and what states it: the most telling types first.
function relationsOf(concept) {
  const relations = [];
  for (const edge of edgesOf(concept)) {
    if (graph.stated[graph.type[edge]]) {
      const backwards = graph.from[edge] !== concept;
      relations.push({ edge, other: otherEnd(edge, concept), type: graph.type[edge], backwards });
    }
  }
  return relations.sort((a, b) => a.type - b.type || a.backwards - b.backwards || a.other - b.other);
}

// The sentences behind an edge, with the place of each.
function evidenceOf(edge) {
  const rows = texts?.evidenceOf.get(`${graph.from[edge]} ${graph.to[edge]} ${graph.type[edge]}`) ?? [];
  return rows.map((row) => ({
    text: texts.evidence.said[row],
    place: placeIn(texts.evidence.note[row], texts.evidence.line[row]),
  }));
}

function placeIn(note, line) {
  return `${graph.paths[note] ?? "?"}:${line}`;
}
