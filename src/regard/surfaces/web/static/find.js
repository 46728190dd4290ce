// What fits while it is typed, under the search box. Arrows choose, Enter opens, Escape closes; Enter without a choice searches as ever.
"use strict";
(() => {
  const box = document.getElementById("q");
  const form = box?.form;
  if (!form) return;
  const list = document.createElement("div");
  list.id = "found-now";
  list.className = "found-now";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "The first that fit");
  form.append(list);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id })) {
    box.setAttribute(name, value);
  }
  const options = () => [...list.querySelectorAll("[role=option]")];
  let at = -1;
  let timer = 0;
  let asking = null;

  function choose(n) {
    const all = options();
    at = n < all.length ? n : -1; // below the last is the box itself
    all.forEach((option, k) => option.setAttribute("aria-selected", String(k === at)));
    if (at < 0) box.removeAttribute("aria-activedescendant");
    else {
      box.setAttribute("aria-activedescendant", all[at].id);
      all[at].scrollIntoView({ block: "nearest" });
    }
  }

  function show(open) {
    list.hidden = !open;
    box.setAttribute("aria-expanded", String(open));
    choose(-1);
  }

  async function ask() {
    asking?.abort();
    const words = new URLSearchParams(new FormData(form));
    if (!/[\p{L}\p{N}]/u.test(box.value)) return show(false);
    asking = new AbortController();
    try {
      const answer = await fetch(`/search/now?${words}`, { signal: asking.signal });
      if (!answer.ok) return show(false);
      list.innerHTML = await answer.text(); // made and escaped by our own templates
      options().forEach((option, n) => {
        option.id = `found-now-${n}`;
        option.tabIndex = -1;
      });
      show(document.activeElement === box && options().length > 0);
    } catch (error) {
      if (error.name !== "AbortError") show(false);
    }
  }

  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, 120);
  });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      event.stopPropagation(); // the first closes the list, the next leaves the box
      show(false);
    } else if (list.hidden || event.isComposing) return;
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      choose(event.key === "ArrowDown" ? at + 1 : at < 0 ? options().length - 1 : at - 1);
    } else if (event.key === "Enter" && at >= 0) {
      event.preventDefault();
      options()[at].click();
    }
  });
  form.addEventListener("focusout", (event) => {
    if (!form.contains(event.relatedTarget)) show(false);
  });
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // a click does not take the box its focus before it counts
})();
