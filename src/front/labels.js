// What Yasgui draws, as it draws it → the same with words in the page's language and with names for screen readers.
import zh from "./yasgui.zh.json";

const WORDS = { zh };
const ATTRIBUTES = ["title", "aria-label", "placeholder"];
const READER_TEXT = ".CodeMirror-line, .CodeMirror-hints, tbody, .tab, pre"; // what was written or found, not a label
// Yasgui's own word for it is a shape.
const BETTER = { Ellipse: "Shorten values" };

/** The texts of the table's foot, for DataTables. */
export function tableWords(lang) {
  return WORDS[lang.split("-")[0]]?.table ?? {};
}

/** Names what is in the element now and what comes later; `translate` says a single word. */
export function label(element, lang) {
  const translate = translation(lang);
  const observer = new MutationObserver((changes) => {
    for (const { type, target, addedNodes } of changes)
      if (type === "childList") addedNodes.forEach((node) => nameAll(node, translate));
      else if (type === "characterData") nameText(target, translate);
      else nameAttributes(target, translate);
  });
  nameAll(element, translate);
  observer.observe(element, {
    attributeFilter: ATTRIBUTES,
    attributes: true,
    characterData: true,
    childList: true,
    subtree: true,
  });
  return translate;
}

function translation(lang) {
  const { words = {}, patterns = [] } = WORDS[lang.split("-")[0]] ?? {};
  const forms = patterns.map(([form, put]) => [new RegExp(form), put]);
  return (text) => {
    const plain = BETTER[text] ?? text;
    if (plain in words) return words[plain];
    const found = forms.find(([form]) => form.test(plain));
    return found ? plain.replace(...found) : plain;
  };
}

function nameAll(node, translate) {
  if (node.nodeType === Node.TEXT_NODE) return nameText(node, translate);
  if (node.nodeType !== Node.ELEMENT_NODE || node.closest(READER_TEXT)) return undefined;
  const texts = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) nameText(texts.currentNode, translate);
  for (const part of [node, ...node.querySelectorAll("*")]) {
    nameControl(part, translate);
    nameAttributes(part, translate);
  }
  return undefined;
}

function nameText(node, translate) {
  const text = node.data.trim();
  if (!text || node.parentElement?.closest(READER_TEXT)) return;
  const put = translate(text);
  if (put !== text) node.data = node.data.replace(text, () => put);
}

function nameAttributes(element, translate) {
  for (const name of ATTRIBUTES) {
    const text = element.getAttribute(name);
    const put = text && translate(text);
    if (put !== text) element.setAttribute(name, put);
  }
}

// Controls that Yasgui leaves without a name or with a role that they cannot have where they are.
function nameControl(element, translate) {
  const give = (name) => element.hasAttribute("aria-label") || element.setAttribute("aria-label", translate(name));
  if (element.matches(".yasqe .CodeMirror textarea")) give("SPARQL query");
  else if (element.matches(".yasr .CodeMirror textarea")) give("SPARQL answer");
  else if (element.matches(".tableSizer")) give("Page size:");
  else if (element.matches(".yasr th:first-child.dt-orderable-none .dt-column-title")) element.textContent = "#";
  else if (element.matches(".addTab")) element.setAttribute("role", "tab");
  else if (element.matches(".context-menu-list hr")) element.outerHTML = '<li class="separator" aria-hidden="true"></li>';
}
