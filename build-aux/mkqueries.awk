# SPDX-License-Identifier: Apache-2.0
# Embeds the program's SQL:  awk -v out=header|code -f mkqueries.awk FILE.sql…
#
#   …/query/NOUN.sql                  named queries      -> enum query, query_table
#   …/schema/SET/sqlite/NNNN-*.sql    migrations of SET  -> schema_sets
#
# How to write them stands in src/store/query.h. Plain POSIX awk: no intervals, no gensub, no length(array).

function fail(text) {
	print FILENAME ":" FNR ": " text > "/dev/stderr"
	failed = 1
	exit 1
}

# One line of SQL as a C string literal; "?" is escaped because of trigraphs.
function literal(line) {
	gsub(/\\/, "&&", line)
	gsub(/"/, "\\\"", line)
	gsub(/\?/, "\\?", line)
	gsub(/\t/, "\\t", line)
	return "\n\t\t\"" line "\\n\""
}

# Highest $N in a text; every number below it must be there too.
function arguments(text,    rest, n, max, seen, i) {
	max = 0
	rest = text
	split("", seen)
	while (match(rest, /\$[0-9]+/)) {
		n = substr(rest, RSTART + 1, RLENGTH - 1) + 0
		seen[n] = 1
		if (n > max)
			max = n
		rest = substr(rest, RSTART + RLENGTH)
	}
	for (i = 1; i <= max; i++)
		if (!(i in seen))
			fail("query " name[queries] " uses $" max " but not $" i)
	return max
}

function end_query(    text) {
	if (!in_query)
		return
	in_query = 0
	text = plain
	sub(/[ \t\n]+$/, "", text)
	sub(/;$/, "", text)
	if (text !~ /[^ \t\n]/)
		fail("query " name[queries] " is empty")
	count[queries] = arguments(text)
	body[queries] = lines
}

# "-- :task_insert one"
function begin_query(    i) {
	end_query()
	if (NF != 3 || $2 !~ /^:[a-z][a-z0-9_]*$/ || $3 !~ /^(one|maybe|many)$/)
		fail("expected \"-- :name one|maybe|many\"")
	queries++
	name[queries] = substr($2, 2)
	if (name[queries] in place)
		fail("query " name[queries] " stands in " place[name[queries]] " already")
	place[name[queries]] = noun ".sql"
	expect[queries] = toupper($3)
	home[queries] = set
	lines = plain = ""
	in_query = 1
}

function begin_file(    parts, n, number) {
	end_query()
	n = split(FILENAME, parts, "/")
	noun = parts[n]
	sub(/\.sql$/, "", noun)
	if (n >= 2 && parts[n - 1] == "query") {
		kind = "query"
		set = "hall"
		return
	}
	if (n < 4 || parts[n - 1] != "sqlite" || parts[n - 3] != "schema" ||
	    noun !~ /^[0-9][0-9][0-9][0-9]-[a-z0-9-]+$/)
		fail("neither query/NOUN.sql nor schema/SET/sqlite/NNNN-name.sql")
	kind = "schema"
	set = parts[n - 2]
	number = substr(noun, 1, 4) + 0
	if (!(set in last)) {
		sets++
		set_name[sets] = set
		last[set] = 0
	}
	if (number != last[set] + 1)
		fail("migration " number " of " set " does not follow " last[set])
	last[set] = number
	step_name[set, number] = noun
	step_text[set, number] = ""
}

FNR == 1 { begin_file() }
{ sub(/\r$/, "") }
kind == "schema" { step_text[set, last[set]] = step_text[set, last[set]] literal($0); next }
/^-- *:/ { begin_query(); next }
/^-- *set / {
	if (in_query || NF != 3)
		fail("\"-- set NAME\" stands alone, before the first query")
	set = $3
	next
}
/^[ \t]*(--|$)/ { next }
{
	if (!in_query)
		fail("SQL outside of a query")
	sub(/[ \t]+$/, "")
	plain = plain $0 "\n"
	lines = lines literal($0)
}

function print_header(    i) {
	print "#ifndef STORE_QUERIES_H\n#define STORE_QUERIES_H\n"
	print "enum query {"
	for (i = 1; i <= queries; i++)
		print "\tQ_" toupper(name[i]) ",\t/* " place[name[i]] ": " tolower(expect[i]) ", arguments: " count[i] " */"
	print "\tQ_COUNT\n};\n\n#endif"
}

function print_code(    i, k) {
	print "#include \"store/query.h\"\n"
	print "const struct query_text query_table[] = {"
	for (i = 1; i <= queries; i++)
		print "\t{ \"" name[i] "\", \"" home[i] "\", EXPECT_" expect[i] ", " count[i] "," body[i] " },"
	print "};\nconst size_t query_table_count = sizeof query_table / sizeof query_table[0];"
	for (i = 1; i <= sets; i++) {
		print "\nstatic const struct migration migrations_" i "[] = {"
		for (k = 1; k <= last[set_name[i]]; k++)
			print "\t{ \"" step_name[set_name[i], k] "\"," step_text[set_name[i], k] " },"
		print "};"
	}
	print "\nconst struct schema_set schema_sets[] = {"
	for (i = 1; i <= sets; i++)
		print "\t{ \"" set_name[i] "\", migrations_" i ", " last[set_name[i]] " },"
	print "};\nconst size_t schema_set_count = sizeof schema_sets / sizeof schema_sets[0];"
}

END {
	if (!failed)
		end_query()
	if (failed)
		exit 1
	for (i = 1; i <= queries; i++)
		if (home[i] != "*" && !(home[i] in last)) {
			print place[name[i]] ": no schema set is called " home[i] > "/dev/stderr"
			exit 1
		}
	print "/* SPDX-License-Identifier: Apache-2.0 */"
	print "/* Made by build-aux/mkqueries.awk from the .sql files: edit those. */"
	if (out == "header")
		print_header()
	else
		print_code()
}
