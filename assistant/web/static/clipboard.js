// Copying a text, for the main page and for our own pages. It comes before their scripts.
"use strict";

// Over plain http, as on many intranets, browsers offer no clipboard; the old command still works.
async function copyText(text) {
  if (navigator.clipboard && window.isSecureContext) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch (_refused) {
      // Asked for permission and refused: the old command may still do.
    }
  }
  const area = document.createElement("textarea");
  area.value = text;
  area.className = "visually-hidden";
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  return done;
}
