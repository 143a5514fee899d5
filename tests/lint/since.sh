#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# since.sh [TREE]: the oldest SQLite, libcurl, CUPS and ncurses that configure.ac lets pass have all that the program uses of them, and
# README.md says the same numbers. Each name of such a library that src uses is in the table below with the version that brought it
# (SQLite's and curl's own lists; what any system still in use has stands with the oldest); SQL is looked at for what came late.
# What is listed and not used any more goes. ncurses has a version at each symbol: looked up in the program of this build.
tree=${1:-${srcdir:-.}}
built=${top_builddir:+$(cd "$top_builddir" && pwd)}
cd "$tree" || exit 99
export LC_ALL=C
names=$(mktemp) || exit 99
trap 'rm -f "$names"' EXIT
{
	floor() { printf 'floor %s %s\n' "$1" "$(sed -n "s/^PKG_CHECK_MODULES(.*[[ ]$2 >= \([0-9.]*\)].*/\1/p" configure.ac | head -1)"; }
	floor sqlite3 sqlite3; floor curl libcurl; floor cups cups; floor ncurses ncursesw
	sed -n '/ It needs ncursesw/,/^$/p' README.md | tr '\n' ' ' | sed -n 's/.*ncursesw \([0-9.]*\), SQLite \([0-9.]*\),.*libcurl \([0-9.]*\), CUPS \([0-9.]*\),.*/said ncurses \1\nsaid sqlite3 \2\nsaid curl \3\nsaid cups \4/p'
	echo
	cat <<-'END'
		since sqlite3 3.26 SQLITE_ACCESS_EXISTS SQLITE_AUTH SQLITE_BLOB SQLITE_BUSY SQLITE_CANTOPEN SQLITE_CONSTRAINT SQLITE_CONSTRAINT_PRIMARYKEY
		since sqlite3 3.26 SQLITE_CONSTRAINT_ROWID SQLITE_CONSTRAINT_TRIGGER SQLITE_CONSTRAINT_UNIQUE SQLITE_CORRUPT SQLITE_DBCONFIG_DEFENSIVE
		since sqlite3 3.26 SQLITE_DBCONFIG_ENABLE_FKEY SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE SQLITE_DONE
		since sqlite3 3.26 SQLITE_ERROR SQLITE_FCNTL_FILE_POINTER SQLITE_FCNTL_JOURNAL_POINTER SQLITE_FULL SQLITE_INTERRUPT SQLITE_IOERR
		since sqlite3 3.26 SQLITE_IOERR_NOMEM SQLITE_LOCKED SQLITE_MISMATCH SQLITE_MISUSE SQLITE_NOMEM SQLITE_NOTADB SQLITE_NULL SQLITE_OK
		since sqlite3 3.26 SQLITE_OPEN_CREATE SQLITE_OPEN_MAIN_DB SQLITE_OPEN_NOMUTEX SQLITE_OPEN_PRIVATECACHE SQLITE_OPEN_READONLY
		since sqlite3 3.26 SQLITE_OPEN_READWRITE SQLITE_PERM SQLITE_PREPARE_PERSISTENT SQLITE_READONLY SQLITE_READONLY_DBMOVED
		since sqlite3 3.26 SQLITE_READONLY_ROLLBACK SQLITE_ROW SQLITE_STATIC SQLITE_SYNC_FULL SQLITE_TEXT SQLITE_TOOBIG SQLITE_UTF8
		since sqlite3 3.26 sqlite3_backup sqlite3_backup_finish sqlite3_backup_init sqlite3_backup_remaining
		since sqlite3 3.26 sqlite3_backup_step sqlite3_bind_blob64 sqlite3_bind_int64 sqlite3_bind_null sqlite3_bind_parameter_index
		since sqlite3 3.26 sqlite3_bind_text64 sqlite3_busy_handler sqlite3_close sqlite3_column_blob sqlite3_column_bytes
		since sqlite3 3.26 sqlite3_column_count sqlite3_column_int sqlite3_column_int64 sqlite3_column_text sqlite3_column_type
		since sqlite3 3.26 sqlite3_db_config sqlite3_db_readonly sqlite3_db_release_memory sqlite3_errmsg sqlite3_errstr sqlite3_exec
		since sqlite3 3.26 sqlite3_extended_errcode sqlite3_file sqlite3_file_control sqlite3_finalize sqlite3_get_autocommit sqlite3_int64
		since sqlite3 3.26 sqlite3_libversion sqlite3_libversion_number sqlite3_open_v2 sqlite3_prepare_v2 sqlite3_prepare_v3
		since sqlite3 3.26 sqlite3_progress_handler sqlite3_randomness sqlite3_reset sqlite3_snprintf sqlite3_step sqlite3_stmt
		since sqlite3 3.26 sqlite3_stmt_readonly sqlite3_vfs sqlite3_vfs_find
		since sqlite3 3.29 SQLITE_DBCONFIG_DQS_DDL SQLITE_DBCONFIG_DQS_DML
		since sqlite3 3.31 SQLITE_DBCONFIG_TRUSTED_SCHEMA sqlite3_create_filename sqlite3_free_filename
		since sqlite3 3.37 SQLITE_OPEN_EXRESCODE sqlite3_changes64
		since curl 7.61 CURLE_BAD_CONTENT_ENCODING CURLE_COULDNT_CONNECT CURLE_COULDNT_RESOLVE_HOST CURLE_FILESIZE_EXCEEDED CURLE_OK
		since curl 7.61 CURLE_OPERATION_TIMEDOUT CURLE_PEER_FAILED_VERIFICATION CURLE_SSL_CACERT_BADFILE CURLE_SSL_CERTPROBLEM
		since curl 7.61 CURLE_SSL_CONNECT_ERROR CURLE_UNSUPPORTED_PROTOCOL CURLE_URL_MALFORMAT CURLE_WEIRD_SERVER_REPLY CURLINFO_PRIVATE
		since curl 7.61 CURLINFO_REQUEST_SIZE CURLINFO_RESPONSE_CODE CURLINFO_SIZE_UPLOAD_T CURLINFO_SSL_VERIFYRESULT
		since curl 7.61 CURLMOPT_MAX_TOTAL_CONNECTIONS CURLMOPT_PIPELINING CURLMSG_DONE CURLM_OK CURLOPT_BUFFERSIZE CURLOPT_CAINFO
		since curl 7.61 CURLOPT_CAPATH CURLOPT_CONNECTTIMEOUT_MS CURLOPT_ERRORBUFFER CURLOPT_FOLLOWLOCATION CURLOPT_FORBID_REUSE
		since curl 7.61 CURLOPT_FRESH_CONNECT CURLOPT_HEADERDATA CURLOPT_HEADERFUNCTION CURLOPT_HTTPGET CURLOPT_HTTPHEADER
		since curl 7.61 CURLOPT_HTTP_CONTENT_DECODING CURLOPT_HTTP_VERSION CURLOPT_LOW_SPEED_LIMIT CURLOPT_LOW_SPEED_TIME
		since curl 7.61 CURLOPT_MAXFILESIZE CURLOPT_MAXREDIRS CURLOPT_NETRC CURLOPT_NOPROGRESS CURLOPT_NOPROXY CURLOPT_NOSIGNAL CURLOPT_POST
		since curl 7.61 CURLOPT_POSTFIELDS CURLOPT_POSTFIELDSIZE_LARGE CURLOPT_PRIVATE CURLOPT_PROXY CURLOPT_SSLCERT CURLOPT_SSLKEY
		since curl 7.61 CURLOPT_SSLVERSION CURLOPT_SSL_OPTIONS CURLOPT_SSL_VERIFYHOST CURLOPT_SSL_VERIFYPEER CURLOPT_TIMEOUT_MS
		since curl 7.61 CURLOPT_UNRESTRICTED_AUTH CURLOPT_URL CURLOPT_USERAGENT CURLOPT_VERBOSE CURLOPT_WRITEDATA CURLOPT_WRITEFUNCTION
		since curl 7.61 CURLPIPE_NOTHING CURL_ERROR_SIZE CURL_GLOBAL_DEFAULT CURL_HTTP_VERSION_1_1 CURL_NETRC_IGNORED
		since curl 7.61 CURL_SSLVERSION_TLSv1_2 CURL_WAIT_POLLIN curl_easy_cleanup curl_easy_getinfo curl_easy_init curl_easy_setopt curl_free
		since curl 7.61 curl_global_cleanup curl_global_init curl_multi_add_handle curl_multi_cleanup curl_multi_info_read curl_multi_init
		since curl 7.61 curl_multi_perform curl_multi_remove_handle curl_multi_setopt curl_off_t curl_slist curl_slist_append
		since curl 7.61 curl_slist_free_all curl_waitfd
		since curl 7.62 CURLUPART_HOST CURLUPART_URL CURLU_DISALLOW_USER curl_url curl_url_cleanup curl_url_get curl_url_set
		since curl 7.64 CURLOPT_HTTP09_ALLOWED
		since curl 7.66 curl_multi_poll
		since curl 7.85 CURLOPT_PROTOCOLS_STR CURLOPT_REDIR_PROTOCOLS_STR
		since curl 7.87 CURLOPT_QUICK_EXIT
		since cups 2.2 HTTP_MAX_URI HTTP_STATUS_CONTINUE HTTP_STATUS_ERROR HTTP_URI_CODING_ALL IPP_JSTATE_ABORTED IPP_JSTATE_CANCELED
		since cups 2.2 IPP_JSTATE_COMPLETED IPP_JSTATE_PENDING IPP_JSTATE_PROCESSING IPP_JSTATE_STOPPED IPP_OP_CANCEL_JOB IPP_OP_CREATE_JOB
		since cups 2.2 IPP_OP_CUPS_GET_PRINTERS IPP_OP_GET_JOBS IPP_OP_GET_JOB_ATTRIBUTES IPP_OP_GET_PRINTER_ATTRIBUTES IPP_OP_SEND_DOCUMENT
		since cups 2.2 IPP_PSTATE_IDLE IPP_PSTATE_STOPPED IPP_STATUS_ERROR_DOCUMENT_FORMAT_NOT_SUPPORTED IPP_STATUS_ERROR_FORBIDDEN
		since cups 2.2 IPP_STATUS_ERROR_GONE IPP_STATUS_ERROR_INTERNAL IPP_STATUS_ERROR_NOT_ACCEPTING_JOBS IPP_STATUS_ERROR_NOT_AUTHORIZED
		since cups 2.2 IPP_STATUS_ERROR_NOT_FOUND IPP_STATUS_ERROR_NOT_POSSIBLE IPP_STATUS_OK_EVENTS_COMPLETE IPP_TAG_BOOLEAN IPP_TAG_ENUM
		since cups 2.2 IPP_TAG_INTEGER IPP_TAG_JOB IPP_TAG_KEYWORD IPP_TAG_MIMETYPE IPP_TAG_NAME IPP_TAG_OPERATION IPP_TAG_TEXT IPP_TAG_URI
		since cups 2.2 IPP_TAG_ZERO cupsAddDest cupsDoRequest cupsEncryption cupsFreeDests cupsGetNamedDest cupsGetResponse
		since cups 2.2 cupsLastError cupsLastErrorString cupsSendRequest cupsServer cupsUser cupsWriteRequestData httpAssembleURIf httpClose
		since cups 2.2 httpConnect2 httpGetFd httpSetTimeout ippAddBoolean ippAddInteger ippAddString ippAddStrings ippDelete
		since cups 2.2 ippFindAttribute ippFindNextAttribute ippFirstAttribute ippGetBoolean ippGetCount ippGetInteger ippGetName ippGetString
		since cups 2.2 ippGetValueTag ippLength ippNewRequest ippNextAttribute ippPort
	END
	# used LAYER PATTERN: FILE:LINE:NAME for each name of the pattern, outside of comments and strings
	used() {
		[ -d "src/$1" ] || return
		find "src/$1" -name '*.[ch]' | sort | xargs awk -v pattern="$2" -v library="$3" '
			{
				line = $0
				gsub(/"([^"\\]|\\.)*"/, "", line)
				sub(/^[ \t]*\*([ \/].*)?$/, "", line)
				sub(/^[ \t]*\/\*.*/, "", line)
				gsub(/\/\*.*/, "", line)
				if (line ~ /^#(include|if .*VERSION)/ || line ~ /^typedef .* sqlite3_filename;/)
					next
				gsub(/SET\(/, "&CURLOPT_", line)
				while (match(line, /[A-Za-z_][A-Za-z_0-9]*/)) {
					name = substr(line, RSTART, RLENGTH)
					line = substr(line, RSTART + RLENGTH)
					if (name ~ pattern)
						print "used", library, name, FILENAME ":" FNR
				}
			}'
	}
	used store '^(sqlite3_|SQLITE_)[A-Za-z]' sqlite3 | grep -v ' sqlite3_filename '
	used dispatch '^(curl_|CURL[A-Z]*_)[A-Za-z0-9]' curl | grep -v 'CURLOPT_option'
	used print '^(cups|http|ipp)[A-Z]|^(CUPS|HTTP|IPP)_' cups
	find src/store -name '*.sql' 2>/dev/null | sort | xargs awk '
		function late(pattern, version, what) {
			if (match(" " line " ", pattern))
				print "sql", version, FILENAME ":" FNR, what
		}
		{
			line = toupper($0)
			gsub(/\047[^\047]*\047/, "", line)
			sub(/--.*/, "", line)
			late("[^A-Z]RETURNING[^A-Z]", "3.35", "RETURNING")
			late("[)] STRICT[^A-Z]|, STRICT[^A-Z]", "3.37", "STRICT")
			late("[^A-Z]ON CONFLICT[^A-Z]", "3.24", "ON CONFLICT")
			late("[^A-Z]OVER *[(]", "3.25", "OVER")
			late("[^A-Z]FILTER *[(]|NULLS (FIRST|LAST)", "3.30", "FILTER, NULLS FIRST")
			late("GENERATED ALWAYS", "3.31", "GENERATED ALWAYS")
			late("[^A-Z]IIF *[(]", "3.32", "iif")
			late("[^A-Z]MATERIALIZED[^A-Z]|DROP COLUMN", "3.35", "MATERIALIZED, DROP COLUMN")
			late("->|UNIXEPOCH *[(]", "3.38", "->")
			late("(RIGHT|FULL) (OUTER )?JOIN|IS (NOT )?DISTINCT FROM", "3.39", "RIGHT JOIN, IS DISTINCT FROM")
			late("[^A-Z](CONCAT|CONCAT_WS|STRING_AGG) *[(]", "3.44", "concat, string_agg")
		}' /dev/null
	# the newest version of ncurses at a symbol that the desk takes from it
	if [ -n "$built" ] && [ -x "$built/yichuang" ] && command -v nm >/dev/null; then
		nm -D --undefined-only "$built/yichuang" | sed -n 's/^ *[Uw] \([a-z_0-9]*\)@*NCURSES[A-Z]*[0-9]*_\([0-9]*\.[0-9]*\)\..*/symbol \2 \1/p'
	fi
} >"$names"
awk '
	function number(version,    part) {
		split(version, part, ".")
		return part[1] * 1000 + part[2]
	}
	function fail(where, text) {
		print where ": " text
		bad = 1
	}
	$1 == "floor" {
		floor[$2] = $3
		if ($3 == "")
			fail("configure.ac:1", "says no oldest " $2)
	}
	$1 == "said" { said[$2] = $3 }
	$1 == "since" {
		for (i = 4; i <= NF; i++)
			since[$i] = $3
	}
	$1 == "used" {
		count++
		seen[$3] = 1
		if (!($3 in since))
			fail($4, $3 " is not listed: look up which version of " $2 " brought it")
		else if (number(since[$3]) > number(floor[$2]))
			fail($4, $3 " needs " $2 " " since[$3] ", configure.ac lets " floor[$2] " pass")
	}
	$1 == "sql" && number($2) > number(floor["sqlite3"]) { fail($3, "needs SQLite " $2 ": " substr($0, index($0, $4))) }
	$1 == "symbol" && number($2) > number(floor["ncurses"]) { fail("yichuang", $3 " needs ncurses " $2) }
	END {
		for (library in floor)
			if (said[library] != floor[library])
				fail("README.md:1", "says " library " \"" said[library] "\", configure.ac " floor[library])
		for (name in since)
			if (count > 100 && !(name in seen))
				fail("tests/lint/since.sh:1", name " is listed and not used")
		if (!bad)
			printf "%d uses of SQLite %s, libcurl %s, CUPS %s, ncurses %s\n", count, floor["sqlite3"], floor["curl"], floor["cups"], floor["ncurses"]
		exit bad
	}' "$names"
