# SPDX-License-Identifier: GPL-2.0-or-later
"""A clerk's corrections beside an issue (docs/CORRECTIONS.zh-CN.md): obeyed, part of the issue's content, reported where they
name nothing."""
import json
import re
import unittest

from support import ProgramTest, SOURCE, run

DOCS = (SOURCE / "docs" / "CORRECTIONS.zh-CN.md").read_text("utf8")

# The page the example of the documentation is about, by line number; our own writing.
LINES = {
    1: "镇报 综合 第3版",
    3: "想清楚、说明白、干到底",
    4: "镇里开了两天会，把明年的十件事一件一件",
    5: "排好了先后",
    7: "十二月二十三日，镇里召开学习讨论会。大家围着一张地图，把明年要修的路、要通的桥、要添的路灯，从村东头说到村西头，说了整整一个上午。",
    12: "推动张堰的老街先亮起来，是会上说得最多的一句话。",
    14: "第二天，与会人员分成四组下到村里，各带回一本写满的笔记。",
    16: "沈婷",
    18: "青溪老街的石板路上，一行人边走边看新换的门面",
    19: "和门口的石臼",
    20: "关注我们的公众号，每天知道一点新鲜事",
    24: "元 旦 献 辞",
    26: "同志们：新的一年到了，祝大家身体健康，事事顺心，家家户户都有好收成。",
    28: "去年的路修好了，今年的桥也要通，请大家多提意见，多批评，多监督。",
    30: "本报编辑部春节期间照常上班，来稿请寄镇文化中心二楼，二月起恢复出报。",
}
PAGE = "".join(LINES.get(n, "") + "\n" for n in range(1, 31))


def example(name):
    return re.search(rf"<!-- example: {name} -->\n```\n(.*?)```", DOCS, re.S).group(1)


class Corrections(ProgramTest):
    def articles(self, corrections=None, name="02.txt", page=PAGE, status=0):
        folder = self.room / "issue"
        folder.mkdir(exist_ok=True)
        (folder / name).write_text(page, "utf8")
        beside = folder / (name + ".zy")
        beside.unlink(missing_ok=True)
        if corrections is not None:
            beside.write_text(corrections, "utf8")
        done = run("zy-index", "--articles", folder / name)
        self.said = done.stderr.decode("utf8")
        self.assertEqual(done.returncode, status, self.said)
        return [json.loads(line) for line in done.stdout.decode("utf8").splitlines()]

    def test_the_example_of_the_documentation(self):
        before = self.articles()
        got = self.articles(example("docs"))
        self.assertNotEqual([a["paragraphs"] for a in before], [a["paragraphs"] for a in got])
        self.assertEqual([(a["title"], a["subtitle"], a["authors"], a["captions"], a["issue"], a["date"], a["page"]) for a in got],
                         [(LINES[3], LINES[4] + LINES[5], ["沈婷"], [LINES[18] + LINES[19]], "125", "2025-01-03", 2),
                          ("元旦献词", None, ["张向晖"], [], "125", "2025-01-03", 2), ("", None, [], [], "125", "2025-01-03", 2)])
        self.assertEqual([a["paragraphs"] for a in got], [[LINES[7] + LINES[12], LINES[14]], [LINES[26], LINES[28]], [LINES[30]]])
        self.assertNotIn(LINES[20], json.dumps(got, ensure_ascii=False))

    def test_every_word_of_the_documentation_is_known(self):
        table = DOCS.split("### 是什么")[1].split("### 改文字")[0]
        words = [w for cell in re.findall(r"^\| (`[^|]+`) \|", table, re.M) for w in re.findall(r"`([^`]+)`", cell)]
        words = [w.split(" ")[-1] for w in words]
        self.assertGreaterEqual(len(words), 15)
        for word in words:
            self.articles(f"7 {word}\n")
        for word in ("大标题", "署名人", "段", "标题 又及", "一段：新的", "下接"):
            self.articles(f"7 {word}\n", status=1)
            self.assertIn("02.txt.zy 第 1 行没有照办", self.said)

    def test_each_word_does_what_it_says(self):
        """One correction at a time; what it says, and a line it must not change."""
        def bodies(corrections):
            return [a["paragraphs"] for a in self.articles(corrections)]

        plain = bodies(None)
        self.assertEqual(bodies("# 只有备注\n\n＃ 还是备注\n"), plain)
        self.assertEqual(bodies("12 接上")[0][0], LINES[7] + LINES[12])
        self.assertEqual(bodies("7-14 一段")[0][0], LINES[7] + LINES[12] + LINES[14])
        self.assertIn([LINES[14]], bodies("14 新文章"))
        self.assertEqual([a["title"] for a in self.articles("14 标题")][1], LINES[14])
        self.assertEqual(self.articles("24 副题：一年之计\n24 引题：新春")[1]["subtitle"], "一年之计")
        self.assertEqual(self.articles("24 栏目：贺词")[1]["section"], "贺词")
        self.assertNotIn(LINES[28], json.dumps(bodies("28 不收"), ensure_ascii=False))
        self.assertEqual(self.articles("28 下接：四版")[1]["continued"], "四版")
        self.assertEqual(self.articles("16 作者：沈亭")[0]["authors"], ["沈亭"])
        self.assertEqual(self.articles("16 作者：")[0]["authors"], [])

    def test_what_names_nothing_is_said_with_its_place(self):
        wrong = {"300 标题": "300", "2 标题": "空行", "“没有这样开头” 署名": "没有这样开头", "14 “推动张堰” 接上": "推动张堰", "9-5 标题": "颠倒",
                 "日期：后天": "后天", "版次：": "版次", "今天天气好": "今天天气好", "1 作者：张三": "不属于任何文章"}
        got = self.articles("\n".join(wrong) + "\n3 标题\n[03.txt]\n", status=1)
        self.assertEqual(got[0]["title"][:len(LINES[3])], LINES[3])  # the rest is obeyed
        lines = self.said.splitlines()
        for number, (line, word) in enumerate(wrong.items(), 1):
            said = [s for s in lines if f"02.txt.zy 第 {number} 行" in s]
            self.assertEqual(len(said), 1, (line, self.said))
            self.assertIn(word, said[0])
        self.assertIn("03.txt", self.said)
        self.articles("“元” 标题\n", page=PAGE + "\n元宵节\n", status=1)
        self.assertIn("2 行", self.said)

    def test_odd_files(self):
        self.articles("\n" * 5000, status=1)
        self.assertIn("2000", self.said)
        self.articles("标" * 100000, status=1)
        self.articles("24 标题：" + "长" * 50000 + "\n")
        folder = self.room / "issue"
        (folder / "02.txt.zy").write_bytes("24 标题：元旦献词".encode("gb18030"))
        done = run("zy-index", "--articles", folder / "02.txt")
        self.assertIn("元旦献词", done.stdout.decode("utf8"))
        (folder / "02.txt.zy").write_bytes(b"\x7fELF\0\0\0")
        self.assertEqual(run("zy-index", "--articles", folder / "02.txt").returncode, 1)

    def test_of_the_whole_issue(self):
        folder = self.room / "whole"
        folder.mkdir()
        (folder / "01.txt").write_text(PAGE, "utf8")
        (folder / "02.txt").write_text(PAGE.replace("元 旦", "春 节").replace("想清楚", "再想想"), "utf8")
        (folder / "issue.zy").write_text("期号：125\n[02.txt]\n24 标题：春节献词\n“再想想” 标题\n", "utf8")
        done = run("zy-index", "--articles", folder)
        self.assertEqual(done.returncode, 0, done.stderr.decode())
        titles = {a["title"]: a["issue"] for a in map(json.loads, done.stdout.decode("utf8").splitlines())}
        self.assertEqual(titles["春节献词"], "125")
        self.assertEqual(set(titles.values()), {"125"})
        self.assertEqual([t for t in titles if t.startswith(LINES[3])], [])  # said of the second page alone
        self.assertEqual(len([t for t in titles if t.startswith("再想想")]), 1)
        (folder / "issue.zy").write_text("24 标题：春节献词\n", "utf8")
        done = run("zy-index", "--articles", folder)
        self.assertEqual(done.returncode, 1)
        self.assertIn("哪一个文件", done.stderr.decode())

    def test_a_changed_correction_is_a_changed_issue(self):
        folder = self.room / "125"
        folder.mkdir()
        (folder / "02.txt").write_text(PAGE, "utf8")
        self.index(folder)
        self.assertEqual(self.ids("标题:元旦献词"), [])
        beside = folder / "02.txt.zy"
        beside.write_text("24 标题：元旦献词\n", "utf8")
        self.index(folder)
        self.assertEqual(len(self.ids("标题:元旦献词")), 1)
        beside.write_text("24 标题：新年献词\n", "utf8")
        self.index(folder)
        self.assertEqual(self.ids("标题:元旦献词"), [])
        self.assertEqual(len(self.ids("标题:新年献词")), 1)


if __name__ == "__main__":
    unittest.main()
