/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A generation's manifest, as a damaged disk or a curious hand may leave it. */
#include "fuzz.h"

#include "store/manifest.h"

#include <stdio.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char folder[] = "/dev/shm/zy-fuzz-XXXXXX", path[64];
    zy_manifest manifest = {0};
    if (!mkdtemp(folder))
        return 0;
    snprintf(path, sizeof path, "%s/g000001.json", folder);
    FILE *file = fopen(path, "wb");
    if (file) {
        fwrite(data, 1, size, file);
        fclose(file);
        if (zy_manifest_read(folder, "g000001", &manifest, NULL) == ZY_OK)
            zy_manifest_free(&manifest);
        unlink(path);
    }
    rmdir(folder);
    return 0;
}
