/* profiles: providers and their profiles; staff's view of clients and cases.
 * SPDX-License-Identifier: MIT
 *
 *   /profiles/providers                     the list
 *   /profiles/providers/add                 a new one
 *   /profiles/providers/{provider}          its profile: the summary
 *   /profiles/providers/{provider}/SECTION  one of its sections
 *   /profiles/tasks                         the tasks of all providers
 */
#include "pages.h"
#include "people/task.h"

static const struct route routes[] = {
    {.path = "/providers",
     .right = RIGHT_PROVIDER_VIEW,
     .page = provider_list_page,
     .template = "profiles/providers.cs"},
    {.path = "/providers/{provider}",
     .right = RIGHT_PROVIDER_VIEW,
     .object = OBJECT_PROVIDER,
     .page = provider_summary_page,
     .template = "profiles/summary.cs"},

    /* Tasks. */
    {.path = "/tasks",
     .right = RIGHT_TASK_VIEW,
     .page = task_all_page,
     .template = "profiles/all-tasks.cs"},
    {.path = "/providers/{provider}/tasks",
     .right = RIGHT_TASK_VIEW,
     .object = OBJECT_PROVIDER,
     .page = task_section_page,
     .template = "profiles/tasks.cs"},
    {.path = "/providers/{provider}/tasks/add",
     .right = RIGHT_TASK_EDIT,
     .object = OBJECT_PROVIDER,
     .page = task_add_page,
     .post = task_add_post,
     .template = "profiles/task-form.cs",
     ROUTE_FIELDS(task_fields)},
    {.path = "/providers/{provider}/tasks/{task}",
     .right = RIGHT_TASK_VIEW,
     .object = OBJECT_PROVIDER,
     .page = task_page,
     .template = "profiles/task.cs"},
    {.path = "/providers/{provider}/tasks/{task}/edit",
     .right = RIGHT_TASK_EDIT,
     .object = OBJECT_PROVIDER,
     .page = task_edit_page,
     .post = task_edit_post,
     .template = "profiles/task-form.cs",
     ROUTE_FIELDS(task_fields)},
    {.path = "/providers/{provider}/tasks/{task}/done",
     .right = RIGHT_TASK_EDIT,
     .object = OBJECT_PROVIDER,
     .post = task_done_post,
     ROUTE_FIELDS(task_buttons)},
    {.path = "/providers/{provider}/tasks/{task}/undo",
     .right = RIGHT_TASK_EDIT,
     .object = OBJECT_PROVIDER,
     .post = task_undo_post,
     ROUTE_FIELDS(task_buttons)},
    {.path = "/providers/{provider}/tasks/{task}/reopen",
     .right = RIGHT_TASK_EDIT,
     .object = OBJECT_PROVIDER,
     .post = task_reopen_post,
     ROUTE_FIELDS(task_buttons)},
    {.path = "/providers/{provider}/tasks/{task}/delete",
     .right = RIGHT_TASK_EDIT,
     .object = OBJECT_PROVIDER,
     .post = task_delete_post,
     ROUTE_FIELDS(task_buttons)},
    {.path = "/providers/{provider}/tasks/{task}/restore",
     .right = RIGHT_TASK_EDIT,
     .object = OBJECT_PROVIDER,
     .post = task_restore_post,
     ROUTE_FIELDS(task_buttons)},
};

int main(int argc, char **argv)
{
	static const struct program profiles = {
	    .name = "profiles",
	    .routes = routes,
	    .n_routes = sizeof routes / sizeof *routes,
	};

	return program_main(&profiles, argc, argv);
}
