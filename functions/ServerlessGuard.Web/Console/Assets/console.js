// Every page works without this script. The script makes no markup from text: the browser parses each update from the
// server as a document, in which no script runs.
"use strict";

const every = 3000;

/* Live: asks again while the page is visible, and takes over the changed parts. */
let tag = document.body.dataset.live;

function swap(fresh) {
  const focused = document.activeElement?.closest("[data-row]")?.dataset.row;
  for (const part of fresh.querySelectorAll("[data-live][id]")) {
    const old = document.getElementById(part.id);
    if (old && !old.contains(document.querySelector("details[open] textarea, dialog[open]"))) {
      const opened = [...old.querySelectorAll("details[open]")].map(d => [...old.querySelectorAll("details")].indexOf(d));
      const next = document.adoptNode(part);
      old.replaceWith(next);
      const all = next.querySelectorAll("details");
      opened.forEach(i => all[i]?.setAttribute("open", ""));
    }
  }
  if (focused !== undefined) {
    rows().find(row => row.dataset.row === focused)?.querySelector("a")?.focus({ preventScroll: true });
  }
}

function tell(text) {
  const live = document.querySelector(".live");
  if (live && live.textContent !== text) live.textContent = text;
}

function ask() {
  if (document.hidden) return;
  const request = new XMLHttpRequest();
  request.open("GET", location.href);
  request.responseType = "document";
  request.timeout = 20000;
  request.setRequestHeader("Guard-Live", "1");
  request.setRequestHeader("If-None-Match", tag);
  request.onload = () => {
    if (request.status === 200 && request.response) {
      tag = request.response.body.dataset.live || tag;
      swap(request.response);
      tell("");
    } else if (request.status === 304) {
      tell("");
    } else if (request.status === 401) {
      location.reload();
      return;
    } else {
      tell("Connection lost; retrying");
    }
    again();
  };
  request.onerror = request.ontimeout = () => { tell("Connection lost; retrying"); again(); };
  request.send();
}

function again() { setTimeout(ask, every); }

if (tag) {
  again();
  document.addEventListener("visibilitychange", () => { if (!document.hidden) ask(); });
}

/* Keyboard shortcuts. */
const rows = () => [...document.querySelectorAll("[data-row]")];

function move(step) {
  const all = rows();
  if (all.length === 0) return;
  const at = all.findIndex(row => row.contains(document.activeElement));
  const next = at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + step));
  all[next].querySelector("a")?.focus();
  all[next].scrollIntoView({ block: "nearest" });
}

function reach(name) {
  const target = document.querySelector(`[data-key="${name}"]`);
  if (!target) return false;
  target.closest("details")?.setAttribute("open", "");
  (target.matches("summary") ? target.parentElement.querySelector("textarea, input:not([type=hidden]), button") ?? target : target).focus();
  return true;
}

document.addEventListener("keydown", event => {
  const typing = event.target.closest("input, textarea, select, dialog");
  if (event.key === "Escape" && typing && !typing.matches("dialog")) { typing.blur(); return; }
  if (typing || event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
  const act = {
    j: () => move(1),
    k: () => move(-1),
    a: () => reach("a"),
    c: () => reach("c"),
    d: () => reach("d"),
    e: () => reach("e"),
    r: () => reach("r"),
    u: () => document.querySelector(".crumbs a")?.click(),
    "/": () => reach("/"),
    "?": () => document.getElementById("keys")?.showModal(),
  }[event.key];
  if (act) { event.preventDefault(); act(); }
});

/* A filter applies as soon as it is chosen. */
document.addEventListener("change", event => { if (event.target.matches(".filters select")) event.target.form.requestSubmit(); });

/* An action that cannot be undone needs a second click. */
document.addEventListener("click", event => {
  const button = event.target.closest("button[data-confirm]");
  if (button && !button.dataset.asked) {
    event.preventDefault();
    button.dataset.asked = "1";
    button.textContent = button.dataset.confirm;
  }
});
