// A Vega-Lite specification → a chart in an element of the page, drawn as SVG without eval, <style> or another host.
import embed from "vega-embed";
import { loader, logger, Warn } from "vega";
import numbersEn from "d3-format/locale/en-US";
import numbersZh from "d3-format/locale/zh-CN";
import timesEn from "d3-time-format/locale/en-US";
import timesZh from "d3-time-format/locale/zh-CN";
import "./charts.css";

const LOCALES = { en: { number: numbersEn, time: timesEn }, zh: { number: numbersZh, time: timesZh } };

const DRAWN = new WeakMap(); // what ends the chart that is in an element

/** Replaces what is in the element; rejects where the specification is wrong or its data cannot be had. */
export async function draw(element, spec, { lang = "en" } = {}) {
  DRAWN.get(element)?.();
  const failures = [];
  const chart = await embed(element, fitted(spec, element, lang), {
    mode: "vega-lite",
    renderer: "svg",
    actions: false,
    ast: true,
    defaultStyle: false,
    tooltip: { disableDefaultStyle: true },
    loader: ownHostLoader(),
    logger: collectingLogger(failures),
  });
  if (failures.length) {
    chart.finalize();
    element.replaceChildren();
    throw new Error(failures.join("; "));
  }
  element.lang = lang;
  const stop = followWidth(element, chart);
  const finalize = () => {
    stop();
    chart.finalize();
    DRAWN.delete(element);
  };
  DRAWN.set(element, finalize);
  return { view: chart.view, finalize };
}

// Charts of several panes have no width of their own in Vega-Lite, so only single ones are made as wide as the element.
function fitted(spec, element, lang) {
  const { usermeta, ...own } = spec; // embedOptions in usermeta could undo the options above
  const { color, fontFamily } = getComputedStyle(element);
  const config = {
    font: fontFamily,
    background: "transparent",
    locale: LOCALES[lang.split("-")[0]] ?? LOCALES.en,
    title: { color },
    axis: { labelColor: color, titleColor: color, labelFontSize: 12, titleFontSize: 12 },
    legend: { labelColor: color, titleColor: color, labelFontSize: 12, titleFontSize: 12 },
    header: { labelColor: color, titleColor: color },
  };
  for (const [key, value] of Object.entries(own.config ?? {}))
    config[key] = isObject(value) && isObject(config[key]) ? { ...config[key], ...value } : value;
  const title = isObject(own.title) ? own.title.text : own.title;
  const single = "mark" in own || "layer" in own;
  const width = single ? { width: "container", autosize: { type: "fit-x", contains: "padding" } } : {};
  return { description: title && String(title), ...width, ...own, config };
}

function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

// Vega listens to the window only; an element also changes with a panel beside it, or when it is first shown.
function followWidth(element, { view, vgSpec }) {
  if (!["fit", "fit-x"].includes(vgSpec.autosize?.type)) return () => {};
  let last = element.clientWidth;
  const observer = new ResizeObserver(() => {
    if (element.clientWidth === last || element.clientWidth === 0) return;
    last = element.clientWidth;
    view.width(last).runAsync();
  });
  observer.observe(element);
  return () => observer.disconnect();
}

function ownHostLoader() {
  const own = loader();
  const sanitize = own.sanitize.bind(own);
  own.sanitize = async (uri, options) => {
    const found = await sanitize(uri, options);
    const leads = new URL(found.href, document.baseURI);
    if (options?.context !== "href" && leads.origin !== location.origin)
      throw new Error(`${uri} is on another host`);
    return found;
  };
  return own;
}

// Vega only warns of data that it could not have, and draws an empty chart; that must not pass for "no figures".
function collectingLogger(failures) {
  const own = logger(Warn);
  const warn = own.warn.bind(own);
  own.warn = (...words) => {
    if (/^(Loading|Data ingestion) failed$/.test(words[0]))
      failures.push(words.map((word) => word?.message ?? String(word)).join(" "));
    // What it warns of an empty chart adds nothing; and bars of a set height are no fault of a chart as wide as its element.
    return failures.length || words[0] === 'Dropping "fit-y" because spec has discrete height.' ? own : warn(...words);
  };
  return own;
}
