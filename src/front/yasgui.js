// An endpoint of the page's own host and some named queries → Yasgui in an element of the page.
import Yasgui from "@zazuko/yasgui";
import { label, tableWords } from "./labels.js";
import "@zazuko/yasgui/build/yasgui.min.css";
import "./yasgui.css";

const STORED = "gongkai"; // Yasgui keeps all it remembers in localStorage, under gongkai_config

const COMPLETERS = Yasgui.Yasqe.Autocompleters;
const TABLE = Yasgui.Yasr.plugins.table.defaults;

/** Shows what the reader left in the tabs, else the given ones; a #query=... of the page's address opens as one more.
 * `show` opens a query in a tab, or selects the tab that has it. */
export function open(element, { endpoint, tabs = [], prefixes = {}, lang = "en" }) {
  const own = ownHost(endpoint);
  const known = Object.entries(prefixes).map(([prefix, iri]) => `${prefix}: <${iri}>`);
  COMPLETERS.prefixes = { ...COMPLETERS.prefixes, get: () => known, persistenceId: null };
  const fresh = !remembered();
  element.lang = lang;
  const translate = label(element, lang);
  Object.assign(TABLE.tableConfig.language, tableWords(lang));
  const yasgui = new Yasgui(element, {
    persistenceId: STORED,
    autofocus: false,
    autoAddOnInit: false,
    tabName: translate("Query"),
    contextMenuContainer: element,
    populateFromUrl: (shared) => ({ ...shared, requestConfig: requests(own) }),
    requestConfig: requests(own),
    yasr: { prefixes, maxPersistentResponseSize: 0 }, // an old answer could pass for one of the store as it is now
  });
  // What the page's address says of the endpoint and the requests goes into the settings of new tabs: set it right again.
  Object.assign(yasgui.config.requestConfig, requests(own));
  for (const tab of Object.values(yasgui._tabs)) tab.setRequestConfig(requests(own));
  const show = ({ name, query }, select = true) =>
    yasgui.addTab(select, { name, yasqe: { value: query }, requestConfig: requests(own) }, { avoidDuplicateTabs: true });
  if (fresh) tabs.forEach((tab) => show(tab, false));
  if (!yasgui.persistentConfig.getTabs().length) yasgui.addTab(true);
  if (!yasgui.getTab()) selectFirst(yasgui);
  return { show, yasgui };
}

function remembered() {
  try {
    return localStorage.getItem(`${STORED}_config`) !== null;
  } catch {
    return false; // the reader's browser keeps nothing for this page
  }
}

function ownHost(endpoint) {
  const url = new URL(endpoint, document.baseURI);
  if (url.origin !== location.origin) throw new Error(`${endpoint} is on another host`);
  return url.href;
}

function requests(endpoint) {
  return {
    endpoint,
    method: "POST",
    acceptHeaderSelect: "application/sparql-results+json",
    acceptHeaderGraph: "text/turtle",
    args: [],
    headers: {},
    namedGraphs: [],
    defaultGraphs: [],
  };
}

function selectFirst(yasgui) {
  const [first] = yasgui.persistentConfig.getTabs();
  yasgui.persistentConfig.setActive(first);
  yasgui.getTab(first).show();
}
