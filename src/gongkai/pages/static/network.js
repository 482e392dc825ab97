// The page of a network → the same with a picture that can be moved, searched and filtered without a new page.
// What is shown is always what an address says: every filter and every node that is chosen is one.
import { picture } from "./network-picture.js";

let shown = null; // the picture on the page, if there is one
// How many pages and panels were asked for: an answer is wanted no more when another was asked for since.
let followed = 0;
let chosen = 0;

const find = (selector, within = document) => within.querySelector(selector);

/** Draw what the page says; where that cannot be done, say so, and leave the table. */
async function draw() {
  const place = find("#drawing");
  if (!place) return;
  const { source, noWebgl, failed } = place.dataset;
  if (!hasWebGL()) return say(noWebgl);
  place.hidden = false;
  const answer = await fetch(source).catch((error) => ({ ok: false, text: () => error.message }));
  if (!answer.ok) {
    place.hidden = true;
    return say(failed + (await answer.text()).trim());
  }
  const drawing = await answer.json();
  if (place !== find("#drawing")) return; // another filter was quicker
  const node = new URL(location).searchParams.get("node") ?? "";
  shown = picture(place, drawing, { chosen: node, lang: document.documentElement.lang, onChoose: (iri) => choose(iri, { approach: false }) });
  find(".tools").hidden = false;
  mark(node);
}

function hasWebGL() {
  const canvas = document.createElement("canvas");
  return Boolean(canvas.getContext("webgl2") || canvas.getContext("webgl"));
}

function say(text) {
  find(".said").textContent = text;
}

/** Look at a node: its panel comes from the server, as without this script. Whether it is there, and still wanted. */
async function choose(iri, { remember = true, approach = true } = {}) {
  const wish = (chosen += 1);
  const address = addressOf(iri);
  if (remember) history.pushState(null, "", address);
  shown?.choose(iri, { approach });
  mark(iri);
  const answer = await fetch(address.replace("/network?", "/network/node?")).catch(() => null);
  const text = answer?.ok ? await answer.text() : "";
  if (wish !== chosen) return false;
  if (!answer?.ok) {
    location.assign(address);
    return false;
  }
  find("#panel").replaceChildren(...parsed(text).body.childNodes);
  const hidden = find("form.filters input[name=node]");
  if (hidden) hidden.value = iri;
  return true;
}

/** What was chosen in the table is told beside the picture. */
function goToPanel() {
  find(".stage").scrollIntoView({ block: "start" });
  find("#panel").focus({ preventScroll: true });
}

function addressOf(iri) {
  const address = new URL(find("#drawing").dataset.panel, location);
  if (iri) address.searchParams.set("node", iri);
  return address.pathname + address.search;
}

function mark(iri) {
  for (const link of document.querySelectorAll(".nodes [data-choose]"))
    link.closest("tr").classList.toggle("chosen", link.dataset.choose === iri);
}

/** The page of another address in place of this one, without losing the reader's place. */
async function follow(address, { remember = true } = {}) {
  const wish = (followed += 1);
  const answer = await fetch(address).catch(() => null);
  const text = answer?.ok ? await answer.text() : "";
  if (wish !== followed) return;
  if (!answer?.ok) return location.assign(address);
  chosen += 1; // a panel that is still to come is one of the page before
  const page = parsed(text);
  const { name = "", value = "" } = document.activeElement?.closest?.("form.filters") ? document.activeElement : {};
  shown?.end();
  shown = null;
  find("#network").replaceChildren(...find("#network", page).childNodes);
  find(".networks").replaceChildren(...find(".networks", page).childNodes);
  find(".language").href = find(".language", page).getAttribute("href");
  if (remember) history.pushState(null, "", address);
  const fields = [...document.querySelectorAll("form.filters [name]")].filter((field) => field.name === name);
  (fields.find((field) => field.value === value) ?? fields[0])?.focus();
  await draw();
}

const parsed = (text) => new DOMParser().parseFromString(text, "text/html");

/** The address that a form asks for, without what says nothing. */
function asked(form) {
  const told = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
  const kinds = [...form.querySelectorAll("[name=kind]")];
  if (kinds.every((one) => one.checked)) told.delete("kind");
  if (told.get("weight") === "1") told.delete("weight");
  return `/network?${told}`;
}

function search(field) {
  const wanted = field.value.trim().toLowerCase();
  if (!wanted) return;
  const links = [...document.querySelectorAll(".nodes [data-choose]")];
  const named = (test) => links.find((link) => test(link.textContent.toLowerCase()));
  const found = named((name) => name === wanted) ?? named((name) => name.includes(wanted));
  say(found ? "" : find("#drawing").dataset.notFound);
  if (found) choose(found.dataset.choose);
}

const TOOLS = {
  in: () => shown.zoom(1 / 1.5),
  out: () => shown.zoom(1.5),
  whole: () => shown.whole(),
  relax: (button) => {
    const { relaxing, relaxed } = find("#drawing").dataset;
    const words = button.dataset.words ?? button.textContent;
    button.dataset.words = words;
    const running = shown.relax(() => {
      button.textContent = words;
      say(relaxed);
    });
    if (running) button.textContent = button.dataset.stop;
    say(running ? relaxing : relaxed);
  },
};
const KEYS = {
  ArrowLeft: () => shown.move(-1, 0),
  ArrowRight: () => shown.move(1, 0),
  ArrowUp: () => shown.move(0, 1),
  ArrowDown: () => shown.move(0, -1),
  "+": TOOLS.in,
  "=": TOOLS.in,
  "-": TOOLS.out,
  0: TOOLS.whole,
  Escape: () => choose(""),
};

document.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  const tool = event.target.closest("[data-tool]");
  if (tool && shown) TOOLS[tool.dataset.tool](tool);
  const link = event.target.closest("a[data-choose]");
  if (link && shown) {
    event.preventDefault();
    choose(link.dataset.choose).then((there) => there && goToPanel());
  }
  const way = event.target.closest(".networks a, a[data-follow]");
  if (way) {
    event.preventDefault();
    follow(way.getAttribute("href"));
  }
});
document.addEventListener("keydown", (event) => {
  if (event.target.id !== "drawing" || !shown || !(event.key in KEYS)) return;
  event.preventDefault();
  KEYS[event.key]();
});
document.addEventListener("submit", (event) => {
  if (!event.target.matches("form.filters")) return;
  event.preventDefault();
  follow(asked(event.target));
});
document.addEventListener("change", (event) => {
  const form = event.target.closest("form.filters");
  if (form?.reportValidity()) follow(asked(form));
  if (event.target.matches(".finder input")) search(event.target);
});
window.addEventListener("popstate", () => follow(location.pathname + location.search, { remember: false }));

await draw();
