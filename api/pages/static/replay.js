// Replay: dragging a handle changes the page. Without this file every step is a link.
"use strict";

const SOON = 40; // milliseconds: of the steps dragged over meanwhile only the last one is asked for
const RESTED = 800; // milliseconds without a step before the list of moments follows

// Positions that follow each other are written as the first and the last: 5-504.
function run(written) {
  const [first, last = first] = written.split("-").map(Number);
  return Array.from({ length: last - first + 1 }, (_, step) => first + step);
}

// Where a time stands on an axis that goes evenly from each of these knots to the next.
function place(time, knots) {
  const next = knots.findIndex(([moment]) => moment > time);
  if (next <= 0) return knots.at(next)[1];
  const [[begin, left], [end, right]] = knots.slice(next - 1, next + 1);
  return left + (time - begin) / (end - begin) * (right - left);
}

function replay(card) {
  const handles = [...card.querySelectorAll(".handle")].map((element) => ({
    name: element.dataset.handle,
    places: element.dataset.steps.split(" ").filter(Boolean).flatMap(run),
    range: element.querySelector("input"),
    count: element.querySelector("output"),
    where: element.querySelector(".where"),
    links: [...element.querySelectorAll("a.step")],
  }));
  let timer = 0;
  let asked = null;
  let listing = 0;

  function query() {
    const wanted = new URLSearchParams(location.search);
    for (const { name, places, range } of handles) {
      if (places.length) wanted.set(name, places[range.valueAsNumber]);
    }
    if (handles.length > 1) wanted.delete("effective_at");
    if (!document.querySelector("#moment").dataset.source) wanted.delete("known_at");
    return wanted;
  }

  async function ask() {
    asked?.abort();
    asked = new AbortController();
    try {
      const answer = await fetch(`${card.dataset.at}?${query()}`, {
        signal: asked.signal,
        redirect: "error",
      });
      const text = await answer.text();
      if (!answer.ok) throw new Error(answer.statusText);
      show(new DOMParser().parseFromString(text, "text/html"));
    } catch (fault) {
      if (fault.name !== "AbortError") location.assign(`${location.pathname}?${query()}`);
    }
  }

  function show(found) {
    const closed = new Set(
      [...document.querySelectorAll("#stood details:not([open])")].map((each) => each.dataset.keep),
    );
    for (const id of ["moment", "stood"]) {
      document.getElementById(id).replaceWith(found.getElementById(id));
    }
    for (const each of document.querySelectorAll("#stood details")) {
      each.open = !closed.has(each.dataset.keep);
    }
    const at = document.getElementById("moment").dataset;
    history.replaceState(null, "", at.address);
    for (const tab of document.querySelectorAll(".tabs a")) {
      const elsewhere = new URLSearchParams(at.elsewhere);
      if ("only" in tab.dataset) elsewhere.set("contemporaneous_only", "true");
      tab.search = tab.hasAttribute("aria-current") ? location.search : elsewhere;
    }
    list(at);
    for (const way of card.querySelectorAll("[data-way]")) way.href = at[way.dataset.way];
    draw(at);
    for (const handle of handles) name(handle);
  }

  function list(at) {
    let found = !at.shown;
    for (const each of document.querySelectorAll("#moments a[data-position]")) {
      const here = each.dataset.position === at.shown;
      found ||= here;
      if (here) each.setAttribute("aria-current", "step");
      else each.removeAttribute("aria-current");
    }
    clearTimeout(listing);
    if (!found) listing = setTimeout(() => relist(at), RESTED);
  }

  // Of a long deal the list has the moments around a step: those around this one are fetched.
  async function relist(at) {
    const answer = await fetch(at.address, { redirect: "error" }).catch(() => null);
    if (!answer?.ok) return;
    const found = new DOMParser().parseFromString(await answer.text(), "text/html");
    const same = document.getElementById("moment").dataset.address === at.address;
    if (same) document.getElementById("moments").replaceWith(found.getElementById("moments"));
  }

  function draw(at) {
    for (const picture of document.querySelectorAll("svg.lanes")) drawIn(picture, at);
  }

  function drawIn(picture, at) {
    const cursor = picture.querySelector(".cursor");
    if (!cursor || !at.time) return;
    const { knots, left } = picture.dataset;
    const x = place(at.time, knots.split(" ").map((knot) => knot.split(":").map(Number)));
    cursor.setAttribute("x1", Number(left) + x);
    cursor.setAttribute("x2", Number(left) + x);
    for (const mark of picture.querySelectorAll(".mark")) {
      const unknown = Number(mark.dataset.position) > Number(at.position);
      const later = unknown || (at.cut === "true" && Number(mark.dataset.x) > x + 0.1);
      mark.classList.toggle("later", later);
      if (later) mark.setAttribute("opacity", ".4");
      else mark.removeAttribute("opacity");
    }
  }

  function targets({ range, places }) {
    const step = range.valueAsNumber;
    return { first: 0, earlier: step - 1, later: step + 1, last: places.length - 1 };
  }

  function name(handle) {
    const { range, count, where, links, places } = handle;
    const step = range.valueAsNumber;
    const at = document.getElementById("moment").dataset;
    const together = document.querySelector("#moment time")?.textContent ?? "";
    const apart = handle.name === "happened" ? at.happened : `position ${at.position}`;
    const when = handles.length > 1 ? apart : together;
    count.value = places.length ? step + 1 : 0;
    if (where) where.textContent = when;
    range.setAttribute("aria-valuetext", `moment ${count.value} of ${places.length}, ${when}`);
    for (const link of links) {
      const there = targets(handle)[link.dataset.step];
      if (there < 0 || there >= places.length || there === step) {
        if (link === document.activeElement) range.focus();
        link.removeAttribute("href");
        link.setAttribute("role", "link");
        link.setAttribute("aria-disabled", "true");
      } else {
        link.removeAttribute("role");
        link.removeAttribute("aria-disabled");
        const wanted = query();
        wanted.set(handle.name, places[there]);
        link.href = `${location.pathname}?${wanted}#moment`;
      }
    }
  }

  function go(range, step) {
    const before = range.value;
    range.value = step;
    if (range.value !== before) soon(range);
  }

  function soon(range) {
    range.closest(".handle").querySelector("output").value = range.valueAsNumber + 1;
    clearTimeout(timer);
    timer = setTimeout(ask, SOON);
  }

  for (const handle of handles) {
    const { range, links, places } = handle;
    range.disabled = places.length < 2;
    range.addEventListener("input", () => soon(range));
    for (const link of links) {
      link.addEventListener("click", (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey || range.disabled) return;
        event.preventDefault();
        go(range, targets(handle)[link.dataset.step]);
      });
    }
    name(handle);
  }

  const known = handles.find((handle) => handle.name === "position");
  const to = (position) => known.places.findLastIndex((place) => place <= position);
  document.addEventListener("click", (event) => {
    const place = event.target.closest?.("#moments a[data-position], svg.lanes .mark");
    if (!place || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const step = to(Number(place.dataset.position));
    if (step < 0 || known.range.disabled) return;
    event.preventDefault();
    go(known.range, step);
  });
}

for (const card of document.querySelectorAll(".replay")) replay(card);
