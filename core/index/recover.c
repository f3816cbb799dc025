/* SPDX-License-Identifier: GPL-2.0-or-later */
/* zy_articles_recover: the articles of one issue, printed and not indexed. */
#include "base/buf.h"
#include "base/error.h"
#include "issue/print.h"
#include "issue/reader.h"

zy_status zy_articles_recover(const char *path, zy_buf *json_lines, zy_buf *refusals, zy_error *err)
{
    zy_articles set = {0};
    zy_status status = zy_read_issue(path, &set, err);
    if (!status || set.count)
        zy_articles_print_jsonl(&set, json_lines);
    bool refused = false;
    for (size_t i = 0; i < set.note_count; i++)
        if (set.notes[i].kind == ZY_NOTE_REFUSED) {
            refused = true;
            zy_buf_str(refusals, set.notes[i].text);
            zy_buf_char(refusals, '\n');
        }
    if (refused && set.count == 0) { /* the refusals say why; nothing was done */
        zy_error_clear(err);
        status = zy_fail(err, ZY_BAD_ARGUMENT, "%s 里没有读出文章", path);
    }
    zy_articles_free(&set);
    return status ? status : refused ? ZY_REFUSED : ZY_OK;
}
