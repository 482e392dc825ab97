// Entry files and the packages that package-lock.json pins → the files that ship in the wheel, with their licences.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { patches } from "./patches.mjs";

const HERE = dirname(fileURLToPath(import.meta.url));
const OUT = join(HERE, "../gongkai/pages/static/vendor");
const ENTRIES = ["charts.js", "network.js"];
// In the style sheet of the first, which comes without a map of its sources.
const STYLED_BY = { "@zazuko/yasgui": ["choices.js", "datatables.net-dt"] };

const { outputFiles, metafile } = await build({
  absWorkingDir: HERE,
  entryPoints: ENTRIES,
  outdir: OUT,
  bundle: true,
  minify: true,
  format: "esm",
  platform: "browser",
  target: "es2022",
  charset: "utf8",
  legalComments: "none",
  banner: { js: "/* Licences: LICENCES.txt */", css: "/* Licences: LICENCES.txt */" },
  metafile: true,
  write: false,
  plugins: [patches],
});

rmSync(OUT, { recursive: true, force: true });
mkdirSync(OUT, { recursive: true });
const written = {};
for (const { path, contents } of outputFiles) write(path.slice(OUT.length + 1), contents);
write("LICENCES.txt", licences(bundled(metafile)));
const manifest = {
  "package-lock.json": sha256(readFileSync(join(HERE, "package-lock.json"))),
  sources: Object.fromEntries(sources().map((name) => [name, sha256(readFileSync(join(HERE, name)))])),
  outputs: sorted(written),
};
writeFileSync(join(OUT, "manifest.json"), JSON.stringify(manifest, null, 2) + "\n");

function write(name, contents) {
  writeFileSync(join(OUT, name), contents);
  written[name] = sha256(contents);
  console.log(`${name} ${Buffer.byteLength(contents)}`);
}

function sha256(contents) {
  return createHash("sha256").update(contents).digest("hex");
}

function sorted(record) {
  return Object.fromEntries(Object.entries(record).sort(([one], [other]) => (one < other ? -1 : 1)));
}

function sources() {
  return readdirSync(HERE)
    .filter((name) => /\.(m?js|css)$/.test(name) || name === "package.json")
    .sort();
}

/** The packages of which something is in an output: also those that a package brings in a file bundled by itself. */
function bundled({ outputs }) {
  const names = new Set();
  for (const { inputs } of Object.values(outputs))
    for (const [path, { bytesInOutput }] of Object.entries(inputs))
      if (bytesInOutput > 0)
        for (const source of [path, ...sourcesInside(join(HERE, path))]) names.add(packageOf(source));
  for (const [name, others] of Object.entries(STYLED_BY)) if (names.has(name)) others.forEach((other) => names.add(other));
  names.delete(null);
  return [...names].sort();
}

function sourcesInside(path) {
  return existsSync(`${path}.map`) ? JSON.parse(readFileSync(`${path}.map`, "utf8")).sources : [];
}

function packageOf(path) {
  const below = path.split("node_modules/").slice(1).at(-1);
  return below ? below.split("/", below.startsWith("@") ? 2 : 1).join("/") : null;
}

function licences(names) {
  const head = "The files of this folder contain parts of the following packages, each under the licence below its name.\n";
  return [head, ...names.map(licence)].join(`\n${"=".repeat(80)}\n\n`);
}

function licence(name) {
  const folder = join(HERE, "node_modules", name);
  const { version, license, repository } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const home = repository?.url ?? repository ?? `https://www.npmjs.com/package/${name}`;
  const texts = readdirSync(folder)
    .filter((file) => /^(licen[cs]e|copying|notice)/i.test(file))
    .sort()
    .map((file) => join(folder, file));
  const kept = join(HERE, "licences", `${name.replace("/", "__")}.txt`);
  if (!texts.length && existsSync(kept)) texts.push(kept);
  if (!texts.length) throw new Error(`${name} comes without a licence text: put the one of its repository into ${kept}`);
  const body = texts.map((file) => readFileSync(file, "utf8").replace(/\r\n/g, "\n").trim()).join("\n\n");
  return `${name} ${version}\nLicence: ${license?.type ?? license}\nFrom: ${home}\n\n${body}\n`;
}
