// What the pages do beyond links and forms. All of it works without this file, only in more steps.
"use strict";

const REST = 200; // milliseconds without a key before what is typed is searched for

function live(form) {
  const target = document.querySelector(form.dataset.live);
  let timer = 0;
  let asked = null;
  const search = async () => {
    asked?.abort();
    asked = new AbortController();
    const url = `${form.action}?${new URLSearchParams(new FormData(form))}`;
    try {
      const answer = await fetch(url, { signal: asked.signal, redirect: "error" });
      const found = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = found.querySelector(form.dataset.live);
      if (answer.ok && fresh) {
        target.replaceChildren(...fresh.childNodes);
        history.replaceState(null, "", url);
      }
    } catch (fault) {
      if (fault.name !== "AbortError") form.removeAttribute("data-live");
    }
  };
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(search, REST);
  });
}

for (const form of document.querySelectorAll("form[data-live]")) live(form);
