// Entry files and the packages that package-lock.json pins → the files that ship in the wheel, with their licences.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { patches } from "./patches.mjs";

const HERE = dirname(fileURLToPath(import.meta.url));
const OUT = join(HERE, "../gongkai/pages/static/vendor");
const ENTRIES = ["charts.js", "network.js", "yasgui.js"];
// In the first, though the map of its sources does not say so: its own other packages, and the source of a style sheet.
const INSIDE = { "@zazuko/yasgui": ["@zazuko/yasgui-utils", "@zazuko/yasqe", "@zazuko/yasr", "datatables.net-dt"] };

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

const packages = bundled(metafile).map(described);
const files = outputFiles.map(({ path, contents }) => [path.slice(OUT.length + 1), contents]);
files.push(["LICENCES.txt", licences(packages)]);
const manifest = {
  sources: Object.fromEntries(sources().map((name) => [name, sha256(readFileSync(join(HERE, name)))])),
  packages: Object.fromEntries(packages.map(({ name, version }) => [name, version])),
  outputs: Object.fromEntries(files.map(([name, contents]) => [name, sha256(contents)])),
};
files.push(["manifest.json", JSON.stringify(manifest, null, 2) + "\n"]);

rmSync(OUT, { recursive: true, force: true });
mkdirSync(OUT, { recursive: true });
for (const [name, contents] of files) {
  writeFileSync(join(OUT, name), contents);
  console.log(`${name} ${Buffer.byteLength(contents)}`);
}

function sha256(contents) {
  return createHash("sha256").update(contents).digest("hex");
}

function sources() {
  return readdirSync(HERE, { recursive: true })
    .filter((name) => !name.startsWith("node_modules") && /\.(m?js|css|json|txt)$/.test(name))
    .sort();
}

/** The packages of which something is in an output: also those that a package brings in a file bundled by itself. */
function bundled({ outputs }) {
  const names = new Set();
  for (const { inputs } of Object.values(outputs))
    for (const [path, { bytesInOutput }] of Object.entries(inputs))
      if (bytesInOutput > 0)
        for (const source of [path, ...sourcesInside(join(HERE, path))]) names.add(packageOf(source));
  for (const [name, others] of Object.entries(INSIDE)) if (names.has(name)) others.forEach((other) => names.add(other));
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

function described(name) {
  const folder = join(HERE, "node_modules", name);
  const { version, license, repository } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const home = repository?.url ?? repository ?? `https://www.npmjs.com/package/${name}`;
  return { name, version, licence: license ?? "as below", home, text: licenceText(name, folder) };
}

function licenceText(name, folder) {
  const own = readdirSync(folder).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file));
  const kept = join(HERE, "licences", `${name.split("/")[0].replace("@", "")}.txt`);
  const files = own.length ? own.sort().map((file) => join(folder, file)) : [kept];
  if (!existsSync(files[0])) throw new Error(`${name} has no licence text: put the one of its repository into ${kept}`);
  return files.map((file) => readFileSync(file, "utf8").replace(/\r\n/g, "\n").trim()).join("\n\n");
}

function licences(described) {
  const head = `The files of this folder contain parts of the following packages, each under the licence below its name. Of what a
package brings in a file bundled by itself, the version is the one that npm installs for it.\n`;
  const parts = described.map(
    ({ name, version, licence, home, text }) => `${name} ${version}\nLicence: ${licence}\nFrom: ${home}\n\n${text}\n`,
  );
  return [head, ...parts].join(`\n${"=".repeat(80)}\n\n`);
}
