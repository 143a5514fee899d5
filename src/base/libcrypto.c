/* SPDX-License-Identifier: Apache-2.0 */
#include "base/libcrypto.h"

#include <dlfcn.h>
#include <openssl/crypto.h>

#define TEXT_OF(x) #x
#define TEXT_OF_VALUE(x) TEXT_OF(x)
#define LIBRARY "libcrypto.so." TEXT_OF_VALUE(OPENSSL_SHLIB_VERSION)

static void *library;

static const char *open_library(void)
{
	if (library)
		return NULL;
	/* A program that links libcrypto itself (through libcurl) sets it up itself, with the system's TLS policy. */
	void *handle = dlopen(LIBRARY, RTLD_NOW | RTLD_NOLOAD);
	if (!handle) {
		__typeof__(&OPENSSL_init_crypto) init = NULL;
		handle = dlopen(LIBRARY, RTLD_NOW | RTLD_LOCAL);
		if (!handle)
			return "缺少密码库 " LIBRARY;
		*(void **)&init = dlsym(handle, "OPENSSL_init_crypto");
		if (!init || !init(OPENSSL_INIT_NO_LOAD_CONFIG | OPENSSL_INIT_NO_LOAD_CRYPTO_STRINGS, NULL))
			return "密码库 " LIBRARY " 无法初始化";
	}
	library = handle;      /* for good: closing it would take its tables away */
	return NULL;
}

const char *libcrypto_load(const struct libcrypto_call *calls, size_t count)
{
	const char *why = open_library();

	for (size_t i = 0; !why && i < count; i++) {
		*calls[i].to = dlsym(library, calls[i].name);
		if (!*calls[i].to)
			why = "密码库 " LIBRARY " 版本过旧";
	}
	return why;
}
