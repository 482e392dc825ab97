// What must be changed in a package so that it runs under the pages' Content-Security-Policy, and asks no other host.
import { readFileSync } from "node:fs";

const PATCHES = {
  // The policy forbids new Function, by which d3-dsv makes the objects of a CSV's rows (vega reads CSV by it).
  "d3-dsv/dist/d3-dsv.mjs": [
    [
      /function objectConverter\(columns\) \{[^]*?\n\}/,
      'function objectConverter(columns) {\n  return (row) => Object.fromEntries(columns.map((name, i) => [name, row[i] || ""]));\n}',
    ],
  ],
  "@zazuko/yasgui/build/yasgui.esm.js": [
    // column-resizer writes <style> elements: what they say is in yasgui.css. After a drag it takes out the last child of
    // <head>, which it holds for its own.
    [/\(this, "createStyle", \(function\(e, n\) \{[^]*?\n\t{4}\}\)\)/, '(this, "createStyle", (function() {}))'],
    [/var n = document\.querySelector\("head"\)\.lastChild;\s*if \(n\.parentNode\.removeChild\(n\), t\)/, "if (t)"],
    ["<strong style='text-decoration:underline'>", "<strong>"],
    // store keeps cookies where localStorage is off; without them it falls back on the session, then on memory.
    [/\s*require_cookieStorage\(\),/, ""],
    // A JSON parser for browsers without one. Where there is a direct eval, esbuild leaves nothing out that is not used.
    ['j = eval("(" + text + ")")', "j = void 0"],
    // Completion of classes and properties asks lov.linkeddata.es; that of prefixes knows a list of prefix.cc.
    [/\}, completers = \[\s*conf\$3,\s*conf\$2,\s*conf\$1,\s*conf\s*\];/, "}, completers = [conf$3, conf$2];"],
    [/return \(e\.config\.prefixCcApi \? fetch[^]*?Promise\.resolve\(prefixes_default\)\)\.then/, "return Promise.resolve({}).then"],
    // Endpoints and help elsewhere.
    ['endpoint: "https://dbpedia.org/sparql",\n\t\tmethod', 'endpoint: "",\n\t\tmethod'],
    [/getData: \(\) => \[\{ endpoint: "https:\/\/dbpedia[^\]]*\]/, "getData: () => []"],
    ['this.helpReference = "https://docs.triply.cc/yasgui/#table", ', ""],
    ['this.helpReference = "https://docs.triply.cc/yasgui/#response", ', ""],
    ['this.documentationLink.href = "https://docs.triply.cc/yasgui/", ', ""],
    [", this.headerEl.appendChild(this.documentationLink);", ";"],
    ['c.href = "http://enable-cors.org/", c.target = "_blank", c.rel = "noopener noreferrer", ', ""],
  ],
};

export const patches = {
  name: "patches",
  setup(build) {
    const met = new Set();
    for (const [path, changes] of Object.entries(PATCHES)) {
      const filter = new RegExp(`node_modules/${path.replaceAll(".", "\\.")}$`);
      build.onLoad({ filter }, (file) => {
        met.add(path);
        return { contents: changed(readFileSync(file.path, "utf8"), changes, path), loader: "js" };
      });
    }
    build.onEnd(() => {
      for (const path of Object.keys(PATCHES)) if (!met.has(path)) throw new Error(`patches: ${path} is not bundled`);
    });
  },
};

// A new version of the package may say it otherwise: then the build stops rather than ship what the policy forbids.
function changed(text, changes, path) {
  return changes.reduce((sofar, [found, put]) => {
    const parts = sofar.split(found);
    if (parts.length !== 2) throw new Error(`patches: ${path} has ${parts.length - 1} places like ${found}, not 1`);
    return parts.join(put);
  }, text);
}
