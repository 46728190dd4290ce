// Moving somebody on the committee map: by pointer or, on a focused box, with M. What is kept is a word like those of the forms below
// the map, sent by one of them; the page is complete without this file.
"use strict";
(() => {
  const map = document.getElementById("map");
  const bar = document.getElementById("move-to");
  if (!map || !bar) return;
  const says = bar.querySelector("[aria-live]");
  const chips = [...bar.querySelectorAll("button")];
  document.getElementById("move-how").hidden = false;
  let box = null;
  let start = null;
  let dragging = false;
  let held = 0;
  let over = null;

  function open(one) {
    box = one;
    bar.hidden = false;
    says.textContent = `${box.dataset.name} is`;
    for (const chip of chips) {
      // Of somebody who is only mentioned a part is known, or there is nobody to meet.
      chip.hidden = box.dataset.kind === "seat" && chip.dataset.lane === "none";
      chip.disabled = chip.dataset.lane === box.dataset.lane;
    }
    map.classList.add("moving");
  }

  function light(target) {
    if (over === target) return;
    over?.classList.remove("over");
    over = target;
    over?.classList.add("over");
  }

  function close(focus) {
    light(null);
    bar.hidden = true;
    map.classList.remove("moving");
    box?.classList.remove("dragged");
    if (box) box.style.transform = "";
    if (focus) box?.focus();
    box = start = null;
    dragging = false;
    clearTimeout(held);
  }

  function keep(lane) {
    if (!lane || lane === box.dataset.lane || (lane === "none" && box.dataset.kind === "seat")) return close(true);
    const seat = box.dataset.kind === "seat";
    const form = document.getElementById(seat ? "move-seat" : "move");
    form.elements.part.value = lane;
    if (seat) {
      form.elements.name.value = box.dataset.who;
    } else {
      form.elements.person.value = box.dataset.who;
      form.elements.was.value = `${box.dataset.lane}|${box.dataset.pin}`;
      form.elements.pin.value = box.dataset.pin;
    }
    form.submit();
  }

  const target = (event) => document.elementFromPoint(event.clientX, event.clientY)?.closest("#map [data-lane], #move-to [data-lane]:not(:disabled)");

  map.addEventListener("dragstart", (event) => event.preventDefault());
  map.addEventListener("pointerdown", (event) => {
    const one = event.target.closest("[data-who]");
    if (!one || event.button !== 0) return;
    start = { one, x: event.clientX, y: event.clientY };
    // A finger scrolls; held still it means the box.
    if (event.pointerType === "touch") held = setTimeout(() => { if (start) { open(start.one); start = null; chips.find((c) => !c.disabled && !c.hidden).focus(); } }, 450);
  });
  document.addEventListener("pointermove", (event) => {
    if (!start) return;
    const dx = event.clientX - start.x;
    const dy = event.clientY - start.y;
    if (!dragging && Math.hypot(dx, dy) < 7) return;
    if (event.pointerType === "touch") {
      clearTimeout(held);
      start = null;
      return;
    }
    if (!dragging) {
      dragging = true;
      open(start.one);
      box.classList.add("dragged");
    }
    event.preventDefault();
    const scale = box.ownerSVGElement.getBoundingClientRect().width / box.ownerSVGElement.viewBox.baseVal.width || 1;
    box.style.transform = `translate(${dx / scale}px, ${dy / scale}px)`;
    light(target(event));
  });
  document.addEventListener("pointerup", (event) => {
    clearTimeout(held);
    if (!dragging) {
      start = null;
      return;
    }
    const there = target(event);
    const moved = box;
    // The click that ends a drag opens nothing.
    moved.addEventListener("click", (click) => click.preventDefault(), { once: true, capture: true });
    if (there) keep(there.dataset.lane);
    else close(false);
  });
  document.addEventListener("pointercancel", () => close(false));

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && box) {
      event.preventDefault();
      return close(true);
    }
    const shown = chips.filter((chip) => !chip.hidden && !chip.disabled);
    const at = shown.indexOf(document.activeElement);
    if (at >= 0 && ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"].includes(event.key)) {
      event.preventDefault();
      const step = event.key === "ArrowLeft" || event.key === "ArrowUp" ? -1 : 1;
      shown[(at + step + shown.length) % shown.length].focus();
      return;
    }
    const one = document.activeElement?.closest?.("#map [data-who]");
    if (one && event.key.toLowerCase() === "m" && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      open(one);
      chips.find((chip) => !chip.hidden && !chip.disabled).focus();
    }
  });
  bar.addEventListener("click", (event) => {
    const chip = event.target.closest("[data-lane]");
    if (chip && box) keep(chip.dataset.lane);
  });
})();
