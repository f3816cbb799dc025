/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Calls a fuzz target with every file of the folders named: without libFuzzer, under any compiler. */
#include "fuzz.h"

#include "base/file.h"

#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

/* In memory of just its size, so that a sanitizer sees its end. */
static void replay_bytes(const char *bytes, size_t size)
{
    uint8_t *copy = malloc(size ? size : 1);
    if (!copy)
        exit(1);
    if (size)
        memcpy(copy, bytes, size);
    LLVMFuzzerTestOneInput(copy, size);
    free(copy);
}

/* A file is one input; of a file named .lines each line is one. */
static unsigned replay_file(const char *path)
{
    zy_map map = {0};
    zy_error err = {0};
    if (zy_map_open(path, &map, &err)) {
        fprintf(stderr, "%s: %s\n", path, err.message);
        exit(1);
    }
    const char *at = map.data, *end = at + map.len_bytes, *dot = strrchr(path, '.');
    bool lines = dot && strcmp(dot, ".lines") == 0;
    unsigned count = 0;
    do {
        const char *stop = lines && at < end ? memchr(at, '\n', (size_t)(end - at)) : NULL;
        replay_bytes(at, (size_t)((stop ? stop : end) - at));
        at = stop ? stop + 1 : end;
        count++;
    } while (at < end);
    zy_map_close(&map);
    return count;
}

static unsigned replay_folder(const char *folder)
{
    char path[PATH_MAX];
    unsigned count = 0;
    DIR *dir = opendir(folder);
    for (struct dirent *entry; dir && (entry = readdir(dir));) {
        if (entry->d_name[0] == '.' ||
            snprintf(path, sizeof path, "%s/%s", folder, entry->d_name) >= (int)sizeof path)
            continue;
        count += replay_file(path);
    }
    if (dir)
        closedir(dir);
    return count;
}

int main(int argc, char **argv)
{
    unsigned count = 0;
    LLVMFuzzerTestOneInput((const uint8_t *)"", 0);
    for (int i = 1; i < argc; i++)
        count += replay_folder(argv[i]);
    printf("%u inputs\n", count);
    return count ? 0 : 1; /* a corpus that went astray is no success */
}
