// Copying a text, for the main page and for our own pages. It comes before their scripts.
"use strict";

// Over plain http, as on many intranets, browsers offer no clipboard; the old command still works.
// Where html is given, programs that know it get the text with its bold words and links.
async function copyText(text, html) {
  if (navigator.clipboard && window.isSecureContext) {
    try {
      if (html && window.ClipboardItem) {
        const kinds = { "text/plain": text, "text/html": html };
        const blobs = Object.entries(kinds).map(([type, part]) => [type, new Blob([part], { type })]);
        await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
      } else {
        await navigator.clipboard.writeText(text);
      }
      return true;
    } catch (_refused) {
      // Asked for permission and refused: the old command may still do.
    }
  }
  const fill = (event) => {
    event.clipboardData.setData("text/plain", text);
    event.clipboardData.setData("text/html", html);
    event.preventDefault();
  };
  if (html) document.addEventListener("copy", fill, { once: true });
  const area = document.createElement("textarea");
  area.value = text;
  area.className = "visually-hidden";
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  document.removeEventListener("copy", fill);
  return done;
}

// An answer as text and as HTML, both from here; null where it cannot be had.
async function answerToCopy(id, address) {
  try {
    const [plain, rich] = await Promise.all(
      [`/answer/${id}.txt`, `/answer/${id}/answer.html`].map((from) => fetch(from)),
    );
    if (!plain.ok) return null;
    return { text: `${await plain.text()}\n${address}\n`, html: rich.ok ? await rich.text() : "" };
  } catch (_away) {
    return null; // the application may be away for a moment: the button says that it did not work
  }
}
