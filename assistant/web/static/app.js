// The main page: a click on a citation opens its source in the pane beside the answer.
//
// Gradio draws the conversation anew whenever it changes, so that everything here listens on the
// document and puts its own marks back after each change.
"use strict";

const CITE = "#cite-";
const COPY = "#copy-";
const KEY = /^[0-9a-f]{16}-\d+-\d+-\d+(-\d+)?$/; // the last number only where a page was read again
const TEXTS = window.assistantTexts;
const NARROW = window.matchMedia("(max-width: 860px)");

const pane = () => document.getElementById("source-pane");
const citeLinks = () => [...document.querySelectorAll(`#chat a[href^="${CITE}"]`)];

function keyInAddress() {
  const key = window.location.hash.startsWith(CITE) ? window.location.hash.slice(CITE.length) : "";
  return KEY.test(key) ? key : "";
}

function sourceFrame() {
  const known = document.getElementById("source-frame");
  if (known) return known;
  const back = document.createElement("button");
  back.type = "button";
  back.id = "back-to-answer";
  back.textContent = `← ${TEXTS.back}`;
  back.addEventListener("click", backToAnswer);
  const frame = document.createElement("iframe");
  frame.id = "source-frame";
  frame.title = TEXTS.source;
  frame.addEventListener("load", () => pane().classList.remove("loading"));
  pane().append(back, frame);
  return frame;
}

function showSource(key, byKeyboard) {
  if (!pane()) return;
  const frame = sourceFrame();
  pane().classList.add("open");
  const address = `/viewer/${key}`;
  if (frame.dataset.key !== key) {
    frame.dataset.key = key;
    pane().classList.add("loading");
    // replace(), so that the browser's Back button goes by the page's address only.
    frame.contentWindow.location.replace(address);
  }
  markActive();
  if (NARROW.matches) pane().scrollIntoView({ block: "start" });
  if (byKeyboard) frame.focus();
}

// A conversation that begins anew has no source yet.
function closeSource() {
  document.getElementById("source-frame")?.remove();
  document.getElementById("back-to-answer")?.remove();
  pane()?.classList.remove("open", "loading");
  if (keyInAddress()) {
    window.history.replaceState(null, "", window.location.pathname + window.location.search);
  }
}

function openFromAddress() {
  const key = keyInAddress();
  if (key) showSource(key, false);
}

function markActive() {
  const key = keyInAddress();
  for (const link of citeLinks()) {
    const active = link.getAttribute("href") === CITE + key;
    link.classList.toggle("active", active);
    if (active) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

function backToAnswer() {
  const link = document.querySelector("#chat a.marker.active");
  document.getElementById("ask-pane").scrollIntoView({ block: "start" });
  (link ?? document.querySelector("#question textarea"))?.focus();
}

async function copyAnswer(link) {
  const id = link.getAttribute("href").slice(COPY.length);
  const address = new URL(`/answer/${id}`, window.location.origin);
  const label = link.textContent;
  const answer = await answerToCopy(id, address);
  const done = answer !== null && (await copyText(answer.text, answer.html));
  link.focus();
  link.textContent = done ? TEXTS.copied : TEXTS.copyFailed;
  link.setAttribute("aria-live", "polite");
  window.setTimeout(() => (link.textContent = label), 2500);
}

function onClick(event) {
  const link = event.target.closest?.("a[href]");
  const target = link?.getAttribute("href") ?? "";
  if (target.startsWith(CITE)) {
    event.preventDefault();
    const key = target.slice(CITE.length);
    if (!KEY.test(key)) return;
    if (keyInAddress() !== key) window.history.pushState(null, "", target);
    // A click made by the Enter key has no click count.
    showSource(key, event.detail === 0);
  } else if (target.startsWith(COPY)) {
    event.preventDefault();
    copyAnswer(link);
  } else if (link?.closest("#header")) {
    // Gradio opens every link in a new window; those of the menu belong in this one.
    event.preventDefault();
    window.location.assign(target);
  }
}

// What Gradio draws says "user's message: <markup>" to a screen reader; we say whose it is.
function nameMessages() {
  const log = document.querySelector("#chat [role=log]");
  if (log && log.getAttribute("aria-label") !== TEXTS.conversation) {
    log.setAttribute("aria-label", TEXTS.conversation);
  }
  for (const message of document.querySelectorAll("#chat [aria-label]")) {
    const ours = message.querySelector(".answer") ? TEXTS.answer : TEXTS.question;
    const held = message.querySelector(".answer, .question");
    if (held && message.getAttribute("aria-label") !== ours && !message.matches("[role=log]")) {
      message.setAttribute("aria-label", ours);
    }
  }
}

const LOST = "Connection to the server was lost"; // Gradio's own words, in no other language

// That the server is away is said in the reader's language.
function sayLost() {
  for (const text of document.querySelectorAll(".toast-message-text")) {
    if (!text.textContent.trim().startsWith(LOST)) continue;
    text.textContent = TEXTS.lost;
    const title = text.closest(".toast-body")?.querySelector(".toast-title");
    if (title) title.textContent = TEXTS.lostTitle;
  }
}

const TYPED = "typed";
const box = () => document.querySelector("#question textarea");

function write(text) {
  const field = box();
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.setSelectionRange(text.length, text.length);
}

// Once the server is back Gradio loads the page anew: what was typed is still there then.
function keepTyped() {
  const text = box()?.value ?? "";
  if (text) window.sessionStorage.setItem(TYPED, text);
  else window.sessionStorage.removeItem(TYPED);
}

function bringTypedBack() {
  const text = window.sessionStorage.getItem(TYPED);
  if (!text || !box()) return;
  window.sessionStorage.removeItem(TYPED);
  if (!box().value) write(text);
}

// Arrow up in an empty box brings the last question back, to be changed and asked again.
function askAgain(event) {
  if (event.key !== "ArrowUp" || event.target !== box() || box().value) return;
  const last = [...document.querySelectorAll("#chat .question")].pop();
  if (!last) return;
  event.preventDefault();
  write(last.textContent.trim());
}

// The button that stops goes away with what it stopped: whoever pressed it goes on in the box.
function leaveStop() {
  const stop = document.getElementById("stop");
  const gone = !stop || stop.offsetParent === null;
  if (!onStop || !gone || document.activeElement !== document.body) return;
  onStop = false;
  box()?.focus();
}

let drawn = false;
let focused = "";
let onStop = false;

// A marker that had the focus is drawn anew with each statement that comes in: give it back.
function restoreFocus() {
  if (!focused || document.activeElement !== document.body) return;
  citeLinks().find((link) => link.getAttribute("href") === focused)?.focus();
}

let asked = 0;

// A new question moves to the top, once; while its answer comes in nothing moves under the reader.
function followQuestion() {
  const questions = document.querySelectorAll("#chat .question");
  const scroller = document.getElementById("scroll");
  if (scroller && questions.length > asked) {
    const last = questions[questions.length - 1].getBoundingClientRect();
    scroller.scrollTop += last.top - scroller.getBoundingClientRect().top - 24;
  }
  if (asked > 0 && questions.length === 0) closeSource();
  asked = questions.length;
}

function afterDrawing() {
  drawn = false;
  if (document.title !== TEXTS.product) document.title = TEXTS.product;
  if (pane() && !pane().classList.contains("open")) openFromAddress();
  followQuestion();
  nameMessages();
  markActive();
  restoreFocus();
  leaveStop();
  sayLost();
  bringTypedBack();
}

function watch() {
  new MutationObserver(() => {
    if (drawn) return;
    drawn = true;
    window.requestAnimationFrame(afterDrawing);
  }).observe(document.body, { childList: true, subtree: true });
}

document.addEventListener("click", onClick, true);
document.addEventListener("focusin", (event) => {
  const target = event.target.getAttribute?.("href") ?? "";
  focused = target.startsWith(CITE) ? target : "";
  onStop = event.target.closest?.("#stop") !== null;
});
document.addEventListener("keydown", askAgain);
window.addEventListener("pagehide", keepTyped);
// A page that a browser kept whole still has it in its box: it is not to come back once it was asked.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) window.sessionStorage.removeItem(TYPED);
});
document.addEventListener("keydown", (event) => {
  const button = event.target.closest?.('a[role="button"]');
  if (event.key === " " && button) {
    event.preventDefault();
    button.click();
  }
});
// The source says that its reader wants to go back (Escape).
window.addEventListener("message", (event) => {
  if (event.origin === window.location.origin && event.data === "back-to-answer") backToAnswer();
});
window.addEventListener("hashchange", openFromAddress);
window.addEventListener("popstate", openFromAddress);
watch();
