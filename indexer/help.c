/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What --help says; docs/man/zy-index.1 says the same at length. */
#include "help.h"

const char help_text[] =
    "用法：zy-index [选项] 文件或文件夹…\n"
    "      zy-index --articles 文件或一期的文件夹\n"
    "\n"
    "把报纸收进全文索引。文件夹连同其中的文件夹一起读；版面文字（.txt）、Markdown、HTML、PDF、\n"
    "JSON Lines 按内容识别。再次运行只读有变化的文件，已经删去的也从索引里去掉。新索引完整建好\n"
    "之前，查找的人看到的一直是旧索引。\n"
    "\n"
    "  --db 文件夹        索引所在；不写则用环境变量 ZY_DB，再不然是 ./zy-db\n"
    "  --rebuild          不管旧索引，从头重建\n"
    "  --dry-run          只说会做什么，不改索引\n"
    "  --lexicon 文件夹   词表：地名、词语、同义词（gazetteer.txt、words.txt、synonyms.txt）\n"
    "  --golden 文件      必答查询表；新索引答错一条就不启用\n"
    "  -j, --jobs 个数    同时用几个处理器（默认全部）\n"
    "  --report 文件      把经过写成 JSON：读了、拒收、修补了什么，要紧的在前；- 为标准输出\n"
    "  -q, --quiet        不显示进度和小结，只报问题\n"
    "  --watch            守着文件夹，一有变化就收录（尚不支持）\n"
    "\n"
    "  --articles 路径    不建索引，只把认出的文章按 JSON Lines 输出，每篇一行\n"
    "\n"
    "  -h, --help         这份说明        -V, --version  版本\n"
    "\n"
    "退出状态：0 全部收录；1 有文件未被收录（逐一说明原因），其余已收录；2 什么也没做成。\n";
