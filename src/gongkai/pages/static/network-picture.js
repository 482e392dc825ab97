// Nodes with places and edges → a picture drawn by sigma in an element of the page.
import { forceAtlas2, Graph, inferSettings, Sigma } from "./vendor/network.js";

const SMALLEST = 2.5;
const LARGEST = 14;
const FULL_WIDTH = 700; // of the picture, in pixels; in a smaller one nodes are smaller
const HEAVY = 10; // pieces of evidence, from which on an edge may be as thick as any
const LONGEST = 32; // of a name, where a Chinese sign counts twice; all of it stands in the panel and the table
const ROUNDS = 300; // of ForceAtlas2, after which it stops by itself
const AT_ONCE = 5;
const FRAME = 12; // milliseconds of it before the picture is drawn again
const STEP = 0.1;

/** Draws it, and gives what can be done with it. `data-drawn` of the element says when it is there. */
export function picture(place, drawing, { chosen, lang, onChoose }) {
  const state = { chosen, hovered: "", near: new Set(), taken: [], colours: coloursOf(place) };
  const graph = graphOf(drawing, lang, state.colours, Math.min(1, place.clientWidth / FULL_WIDTH));
  const sigma = new Sigma(graph, place, {
    defaultEdgeType: drawing.directed ? "arrow" : "line",
    labelFont: getComputedStyle(place).fontFamily,
    labelSize: 13,
    labelRenderedSizeThreshold: 5,
    labelDensity: 0.7,
    labelGridCellSize: 110,
    minCameraRatio: 0.05,
    maxCameraRatio: 4,
    stagePadding: 40,
    zIndex: true,
    defaultDrawNodeLabel: (context, node, settings) => drawLabel(context, node, settings, state),
    defaultDrawNodeHover: (context, node, settings) => drawLabel(context, { ...node, stands: true }, settings, state),
    nodeReducer: (node, values) => nodeOf(node, values, state),
    edgeReducer: (edge, values) => edgeOf(graph, edge, values, state),
  });
  const relaxing = relaxation(graph, sigma);
  const scheme = matchMedia("(prefers-color-scheme: dark)");
  const recolour = () => {
    state.colours = coloursOf(place);
    graph.updateEachNodeAttributes((_, values) => ({ ...values, color: state.colours.kinds[values.kind] }));
    sigma.refresh();
  };
  scheme.addEventListener("change", recolour);
  const look = () => {
    const focus = state.hovered || state.chosen;
    state.near = new Set(graph.hasNode(focus) ? [focus, ...graph.neighbors(focus)] : []);
    sigma.refresh({ skipIndexation: true });
  };
  sigma.on("clickNode", ({ node }) => onChoose(node));
  sigma.on("clickStage", () => state.chosen && onChoose(""));
  sigma.on("enterNode", ({ node }) => ((state.hovered = node), place.classList.add("over"), look()));
  sigma.on("leaveNode", () => ((state.hovered = ""), place.classList.remove("over"), look()));
  sigma.on("beforeRender", () => (state.taken.length = 0));
  sigma.once("afterRender", () => (place.dataset.drawn = graph.order));
  look();
  if (graph.hasNode(chosen)) show(sigma, state.near);
  return {
    choose(iri, { approach = false } = {}) {
      state.chosen = iri;
      look();
      if (graph.hasNode(iri) && approach) show(sigma, state.near);
    },
    zoom: (factor) => travel(sigma, { ratio: sigma.getCamera().ratio * factor }),
    whole: () => travel(sigma, { x: 0.5, y: 0.5, ratio: 1, angle: 0 }),
    move: (x, y) => {
      const camera = sigma.getCamera();
      travel(sigma, { x: camera.x + x * STEP * camera.ratio, y: camera.y + y * STEP * camera.ratio });
    },
    relax: relaxing.toggle,
    end() {
      relaxing.stop();
      scheme.removeEventListener("change", recolour);
      sigma.kill();
    },
  };
}

function graphOf({ nodes, edges, directed }, lang, colours, scale) {
  const graph = new Graph({ multi: true, type: directed ? "directed" : "undirected" });
  const most = nodes.reduce((highest, node) => Math.max(highest, node.degree), 1);
  const heaviest = edges.reduce((most, edge) => Math.max(most, edge.weight), HEAVY);
  for (const { iri, kind, label_zh, label_en, degree, x, y } of nodes)
    graph.addNode(iri, {
      x,
      y,
      kind,
      label: (lang === "en" && label_en) || label_zh,
      color: colours.kinds[kind] ?? colours.other,
      size: scale * (SMALLEST + (LARGEST - SMALLEST) * Math.sqrt(degree / most)),
    });
  for (const { source, target, weight } of edges)
    graph.addEdge(nodes[source].iri, nodes[target].iri, {
      weight,
      size: 0.6 + (3.4 * Math.log(weight)) / Math.log(heaviest),
    });
  return graph;
}

/** As the style sheet says, light or dark: kinds from the legend, the rest from probes put here for a moment. */
function coloursOf(place) {
  const kinds = {};
  for (const dot of document.querySelectorAll("[data-kind]")) kinds[dot.dataset.kind] = getComputedStyle(dot).backgroundColor;
  const probe = (name) => {
    const element = document.createElement("i");
    element.className = name;
    place.append(element);
    const { color, backgroundColor } = getComputedStyle(element);
    element.remove();
    return { color, backgroundColor };
  };
  return {
    kinds,
    other: probe("dot").backgroundColor,
    ink: getComputedStyle(place).color,
    sheet: getComputedStyle(place).backgroundColor,
    edge: probe("edge").color,
    near: probe("edge-near").color,
    back: probe("back").color,
  };
}

function nodeOf(node, values, { near, chosen, hovered, colours }) {
  if (!near.size) return values;
  if (!near.has(node)) return { ...values, color: colours.back, label: "", zIndex: 0 };
  return { ...values, forceLabel: near.size <= 40, highlighted: node === chosen || node === hovered, zIndex: 1 };
}

function edgeOf(graph, edge, values, { near, chosen, hovered, colours }) {
  if (!near.size) return { ...values, color: colours.edge };
  const focus = hovered || chosen;
  const ends = graph.extremities(edge).includes(focus);
  return ends ? { ...values, color: colours.near, zIndex: 1 } : { ...values, color: colours.back, zIndex: 0 };
}

/** A name beside its node, where no other stands, with a halo of the background, so that edges do not cross it out. */
function drawLabel(context, { x, y, size, label, stands }, { labelSize, labelFont }, { taken, colours: { ink, sheet } }) {
  if (stands) {
    context.beginPath();
    context.arc(x, y, size + 3, 0, 2 * Math.PI);
    context.lineWidth = 2;
    context.strokeStyle = ink;
    context.stroke();
  }
  if (!label) return;
  context.font = `${stands ? "600 " : ""}${labelSize}px ${labelFont}`;
  context.lineJoin = "round";
  context.lineWidth = 4;
  context.strokeStyle = sheet;
  context.fillStyle = ink;
  const [left, base] = [x + size + 4, y + labelSize / 3];
  const text = stands ? label : shortened(label);
  const box = { left, top: base - labelSize, right: left + context.measureText(text).width, bottom: base + 3 };
  if (!stands && taken.some((other) => crosses(box, other))) return;
  taken.push(box);
  context.strokeText(text, left, base);
  context.fillText(text, left, base);
}

const crosses = (one, other) =>
  one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;

function shortened(label) {
  let room = LONGEST;
  const signs = [...label];
  const end = signs.findIndex((sign) => (room -= sign > "\u2e80" ? 2 : 1) < 0);
  return end < 0 ? label : `${signs.slice(0, end).join("")}…`;
}

/** Go so near that the nodes, and little else, are in sight. */
function show(sigma, nodes) {
  const points = [...nodes].map((node) => sigma.getNodeDisplayData(node));
  const [x, y] = ["x", "y"].map((axis) => points.map((point) => point[axis])).map((all) => [Math.min(...all), Math.max(...all)]);
  const { width, height } = sigma.getDimensions();
  const least = Math.min(width, height);
  const reach = Math.max(((x[1] - x[0]) * least) / width, ((y[1] - y[0]) * least) / height);
  travel(sigma, { x: (x[0] + x[1]) / 2, y: (y[0] + y[1]) / 2, ratio: Math.min(1, Math.max(0.25, 1.8 * reach)) });
}

const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

function travel(sigma, target) {
  const camera = sigma.getCamera();
  const { minCameraRatio, maxCameraRatio } = sigma.getSettings();
  const ratio = Math.min(maxCameraRatio, Math.max(minCameraRatio, target.ratio ?? camera.ratio));
  if (calm()) camera.setState({ ...target, ratio });
  else camera.animate({ ...target, ratio }, { duration: 200 });
}

/** ForceAtlas2 from where the nodes stand: it can be stopped, and stops by itself. Without motion, only its end is shown. */
function relaxation(graph, sigma) {
  let left = 0;
  let ended = () => {};
  const settings = { ...inferSettings(graph), barnesHutOptimize: graph.order > 500, gravity: 1 };
  const rounds = (iterations) =>
    forceAtlas2.assign(graph, { iterations, settings, getEdgeWeight: "weight" });
  const stop = () => {
    if (left > 0) ended();
    left = 0;
  };
  const go = () => {
    if (left <= 0) return;
    const end = performance.now() + FRAME;
    for (; left > 0 && performance.now() < end; left -= AT_ONCE) rounds(AT_ONCE);
    if (left > 0) requestAnimationFrame(go);
    else ended();
  };
  return {
    stop,
    /** Whether it runs now. */
    toggle(whenEnded) {
      if (left > 0) {
        stop();
        return false;
      }
      ended = whenEnded;
      if (calm()) {
        rounds(ROUNDS);
        return false;
      }
      left = ROUNDS;
      sigma.setCustomBBox(null);
      requestAnimationFrame(go);
      return true;
    },
  };
}
