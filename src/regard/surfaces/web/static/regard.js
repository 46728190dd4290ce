// Keys for those who like them; every page is complete without this file.
"use strict";
(() => {
  const rows = () => [...document.querySelectorAll("[data-row]")].filter((row) => row.offsetParent !== null);
  const opener = (row) => row.querySelector("[data-open]");
  let at = -1;

  function move(step) {
    const all = rows();
    if (!all.length) return;
    const focused = all.findIndex((row) => row.contains(document.activeElement));
    const from = focused >= 0 ? focused : at;
    at = Math.min(Math.max(from + step, 0), all.length - 1);
    all.forEach((row, n) => row.classList.toggle("at", n === at));
    opener(all[at])?.focus();
    all[at].scrollIntoView({ block: "nearest" });
  }

  function evidence() {
    const row = document.activeElement.closest("[data-row]") ?? rows()[at];
    (row ?? document).querySelector("[data-why], .big a.est")?.click();
  }

  const help = document.getElementById("help");
  const button = document.getElementById("help-open");
  button.hidden = false;
  button.addEventListener("click", () => help.showModal());

  const keys = {
    "/": () => { const q = document.getElementById("q"); q.focus(); q.select(); },
    j: () => move(1),
    k: () => move(-1),
    e: evidence,
    g: () => document.querySelector("a.home").click(),
    "?": () => help.showModal(),
  };

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input:not([type=checkbox]), select, textarea");
    if (typing) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || help.open || !keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });

  document.addEventListener("click", (event) => {
    document.querySelectorAll("header details[open]").forEach((open) => {
      if (!open.contains(event.target)) open.open = false;
    });
  });
})();
