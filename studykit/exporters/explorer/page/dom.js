// Elements. Names and texts of notes come in as text, never as markup; `prose` shows what the exporter made safe.

function byId(id) {
  return document.getElementById(id);
}

// element("button", { type: "button", class: "chip", onclick: … }, "text", child …); null children are left out.
function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return made;
}

function button(words, onclick, properties = {}) {
  return element("button", { type: "button", onclick, ...properties }, words);
}

// The text with this number. Its pictures stand in the page.
function prose(number, tag = "div", name = "prose") {
  const made = element(tag, { class: name });
  const template = document.createElement("template");
  template.innerHTML = texts.texts[number];
  for (const picture of template.content.querySelectorAll("img[data-picture]")) {
    picture.src = texts.pictures[picture.dataset.picture] ?? "";
    picture.removeAttribute("data-picture");
  }
  for (const wide of template.content.querySelectorAll("pre, table")) wide.tabIndex = 0; // to be scrolled by keys
  made.append(template.content);
  return made;
}

// A dot in a colour that is only known to the canvas.
function swatch(colour, name = "swatch") {
  const made = element("span", { class: name, "aria-hidden": "true" });
  made.style.background = colour;
  return made;
}

function announce(words) {
  byId("said").textContent = words;
}
