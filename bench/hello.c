/* bench: the least that a FastCGI program can do, as the measure's zero.
 * SPDX-License-Identifier: MIT */
#include "base/err.h"
#include "web/fastcgi.h"

static void serve(struct fastcgi *f, void *arg)
{
	static const char hello[] =
	    "Content-Type: text/plain\r\n\r\nHello, Carebook.\n";

	(void)arg;
	fastcgi_write(f, hello, sizeof hello - 1);
}

int main(void)
{
	return fastcgi_serve(serve, NULL);
}
