/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Rewriting what is nowhere. */
#include "search/rewrite.h"

#include <string.h>

bool zy_all_quoted(const zy_node *node)
{
    if (node->kind == ZY_NODE_STRING)
        return node->quoted || node->where != ZY_IN_ANY;
    if (node->kind == ZY_NODE_NOT)
        return true;
    for (size_t i = 0; i < node->kid_count; i++)
        if (!zy_all_quoted(node->kids[i]))
            return false;
    return true;
}

/* An everyday question is asked by its content words; the new plan must find something to replace the old. */
static zy_status ask_core(zy_plan *plan, bool *again, zy_error *err)
{
    zy_plan core;
    const char *text = plan->query.core;
    zy_status status = zy_plan_make(plan->store, plan->request, text, strlen(text), &core, err);
    zy_matches found = ZY_VEC(zy_match);
    if (!status)
        status = zy_evaluate(&core, false, &found, NULL, err);
    if (!status && found.count) {
        zy_plan old = *plan;
        *plan = core;
        core = old;
        *again = true;
    }
    zy_vec_free(&found);
    zy_plan_free(&core);
    return status;
}

zy_status zy_rewrite(zy_plan *plan, unsigned attempt, zy_arena *arena, zy_answer *answer, bool *again,
                     zy_error *err)
{
    (void)arena;
    *again = false;
    zy_status status = ZY_OK;
    if (attempt == 0 && plan->query.core)
        status = ask_core(plan, again, err);
    answer->rewritten |= *again;
    return status;
}
