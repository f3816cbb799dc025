// SPDX-License-Identifier: GPL-2.0-or-later
// The interface as its own description has it: the description is valid OpenAPI 3.1, every answer has what its schema says
// and nothing else, and a client generated from the description answers.  ZY_BIN names the folder of the built programs.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { Validator } from "@seriousme/openapi-schema-validator";
import { Ajv2020 } from "ajv/dist/2020.js";
import clientAxios from "openapi-client-axios";

const here = path.dirname(fileURLToPath(import.meta.url)), top = path.join(here, "../..");
const bin = process.env.ZY_BIN || path.join(top, "build/release");
let folder, server, home, description;

before(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "zy-api-"));
  const made = spawnSync(path.join(bin, "zy-index"), ["--quiet", "--db", folder + "/db", "--lexicon", path.join(top, "corpus/lexicon"),
    path.join(top, "corpus/issues")]);
  assert.ok(made.status < 2, String(made.stderr));
  fs.writeFileSync(folder + "/db/takedown.txt", "文章\t112-p1-2\t隐私\n");
  server = spawn(path.join(bin, "zy-server"), ["--db", folder + "/db", "--listen", "127.0.0.1:0"]);
  home = await new Promise((found) => server.stdout.once("data", (line) => found(String(line).match(/http:[^ ]*\d/)[0])));
  description = await (await fetch(home + "/api/v1/openapi.json")).json();
});
after(() => {
  server?.kill("SIGTERM");
  fs.rmSync(folder, { recursive: true, force: true });
});

// The schemas as tests want them: what they do not name is not to be there.
function strict(schema) {
  if (Array.isArray(schema)) return schema.map(strict);
  if (schema === null || typeof schema !== "object") return schema;
  const copy = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, key === "properties"
    ? Object.fromEntries(Object.entries(value).map(([name, part]) => [name, strict(part)])) : strict(value)]));
  if (schema.properties && !("additionalProperties" in schema)) copy.additionalProperties = false;
  return copy;
}

function checker(name) {
  const ajv = new Ajv2020({ strict: false });
  ajv.addSchema({ $id: "http://zy/", components: strict(description.components) });
  const check = ajv.compile({ $ref: "http://zy/#/components/schemas/" + name });
  return (value, what) => assert.ok(check(value), `${what}: ${JSON.stringify(check.errors)}`);
}

test("the description is valid OpenAPI 3.1", async () => {
  const found = await new Validator().validate(description);
  assert.ok(found.valid, JSON.stringify(found.errors));
  assert.match(description.openapi, /^3\.1/);
});

test("the strict check refuses what is not described", () => {
  const check = checker("Health");
  check({ status: "ok" }, "plain");
  assert.throws(() => check({ status: "ok", secret: 1 }, "more"));
  assert.throws(() => check({}, "less"));
});

test("every answer is as its schema says, and no more", async () => {
  const ask = async (target) => [await fetch(home + target), target];
  const q = (text) => "q=" + encodeURIComponent(text);
  for (const [schema, target, status] of [
    ["Answer", "/api/v1/search?" + q("养老院")], ["Answer", "/api/v1/search?" + q("养老园")], ["Answer", "/api/v1/search?" + q("派出所电话")],
    ["Answer", "/api/v1/search?" + q("重阳节 慰问") + "&limit=50"], ["Answer", "/api/v1/search?" + q("停电")],
    ["Answer", "/api/v1/search?" + q("烟花爆竹") + "&offset=1"], ["Answer", "/api/v1/search?q="], ["Answer", "/api/v1/search?" + q("作者:陈子衿") + "&facets=none"],
    ["Suggestions", "/api/v1/suggest?q=yang"], ["Issues", "/api/v1/issues"], ["Issue", "/api/v1/issues/112"],
    ["Article", "/api/v1/articles/112-p1-1?" + q("人民")], ["Health", "/healthz"], ["Health", "/readyz"],
    ["Problem", "/api/v1/articles/none", 404], ["Problem", "/api/v1/articles/112-p1-2", 410], ["Problem", "/api/v1/search?q=a&limit=x", 400],
    ["Problem", "/api/v1/nothing", 404]]) {
    const [answer] = await ask(target);
    assert.equal(answer.status, status ?? 200, target);
    assert.match(answer.headers.get("content-type"), status ? /^application\/problem\+json/ : /^application\/json/, target);
    checker(schema)(await answer.json(), target);
  }
});

test("a client generated from the description answers", async () => {
  const Client = clientAxios.default ?? clientAxios;
  const api = new Client({ definition: description, axiosConfigDefaults: { baseURL: home } });
  const client = await api.init();
  const answer = (await client.search({ q: "养老院", limit: 3 })).data;
  assert.equal(answer.hits.length, 3);
  const article = (await client[operation("/api/v1/articles/{id}")]({ id: answer.hits[0].id, q: "养老院" })).data;
  assert.equal(article.id, answer.hits[0].id);
  assert.ok((await client[operation("/api/v1/suggest")]({ q: "yanglao" })).data.suggestions.length);
  assert.equal((await client[operation("/api/v1/issues/{id}")]({ id: "112" })).data.issue, "112");
  await assert.rejects(client[operation("/api/v1/articles/{id}")]({ id: "none" }), (error) => error.response.status === 404);
});

function operation(target) {
  return description.paths[target].get.operationId;
}

test("every example in the description is answered", async () => {
  for (const [target, methods] of Object.entries(description.paths)) {
    const given = methods.get.parameters.filter((p) => p.in === "query" && p.example !== undefined);
    const query = given.map((p) => `${p.name}=${encodeURIComponent(p.example)}`).join("&");
    const answer = await fetch(home + target.replace("{id}", target.includes("issues") ? "112" : "112-p1-1") + "?" + query);
    assert.equal(answer.status, 200, target + "?" + query);
  }
});
