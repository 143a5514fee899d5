#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# layers.sh [TREE]: each #include under src against src/LAYERS. A layer may include itself, the layers that it names, the
# system's headers and the foreign headers that it names; a header that is neither is refused until LAYERS names it.
tree=${1:-${srcdir:-.}}
cd "$tree/src" || exit 99
find . -name '*.[ch]' -o -name '*.def' | sed 's|^\./||' | LC_ALL=C sort | xargs awk '
	BEGIN {
		system_headers = "assert complex ctype errno fenv float inttypes iso646 limits locale math setjmp signal " \
			"stdalign stdarg stdatomic stdbool stddef stdint stdio stdlib stdnoreturn string tgmath threads time uchar " \
			"wchar wctype aio cpio dirent dlfcn fcntl fmtmsg fnmatch ftw getopt glob grp iconv langinfo libgen " \
			"malloc mqueue ndbm netdb nl_types poll pthread pty pwd regex sched search semaphore spawn strings " \
			"stropts syslog tar termios ulimit unistd utime wordexp endian byteswap features libintl"
		n = split(system_headers, list, " ")
		for (i = 1; i <= n; i++)
			is_system[list[i] ".h"] = 1
		while ((getline row < "LAYERS") > 0) {
			if (row ~ /^#/ || row !~ /:/)
				continue
			split(row, half, "|")
			layer = half[1]
			sub(/:.*/, "", layer)
			known[layer] = 1
			sub(/^[^:]*:/, "", half[1])
			n = split(half[1], names, " ")
			for (i = 1; i <= n; i++)
				may[layer, names[i]] = 1
			n = split(half[2], names, " ")
			for (i = 1; i <= n; i++) {
				foreign[names[i]] = 1
				owns[layer, names[i]] = 1
			}
		}
		for (layer in known)
			count++
		if (!count) {
			print "src/LAYERS: not found or empty"
			bad = 1
			exit
		}
	}
	function fail(text) {
		printf "src/%s:%d: %s\n", FILENAME, FNR, text
		bad = 1
	}
	FNR == 1 {
		layer = FILENAME ~ /\// ? FILENAME : "main"
		sub(/\/.*/, "", layer)
		if (!(layer in known))
			fail("the layer " layer " is not in src/LAYERS")
		files++
	}
	/^[ \t]*#[ \t]*include[ \t]*"/ {
		name = $0
		sub(/^[^"]*"/, "", name)
		sub(/".*/, "", name)
		other = name
		if (name == "config.h")
			next
		if (name !~ /\// || name ~ /\.\./) {
			fail("write the include as \"layer/name.h\": " name)
			next
		}
		sub(/\/.*/, "", other)
		if (other != layer && !((layer, other) in may))
			fail(layer " may not include " name)
		next
	}
	/^[ \t]*#[ \t]*include[ \t]*</ {
		name = $0
		sub(/^[^<]*</, "", name)
		sub(/>.*/, "", name)
		if (name in is_system || name ~ /^(sys|linux|netinet|net|arpa|asm)\//)
			next
		named = owned = 0
		for (f in foreign) {
			if (index(name, f) == 1) {
				named = 1
				if ((layer, f) in owns)
					owned = 1
			}
		}
		if (!named)
			fail("no layer in src/LAYERS names the foreign header " name)
		else if (!owned)
			fail(layer " may not include the foreign header " name)
	}
	END {
		if (!bad)
			printf "%d files keep to src/LAYERS\n", files
		exit bad
	}'
