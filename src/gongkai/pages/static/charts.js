// Every chart of the page -> drawn from the specification that stands beside it, and again when the theme changes.
import { draw } from "./vendor/charts.js";

const drawn = new Map();

async function show(place) {
  const { title, ...specification } = JSON.parse(document.getElementById(place.dataset.chart).textContent);
  drawn.get(place)?.finalize();
  try {
    drawn.set(place, await draw(place, { description: title, ...specification }, { lang: document.documentElement.lang }));
  } catch (error) {
    place.closest("figure").querySelector("details").open = true;
    console.error(`${place.dataset.chart}: ${error.message}`);
  }
}

const places = document.querySelectorAll("[data-chart]");
const showAll = () => places.forEach(show);
showAll();
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", showAll);
