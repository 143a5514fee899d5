/* SPDX-License-Identifier: Apache-2.0 */
/* What a scan is: any bytes that a camera, or somebody, leaves in a folder. */
#include <string.h>

#include "base/file_kind.h"
#include "base/mem.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t n)
{
	/* of its own size, so that a byte too far is seen */
	unsigned char *bytes = mem_alloc(n + !n);
	if (n)
		memcpy(bytes, data, n);
	struct file_look l = file_look(bytes, n);
	HOLDS(l.kind <= FILE_KIND_NONE && l.pages >= 0 && l.width >= 0 && l.height >= 0);
	HOLDS(l.kind != FILE_KIND_NONE || (!l.whole && !l.pages && !l.width));
	HOLDS(l.kind == FILE_KIND_JPEG || (!l.width && !l.height));
	HOLDS(l.kind != FILE_KIND_OFD || l.whole);
	HOLDS(file_kind_from_code(file_kind_code(l.kind)) == l.kind);
	free(bytes);
	return 0;
}
