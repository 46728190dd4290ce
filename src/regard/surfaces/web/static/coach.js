// Marks that follow what is typed. The page is complete without this file: the button sends the form.
"use strict";
(() => {
  const form = document.getElementById("coach");
  const draft = document.getElementById("draft");
  const under = document.getElementById("under");
  const note = document.getElementById("note");
  const section = document.getElementById("remarks");
  const list = document.getElementById("list");
  const count = document.getElementById("count");
  let waiting, asked = 0;

  const make = (name, words, of) => {
    const made = document.createElement(name);
    if (words) made.textContent = words;
    if (of) made.className = of;
    return made;
  };

  // Places count code points; a text box counts UTF-16 units.
  function places(text) {
    const at = [];
    let unit = 0;
    for (const point of text) { at.push(unit); unit += point.length; }
    at.push(unit);
    return at;
  }

  function mark(text, found) {
    const at = places(text);
    const edges = [...new Set([0, text.length, ...found.flatMap((r) => [at[r.start], at[r.end]])])].sort((a, b) => a - b);
    under.replaceChildren(...edges.slice(0, -1).map((begin, n) => {
      const words = text.slice(begin, edges[n + 1]);
      const on = found.filter((r) => at[r.start] <= begin && edges[n + 1] <= at[r.end]);
      return on.length ? make("mark", words, on.some((r) => r.level === "warning") ? "warning" : "") : document.createTextNode(words);
    }), document.createTextNode("\n"));
    scroll();
  }

  function tell(text, found) {
    const points = [...text];
    const at = places(text);
    section.hidden = false;
    document.getElementById("read")?.remove();
    count.textContent = String(found.length);
    list.replaceChildren(...found.map((r, n) => {
      const item = make("li", "", r.level);
      const key = make("button", String(n + 1), "pin-key");
      key.type = "button";
      key.title = "Show it in the draft";
      key.addEventListener("click", () => { draft.focus(); draft.setSelectionRange(at[r.start], at[r.end]); });
      const body = make("div");
      const head = make("p");
      head.append(make("b", r.message), " ", make("span", r.rule, "quiet"));
      if (r.message_id) {
        const mail = make("a", "the mail", "quiet");
        mail.href = "/messages/" + r.message_id;
        head.append(" ", mail);
      }
      const said = make("p", "", "said");
      const words = points.slice(r.start, r.end);
      said.append(make("q", words.length > 160 ? words.slice(0, 157).join("") + "…" : words.join("")));
      body.append(head, said);
      if (r.rewrite) {
        const instead = make("p", "Instead: ", "instead");
        const put = make("button", "put it in", "plain");
        put.type = "button";
        put.addEventListener("click", () => {
          if (draft.value !== text) return;
          draft.setRangeText(r.rewrite, at[r.start], at[r.end], "end");
          draft.focus();
          look();
        });
        instead.append(make("ins", r.rewrite), " ", put);
        body.append(instead);
      } else if (r.example) {
        const like = make("p", "For example: ", "instead quiet");
        like.append(make("q", r.example));
        body.append(like);
      }
      if (found.findIndex((other) => other.rule === r.rule) === n) {
        body.append(make("p", r.why, "quiet"));
        if (form.dataset.by) {
          const mine = make("button", "not for me", "plain");
          mine.setAttribute("form", "coach");
          mine.name = "off";
          mine.value = r.rule;
          const at = make("p");
          at.append(mine);
          body.append(at);
        }
      }
      item.append(key, body);
      return item;
    }));
    if (!found.length) list.append(make("li", text.trim() ? "Nothing to remark." : "", "nothing quiet"));
  }

  async function look() {
    const text = draft.value, mine = ++asked;
    try {
      const answer = await fetch("/api/v1/coach", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ text, to: form.elements.to.value.trim() || null, by: form.dataset.by || null }),
      });
      const said = await answer.json();
      if (mine !== asked) return;
      if (!answer.ok) { note.textContent = said.detail ?? "That could not be looked at."; return; }
      note.textContent = text.trim() ? answer.headers.get("X-Note") ?? "" : "";
      mark(text, said);
      tell(text, said);
    } catch {
      if (mine === asked) note.textContent = "Regard does not answer; press the button to try again.";
    }
  }

  // What the book tells of the reader; nothing while the name is none yet.
  async function reader() {
    const to = form.elements.to.value.trim();
    const known = document.getElementById("known");
    known.hidden = true;
    if (!to) return;
    try {
      const answer = await fetch("/api/v1/coach/reader?" + new URLSearchParams({ to }));
      const said = await answer.json();
      if (!answer.ok || form.elements.to.value.trim() !== to || !said.told.length) return;
      const head = make("p"), lines = make("ul");
      head.append(make("b", said.name));
      lines.append(...said.told.map((words) => make("li", words)));
      known.replaceChildren(head, lines);
      known.hidden = false;
    } catch { /* the remarks say that Regard does not answer */ }
  }

  const scroll = () => { under.scrollTop = draft.scrollTop; };
  const soon = () => { asked++; under.replaceChildren(); clearTimeout(waiting); waiting = setTimeout(look, 250); };
  draft.addEventListener("input", soon);
  draft.addEventListener("scroll", scroll);
  form.elements.to.addEventListener("change", () => { reader(); if (draft.value.trim()) look(); });
  form.addEventListener("submit", (event) => { if (event.submitter?.value) return; event.preventDefault(); look(); });
  document.body.classList.add("live");
  if (draft.value.trim()) look();
})();
