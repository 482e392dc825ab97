// Corrections on the pages of a server that was started with --edit: whoever has its token can write.
// A button says of what: <button data-correct="IRI of the figure" data-report data-start data-end data-metric>.

const KEY = "gongkai.token";
const READER = "gongkai.reader";

/** The token that the terminal showed, kept for this server's address; out of sight at once. */
function token() {
  const given = new URLSearchParams(location.hash.slice(1)).get("token");
  if (given) {
    localStorage.setItem(KEY, given);
    history.replaceState(null, "", location.pathname + location.search);
  }
  return localStorage.getItem(KEY) ?? "";
}

async function ask(path, options = {}) {
  const headers = { "X-Gongkai-Token": token(), ...options.headers };
  const answer = await fetch(path, { ...options, headers });
  if (!answer.ok) throw new Error((await answer.text()).trim());
  return answer;
}

/** Fields that are no longer as they were; all that are not empty, where nothing was there before. */
function changed(form) {
  const fields = [...form.elements].filter((one) => one.name?.startsWith("set:") && one.value !== one.dataset.was);
  return Object.fromEntries(fields.map((one) => [one.name.slice("set:".length), one.value.trim()]));
}

async function save(form, about) {
  const action = form.elements.action.value;
  const body = {
    report: about.report,
    start: Number(about.start),
    end: Number(about.end ?? 0),
    metric: about.metric ?? "",
    action,
    set: action === "change" || action === "add" ? changed(form) : {},
    who: form.elements.who.value.trim(),
    why: form.elements.why.value.trim(),
  };
  localStorage.setItem(READER, body.who);
  await ask("/corrections", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
}

/** The form in a dialog, for a figure or for words in which one was left out. */
export async function open(about) {
  const language = document.documentElement.lang.startsWith("zh") ? "zh" : "en";
  const asked = new URLSearchParams({ lang: language, ...(about.correct ? { figure: about.correct } : {}) });
  const dialog = document.createElement("dialog");
  dialog.className = "correct";
  document.body.append(dialog);
  dialog.addEventListener("close", () => dialog.remove());
  try {
    dialog.innerHTML = await (await ask(`/corrections/form?${asked}`)).text();
  } catch (error) {
    dialog.textContent = error.message;
    dialog.showModal();
    return;
  }
  const form = dialog.querySelector("form");
  dialog.setAttribute("aria-label", form.querySelector("h2").textContent);
  const answer = form.querySelector(".answer");
  form.elements.who.value = localStorage.getItem(READER) ?? "";
  if (about.words && form.elements["set:label"]) form.elements["set:label"].placeholder = about.words;
  form.querySelector('button[value="close"]').addEventListener("click", () => dialog.close());
  form.addEventListener("change", () => {
    const action = form.elements.action.value;
    form.querySelector(".fields").hidden = action === "confirm" || action === "reject";
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      await save(form, about);
      answer.className = "answer saved";
      answer.textContent = answer.dataset.saved;
      form.querySelector('button[value="save"]').disabled = true;
      document.dispatchEvent(new CustomEvent("gongkai:corrected"));
    } catch (error) {
      answer.className = "answer wrong";
      answer.textContent = error.message;
    }
  });
  dialog.showModal();
}

/** What waits for the next build, told at the head of the report. */
async function waiting(place) {
  const told = await (await ask(`/corrections/unbuilt?${new URLSearchParams({ report: place.dataset.unbuilt })}`)).json();
  place.hidden = told.length === 0;
  const list = document.createElement("ul");
  for (const one of told) {
    const item = document.createElement("li");
    item.textContent = [one.words, one.action, one.reader_says, one.who, one.when, one.why].filter(Boolean).join(" · ");
    list.append(item);
  }
  place.querySelector("ul")?.remove();
  place.append(list);
}

// --- Words in which a figure was left out ------------------------------------------------------------------------------

const LONGEST = 100; // characters that a figure may have: more are the words of a reader who copies

/** The code points of the report's text before a place in it; the blocks of the text know where they begin. */
function offsetOf(node, unit) {
  const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
  const block = element.closest(".source [data-start]");
  if (!block) return null;
  const range = document.createRange();
  range.selectNodeContents(block);
  range.setEnd(node, unit);
  return Number(block.dataset.start) + [...range.toString()].length;
}

/** A button beside the words that are selected. */
function offerToAdd(button) {
  const selected = getSelection();
  button.hidden = true;
  if (selected.isCollapsed || !selected.rangeCount) return;
  const range = selected.getRangeAt(0);
  const [start, end] = [offsetOf(range.startContainer, range.startOffset), offsetOf(range.endContainer, range.endOffset)];
  if (start === null || end === null || start >= end || end - start > LONGEST) return;
  Object.assign(button.dataset, { start, end, words: range.toString() });
  const box = range.getBoundingClientRect();
  button.style.setProperty("--top", `${scrollY + box.bottom + 4}px`);
  button.style.setProperty("--left", `${Math.max(8, box.left)}px`);
  button.hidden = false;
}

if (token()) {
  document.documentElement.classList.add("editing");
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-correct]");
    if (button) open({ ...button.dataset });
  });
  const leftOut = document.getElementById("left-out");
  if (leftOut) {
    document.addEventListener("selectionchange", () => offerToAdd(leftOut));
    leftOut.addEventListener("mousedown", (event) => event.preventDefault()); // which would end the selection
    leftOut.addEventListener("click", () => open({ ...leftOut.dataset }));
  }
  const place = document.querySelector("[data-unbuilt]");
  if (place) {
    waiting(place);
    document.addEventListener("gongkai:corrected", () => waiting(place));
  }
}
