// The page of a report: leads #char= and #table= to their characters, and shows what is marked in a card.
// All it needs is on the page: the server has cut the text, so that nothing here knows what was read from it.

const source = document.querySelector(".source");
const card = document.getElementById("card");
const inside = card.querySelector(".inside");
const KINDS = [...document.querySelectorAll(".legend input")].map((input) => input.id.slice("show-".length));

// --- Places ----------------------------------------------------------------------------------------------------------

const blocks = [...source.querySelectorAll("[data-start]")].map((element) => ({ element, start: Number(element.dataset.start) }));
blocks.sort((one, other) => one.start - other.start);

/** RFC 5147: char=START,END, either of which may be left out, or char=AT; null where it is none. */
function spanOf(fragment) {
  const found = /^char=(\d*)(,?)(\d*)(?:;|$)/.exec(fragment);
  if (!found || (!found[1] && !found[3])) return null;
  const start = Number(found[1] || 0);
  const end = found[2] ? (found[3] ? Number(found[3]) : Infinity) : start;
  return { start, end: Math.max(start, end) };
}

/** The stretch of a block that lies within the span; offsets count code points, the browser's count half of some. */
function rangeIn(block, span) {
  const walker = document.createTreeWalker(block.element, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  let at = block.start;
  let begun = false;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    let unit = 0;
    for (const sign of node.data) {
      if (!begun && at >= span.start) {
        range.setStart(node, unit);
        begun = true;
      }
      if (begun && at >= span.end && at > span.start) {
        range.setEnd(node, unit);
        return range;
      }
      unit += sign.length;
      at += 1;
    }
    if (begun) range.setEnd(node, unit);
  }
  return begun ? range : null;
}

function rangesOf(span) {
  const found = [];
  for (const [index, block] of blocks.entries()) {
    const next = blocks[index + 1]?.start ?? Infinity;
    if (block.start > span.end || (block.start === span.end && span.end > span.start) || next <= span.start) continue;
    const range = rangeIn(block, span);
    if (range) found.push(range);
  }
  return found;
}

function showPlace() {
  for (const element of source.querySelectorAll(".found")) element.classList.remove("found");
  CSS.highlights?.delete("place");
  const fragment = decodeURIComponent(location.hash.slice(1));
  const span = spanOf(fragment);
  if (!span) {
    if (fragment.startsWith("table=")) document.getElementById(fragment)?.classList.add("found");
    return;
  }
  const cell = document.getElementById(fragment);
  const ranges = rangesOf(span);
  const first = ranges[0]?.startContainer.parentElement ?? cell;
  if (!first) return;
  if (window.Highlight && ranges.length) CSS.highlights.set("place", new Highlight(...ranges));
  else first.classList.add("found");
  first.scrollIntoView({ block: "center" });
  source.dataset.shown = fragment;
}

// --- The card --------------------------------------------------------------------------------------------------------

const SOON = 120; // ms that a pointer rests before it is taken to ask
const LATER = 300; // ms that it may take from the mark to the card
const pages = new Map(); // target -> the promise of what its own page says
let shownFor = null;
let pinned = false;
let timer = 0;
let returning = false; // to a mark whose card was just closed

function isHidden(mark) {
  const kinds = KINDS.filter((kind) => mark.classList.contains(kind));
  return kinds.length > 0 && kinds.every((kind) => !document.getElementById(`show-${kind}`).checked);
}

function markAt(target) {
  const mark = target instanceof Element ? target.closest("[data-targets]") : null;
  return mark && source.contains(mark) && !isHidden(mark) ? mark : null;
}

function pageOf(row) {
  if (!pages.has(row.id)) {
    const address = new URL(row.querySelector(".own").href);
    address.searchParams.set("part", "card");
    const asked = fetch(address, { headers: { Accept: "text/html" } }).then((answer) =>
      answer.ok ? answer.text() : Promise.reject(new Error(String(answer.status))),
    );
    asked.catch(() => pages.delete(row.id));
    pages.set(row.id, asked);
  }
  return pages.get(row.id);
}

function copyOf(element, selector) {
  const found = element?.querySelector(selector)?.cloneNode(true);
  if (!found) return [];
  found.removeAttribute("id");
  const part = document.createElement(found.tagName === "TD" ? "p" : "div");
  part.className = found.className;
  part.append(...(found.tagName === "TD" ? found.childNodes : [found]));
  return [part];
}

/** What the line in the lists below says at once; a fact's own page says all of it, a little later. */
function articleOf(target) {
  const line = document.getElementById(target);
  const article = document.createElement("article");
  article.dataset.target = target;
  if (line.matches("tr.fact")) {
    article.append(...copyOf(line, ".value"), ...copyOf(line, ".meaning"));
    pageOf(line).then(
      (text) => {
        article.innerHTML = text;
        offerCopy(article);
        place();
        article.dispatchEvent(new CustomEvent("filled", { bubbles: true }));
      },
      () => {},
    );
    return article;
  }
  article.append(...copyOf(line.closest(".class"), "h4"), ...copyOf(line.closest(".class"), "p"));
  const words = document.createElement("p");
  words.append(...[...line.childNodes].map((node) => node.cloneNode(true)));
  article.append(words);
  return article;
}

function offerCopy(article) {
  const link = article.querySelector("[data-place]");
  if (!link || !navigator.clipboard) return;
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = card.dataset.copy;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(link.href);
    button.textContent = card.dataset.copied;
  });
  link.after(button);
}

function place() {
  if (!shownFor) return;
  const box = shownFor.getClientRects()[0] ?? shownFor.getBoundingClientRect();
  const width = card.offsetWidth;
  const below = box.bottom + 6 + card.offsetHeight < innerHeight || box.top < card.offsetHeight + 12;
  const top = scrollY + (below ? box.bottom + 6 : box.top - card.offsetHeight - 6);
  const left = Math.max(8, Math.min(box.left, document.documentElement.clientWidth - width - 8));
  card.style.setProperty("--top", `${top}px`);
  card.style.setProperty("--left", `${left}px`);
}

function open(mark, pin) {
  clearTimeout(timer);
  if (shownFor !== mark) {
    close();
    shownFor = mark;
    mark.classList.add("open");
    inside.replaceChildren(...mark.dataset.targets.split(" ").map(articleOf));
    card.hidden = false;
    card.scrollTop = 0;
  }
  place();
  if (pin) {
    pinned = true;
    card.focus({ preventScroll: true });
  }
}

function close(back = false) {
  clearTimeout(timer);
  const mark = shownFor;
  mark?.classList.remove("open");
  shownFor = null;
  pinned = false;
  card.hidden = true;
  if (!back) return;
  returning = true;
  mark?.focus({ preventScroll: true });
  returning = false;
}

function closeSoon() {
  clearTimeout(timer);
  if (!pinned) timer = setTimeout(close, LATER);
}

source.addEventListener("pointerover", (event) => {
  const mark = markAt(event.target);
  if (event.pointerType !== "mouse" || !mark?.matches("a") || pinned) return;
  clearTimeout(timer);
  timer = setTimeout(() => open(mark, false), SOON);
});
source.addEventListener("pointerout", (event) => {
  if (event.pointerType === "mouse") closeSoon();
});
card.addEventListener("pointerover", () => clearTimeout(timer));
card.addEventListener("pointerout", (event) => {
  if (event.pointerType === "mouse") closeSoon();
});
source.addEventListener("focusin", (event) => {
  const mark = markAt(event.target);
  if (mark?.matches(":focus-visible") && !pinned && !returning) open(mark, false);
});
source.addEventListener("focusout", (event) => {
  if (!card.contains(event.relatedTarget)) closeSoon();
});
source.addEventListener("click", (event) => {
  const mark = markAt(event.target);
  if (!mark || event.ctrlKey || event.metaKey || event.shiftKey || !getSelection().isCollapsed) return;
  event.preventDefault();
  open(mark, true);
});
document.addEventListener("click", (event) => {
  if (shownFor && !card.contains(event.target) && !markAt(event.target)) close();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && shownFor) close(true);
});
card.querySelector(".close").addEventListener("click", () => close(true));
addEventListener("resize", place);

// What is not shown is not stepped on.
document.querySelector(".legend").addEventListener("change", () => {
  for (const mark of source.querySelectorAll("a[data-targets]")) {
    if (isHidden(mark)) mark.tabIndex = -1;
    else if (mark.dataset.part === undefined) mark.removeAttribute("tabindex");
  }
});

addEventListener("hashchange", () => {
  close();
  showPlace();
});
showPlace();
