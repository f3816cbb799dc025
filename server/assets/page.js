// SPDX-License-Identifier: GPL-2.0-or-later
// What a page can do beyond HTML: suggestions, keys, going from hit to hit, reading aloud, copying.  Every page works without.
"use strict";
(() => {
  const input = document.getElementById("q");
  const box = input && input.form;
  let list, timer, asked = 0, chosen = -1;

  // ---- Suggestions.  Nothing happens while an input method is composing: its keys and its half-made text are its own.
  const close = () => {
    if (!list) return;
    list.remove();
    list = null;
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const choose = (n) => {
    const items = [...list.children];
    chosen = (n + items.length + 1) % (items.length + 1);
    items.forEach((li, i) => li.setAttribute("aria-selected", i === chosen ? "true" : "false"));
    if (chosen < items.length) input.setAttribute("aria-activedescendant", items[chosen].id);
    else input.removeAttribute("aria-activedescendant");
  };
  const take = (li) => {
    input.value = li.dataset.text;
    close();
    box.requestSubmit();
  };
  const kinds = { word: "词", title: "标题", place: "地点", author: "作者" };
  const show = (found) => {
    close();
    if (!found.length || document.activeElement !== input) return;
    list = document.createElement("ul");
    list.id = "suggest";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "提示");
    found.slice(0, 8).forEach((one, i) => {
      const li = document.createElement("li"), small = document.createElement("small");
      li.id = "suggest-" + i;
      li.setAttribute("role", "option");
      li.setAttribute("aria-selected", "false");
      li.dataset.text = one.text;
      li.append(one.text);
      small.textContent = (kinds[one.kind] || "") + (one.articles ? " " + one.articles + "篇" : "");
      li.append(small);
      li.addEventListener("pointerdown", (e) => { e.preventDefault(); take(li); });
      list.append(li);
    });
    box.append(list);
    input.setAttribute("aria-expanded", "true");
  };
  const ask = async () => {
    const text = input.value.trim(), mine = ++asked;
    if (!text) return close();
    try {
      const answer = await fetch("/api/v1/suggest?q=" + encodeURIComponent(text));
      if (answer.ok && mine === asked) show((await answer.json()).suggestions);
    } catch (e) { close(); }
  };
  const later = () => { clearTimeout(timer); timer = setTimeout(ask, 160); };
  if (input && !document.documentElement.classList.contains("elder")) { // nothing pops up in the elder view
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-controls", "suggest");
    input.addEventListener("input", (e) => { if (!e.isComposing) later(); });
    input.addEventListener("compositionstart", () => { clearTimeout(timer); asked++; close(); });
    input.addEventListener("compositionend", later);
    input.addEventListener("blur", () => setTimeout(close, 100));
    input.addEventListener("keydown", (e) => {
      if (e.isComposing || e.keyCode === 229 || !list) return;
      if (e.key === "ArrowDown") { e.preventDefault(); choose(chosen + 1); }
      else if (e.key === "ArrowUp") { e.preventDefault(); choose(chosen < 0 ? list.children.length - 1 : chosen - 1); }
      else if (e.key === "Escape") { e.preventDefault(); close(); }
      else if (e.key === "Enter" && chosen >= 0 && chosen < list.children.length) { e.preventDefault(); take(list.children[chosen]); }
    });
  }

  // ---- Hits of an article, one after the other.
  const hits = [...document.querySelectorAll("article mark[id]")];
  let at = -1;
  const go = (step) => {
    if (!hits.length) return;
    at = (at + step + hits.length) % hits.length;
    location.replace("#" + hits[at].id);
    where.textContent = (at + 1) + "/" + hits.length;
  };
  const where = document.createElement("span");
  const bar = document.querySelector(".hit-links");
  if (bar && hits.length > 1) {
    [["上一处", -1], ["下一处", 1]].forEach(([label, step]) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = label;
      button.addEventListener("click", () => go(step === -1 && at < 0 ? 0 : step));
      bar.append(button);
    });
    where.setAttribute("role", "status");
    bar.append(where);
  }

  // ---- Keys: / to the box, n and p from hit to hit.  Never while something is being typed, nor where they were switched off (on
  // the help page): who steers by voice may set them off unmeant.
  const keysOff = () => { try { return localStorage.getItem("keys") === "off"; } catch { return false; } };
  const keys = document.querySelector("button.keys");
  if (keys) {
    const label = () => { keys.textContent = keysOff() ? "打开单键快捷键" : "关掉单键快捷键"; };
    keys.hidden = false;
    label();
    keys.addEventListener("click", () => {
      try { localStorage.setItem("keys", keysOff() ? "on" : "off"); } catch { /* storage is refused: they stay on */ }
      label();
    });
  }
  document.addEventListener("keydown", (e) => {
    if (keysOff() || e.isComposing || e.ctrlKey || e.metaKey || e.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(e.target.tagName)) return;
    if (e.key === "/" && input) { e.preventDefault(); input.focus(); input.select(); }
    else if (e.key === "n") go(1);
    else if (e.key === "p") go(at < 0 ? 0 : -1);
  });

  // ---- Copying a citation.
  document.querySelectorAll("button.copy").forEach((button) => {
    if (!navigator.clipboard) return;
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
      button.textContent = "已复制";
    });
  });

  // ---- Reading aloud, paragraph by paragraph, by the browser's own voice.
  const speak = document.querySelector("button.speak");
  if (speak && window.speechSynthesis) {
    const pieces = () => [...document.querySelectorAll("article h1, article .subtitle, .text p, main > h1, .count, .read, .hit h3, .snip, .nothing p, .nothing li, .cause, .line > a")];
    let queue = [];
    const stop = () => {
      queue = [];
      speechSynthesis.cancel();
      document.querySelectorAll(".reading").forEach((el) => el.classList.remove("reading"));
      speak.textContent = "读给我听";
    };
    const next = () => {
      document.querySelectorAll(".reading").forEach((el) => el.classList.remove("reading"));
      const el = queue.shift();
      if (!el) return stop();
      const said = new SpeechSynthesisUtterance(el.textContent);
      said.lang = "zh-CN";
      said.rate = 0.9;
      said.onend = () => { if (speak.textContent === "停止朗读") next(); };
      el.classList.add("reading");
      speechSynthesis.speak(said);
    };
    speak.hidden = false;
    speak.addEventListener("click", () => {
      if (speak.textContent === "停止朗读") return stop();
      queue = pieces();
      speak.textContent = "停止朗读";
      next();
    });
    addEventListener("pagehide", stop);
  }
})();
