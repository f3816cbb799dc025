// SPDX-License-Identifier: GPL-2.0-or-later
// The pages in Chromium: every flow at phone and desk width, with and without script, plain and elder, light, dark, print;
// axe-core on every page and state.  ZY_BIN names the folder of the built programs.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const here = path.dirname(fileURLToPath(import.meta.url));
const bin = process.env.ZY_BIN || path.join(here, "../../build/release");
const shots = process.env.ZY_SHOTS; // a folder, to keep pictures in
const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const phone = { width: 390, height: 844 }, desk = { width: 1280, height: 900 };
const q = encodeURIComponent("养老院");
let folder, server, home, browser, article;

before(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "zy-browser-"));
  const made = spawnSync(path.join(bin, "zy-index"), ["--quiet", "--db", folder + "/db", "--lexicon", path.join(here, "../../corpus/lexicon"),
    path.join(here, "../../corpus/issues")]);
  assert.ok(made.status < 2, String(made.stderr));
  server = spawn(path.join(bin, "zy-server"), ["--db", folder + "/db", "--listen", "127.0.0.1:0", "--phone", "021-57210000",
    "--cors-origin", "*"]);
  home = await new Promise((found) => server.stdout.once("data", (line) => found(String(line).match(/http:[^ ]*\d/)[0])));
  browser = await chromium.launch({ executablePath: process.env.ZY_CHROMIUM || "/usr/bin/chromium", args: flags });
  const answer = await (await fetch(`${home}/api/v1/search?q=${q}`)).json();
  article = answer.hits[0].url + "?q=" + q;
});
after(async () => {
  await browser?.close();
  server?.kill("SIGTERM");
  fs.rmSync(folder, { recursive: true, force: true });
});

async function withPage(options, use) {
  const context = await browser.newContext({ viewport: desk, reducedMotion: "reduce", ...options });
  const page = await context.newPage();
  const wrong = [];
  page.on("console", (m) => m.type() === "error" && wrong.push(m.text()));
  page.on("pageerror", (e) => wrong.push(String(e)));
  page.on("request", (r) => r.url().startsWith(home) || wrong.push("elsewhere: " + r.url()));
  try {
    await use(page);
    assert.deepEqual(wrong.filter((w) => !/status of 4\d\d|status of 503/.test(w)), []);
  } finally {
    await context.close();
  }
}

const axe = fs.readFileSync(path.join(here, "node_modules/axe-core/axe.min.js"), "utf8");
async function accessible(page, what) {
  await page.evaluate(axe); // through the protocol, which the page's policy does not bind
  const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"],
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
  assert.deepEqual(found.violations.map((v) => [what, v.id, v.nodes.map((n) => n.html.slice(0, 160) + " | " + (n.any[0]?.message ?? "")).slice(0, 3)]), []);
}

const everyPage = () => ({ home: "/", results: `/search?q=${q}`, related: "/search?q=" + encodeURIComponent("养老院 食堂 修缮"),
  filtered: `/search?q=${q}&from=2024&to=2024&sort=newest`, nothing: "/search?q=" + encodeURIComponent("量子纠缠望远镜"),
  article, issues: "/issues", issue: "/issues/101", places: "/places",
  day: "/on-this-day?date=2025-10-18", help: "/help", embed: "/embed", missing: "/nope", bad: "/search?q=a&limit=x" });

for (const [kind, options, view] of [["phone", { viewport: phone, hasTouch: true }, 0], ["desk", {}, 0], ["dark", { colorScheme: "dark" }, 0],
  ["no script", { javaScriptEnabled: false, viewport: phone }, 0], ["elder 1", { viewport: phone }, 1], ["elder 2 desk", {}, 2],
  ["elder 3", { viewport: phone }, 3], ["elder dark", { viewport: phone, colorScheme: "dark" }, 2]]) {
  test(`every page: ${kind}`, async () => {
    for (const [name, target] of Object.entries(everyPage())) {
      await withPage(options, async (page) => {
        if (view) await page.context().addCookies([{ name: "view", value: String(view), url: home }]);
        await page.goto(home + target);
        assert.ok(await page.title(), name);
        if (options.javaScriptEnabled !== false) {
          await accessible(page, `${name}, ${kind}`);
          const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
          assert.ok(wide <= 0, `${name}, ${kind}: ${wide}px too wide`);
          if (view && name !== "embed")
            assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize), [0, "24px", "28px", "32px"][view]);
        }
        if (shots) await page.screenshot({ path: `${shots}/${name}-${kind.replaceAll(" ", "-")}.png` });
      });
    }
  });
}

test("asking, marks, article, hit, and back, without script", async () => {
  await withPage({ javaScriptEnabled: false, viewport: phone }, async (page) => {
    await page.goto(home);
    await page.fill("#q", "养老院");
    await page.click(".box button");
    assert.match(await page.title(), /养老院：\d+篇/);
    assert.ok((await page.locator(".hit mark").allTextContents()).includes("养老院"));
    await page.click(".hit h3 a >> nth=0");
    await page.click(".numbers a >> nth=0");
    assert.match(page.url(), /#hit-1$/);
    await page.click(".back a");
    assert.match(page.url(), /\/search\?q=/);
  });
});

test("filters are chosen and taken away one at a time; bars narrow", async () => {
  await withPage({}, async (page) => {
    await page.goto(`${home}/search?q=${q}`);
    const count = async () => Number(await page.locator(".count b").textContent());
    const all = await count();
    await page.click("aside section:has(h3:text('年份')) a >> nth=0");
    const year = await count();
    assert.ok(year < all);
    await page.click("aside section:has(h3:text('版')) a >> nth=0");
    assert.ok((await count()) < year);
    assert.equal(await page.locator(".chips li").count(), 2);
    await page.click(".chips a >> nth=1");
    assert.equal(await count(), year);
    await page.click(".chips a");
    assert.equal(await count(), all);
    await page.locator(".time svg a").first().click();
    assert.ok((await count()) < all);
  });
});

test("suggestions by keyboard; nothing while an input method composes", async () => {
  await withPage({}, async (page) => {
    const asked = [];
    page.on("request", (r) => r.url().includes("/suggest") && asked.push(r.url()));
    await page.goto(home);
    await page.keyboard.press("/");
    assert.equal(await page.evaluate(() => document.activeElement.id), "q");
    const cdp = await page.context().newCDPSession(page);
    for (const half of ["y", "ya", "yan", "yang", "yanglao"])
      await cdp.send("Input.imeSetComposition", { text: half, selectionStart: half.length, selectionEnd: half.length });
    await page.waitForTimeout(500);
    assert.deepEqual(asked, []);
    await cdp.send("Input.insertText", { text: "养老" });
    await page.waitForSelector("#suggest li");
    assert.equal(asked.length, 1);
    await accessible(page, "suggestions open");
    await page.keyboard.press("ArrowDown");
    assert.equal(await page.locator("#suggest li[aria-selected=true]").count(), 1);
    await page.keyboard.press("Escape");
    assert.equal(await page.locator("#suggest").count(), 0);
    await page.keyboard.type(" ");
    await page.waitForSelector("#suggest li");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/search\?q=/);
  });
});

test("nearly the same text is folded under its first; places and past years lead into the archive", async () => {
  await withPage({ viewport: phone, javaScriptEnabled: false }, async (page) => {
    await page.goto(`${home}/search?q=${encodeURIComponent("重阳节敬老活动安排")}`);
    assert.equal(await page.locator(".same .line >> nth=0").isVisible(), false);
    await page.click(".same summary >> nth=0");
    assert.ok(await page.locator(".same .line >> nth=0").isVisible());
    await page.goto(home + "/places");
    await page.click(".kind:has(h2:text('学校')) a >> nth=0");
    assert.match(page.url(), /place=/);
    assert.ok(Number(await page.locator(".count b").textContent()) > 0);
    await page.goto(home + "/on-this-day?date=2025-10-18");
    assert.deepEqual((await page.locator(".year h2").allTextContents()).map((t) => t.slice(0, 5)), ["2024年", "2023年"]);
    await page.goto(home + "/on-this-day?date=2025-05-01"); // none within ten days
    assert.equal(await page.locator(".year").count(), 0);
  });
});

test("next and previous hit by key and button", async () => {
  await withPage({}, async (page) => {
    await page.goto(home + article);
    await page.keyboard.press("n");
    assert.match(page.url(), /#hit-1$/);
    await page.click("text=下一处");
    assert.match(page.url(), /#hit-2$/);
    await page.keyboard.press("p");
    assert.match(page.url(), /#hit-1$/);
  });
});

test("keys of one letter can be switched off, and on again", async () => {
  await withPage({}, async (page) => {
    for (const [label, moves] of [["关掉单键快捷键", false], ["打开单键快捷键", true]]) {
      await page.goto(home + "/help");
      await page.click(`button.keys:text("${label}")`);
      await page.goto(home + article);
      await page.keyboard.press("n");
      assert.equal(/#hit-1$/.test(page.url()), moves);
    }
  });
});

test("the elder view: in, bigger, kept, read aloud, out; targets are large", async () => {
  await withPage({ viewport: phone }, async (page) => {
    await page.goto(`${home}/search?q=${q}`);
    await page.click("a.view");
    assert.match(page.url(), /q=.*view=1/);
    await page.click(".views a:text('最大')");
    await page.goto(home + "/issues");
    assert.equal(await page.evaluate(() => document.documentElement.className), "elder elder3");
    assert.equal((await page.context().cookies())[0].value, "3");
    await page.goto(home + article);
    await page.evaluate(() => { window.said = []; speechSynthesis.speak = (u) => { window.said.push(u.text); }; });
    await page.click("button.speak");
    assert.ok((await page.evaluate(() => window.said[0])).length > 2);
    for (const target of ["/", `/search?q=${q}`, article, "/issues", "/issues/101", "/places"]) {
      await page.goto(home + target);
      const small = await page.evaluate(() => [...document.querySelectorAll("nav a, .views a, button, aside li a, summary, .tabs a, .tools a, .pager a, .box input, .flow a, .issues a, footer a")]
        .filter((el) => el.offsetParent && !(el.getBoundingClientRect().height >= 44)).map((el) => el.outerHTML.slice(0, 80)));
      assert.deepEqual(small, [], target);
    }
    await page.click(".views a:text('普通版')");
    assert.equal(await page.evaluate(() => document.documentElement.className), "");
  });
});

test("the elder view without cookies is carried from link to link", async () => {
  await withPage({ viewport: phone, javaScriptEnabled: false }, async (page) => {
    await page.route("**/*", async (route) => {
      const headers = { ...route.request().headers() };
      delete headers.cookie;
      await route.continue({ headers });
    });
    await page.goto(`${home}/search?q=${q}&view=2`);
    await page.context().clearCookies();
    await page.click(".hit h3 a >> nth=0");
    assert.match(page.url(), /view=2/);
  });
});

test("keyboard alone at 400 % zoom", async () => {
  await withPage({ viewport: { width: 320, height: 256 } }, async (page) => { // 1280x1024 at 400 %
    await page.goto(`${home}/search?q=${q}`);
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 320);
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
    await page.keyboard.press("Enter");
    for (let i = 0; i < 60; i++) {
      await page.keyboard.press("Tab");
      if (await page.evaluate(() => document.activeElement.closest(".hit h3") !== null)) break;
    }
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/articles\//);
  });
});

test("print leaves the text and the address, not the furniture", async () => {
  await withPage({}, async (page) => {
    await page.emulateMedia({ media: "print" });
    await page.goto(home + article);
    assert.equal(await page.locator(".box").isVisible(), false);
    assert.equal(await page.locator(".text").isVisible(), true);
    assert.equal(await page.locator("#cite").isVisible(), true);
  });
});

test("one round trip: under 30 KB compressed, nothing from elsewhere", async () => {
  for (const target of ["/", `/search?q=${q}`, article]) {
    const answer = await fetch(home + target, { headers: { "accept-encoding": "br" } });
    await answer.text();
    assert.equal(answer.headers.get("content-encoding"), "br");
    assert.ok(Number(answer.headers.get("content-length")) < 30000);
  }
});

test("the box on a foreign page with a strict policy", async () => {
  const foreign = http.createServer((_, out) => {
    out.setHeader("Content-Type", "text/html; charset=utf-8");
    out.setHeader("Content-Security-Policy", `default-src 'none'; script-src ${home}; connect-src ${home}; form-action ${home}; frame-src ${home}`);
    out.end(`<!doctype html><html lang="zh"><title>镇政府</title><body><h1>镇政府</h1><script src="${home}/embed.js"></script><iframe title="检索" src="${home}/embed"></iframe></body></html>`);
  });
  await new Promise((listening) => foreign.listen(0, "127.0.0.1", listening));
  const context = await browser.newContext();
  try {
    const page = await context.newPage(), wrong = [];
    page.on("console", (m) => m.type() === "error" && !/favicon/.test(m.text()) && wrong.push(m.text()));
    await page.goto(`http://127.0.0.1:${foreign.address().port}/`);
    assert.ok(await page.frameLocator("iframe").locator("#q").isVisible());
    await page.locator("input[name=q]").first().pressSequentially("养老");
    for (let i = 0; i < 40 && !(await page.locator("option").count()); i++) await page.waitForTimeout(50);
    assert.ok(await page.locator("option").count()); // the page's policy forbids waitForFunction
    await page.keyboard.press("Enter");
    await page.waitForURL(new RegExp("^" + home + "/search\\?q="));
    assert.deepEqual(wrong, []);
  } finally {
    await context.close();
    foreign.close();
  }
});

// What a browser keeps of the search engines it knows; Node.js 18 reads no SQLite, Python does.
function enginesOf(profile) {
  const read = "import json,sqlite3,sys; c=sqlite3.connect(sys.argv[1]); " +
    "print(json.dumps(list(c.execute('select short_name,url,suggest_url,originating_url from keywords'))))";
  const done = spawnSync("python3", ["-c", read, path.join(profile, "Default", "Web Data")]);
  assert.equal(done.status, 0, String(done.stderr));
  return JSON.parse(String(done.stdout));
}

test("Chromium takes the OpenSearch description as a search engine of its own", async () => {
  const profile = path.join(folder, "profile");
  // The whole browser without a window: the plain headless one has no search engines.
  const context = await chromium.launchPersistentContext(profile, { executablePath: process.env.ZY_CHROMIUM || "/usr/bin/chromium",
    headless: false, args: ["--headless=new", ...flags.slice(1)] });
  try {
    const page = context.pages()[0] || await context.newPage();
    await page.goto(home + "/");
    await page.waitForTimeout(2500); // the browser itself asks for the description; no page sees it
  } finally {
    await context.close();
  }
  const ours = enginesOf(profile).find((engine) => engine[3] === home + "/opensearch.xml");
  assert.ok(ours, "not among the engines");
  assert.match(ours[1], /\/search\?q=\{searchTerms\}$/);
  assert.match(ours[2], /\/api\/v1\/suggest\?q=\{searchTerms\}&format=opensearch$/);
});
