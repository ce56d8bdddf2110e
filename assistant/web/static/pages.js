// Our own pages: what a reader of a source or an answer can do besides reading.
"use strict";

// In the source pane of the main page the site's own header would be there twice.
if (window.parent !== window) document.documentElement.classList.add("framed");

const ZOOMS = ["", "zoom-1", "zoom-2", "zoom-3"];

// Only this page is scrolled: scrollIntoView would also move the page that holds the frame.
function showMark() {
  const mark = document.querySelector(".mark");
  const paper = document.getElementById("paper");
  if (!mark || !paper) return;
  const bar = document.querySelector(".source-bar");
  const covered = getComputedStyle(bar).position === "sticky" ? bar.offsetHeight : 0;
  const box = mark.getBoundingClientRect();
  paper.scrollLeft += box.left - paper.getBoundingClientRect().left - 24;
  // What can be seen already stays where it is, with the quote in words above it.
  if (window.scrollY === 0 && box.bottom < window.innerHeight * 0.8) return;
  const room = (window.innerHeight - covered) * 0.3;
  window.scrollTo(0, window.scrollY + box.top - covered - room);
}

function zoom(step) {
  const paper = document.getElementById("paper");
  const now = ZOOMS.findIndex((name) => name && paper.classList.contains(name));
  const next = Math.min(Math.max(Math.max(now, 0) + step, 0), ZOOMS.length - 1);
  paper.classList.remove(...ZOOMS.filter(Boolean));
  if (ZOOMS[next]) paper.classList.add(ZOOMS[next]);
  document.getElementById("zoom-out").disabled = next === 0;
  document.getElementById("zoom-in").disabled = next === ZOOMS.length - 1;
  const picture = paper.querySelector("image");
  if (next > 0 && picture.dataset.large) picture.setAttribute("href", picture.dataset.large);
  showMark();
}

async function copyFrom(button) {
  let text = button.dataset.copy;
  let html = "";
  if (button.dataset.copyAnswer) {
    const answer = await answerToCopy(button.dataset.copyAnswer, window.location.href);
    if (answer) ({ text, html } = answer);
  }
  const done = Boolean(text) && (await copyText(text, html));
  document.getElementById("status").textContent = button.dataset[done ? "done" : "failed"];
  button.focus();
}

document.addEventListener("DOMContentLoaded", () => {
  showMark();
  const on = (id, act) => document.getElementById(id)?.addEventListener("click", act);
  on("zoom-in", () => zoom(1));
  on("zoom-out", () => zoom(-1));
  on("copy", (event) => copyFrom(event.currentTarget));
});

document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const inPaper = document.activeElement?.id === "paper";
  if (event.key === "ArrowLeft" && !inPaper) document.querySelector('a[rel="prev"]')?.click();
  if (event.key === "ArrowRight" && !inPaper) document.querySelector('a[rel="next"]')?.click();
  if (event.key === "Escape" && window.parent !== window) {
    window.parent.postMessage("back-to-answer", window.location.origin);
  }
});
