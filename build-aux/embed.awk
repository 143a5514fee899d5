# SPDX-License-Identifier: Apache-2.0
# LC_ALL=C awk -v table=NAME -f embed.awk FILE…   puts files into the program as `const struct embedded NAME[]` (base/embed.h).
function base(path,    n, parts) { n = split(path, parts, "/"); return parts[n] }
function finish() { if (count) printf("\t\t\"\",\n\t\t%d },\n", size) }
BEGIN {
	printf("/* made by build-aux/embed.awk; do not edit */\n#include \"base/embed.h\"\n\n")
	printf("extern const struct embedded %s[];\nconst struct embedded %s[] = {\n", table, table)
}
FNR == 1 { finish(); printf("\t{ \"%s\",\n", base(FILENAME)); count++; size = 0 }
{
	size += length($0) + 1
	line = $0
	gsub(/[\\"?]/, "\\\\&", line)      # the question mark because of trigraphs
	gsub(/\t/, "\\t", line)
	gsub(/\r/, "\\r", line)
	printf("\t\t\"%s\\n\"\n", line)
}
END { finish(); printf("\t{ 0, 0, 0 }\n};\n") }
