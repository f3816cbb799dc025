# SPDX-License-Identifier: GPL-2.0-or-later
"""zy-server over the wire.  usage: test_server.py ZY-SERVER ZY-INDEX CORPUS"""
import concurrent.futures, gzip, json, os, shutil, socket, subprocess, sys, threading, time, unittest
import xml.etree.ElementTree as xml

import harness
from harness import Server, build, folder, quote

HOME = quote("养老院")


def setUpModule():
    global place, server
    place = folder()
    # Text that must never become markup, in every field it could be smuggled through.
    hostile = os.path.join(place.name, "hostile.jsonl")
    evil = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"
    with open(hostile, "w", encoding="utf8") as out:
        out.write(json.dumps({"id": "evil/<u>1", "title": "恶意" + evil, "body": "正文恶意" + evil + "\n第二段 &amp; 恶意",
                              "section": evil, "authors": [evil], "issue": "9<i>9", "date": "2024-05-06", "page": 2},
                             ensure_ascii=False) + "\n")
    place.db = build(place.name, os.path.join(harness.CORPUS, "issues"), hostile)
    server = Server(place.db, "--phone", "021-57210000", "--cors-origin", "https://town.example", "--deadline", "3")


def tearDownModule():
    code = server.stop()
    place.cleanup()
    assert code == 0, f"stopped with {code}: {server.errors}"


class Routes(unittest.TestCase):
    def test_every_page_answers(self):
        for path in ("/", "/search?q=" + HOME, "/issues", "/issues/101", "/help", "/embed"):
            answer = server.get(path)
            self.assertEqual(answer.status, 200, path)
            self.assertIn("text/html", answer.headers["content-type"])
            self.assertIn("</html>", answer.text)
            self.assertNotIn("<style", answer.text)
            self.assertNotIn(" style=", answer.text)
            self.assertNotIn("<script>", answer.text)

    def test_search_api(self):
        answer = json.loads(server.get(f"/api/v1/search?q={HOME}&limit=3").text)
        self.assertEqual(answer["version"], 1)
        self.assertGreater(answer["total"], 5)
        self.assertEqual(len(answer["hits"]), 3)
        for hit in answer["hits"]:
            for snippet in hit["snippets"]:
                for start, end in snippet["marks"]:
                    self.assertEqual(snippet["text"][start:end], "养老院")
            self.assertEqual(server.get(hit["url"]).status, 200)
            self.assertEqual(server.get("/api/v1" + hit["url"]).status, 200)

    def test_paging_reaches_the_end_without_a_gap(self):
        whole, seen = json.loads(server.get(f"/api/v1/search?q={HOME}&limit=100").text), []
        for offset in range(0, len(whole["hits"]) + 7, 7):
            seen += [hit["id"] for hit in json.loads(server.get(f"/api/v1/search?q={HOME}&limit=7&offset={offset}").text)["hits"]]
        self.assertEqual(seen, [hit["id"] for hit in whole["hits"]])

    def test_facets_none_and_some(self):
        none = json.loads(server.get(f"/api/v1/search?q={HOME}&facets=none").text)
        self.assertFalse(any(none["facets"].values()))
        some = json.loads(server.get(f"/api/v1/search?q={HOME}&facets=year").text)
        self.assertEqual(list(filter(some["facets"].get, some["facets"])), ["year"])

    def test_filters_narrow(self):
        every = json.loads(server.get(f"/api/v1/search?q={HOME}").text)["total"]
        year = json.loads(server.get(f"/api/v1/search?q={HOME}&from=2024&to=2024").text)
        page = json.loads(server.get(f"/api/v1/search?q={HOME}&page=1").text)
        self.assertTrue(0 < year["total"] < every and 0 < page["total"] < every)
        self.assertTrue(all(hit["date"].startswith("2024") for hit in year["hits"]))
        self.assertTrue(all(hit["page"] == 1 for hit in page["hits"] if hit["class"] != "related"))

    def test_export_holds_exactly_the_total(self):
        total = json.loads(server.get(f"/api/v1/search?q={HOME}").text)["total"]
        lines = server.get(f"/export.jsonl?q={HOME}").text.splitlines()
        self.assertEqual(len([json.loads(line) for line in lines]), total)
        import csv, io
        rows = list(csv.reader(io.StringIO(server.get(f"/export.csv?q={HOME}").body.decode("utf-8-sig"))))
        self.assertEqual(len(rows), total + 1)

    def test_xml_parses(self):
        for path in (f"/feed.atom?q={HOME}", "/opensearch.xml", "/sitemap.xml", "/feed.atom?q=" + quote("恶意"),
                     "/feed.atom?q=" + quote("<&\"'>")):
            xml.fromstring(server.get(path).text)

    def test_machine_routes(self):
        self.assertIn("Sitemap:", server.get("/robots.txt").text)
        self.assertEqual(json.loads(server.get("/healthz").text)["status"], "ok")
        self.assertEqual(json.loads(server.get("/readyz").text)["status"], "ready")
        self.assertIn("zy_http_requests_total", server.get("/metrics").text)
        self.assertIn("attachShadow", server.get("/embed.js").text)
        suggest = json.loads(server.get("/api/v1/suggest?q=" + quote("养老")).text)
        self.assertEqual(suggest["version"], 1)
        browser = json.loads(server.get("/api/v1/suggest?format=opensearch&q=" + quote("养老")).text)
        self.assertEqual(browser[0], "养老")

    def test_metrics_pass_prometheus_own_check(self):
        promtool = shutil.which("promtool", path=os.environ["PATH"] + os.pathsep + os.path.join(os.path.dirname(harness.CORPUS), "build/tools/usr/bin"))
        if not promtool:
            self.skipTest("no promtool")
        done = subprocess.run([promtool, "check", "metrics"], input=server.get("/metrics").text.encode("utf8"), capture_output=True)
        self.assertEqual((done.returncode, done.stderr.decode("utf8")), (0, ""))
        bad = subprocess.run([promtool, "check", "metrics"], input=b"zy_x 1\nzy_x 2\n", capture_output=True)
        self.assertNotEqual(bad.returncode, 0)

    def test_openapi_and_its_examples(self):
        spec = json.loads(server.get("/api/v1/openapi.json").text)
        self.assertTrue(spec["openapi"].startswith("3.1"))
        names = set()
        for path, item in spec["paths"].items():
            call = item["get"]
            self.assertNotIn(call["operationId"], names)
            names.add(call["operationId"])
            ids = {"/api/v1/issues/{id}": "101"}
            if "{id}" in path and path not in ids:
                ids[path] = json.loads(server.get(f"/api/v1/search?q={HOME}&limit=1").text)["hits"][0]["id"]
            given = "&".join(f"{p['name']}={quote(str(p['example']))}" for p in call["parameters"]
                             if p["in"] == "query" and "example" in p and p["name"] != "offset")
            target = path.replace("{id}", quote(ids.get(path, ""))) + ("?" + given if given else "")
            answer = server.get(target)
            self.assertEqual(answer.status, 200, target)
        for text in json.dumps(spec).split('"$ref": "')[1:]:
            name = text.split('"')[0].rsplit("/", 1)[1]
            self.assertIn(name, spec["components"]["schemas"])

    def test_help_text_names_every_route(self):
        import subprocess
        text = subprocess.run([harness.SERVER, "--help"], stdout=subprocess.PIPE, text=True).stdout
        for path in ("/search", "/api/v1/suggest", "/metrics", "/embed.js", "--trusted-proxy"):
            self.assertIn(path, text)


class BadInput(unittest.TestCase):
    def refused(self, target, status, parameter=None):
        answer = server.get(target)
        self.assertEqual(answer.status, status, target[:80])
        if target.startswith("/api/"):
            self.assertEqual(answer.headers["content-type"], "application/problem+json")
            problem = json.loads(answer.text)
            self.assertEqual(problem["status"], status)
            if parameter:
                self.assertEqual(problem["parameter"], parameter)
        else:
            self.assertIn("<h1>", answer.text)
            self.assertIn("text/html", answer.headers["content-type"])
        return answer

    def test_unknown_paths(self):
        for path in ("/nope", "/api/v1/nope", "/articles/none", "/api/v1/articles/none", "/issues/none", "/articles/",
                     "/assets/nope.css", "/..%2f..%2fetc/passwd", "/%E5%85%BB"):
            self.refused(path, 404)

    def test_bad_parameters_are_named(self):
        for query, name in (("limit=x", "limit"), ("limit=101", "limit"), ("limit=-1", "limit"), ("limit=1e3", "limit"),
                            ("limit=99999999999999999999999", "limit"), ("offset=-5", "offset"), ("offset=1.5", "offset"),
                            ("sort=best", "sort"), ("from=yesterdayish", "from"), ("to=2024-13-45", "to"),
                            ("from=2025&to=2024", "from"), ("classes=word,none", "classes"), ("facets=colour", "facets"),
                            ("literal=yes", "literal"), ("q=a&q=b", "q")):
            self.refused("/api/v1/search?" + query, 400, name)
            self.assertIn(name, self.refused("/search?" + query, 400).text)

    def test_offset_beyond_the_end(self):
        answer = json.loads(server.get(f"/api/v1/search?q={HOME}&offset=1000000").text)
        self.assertEqual(answer["hits"], [])
        self.assertGreater(answer["total"], 0)
        self.assertEqual(server.get(f"/search?q={HOME}&offset=1000000").status, 200)

    def test_two_thousand_parameters(self):
        self.refused("/search?" + "&".join(f"a{i}=1" for i in range(2000)), 400)
        self.refused("/search?" + "a&" * 20000, 400)

    def test_nul_and_broken_utf8(self):
        for path in ("/search?q=a%00b", "/api/v1/search?q=%00", "/art%00icles/x", "/search?a%00=1"):
            self.refused(path, 400)
        for bad in ("%FF", "%C0%80", "%ED%A0%80", "%F4%90%80%80", "%E5%85", "%80"):
            self.refused("/api/v1/search?q=" + bad, 400, "q")
            self.refused("/articles/" + bad, 400)
        answer = server.raw(b"GET /search?q=\xff\xfe HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        self.assertEqual(answer.status, 400)

    def test_odd_queries_are_never_errors(self):
        for q in ("", " ", "。，！", "\"", "“", "((((", "))))", "OR OR", "-", "NEAR/3", "日期:", "标题：", "%", "a" * 10000,
                  "养" * 10000, "\u202e右", "😀", "🏳️‍🌈" * 50, "*" * 99, "<script>"):
            self.assertEqual(server.get("/search?q=" + quote(q)).status, 200, q[:20])
            self.assertEqual(server.get("/api/v1/search?q=" + quote(q)).status, 200, q[:20])
        self.assertEqual(server.get("/search?q=%zz%1").status, 200)

    def test_too_long(self):
        self.assertIn(server.get("/search?q=" + "a" * 105000).status, (414,))
        self.assertIn(server.get("/search?q=" + "a" * 300000).status, (414, 431))
        self.assertIn(server.get("/", "X-Long: " + "a" * 300000).status, (413, 431))

    def test_request_smuggling(self):
        head = b"GET / HTTP/1.1\r\nHost: x\r\n"
        for extra in (b"Content-Length: 0\r\nContent-Length: 5\r\n", b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
                      b"Host: y\r\n", b"Transfer-Encoding: chunked\r\n", b"Transfer-Encoding: gzip\r\n", b"Content-Length: 5\r\n"):
            answer = server.raw(head + extra + b"\r\nhelloGET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
            self.assertEqual(answer.status, 400, extra)
            self.assertEqual(answer.headers.get("connection"), "close", extra)
            self.assertNotIn("HTTP/1.1", answer.text)
        self.assertEqual(server.raw(b"GET / HTTP/1.1\r\n\r\n").status, 400)

    def test_methods(self):
        for method in ("POST", "PUT", "DELETE", "BREW"):
            answer = server.raw(f"{method} /search?q=a HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc".encode())
            self.assertEqual(answer.status, 405)
            self.assertIn("GET", answer.headers["allow"])
        self.assertEqual(server.get("/", method="OPTIONS").status, 204)
        head = server.get("/search?q=" + HOME, method="HEAD")
        self.assertEqual((head.status, head.body), (200, b""))
        self.assertGreater(int(head.headers["content-length"]), 1000)

    def test_nothing_becomes_markup(self):
        evil = quote("<script>alert(1)</script>\"'><img src=x onerror=alert(2)>")
        pages = ["/search?q=" + evil, "/search?q=" + quote("恶意"), "/search?q=x&section=" + evil, "/search?q=x&from=" + evil,
                 "/articles/" + quote("evil/<u>1"), "/articles/" + quote("evil/<u>1") + "?q=" + quote("恶意"), "/issues",
                 "/articles/" + evil, "/issues/" + evil, "/" + evil, "/search?view=" + evil, "/search?" + evil + "=1"]
        for page in pages:
            text = server.get(page).text
            self.assertNotIn("<script>alert", text, page)
            self.assertNotIn("<img", text, page)
            self.assertNotIn("\"'><", text, page)
            self.assertNotIn("<u>1", text, page)
        self.assertEqual(server.get("/articles/" + quote("evil/<u>1")).status, 200)


class Manners(unittest.TestCase):
    def test_security_headers(self):
        for path in ("/", "/search?q=" + HOME, "/nope", "/articles/none"):
            headers = server.get(path).headers
            self.assertIn("default-src 'none'", headers["content-security-policy"])
            self.assertNotIn("unsafe", headers["content-security-policy"])
            self.assertEqual(headers["x-content-type-options"], "nosniff")
            self.assertIn("frame-ancestors 'none'", headers["content-security-policy"])
        self.assertNotIn("frame-ancestors", server.get("/embed").headers["content-security-policy"])

    def test_conditional_requests(self):
        for path in ("/", "/search?q=" + HOME, "/api/v1/search?q=" + HOME, "/api/v1/openapi.json", "/issues"):
            first = server.get(path)
            again = server.get(path, "If-None-Match: " + first.headers["etag"])
            self.assertEqual((again.status, again.body), (304, b""), path)
            self.assertEqual(again.headers["etag"], first.headers["etag"])
            self.assertEqual(server.get(path, 'If-None-Match: "other"').status, 200)

    def test_encodings(self):
        plain = server.get("/search?q=" + HOME).body
        packed = server.get("/search?q=" + HOME, "Accept-Encoding: gzip")
        self.assertEqual(packed.headers["content-encoding"], "gzip")
        self.assertEqual(gzip.decompress(packed.body)[:15], plain[:15])
        for accept, expected in (("br", "br"), ("zstd", "zstd"), ("gzip, br", "br"), ("gzip;q=1, br;q=0.5", "gzip"),
                                 ("br;q=0, gzip", "gzip"), ("identity", None), ("*", "br"), ("gzip;q=0", None),
                                 ("identity;q=1, gzip;q=0.5", None), ("nonsense", None)):
            answer = server.get("/search?q=" + HOME, "Accept-Encoding: " + accept)
            self.assertEqual(answer.headers.get("content-encoding"), expected, accept)
            self.assertIn("Accept-Encoding", answer.headers["vary"])
        self.assertLess(len(server.get("/search?q=" + HOME, "Accept-Encoding: br").body), 30000)

    def test_assets_last(self):
        page = server.get("/").text
        css = page.split('rel="stylesheet" href="')[1].split('"')[0]
        answer = server.get(css)
        self.assertEqual(answer.status, 200)
        self.assertIn("immutable", answer.headers["cache-control"])

    def test_cors_for_the_configured_origin_alone(self):
        yes = server.get("/api/v1/search?q=a", "Origin: https://town.example")
        no = server.get("/api/v1/search?q=a", "Origin: https://evil.example")
        self.assertEqual(yes.headers["access-control-allow-origin"], "https://town.example")
        self.assertNotIn("access-control-allow-origin", no.headers)
        self.assertIn("Origin", no.headers["vary"])

    def test_elder_view_is_kept_without_a_name(self):
        first = server.get("/search?q=" + HOME + "&view=2")
        self.assertIn('class="elder elder2"', first.text)
        self.assertRegex(first.headers["set-cookie"], r"^view=2; Path=/; Max-Age=\d+; SameSite=Lax$")
        self.assertIn("view=2", first.text.split("<main")[1])  # carried on until the cookie is seen
        kept = server.get("/", "Cookie: view=2")
        self.assertIn('class="elder elder2"', kept.text)
        self.assertNotIn("set-cookie", kept.headers)
        self.assertNotIn("elder2", server.get("/", "Cookie: view=9").text)

    def test_keep_alive_and_pipelining(self):
        one = b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"
        answer = server.raw(one * 2 + one.replace(b"Host: x", b"Host: x\r\nConnection: close"))
        self.assertEqual((answer.status, answer.text.count("HTTP/1.1 200")), (200, 2))

    def test_rate_limit_and_trusted_proxy(self):
        limited = Server(place.db, "--rate", "2:3", "--trusted-proxy", "127.0.0.0/8")
        try:
            answers = [limited.get("/api/v1/search?q=a", "X-Forwarded-For: 198.51.100.7") for _ in range(6)]
            self.assertEqual([a.status for a in answers[:3]], [200] * 3)
            self.assertEqual(answers[-1].status, 429)
            self.assertGreaterEqual(int(answers[-1].headers["retry-after"]), 1)
            self.assertEqual(limited.get("/search?q=a", "X-Forwarded-For: 198.51.100.8").status, 200)
            # What the client wrote in front of the proxy's entry does not count.
            self.assertEqual(limited.get("/search?q=a", "X-Forwarded-For: 203.0.113.9, 198.51.100.7").status, 429)
        finally:
            self.assertEqual(limited.stop(), 0)

    def test_access_log_names_nobody(self):
        path = os.path.join(place.name, "access.log")
        logged = Server(place.db, "--access-log", path)
        logged.get("/search?q=" + HOME, "User-Agent: Somebody/1", "Cookie: view=1")
        logged.get("/search?q=310228195001011234")
        logged.get("/search?q=" + quote("电话 138 0013 8000"))
        logged.stop()
        with open(path, encoding="utf8") as log:
            text = log.read()
        self.assertEqual([json.loads(line)["q"] for line in text.splitlines()], ["养老院", "-", "-"])
        for part in ("127.0.0.1", "Somebody", "310228", "8000"):
            self.assertNotIn(part, text)


class Endurance(unittest.TestCase):
    def test_a_trickle_is_cut(self):
        with server.open(30) as sock:
            start, cut = time.monotonic(), False
            try:
                for byte in b"GET /search?q=" + b"a" * 60:
                    sock.send(bytes([byte]))
                    time.sleep(0.2)
            except (BrokenPipeError, ConnectionResetError):
                cut = True
            if not cut:
                cut = sock.recv(100) == b""
            self.assertTrue(cut)
            self.assertLess(time.monotonic() - start, 9)
        self.assertEqual(server.get("/healthz").status, 200)

    def test_clients_that_leave(self):
        for _ in range(50):
            with server.open() as sock:
                sock.sendall(f"GET /search?q={HOME}{time.time_ns()} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            with server.open() as sock:
                sock.sendall(f"GET /export.csv?q={HOME} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
                sock.recv(10)
        self.assertEqual(server.get("/search?q=" + HOME).status, 200)

    def test_many_at_once(self):
        def one(i):
            return server.get("/api/v1/search?limit=2&q=" + quote("养老院 %d" % i)).status
        with concurrent.futures.ThreadPoolExecutor(40) as pool:
            self.assertLessEqual(set(pool.map(one, range(400))), {200, 503})

    def test_idle_crowd_does_not_shut_out_others(self):
        crowd = []
        try:
            for _ in range(800):
                crowd.append(server.open())
            self.assertEqual(server.get("/search?q=" + HOME).status, 200)
        finally:
            for sock in crowd:
                sock.close()

    def test_stop_finishes_what_was_begun(self):
        stopping = Server(place.db)
        results = []
        def ask():
            results.append(stopping.get(f"/export.jsonl?q={quote('的')}").status)
        threads = [threading.Thread(target=ask) for _ in range(8)]
        for thread in threads:
            thread.start()
        time.sleep(0.05)
        self.assertEqual(stopping.stop(), 0)
        for thread in threads:
            thread.join()
        self.assertLessEqual(set(results), {200, 503, 0})  # 0: the connection came after the stop

    def test_no_index_then_one(self):
        with folder() as empty:
            waiting = Server(os.path.join(empty, "db"))
            try:
                self.assertEqual(waiting.get("/healthz").status, 200)
                self.assertEqual(waiting.get("/readyz").status, 503)
                page = waiting.get("/search?q=a")
                self.assertEqual(page.status, 503)
                self.assertIn("retry-after", page.headers)
                self.assertEqual(waiting.get("/api/v1/search?q=a").status, 503)
                source = os.path.join(empty, "a.jsonl")
                with open(source, "w", encoding="utf8") as out:
                    out.write('{"id":"a","title":"食堂开张","body":"镇上的食堂开张了。"}\n')
                build(empty, source)
                time.sleep(0.6)
                self.assertEqual(waiting.get("/readyz").status, 200)
                self.assertEqual(json.loads(waiting.get("/api/v1/search?q=" + quote("食堂")).text)["total"], 1)
                with open(source, "a", encoding="utf8") as out:
                    out.write('{"id":"b","title":"食堂一年","body":"食堂开张一年。"}\n')
                build(empty, source)
                time.sleep(0.6)
                self.assertEqual(json.loads(waiting.get("/api/v1/search?q=" + quote("食堂")).text)["total"], 2)
            finally:
                self.assertEqual(waiting.stop(), 0)

    def test_port_taken(self):
        import subprocess
        run = subprocess.run([harness.SERVER, "--db", place.db, "--listen", f"127.0.0.1:{server.port}"],
                             stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=10)
        self.assertEqual(run.returncode, 2)
        self.assertIn("不能监听", run.stderr)
        for bad in (["--rate", "x"], ["--listen", "nowhere"], ["--workers", "0"], ["--nope"], ["extra"],
                    ["--base-url", "ftp://x"], ["--trusted-proxy", "1.2.3"], ["--config", "/nonexistent"]):
            run = subprocess.run([harness.SERVER, *bad], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=10)
            self.assertEqual(run.returncode, 2, bad)
            self.assertTrue(run.stderr.strip(), bad)

    def test_config_file(self):
        path = os.path.join(place.name, "zy.ini")
        with open(path, "w", encoding="utf8") as out:
            out.write("[server]\nsite-name = 试验报\nphone = 12345\nbase-url = https://paper.example/\n")
        configured = Server(place.db, "--config", path, "--phone", "67890")
        try:
            text = configured.get("/").text
            self.assertIn("试验报", text)
            self.assertIn("67890", text)
            self.assertIn("https://paper.example/sitemap.xml", configured.get("/robots.txt").text)
        finally:
            self.assertEqual(configured.stop(), 0)


if __name__ == "__main__":
    harness.SERVER, harness.INDEXER, harness.CORPUS = sys.argv[1:4]
    unittest.main(argv=sys.argv[:1])
