/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A segment's file: what opens agrees in all its counts. */
#include "fuzz.h"

#include "store/segment.h"

#include <stdio.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char folder[] = "/dev/shm/zy-fuzz-XXXXXX", path[64];
    zy_segment segment = {0};
    if (!mkdtemp(folder))
        return 0;
    snprintf(path, sizeof path, "%s/s.zys", folder);
    FILE *file = fopen(path, "wb");
    if (file) {
        fwrite(data, 1, size, file);
        fclose(file);
        if (zy_segment_open(folder, "s", &segment, NULL) == ZY_OK) {
            FUZZ_PROMISE(segment.doc_count > 0);
            zy_status whole = zy_segment_verify(&segment, NULL);
            FUZZ_PROMISE(whole == ZY_OK || whole == ZY_CORRUPT);
            zy_segment_close(&segment);
        }
        unlink(path);
    }
    rmdir(folder);
    return 0;
}
