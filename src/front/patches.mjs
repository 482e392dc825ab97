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
