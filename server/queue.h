/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The line of requests and the search threads that take from it.  Only the network thread puts in; when the
 * line is full it says so at once.  A request that waits or works past its deadline is given back to the
 * network thread without an answer; what its worker still makes of it is thrown away. */
#ifndef SERVER_QUEUE_H
#define SERVER_QUEUE_H

#include "server.h"

/* Makes the answer with the worker's handle (opened here when NULL). */
typedef answer (*queue_work)(exchange *ex, zy_store **store);

queue *queue_start(server *srv, queue_work work);
bool queue_has_room(queue *jobs);
void queue_push(queue *jobs, exchange *ex); /* after its connection was suspended */
void queue_expire(queue *jobs, uint64_t now_us);
unsigned queue_length(queue *jobs);
/* Ends the threads; whatever still waits is given back first. */
void queue_stop(queue *jobs);
void queue_free(queue *jobs); /* after the daemon has stopped */
/* Under the queue's lock: is there an answer, or was it given back? */
bool queue_take_answer(queue *jobs, exchange *ex);

#endif
