// Nodes and edges → a graph that graphology holds, ForceAtlas2 lays out and sigma draws with WebGL.
export { default as Graph, DirectedGraph, MultiGraph, UndirectedGraph } from "graphology";
export { default as forceAtlas2, inferSettings } from "graphology-layout-forceatlas2";
export { default as ForceAtlas2Worker } from "graphology-layout-forceatlas2/worker.js";
export { default as Sigma } from "sigma";
export { EdgeArrowProgram, EdgeRectangleProgram, NodeCircleProgram, NodePointProgram } from "sigma/rendering";

const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));

/** Gives each node without x and y a place on a sunflower, by its order: ForceAtlas2 needs a start, and the same graph
 * must always look the same. */
export function spread(graph) {
  let at = 0;
  graph.updateEachNodeAttributes((_, attributes) => {
    at += 1;
    if (Number.isFinite(attributes.x) && Number.isFinite(attributes.y)) return attributes;
    const radius = Math.sqrt(at);
    return { ...attributes, x: radius * Math.cos(at * GOLDEN_ANGLE), y: radius * Math.sin(at * GOLDEN_ANGLE) };
  });
}

/** Whether this browser can draw a graph: sigma needs WebGL, and throws where there is none. */
export function canDraw() {
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("webgl2") ?? canvas.getContext("webgl");
  context?.getExtension("WEBGL_lose_context")?.loseContext(); // browsers keep only a few at a time
  return context !== null;
}
