/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An issue of several page texts, parted by a line of ====: jumps are joined over files.  What stands behind
 * a line of ---- in the last of them is taken as the corrections beside the issue. */
#include "fuzz.h"

#include "issue/decode.h"
#include "issue/pages.h"

#include <string.h>

enum { PAGES_MOST = 8 };

static bool part_corrections(zy_page_file *page, zy_corrections *said)
{
    static const char mark[] = "\n----\n";
    const char *stop = memmem(page->text, page->bytes, mark, sizeof mark - 1);
    if (!stop)
        return false;
    said->text = stop + sizeof mark - 1;
    said->bytes = (size_t)(page->text + page->bytes - said->text);
    page->bytes = (size_t)(stop - page->text);
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char mark[] = "\n====\n";
    zy_articles set = {0};
    zy_page_file pages[PAGES_MOST];
    const char *at = (const char *)data, *end = at + size;
    size_t count = 0;
    while (count < PAGES_MOST && at < end) {
        const char *stop = memmem(at, (size_t)(end - at), mark, sizeof mark - 1);
        zy_page_file page = {.name = "page.txt"};
        if (!zy_decode(at, (size_t)((stop ? stop : end) - at), NULL, page.name, &set, &page.text, &page.bytes,
                       NULL))
            pages[count++] = page;
        at = stop ? stop + sizeof mark - 1 : end;
    }
    zy_corrections said = {.name = ZY_CORRECTIONS_OF_ISSUE, .file = -1};
    zy_page_files issue = {.files = pages, .count = count, .corrections = &said};
    if (count && part_corrections(&pages[count - 1], &said))
        issue.correction_count = 1;
    if (count && zy_pages_read(&issue, "fuzz", NULL, &set, NULL) == ZY_OK)
        for (size_t i = 0; i < set.count; i++)
            FUZZ_PROMISE(set.items[i].title && set.items[i].id);
    zy_articles_free(&set);
    return 0;
}
