// The query of the page and what its parameters are bound to -> a tab of the editor that asks just that.
import { open } from "./vendor/yasgui.js";

const KEPT = "gongkai_arguments"; // what each tab binds, by its id: the editor itself forgets it, lest others set it
const { tab, arguments: given, ...settings } = JSON.parse(document.getElementById("editor-options").textContent);
const { show, yasgui } = open(document.getElementById("editor"), settings);
const bound = read();

for (const [id, values] of Object.entries(bound)) {
  if (yasgui._tabs[id] || yasgui.persistentConfig.getTabs().includes(id)) bind(id, values);
  else delete bound[id];
}
if (tab) {
  show(tab);
  const id = yasgui.persistentConfig.currentId();
  bound[id] = given;
  bind(id, given);
}
write();
tell(yasgui.persistentConfig.currentId());
yasgui.on("tabSelect", (_, id) => {
  if (bound[id]) bind(id, bound[id]);
  tell(id);
});

function bind(id, values) {
  yasgui.getTab(id)?.setRequestConfig({ args: values });
}

/** Say what is bound: it does not stand in the text of the query. */
function tell(id) {
  // What scrolls must be reached by the keyboard; the editor's own field stands beside it.
  for (const text of document.querySelectorAll(".CodeMirror-scroll")) text.tabIndex = 0;
  const line = document.getElementById("bound");
  const values = bound[id] ?? [];
  line.hidden = values.length === 0;
  line.querySelector("span").replaceChildren(
    ...values.map(({ name, value }) => {
      const code = document.createElement("code");
      code.textContent = `${name} = ${value}`;
      return code;
    }),
  );
}

function read() {
  try {
    return JSON.parse(localStorage.getItem(KEPT)) ?? {};
  } catch {
    return {};
  }
}

function write() {
  try {
    localStorage.setItem(KEPT, JSON.stringify(bound));
  } catch {
    // the reader's browser keeps nothing for this page: tabs are not kept either
  }
}
