#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Makes corpus/broken/: small inputs with one defect each, their README.md and expect.tsv.

In:  nothing but this file.  Out: corpus/broken/*.
make_broken.py writes them all again; make_broken.py --check says whether the committed files are up to date.

CASES gives each file its defect, what must come of it (refused, mended, taken), a word the report must hold, and the sentence for people."""
import json
import pathlib
import sys

BROKEN = pathlib.Path(__file__).resolve().parents[2] / "corpus" / "broken"

# An ordinary small page: what it says does not matter, only that its words can be looked for.
TITLE = "河边新装了二十盏路灯"
BODY = ["入夜以后，张泾河边的步道亮了起来，散步的人比从前多了一倍。", "装灯的师傅说，灯罩朝下，光不照进人家的窗户，睡得早的老人也不受打扰。",
        "村里还在每根灯杆上写了编号，哪一盏不亮，打一个电话报上号码，第二天就有人来修。"]
PAGE = TITLE + "\n\n" + "\n\n".join(BODY) + "\n\n许见山\n"
TRADITIONAL = ("河邊新裝了二十盞路燈\n\n入夜以後，河邊的步道亮了起來，散步的人比從前多了一倍。\n\n"
               "裝燈的師傅說，燈罩朝下，光不照進人家的窗戶，睡得早的老人也不受打擾。\n\n許見山\n")


def u8(text):
    return text.encode("utf-8")


def jsonl(*rows):
    return u8("".join((row if isinstance(row, str) else json.dumps(row, ensure_ascii=False)) + "\n" for row in rows))


def article(number, **more):
    return {"id": f"b{number}", "title": f"第{number}盏路灯", "date": "2024-05-10", "body": BODY[number % 3], **more}


def pdf(objects, cut=None):
    """A PDF of these numbered objects with a correct cross-reference table; `cut` keeps only that many bytes."""
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(b"%010d 00000 n \n" % p for p in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return out[:cut]


def stream(data, extra=b""):
    return b"<< /Length %d%s >>\nstream\n" % (len(data), extra) + data + b"\nendstream"


def pdf_page(resources, content, *more):
    return [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 400] /Resources << " + resources + b" >> /Contents 4 0 R >>",
            stream(content), *more]


def image_pdf():
    """One page that is a scan: an 8 x 8 grey picture over the whole paper, and not a letter of text."""
    picture = stream(bytes((x * 29 + y * 53) % 256 for y in range(8) for x in range(8)),
                     b" /Type /XObject /Subtype /Image /Width 8 /Height 8 /ColorSpace /DeviceGray /BitsPerComponent 8")
    return pdf(pdf_page(b"/XObject << /I 5 0 R >>", b"q 300 0 0 400 0 0 cm /I Do Q", picture))


def text_pdf(text):
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    return pdf(pdf_page(b"/Font << /F 5 0 R >>", b"BT /F 12 Tf 20 350 Td (" + text + b") Tj ET", font))


def html(body, charset="utf-8", title=TITLE):
    return f'<!DOCTYPE html>\n<html lang="zh"><head><meta charset="{charset}"><title>{title}</title></head><body>\n{body}\n</body></html>\n'


def html_article():
    return "<article><h1>" + TITLE + "</h1>" + "".join(f"<p>{p}</p>" for p in BODY) + "</article>"


def navigation():
    links = "".join(f'<li><a href="/{k}">{name}</a></li>' for k, name in enumerate(["首页", "政务公开", "便民服务", "联系我们"]))
    return f"<nav><ul>{links}</ul></nav><script>var ready = 1;</script><footer>版权所有（示例）</footer>"


REFUSED, MENDED, TAKEN = "拒收", "修补", "收录"
CESU = b"\xed\xa0\xa1\xed\xbd\xa9"  # U+20569 as a pair of surrogates
LONE = b"\xed\xa0\x80"
ELF = b"\x7fELF\x02\x01\x01" + bytes(9) + bytes((k * 37 + 11) % 256 for k in range(496))

# name, bytes, defect, outcome, a word of the report, the sentence
CASES = [
    ("empty.txt", b"", "空文件，0 字节", REFUSED, "空", "文件是空的，未收录"),
    ("blank.txt", u8(" \t\r\n\n　　\n \u00a0\n"), "只有空白", REFUSED, "空", "文件里只有空白，没有文章，未收录"),
    ("bom-only.txt", b"\xef\xbb\xbf", "只有字节顺序标记", REFUSED, "空", "文件是空的，未收录"),
    ("elf.txt", ELF, "可执行文件改名为 .txt", REFUSED, "文本", "不是文本文件，未收录"),
    ("zeros.txt", bytes(1024), "1,024 个零字节", REFUSED, "文本", "不是文本文件，未收录"),
    ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes((k * 91 + 7) % 256 for k in range(500)), "图片改名为 .txt", REFUSED, "文本",
     "不是文本文件，未收录"),
    ("archive.pdf", b"PK\x03\x04\x14\0\0\0\x08\0" + bytes((k * 57 + 3) % 256 for k in range(300)), "压缩包改名为 .pdf", REFUSED, "PDF",
     "不是 PDF，也不是文本，未收录"),
    ("text-as-pdf.pdf", u8(PAGE), "文本改名为 .pdf", TAKEN, "", "按内容当作文本收录，不按后缀"),
    ("pdf-as-text.txt", text_pdf(b"street lamps by the river, 20 of them"), "PDF 改名为 .txt", MENDED, "",
     "按内容当作 PDF 读；这一份只有一行英文词，收录或说明没有文章都可以，不得把 PDF 的源码当正文"),
    ("html-as-text.txt", u8(html(html_article())), "网页改名为 .txt", TAKEN, "", "按内容当作网页收录，正文里没有标签"),

    ("invalid-utf8.txt", u8(PAGE[:60]) + b"\xff\xfe\xc3\x28\xf8" + u8(PAGE[60:]), "UTF-8 中间有五个坏字节", MENDED, "编码",
     "整份不是合格的 UTF-8，也不是别的编码：说明坏字节在哪里；拒收，或以 � 代替后收录"),
    ("truncated-utf8.txt", u8(PAGE)[:-3], "最后一个汉字少一个字节", MENDED, "编码", "说明文件末尾不完整；拒收，或以 � 代替后收录"),
    ("overlong.txt", u8(TITLE + "\n\n") + b"\xc0\x80\xe0\x80\xaf" + u8(BODY[0] + "\n"), "超长写法的 UTF-8（C0 80）", MENDED, "编码",
     "说明有不合格的字节；不得当作 NUL 或“/”"),
    ("gbk.txt", PAGE.encode("gbk"), "GBK 编码", TAKEN, "GB18030", "报告写明编码是 GB18030（GBK 包含在内），文字正确"),
    ("gb18030-4byte.txt", (PAGE + "\n作者名字里有生僻字：㼆、𠀀、𬭚。\n").encode("gb18030"), "GB18030，含四字节字", TAKEN, "GB18030",
     "报告写明编码是 GB18030，生僻字正确"),
    ("big5.txt", TRADITIONAL.encode("big5"), "Big5 编码的繁体", TAKEN, "Big5", "报告写明编码是 Big5，文字正确"),
    ("utf16le-bom.txt", b"\xff\xfe" + PAGE.encode("utf-16-le"), "UTF-16LE，有字节顺序标记", TAKEN, "UTF-16LE", "报告写明编码是 UTF-16LE"),
    ("utf16le.txt", PAGE.encode("utf-16-le"), "UTF-16LE，没有字节顺序标记", TAKEN, "UTF-16LE", "报告写明编码是 UTF-16LE（由文字判定）"),
    ("utf16be-odd.txt", b"\xfe\xff" + PAGE.encode("utf-16-be") + b"\x4e", "UTF-16BE，末尾多半个字", MENDED, "UTF-16BE",
     "末尾有半个字，以 � 代替后收录或拒收"),
    ("utf8-bom.txt", b"\xef\xbb\xbf" + u8(PAGE), "UTF-8，有字节顺序标记", TAKEN, "UTF-8", "标记不算标题里的字"),
    ("two-encodings.txt", u8(PAGE) + "下半张是从旧电脑里拷来的，编码与上半张不同，拼在了一起。\n".encode("gbk"), "前半 UTF-8，后半 GBK", MENDED, "编码",
     "整份不是一种编码：说明从哪里开始不合；拒收，或以 � 代替后收录，不得把前半读成乱码"),
    ("mojibake.txt", u8(PAGE.encode("gbk").decode("latin-1")), "乱码：GBK 当作西文读出又存成 UTF-8", REFUSED, "乱码",
     "是乱码，请从原稿重新导出，未收录"),
    ("mojibake-half.txt", u8(TITLE + "\n\n" + BODY[0] + "\n\n" + BODY[1].encode("utf-8").decode("cp1252", "replace") + "\n"),
     "一段正常，一段是 UTF-8 当作西文读出", MENDED, "乱码", "收录或拒收都可以，报告里要说明有乱码"),
    ("replaced.txt", u8("".join("\ufffd" if k % 4 == 2 and c != "\n" else c for k, c in enumerate(PAGE))), "四分之一的字是 �", REFUSED, "损坏",
     "大量文字已在别处损坏，请从原稿重新导出，未收录"),
    ("surrogates.txt", u8(TITLE + "\n\n" + BODY[0] + "\n\n修灯的师傅姓") + LONE + u8("，住在旧港村。\n"), "孤立的代理项（ED A0 80）", MENDED, "辨认",
     "有一个字无法辨认，以 � 代替后收录"),
    ("cesu8.txt", u8(TITLE + "\n\n" + BODY[0] + "\n\n门牌上有一个古字：") + CESU + u8("，如今少见了。\n"), "CESU-8（代理对各三字节）", MENDED, "辨认",
     "合成一个字，或以 � 代替后收录，并说明"),
    ("private-use.txt", u8(PAGE.replace("灯", "\ue0a1").replace("步", "\uf3c2")), "PDF 抄出的私用区字形", MENDED, "私用",
     "收录，报告说明有多少个字是私用区字形，查不到"),

    ("nul-inside.txt", u8(PAGE[:40] + "\0" + PAGE[40:]), "正文里夹一个 NUL", MENDED, "控制字符", "去掉 NUL 后收录，字不缺"),
    ("control.txt", u8(PAGE.replace("，", "，\x07\x1b[31m", 1).replace("。", "。\x0b\x7f\u0085", 1)), "响铃、转义、删除等控制字符", MENDED, "控制字符",
     "去掉控制字符后收录；终端上不得原样输出"),
    ("bidi.txt", u8(PAGE.replace("路灯", "路\u202e灯\u202c").replace("步道", "步\u200b道")), "改变书写方向的字符与零宽字符", TAKEN, "",
     "收录；查“步道”“路灯”能查到"),
    ("lone-cr.txt", u8(PAGE.replace("\n", "\r")), "只用回车换行", TAKEN, "", "收录，分段与用换行时相同"),
    ("separators.txt", u8(PAGE.replace("\n\n", "\u2029").replace("\n", "\u2028")), "用 U+2028、U+2029 换行", TAKEN, "", "收录，分段与用换行时相同"),
    ("long-line.txt", u8(TITLE + "\n\n" + "".join(f"第{k}盏灯在{k * 7 % 90 + 10}号门前，夜里亮着。" for k in range(1, 4500))[:60000] + "\n"),
     "一行 60,000 个字", TAKEN, "", "收录，行末的字也查得到"),
    ("lone-letters.txt", u8("\n\n".join("张堰河边路灯亮了夜里走路不怕")), "每行一个字", MENDED, "", "没有成篇的文章：拒收，或收录并说明拆分没有把握"),
    ("furniture-only.txt", u8("张堰报（示例） 第999期 2024年5月10日 星期五\n\n第2版 综合\n\n责任编辑：许见山\n"), "只有报头、版次和责任编辑", REFUSED, "没有",
     "没有文章，未收录"),
    ("jump-nowhere.txt", u8(TITLE + "\n\n" + BODY[0] + "\n\n装灯的师傅说，灯罩朝下，光不照进\n\n（下接九版）\n"), "下接九版，而没有第九版", MENDED, "接",
     "收录，报告说明下接九版没有找到"),
    ("jump-from-nowhere.txt", u8("（上接八版）\n\n人家的窗户，睡得早的老人也不受打扰。\n\n许见山\n"), "上接八版，而没有前文", MENDED, "接", "报告说明上接八版没有找到"),

    ("truncated.jsonl", jsonl(article(1), article(2))[:-40], "最后一行写到一半", MENDED, "2", "收第 1 行；第 2 行不是完整的 JSON，写明行号"),
    ("duplicate-id.jsonl", jsonl(article(1), article(2), {**article(2), "id": "b1"}), "编号重复", MENDED, "b1", "收前两行；第 3 行的编号 b1 与第 1 行重复"),
    ("no-body.jsonl", jsonl(article(1), {"id": "b2", "title": "没有正文"}), "缺 body", MENDED, "body", "收第 1 行；第 2 行缺 body"),
    ("no-id.jsonl", jsonl(article(1), {"title": "没有编号", "body": BODY[0]}), "缺 id", MENDED, "id", "收第 1 行；第 2 行缺 id"),
    ("empty-body.jsonl", jsonl(article(1), article(2, body="")), "body 是空的", MENDED, "body", "收第 1 行；第 2 行 body 是空的"),
    ("bad-date.jsonl", jsonl(article(1), article(2, date="2024-02-30"), article(3, date="去年春天")), "日期不存在或不是日期", MENDED, "日期",
     "三行都收，第 2、3 行的日期不认得，当作没有日期，写明行号"),
    ("wrong-types.jsonl", jsonl(article(1), {"id": 2, "body": BODY}, article(3, authors="许见山", page="二")), "id 是数，body 是数组，authors 是字串", MENDED,
     "2", "收第 1 行；别的行写明哪一项的类型不对"),
    ("not-object.jsonl", jsonl(article(1), "[1, 2, 3]", "null", '"一句话"', "{}"), "不是对象的行", MENDED, "2", "收第 1 行；别的行写明行号和原因"),
    ("deep.jsonl", jsonl(article(1), "[" * 5000 + "]" * 5000), "一行里 5,000 层数组", MENDED, "2", "收第 1 行；第 2 行层数太多"),
    ("bad-escape.jsonl", jsonl(article(1), '{"id":"b2","body":"\\ud840 半个代理对，\\u0000 与 \\q"}'), "转义不合格", MENDED, "2", "收第 1 行；第 2 行不是合格的 JSON"),
    ("nul-id.jsonl", jsonl(article(1), '{"id":"b\\u00002","body":"编号里有 NUL 的一行。"}'), "编号里有 NUL", MENDED, "2", "收第 1 行；第 2 行的编号不合格"),
    ("long-id.jsonl", jsonl(article(1), article(2, id="b" * 3000)), "编号 3,000 个字母", MENDED, "2", "收第 1 行；第 2 行的编号太长"),
    ("hostile-id.jsonl", jsonl(article(1), article(2, id="../../etc/passwd"), article(3, id="<b onclick=x>&\"'")), "编号里有路径和标签", TAKEN, "",
     "编号只是字，照收；网页和地址里转义"),
    ("gbk.jsonl", jsonl(article(1), article(2)).decode("utf-8").encode("gbk"), "JSON Lines 用 GBK", TAKEN, "GB18030", "报告写明编码是 GB18030，文字正确"),

    ("endless-front-matter.md", u8("---\ntitle: " + TITLE + "\ndate: 2024-05-10\n\n" + "\n\n".join(BODY) + "\n"), "文件头没有结束的 ---", MENDED, "---",
     "文件头没有结束：整份当作正文收录，并说明"),
    ("empty-front-matter.md", u8("---\n---\n\n# " + TITLE + "\n\n" + "\n\n".join(BODY) + "\n"), "文件头是空的", TAKEN, "", "标题取正文的一级标题"),
    ("bad-date.md", u8("---\ntitle: " + TITLE + "\ndate: 2024-13-45\n---\n\n" + "\n\n".join(BODY) + "\n"), "文件头的日期不存在", MENDED, "日期",
     "收录，日期当作没有，并说明"),
    ("no-body.md", u8("---\ntitle: " + TITLE + "\ndate: 2024-05-10\n---\n"), "只有文件头，没有正文", REFUSED, "没有", "没有正文，未收录"),

    ("nested.html", u8(html("<div>" * 2000 + "<p>" + BODY[0] + "</p>" + "</div>" * 2000)), "2,000 层标签", MENDED, "", "不崩溃；收录正文，或说明层数太多而拒收"),
    ("no-article.html", u8(html(navigation(), title="张堰镇（示例）")), "网页只有导航，没有文章", REFUSED, "没有", "没有文章，未收录"),
    ("unclosed.html", u8(html(html_article().replace("</p>", "").replace("</article>", "").replace("</h1>", "</h2>"))), "标签没有结束或错配", TAKEN, "",
     "收录，三段"),
    ("wrong-charset.html", u8(html(html_article(), charset="gbk")), "自称 GBK，其实是 UTF-8", TAKEN, "UTF-8", "按内容读作 UTF-8，报告写明"),
    ("wrong-charset-gbk.html", html(html_article()).encode("gbk"), "自称 UTF-8，其实是 GBK", TAKEN, "GB18030", "按内容读作 GB18030，报告写明"),
    ("cut.html", u8(html(html_article()))[:430], "网页断在标签中间", MENDED, "", "收录已有的段落，或拒收并说明"),
    ("script-only.html", u8(html("<script>document.write('" + BODY[0] + "')</script>")), "正文全在脚本里", REFUSED, "没有", "没有文章，未收录"),

    ("cut.pdf", text_pdf(b"street lamps by the river")[:420], "PDF 断在中间", REFUSED, "PDF", "PDF 不完整，读不出，未收录"),
    ("header-only.pdf", b"%PDF-1.7\n", "只有 PDF 的第一行", REFUSED, "PDF", "PDF 不完整，读不出，未收录"),
    ("image-only.pdf", image_pdf(), "PDF 只有扫描图，没有文字", REFUSED, "图", "只有图，没有文字，需要先做文字识别，未收录"),
    ("no-pages.pdf", pdf([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>"]), "PDF 没有一页", REFUSED, "PDF", "没有页，未收录"),
    ("page-loop.pdf", pdf([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"]), "页树指向自己", REFUSED, "PDF",
     "页树有环，读不出，未收录；不得一直等"),
]


def readme():
    rows = "".join(f"| `{name}` | {defect} | {outcome} | {sentence} |\n" for name, _, defect, outcome, _, sentence in CASES)
    return f"""# corpus/broken/：每份只有一个毛病

由 `tests/devel/make_broken.py` 生成，不要手改；`make_broken.py --check` 检查是否一致。正常的那一份叫作 PAGE，也在脚本里，各种毛病都是从它变来的。

- **拒收**：这一份不进索引，报告里写明文件和原因，`zy-index` 的退出状态是 1。
- **修补**：能读的收进去，读不了的写明在哪里、怎么办；有内容被拒收时退出状态是 1。
- **收录**：照收，不算出错，退出状态是 0；编码之类写进报告。

无论哪一种：程序不崩溃、不挂住，旁边的好文件照收，旧索引照旧能查，每一份只说一句话，话里有文件名。
`expect.tsv` 是给测试用的：文件、结果、报告里必须出现的字（没有就留空）。

文件名用 GBK 字节、读不开的文件夹、符号链接的环、管道、过大的文件，都由测试当场造出来，不存在这里。

| 文件 | 毛病 | 结果 | zy-index 应当怎么说、怎么做 |
|---|---|---|---|
{rows}"""


def outputs():
    files = {name: data for name, data, *_ in CASES}
    files["README.md"] = u8(readme())
    files["expect.tsv"] = u8("# 文件\t结果\t报告里必须出现的字\n" + "".join(f"{name}\t{outcome}\t{word}\n" for name, _, _, outcome, word, _ in CASES))
    return files


def main(arguments):
    files, stale = outputs(), []
    for name, data in files.items():
        path = BROKEN / name
        if not path.exists() or path.read_bytes() != data:
            stale.append(name)
    extra = [p.name for p in BROKEN.glob("*") if p.name not in files]
    if arguments == ["--check"]:
        print("\n".join([f"out of date: {n}" for n in stale] + [f"not made here: {n}" for n in extra]) or f"{len(files)} files up to date")
        return 1 if stale or extra else 0
    BROKEN.mkdir(parents=True, exist_ok=True)
    for name in stale:
        (BROKEN / name).write_bytes(files[name])
    print(f"{len(CASES)} broken inputs, {len(stale)} files written")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
