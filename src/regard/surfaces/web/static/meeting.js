// Meeting mode: keys, a clock, and what was typed survives a reload. The page is complete without this file.
"use strict";
(() => {
  const meeting = document.querySelector(".meeting");
  const form = document.getElementById("answer-form");
  const typing = (target) => target.closest("input, select, textarea");
  const go = (id) => document.getElementById(id)?.click();
  const focus = (id) => document.getElementById(id)?.focus();
  const keys = {
    ArrowLeft: () => go("back"),
    ArrowRight: () => go("forth"),
    a: () => focus("text"),
    t: () => focus("action"),
    n: () => focus("note"),
  };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && form && typing(event.target)) {
      event.preventDefault();
      form.requestSubmit(form.querySelector("button.button"));
      return;
    }
    if (typing(event.target) || event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });

  // What was typed and not kept yet, for this month and person, until the window is closed.
  if (form) {
    const at = `review ${meeting.dataset.month} ${form.elements.person.value} `;
    for (const field of form.querySelectorAll("[data-keep]")) {
      field.value ||= sessionStorage.getItem(at + field.name) ?? "";
      field.addEventListener("input", () => sessionStorage.setItem(at + field.name, field.value));
    }
    form.addEventListener("submit", () => {
      for (const field of form.querySelectorAll("[data-keep]")) sessionStorage.removeItem(at + field.name);
    });
  }

  // The clock: time with this relationship, and since the meeting began in this window.
  const clock = document.getElementById("clock");
  const name = `review ${meeting.dataset.month} began`;
  const began = Number(sessionStorage.getItem(name)) || Date.now();
  sessionStorage.setItem(name, String(began));
  const here = Date.now();
  const said = (ms) => `${Math.floor(ms / 60000)}:${String(Math.floor(ms / 1000) % 60).padStart(2, "0")}`;
  const tick = () => { clock.textContent = `${said(Date.now() - here)} · ${said(Date.now() - began)}`; };
  clock.hidden = false;
  tick();
  setInterval(tick, 1000);
})();
