// The side that is read: a concept with its facts and relations, a note, a link, a fact, a path, or where to start.

function showConcept() {
  const side = byId("side-concept");
  const path = state.view === "path";
  if (state.at < 0) return side.replaceChildren(...(path ? aPath() : welcome()));
  const back = path ? [button(`← ${say("backToPath")}`, () => change({ at: -1 }), { class: "link" })] : [];
  const about = { concept: aConcept, note: aNote, resource: aLink, card: aCard }[kindOf(state.at)];
  return side.replaceChildren(...back, ...about(state.at));
}

function welcome() {
  const [concepts, notes, , cards] = graph.counts;
  if (!concepts) return [element("p", {}, say("empty"))];
  const relations = graph.type.filter((type) => graph.stated[type]).length;
  const first = everything().slice(0, 12);
  return [
    element("h2", {}, say("start")),
    element("p", { class: "meta" }, say("about", concepts, cards, relations, notes)),
    element("p", {}, say("startHint")),
    element("ol", { class: "names" }, first.map((node) => element("li", {}, nameButton(node)))),
  ];
}

function nameButton(node, words = nameOf(node)) {
  return button([swatch(nodeColour(node)), element("span", {}, words)].flat(), () => choose(node), { class: "node" });
}

function title(node, words = nameOf(node)) {
  return element("h2", { tabindex: "-1", id: "title" }, words);
}

// A concept

function aConcept(node) {
  const cards = texts ? cardsAbout(node) : [];
  const definition = cards.find((card) => texts.cards.defines[card] === node);
  const others = cards.filter((card) => card !== definition);
  const told = others.filter((card) => texts.cards.of[card] === node);
  const rest = others.filter((card) => texts.cards.of[card] !== node);
  const aliases = graph.aliases[node] ?? [];
  return [
    element("p", { class: "meta" }, swatch(nodeColour(node)), groupButton(node), memoryChip(node)),
    title(node),
    aliases.length ? element("p", { class: "aliases" }, `${say("aliases")} `, aliases.join(" · ")) : null,
    texts ? null : element("p", { class: "meta" }, say("loading")),
    definition === undefined ? null : prose(texts.cards.answer[definition], "div", "prose definition"),
    actions(node),
    ...withContents([
      facts("facts", [...told, ...rest.filter((card) => names(card, node))]),
      relations(node),
      facts("mentioning", rest.filter((card) => !names(card, node))),
      readings(node), texts ? places(node) : [],
    ]),
  ].filter(Boolean);
}

// Sections, below a line that leads to each of them
function withContents(sections) {
  const heads = sections.filter((section) => section.length).map(([head]) => head);
  const jumps = heads.map((head) => button(head.dataset.words, () => head.scrollIntoView(), { class: "link" }));
  return [heads.length > 1 ? element("nav", { class: "jumps" }, jumps) : null, ...sections.flat()];
}

// Whether the question names the concept.
function names(card, node) {
  const asked = `${texts.cards.context[card]} ${plain(texts.cards.prompt[card])}`.toLowerCase();
  return [graph.names[node], ...graph.aliases[node] ?? []].some((name) => asked.includes(name.toLowerCase()));
}

function head(words, count, ...more) {
  return element("h3", { "data-words": `${words} ${count}` }, words,
    element("span", { class: "count" }, String(count)), ...more);
}

function groupButton(node) {
  const group = graph.group[node];
  const only = state.groups.size === 1 && state.groups.has(group);
  return button(graph.groupNames[group], () => change({ groups: new Set(only ? [] : [group]) }),
    { class: "chip", "aria-pressed": String(only) });
}

function memoryChip(node) {
  const percent = graph.memory[node];
  const words = percent === null ? say("notStudied") : say("remembered", percent);
  return element("span", { class: "memory" }, words);
}

function actions(node) {
  const local = state.view === "local";
  const openLocal = () => change({ view: local ? "map" : "local" }, { step: true });
  return element("p", { class: "actions" },
    button(say("local"), openLocal, { "aria-pressed": String(local), "aria-keyshortcuts": "g" }),
    button(say("pathTo"), () => pickPath(node), { "aria-keyshortcuts": "p" }));
}

function facts(words, cards) {
  if (!cards.length) return [];
  const list = element("ol", { class: "facts" }, cards.map((card) => fact(card)));
  const all = button(say("showAll"), () => {
    const show = all.getAttribute("aria-expanded") !== "true";
    list.querySelectorAll(".ask").forEach((ask) => ask.getAttribute("aria-expanded") === String(show) || ask.click());
    all.setAttribute("aria-expanded", String(show));
    all.textContent = say(show ? "hideAll" : "showAll");
  }, { class: "link", "aria-expanded": "false" });
  return [head(say(words), cards.length, all), list];
}

// Question first: the answer is hidden until it is asked for.
function fact(card) {
  const { context, prompt, answer, statement } = texts.cards;
  const told = element("div", { class: "answer", hidden: true, id: `answer-${card}` }, prose(answer[card]),
    statement[card] ? prose(statement[card], "blockquote", "prose") : null,
    element("p", { class: "source" }, placeOfCard(card)));
  const ask = button(say("showAnswer"), () => {
    told.hidden = !told.hidden;
    ask.setAttribute("aria-expanded", String(!told.hidden));
    ask.textContent = say(told.hidden ? "showAnswer" : "hideAnswer");
  }, { class: "ask", "aria-expanded": "false", "aria-controls": told.id });
  return element("li", {},
    element("p", { class: "meta" }, [factWords(texts.cards.fact[card]), context[card]].filter(Boolean).join(" · ")),
    prose(prompt[card], "div", "prose prompt"), ask, told);
}

function placeOfCard(card) {
  return placeIn(texts.cards.note[card], texts.cards.line[card]);
}

function relations(node) {
  const all = relationsOf(node);
  if (!all.length) return [];
  const groups = grouped(all, ({ type, backwards }) => relationWords(graph.types[type], backwards));
  return [
    head(say("relations"), all.length),
    ...[...groups].map(([words, members]) => element("section", { class: "relation" },
      element("h4", {}, swatch(colours.family[graph.families[members[0].type]], "stroke"), words),
      element("ul", {}, members.map(relation)))),
  ];
}

function relation({ edge, other }) {
  return element("li", {}, nameButton(other), evidenceOf(edge).map(saying));
}

function saying({ text, place }) {
  return element("div", { class: "saying" }, text ? prose(text) : null, element("p", { class: "source" }, place));
}

function grouped(members, key) {
  const groups = new Map();
  for (const member of members) {
    if (!groups.has(key(member))) groups.set(key(member), []);
    groups.get(key(member)).push(member);
  }
  return groups;
}

function readings(node) {
  const links = texts ? neighboursOfKind(node, "resource") : [];
  if (!links.length) return [];
  return [head(say("reading"), links.length), element("ul", { class: "links" }, links.map(linkItem))];
}

function linkItem(node) {
  return element("li", {}, outwards(node), element("span", { class: "source" }, host(urlOf(node))));
}

function urlOf(node) {
  return texts.urls[node - graph.firstResource];
}

// A link only where it leads to the web; else its words.
function outwards(node) {
  const url = urlOf(node), words = graph.names[node];
  if (!/^https?:\/\//i.test(url)) return element("span", {}, words);
  return element("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, words);
}

function host(url) {
  return URL.canParse(url) ? new URL(url).host : "";
}

function neighboursOfKind(node, kind) {
  const found = new Set();
  for (const edge of edgesOf(node)) {
    const other = otherEnd(edge, node);
    if (kindOf(other) === kind) found.add(other);
  }
  return [...found].sort((a, b) => a - b);
}

function places(node) {
  const rows = texts.mentionsOf.get(String(node)) ?? [];
  if (!rows.length) return [];
  const notes = grouped(rows, (row) => texts.sections.note[texts.mentions.section[row]]);
  return [
    head(say("places"), rows.length),
    element("ul", { class: "places" }, [...notes].map(([note, inside]) => element("li", {},
      nameButton(graph.firstNote + note),
      element("ul", {}, inside.map((row) => element("li", { class: "source" },
        [texts.sections.heading[texts.mentions.section[row]], placeIn(note, texts.mentions.line[row])]
          .filter(Boolean).join(" · "))))))),
  ];
}

// A note, a link, a fact

function aNote(node) {
  const cards = texts ? neighboursOfKind(node, "card").map((other) => other - graph.firstCard) : [];
  const tags = (graph.tagged[node] ?? []).map((tag) => graph.tags[tag]);
  return [
    element("p", { class: "meta" }, say("note"), " · ", graph.paths[node - graph.firstNote]),
    title(node),
    tags.length ? element("p", { class: "aliases" }, tags.map((tag) => `#${tag}`).join(" ")) : null,
    ...conceptList(node),
    ...facts("facts", cards),
  ].filter(Boolean);
}

function aLink(node) {
  const url = texts ? urlOf(node) : "";
  return [
    element("p", { class: "meta" }, say("resource"), " · ", host(url)),
    title(node),
    texts ? element("p", {}, outwards(node)) : null,
    ...conceptList(node),
  ].filter(Boolean);
}

function aCard(node) {
  return [
    element("p", { class: "meta" }, say("card")),
    title(node, shortened(nameOf(node), 60)),
    ...(texts ? [element("ol", { class: "facts" }, fact(node - graph.firstCard))] : []),
    ...conceptList(node),
  ];
}

function conceptList(node) {
  const concepts = neighboursOfKind(node, "concept");
  if (!concepts.length) return [];
  return [
    head(say("concepts"), concepts.length),
    element("ul", { class: "names" }, concepts.slice(0, 100).map((other) => element("li", {}, nameButton(other)))),
  ];
}

// A path

function pathNodes() {
  return state.way ? along(state.path[0], state.way) : state.path;
}

function aPath() {
  const [from, to] = state.path;
  const head = [title(-1, say("pathOf", nameOf(from), nameOf(to)))];
  if (!state.way) return [...head, element("p", {}, say("noPath"))];
  const nodes = pathNodes();
  return [
    ...head,
    element("p", { class: "meta" }, say("steps", state.way.length)),
    element("ol", { class: "steps" }, nodes.map((node, i) => element("li", {},
      nameButton(node), i < state.way.length ? step(state.way[i], node) : null))),
  ];
}

function step(edge, node) {
  const type = graph.types[graph.type[edge]], family = graph.families[graph.type[edge]];
  const words = family === "weak" ? say("weakStep") : relationWords(type, graph.from[edge] !== node);
  return element("div", { class: "step" },
    element("p", { class: "verb" }, swatch(colours.family[family], "stroke"), words), evidenceOf(edge).map(saying));
}
