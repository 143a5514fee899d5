# the first page: what does not fit into its place is counted beside the heading, never silently cut
include $SRC/tests/screen/desk/login.inc
gone "看其余"
send F2 xse Enter
see "[2 情形]"
send F3
see "草稿未完"
send F2 xse Enter F3 F2 xse Enter F3 F2 xse Enter F3 F2 xse Enter F3
see "草稿 5"
gone "看其余"
send F2 xse Enter F3
see "草稿 6"
row 4 "先办这些 共 6 件,↓ 看其余"
resize 132x43
see "草稿 6"
gone "看其余"
clean
