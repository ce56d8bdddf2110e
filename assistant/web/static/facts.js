// Checking facts: the page that shows how far it is keeps itself up to date; a check can be printed.
"use strict";

const EVERY = 1000; // milliseconds

// Only what changes is put in place, so that the Stop button keeps the focus.
function update(page) {
  for (const id of ["progress", "so-far"]) {
    const fresh = page.getElementById(id);
    const shown = document.getElementById(id);
    if (fresh && shown.innerText !== fresh.innerText) shown.replaceWith(document.adoptNode(fresh));
  }
}

async function follow() {
  try {
    const reply = await fetch(window.location.href);
    if (reply.redirected) {
      window.location.replace(reply.url);
      return;
    }
    const page = new DOMParser().parseFromString(await reply.text(), "text/html");
    if (!reply.ok || !page.getElementById("progress")) {
      window.location.reload();
      return;
    }
    update(page);
  } catch (_away) {
    // The application may be away for a moment: the next look tells.
  }
  window.setTimeout(follow, EVERY);
}

if (document.getElementById("progress")) window.setTimeout(follow, EVERY / 2);

const print = document.getElementById("print");
if (print) {
  print.hidden = false;
  print.addEventListener("click", () => window.print());
}
