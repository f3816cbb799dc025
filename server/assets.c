/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Finding and sending assets. */
#include "assets.h"

#include "handlers.h"
#include "text.h"

#include <string.h>

char assets_css_url[64], assets_js_url[64];

const asset *assets_find(const char *name)
{
    for (int i = 0; i < asset_count; i++)
        if (strcmp(asset_table[i].name, name) == 0)
            return &asset_table[i];
    return NULL;
}

/* page.css -> page-0123456789abcdef.css */
static void hashed_name(const asset *item, char *to, size_t room)
{
    const char *dot = strrchr(item->name, '.');
    snprintf(to, room, "%.*s-%016llx%s", (int)(dot - item->name), item->name,
             (unsigned long long)text_hash(item->data, item->len_bytes), dot);
}

void assets_begin(void)
{
    char name[48];
    hashed_name(assets_find("page.css"), name, sizeof name);
    snprintf(assets_css_url, sizeof assets_css_url, "/assets/%s", name);
    hashed_name(assets_find("page.js"), name, sizeof name);
    snprintf(assets_js_url, sizeof assets_js_url, "/assets/%s", name);
}

/* An asset under its plain name is for embed.js and the icons; under /assets/ the hash must be this build's.
 */
static const asset *asked_for(const exchange *ex)
{
    if (!*ex->id)
        return assets_find(strcmp(ex->req.path, "/favicon.ico") == 0 ? "icon.svg" : ex->req.path + 1);
    for (int i = 0; i < asset_count; i++) {
        char name[80];
        hashed_name(&asset_table[i], name, sizeof name);
        if (strcmp(name, ex->id) == 0 ||
            (strcmp(asset_table[i].name, "cursor.svg") == 0 && strcmp(ex->id, "cursor.svg") == 0))
            return &asset_table[i];
    }
    return NULL;
}

void asset_send(void *context)
{
    call *now = context;
    const asset *found = asked_for(now->ex);
    if (!found) {
        zy_error error = {.status = ZY_NOT_FOUND, .message = "没有这个文件。"};
        reply_error(now, 404, "", &error);
        return;
    }
    now->out->content_type = found->type;
    text_add(&now->out->body, found->data, found->len_bytes);
}
