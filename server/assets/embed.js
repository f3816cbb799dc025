// SPDX-License-Identifier: GPL-2.0-or-later
// The search box on another site: <script src="https://OUR-SITE/embed.js" defer></script> puts it where the tag stands, or
// into the element named by data-target.  A shadow root keeps the two styles apart; its sheet is made by script, so that a
// page whose policy forbids inline styles can have it too.  Suggestions need --cors-origin here and connect-src there.
"use strict";
(() => {
  const me = document.currentScript;
  const home = new URL(me.src).origin;
  const host = document.createElement("div");
  const target = me.dataset.target && document.querySelector(me.dataset.target);
  if (target) target.append(host);
  else if (me.parentNode === document.head) document.body.prepend(host);
  else me.after(host);
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`:host{display:block;max-width:40rem;font:16px/1.6 system-ui,sans-serif}
    form{display:flex}input{flex:1;min-width:0;font:inherit;padding:.5em .8em;border:2px solid #a8271b;border-right:0;border-radius:.3em 0 0 .3em;background:#fff;color:#211e1a}
    button{font:inherit;font-weight:700;padding:0 1.2em;border:0;border-radius:0 .3em .3em 0;background:#a8271b;color:#fff;min-height:44px;cursor:pointer}
    input:focus-visible,button:focus-visible{outline:3px solid #211e1a;outline-offset:1px}`);
  root.adoptedStyleSheets = [sheet];
  const form = document.createElement("form"), input = document.createElement("input"), button = document.createElement("button");
  const words = document.createElement("datalist");
  form.action = home + "/search";
  form.method = "get";
  form.setAttribute("role", "search");
  input.type = "search";
  input.name = "q";
  input.autocomplete = "off";
  input.setAttribute("aria-label", me.dataset.label || "检索报纸");
  input.placeholder = me.dataset.label || "检索报纸";
  words.id = "zy-words";
  input.setAttribute("list", words.id);
  button.textContent = "检索";
  form.append(input, button, words);
  root.append(form);
  let timer, works = true;
  const ask = async () => {
    if (!works || !input.value.trim()) return;
    try {
      const answer = await fetch(home + "/api/v1/suggest?q=" + encodeURIComponent(input.value.trim()), { credentials: "omit" });
      const found = (await answer.json()).suggestions;
      words.replaceChildren(...found.map((one) => Object.assign(document.createElement("option"), { value: one.text })));
    } catch (e) { works = false; } // not allowed here: the box goes on without
  };
  const later = () => { clearTimeout(timer); timer = setTimeout(ask, 200); };
  input.addEventListener("input", (e) => { if (!e.isComposing) later(); });
  input.addEventListener("compositionend", later);
})();
