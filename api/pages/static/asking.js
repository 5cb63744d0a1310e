// A button that copies a text, where the browser allows it; without it the text can be marked.
"use strict";

for (const text of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) break;
  const button = document.createElement("button");
  const label = text.dataset.copy;
  button.type = "button";
  button.className = "quiet";
  button.textContent = label;
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text.textContent);
      button.textContent = "Copied";
    } catch {
      getSelection().selectAllChildren(text);
      button.textContent = "Marked: copy it by keyboard";
    }
    setTimeout(() => { button.textContent = label; }, 3000);
  });
  text.before(button);
}
