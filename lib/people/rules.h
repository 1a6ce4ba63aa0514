/* Rules: tasks and reminders that nobody has to think of.
 * SPDX-License-Identifier: MIT
 *
 * The courier runs them again and again. Each raises its task once, however
 * often and wherever it runs: task.raised_key says what the task is about, and
 * is unique. The key holds the day that something ends, so that its next end
 * is a matter of its own.
 *
 *   licence:ID:DAY              a licence ends within the days that its type
 *                               is renewed before, or licence.soon_days; not
 *                               where it is replaced, revoked, surrendered, or
 *                               its renewal lodged
 *   credential:ID:DAY:PROVIDER  a check, training or certificate ends within
 *                               its kind's reminder days, and no later one of
 *                               its kind is there
 *   attachment:ID:DAY           a document expires within its reminder days, and is
 *                               not the proof of a check or licence
 *   incident:ID                 a clock runs: the regulator must be told
 *
 * Where the cause is gone (renewed, lodged, told), an open task of a rule is
 * marked as done, by nobody.
 *
 * A task goes to whoever covers, leads or supports the provider that day, or to
 * nobody. Its words name no person and no incident's story: more people see
 * tasks than may see those.
 */
#ifndef CAREBOOK_PEOPLE_RULES_H
#define CAREBOOK_PEOPLE_RULES_H

#include "people/actor.h"

struct rules_done {
	int64_t tasks;	   /* raised now */
	int64_t settled;   /* done by themselves: the cause is gone */
	int64_t reminders; /* meetings that people were reminded of */
};

/* One round, at most 500 tasks of each rule; what is left comes in the next.
 * Every task and every reminder is a transaction of its own. */
NEOERR *rules_run(const struct actor *a, struct rules_done *out) MUST_CHECK;

#endif
