# questions in the message line; the keymaps that a hall brings
start 80x24 UI_DEMO_LOG=$TMP/log ui-demo
see "演示"
send F5
see "说点什么:"
cursor 22 9
send 坏 Enter
see "E-1000"
see "说点什么:坏"
cursor 22 11
send Backspace 好 Enter
see "答:好"
send F5 Esc
see "答:放弃"
send F6
see "为什么?  1 来不及  2 丢了  q 其他"
send 7
see "E-3208"
send Q
see "答:other"
send F7 13-1 Enter
see "E-3221"
send C-u 2026.12.3 Enter
see "答:2026-12-03"
send F7
type "１２月３１日"
send Enter
see "答:2026-12-31"
file $TMP/log has "answer 2026-12-31"
# a view that comes by itself, a lock, hides the question and takes the keys; the question waits below, as it was
send :
type cover
send Enter F5 半
see "说点什么:半"
see "盖住了"
see "什么也看不到"
gone "说点什么"
gone "Enter 确定"
send x Enter
gone "答:"
see "说点什么:半"
send Enter
see "答:半"
# a proposal is marked; the first character types over it, an arrow key or Backspace keeps it for editing
send :
type "ask-text 旧话"
send Enter
see "说点什么:旧话"
look 22 9 "reverse"
send 新 Enter
see "答:新"
send :
type "ask-text 旧话"
send Enter
see "说点什么:旧话"
send Right 多 Enter
see "答:旧话多"
send :
type "ask-text 旧话"
send Enter
see "说点什么:旧话"
send Backspace 事 Enter
see "答:旧事"
send :
type "ask-text 旧话"
send Enter
see "说点什么:旧话"
send Enter
see "答:旧话"
# a long error takes more rows and gives them back
send F3
see "000003"
send F9
see "补齐后再来"
snap ui-long-error
send Down
gone "补齐后再来"
see "000020"
# type-ahead through a prompt
send F6 1 F5 快 Enter F2 丁
file $TMP/log has "answer 快"
row 2 "姓名   丁"
send F12
exit 0

# a hall's own keys
sh "mkdir $TMP/keys; echo 'bind home F2 quit' > $TMP/keys/local.keys"
start 80x24 ui-demo -K $TMP/keys
see "演示"
send F2
exit 0
sh "printf 'bind any F2 person\nbind any F2 quit\n' > $TMP/keys/local.keys"
start 80x24 ui-demo -K $TMP/keys
see "E-3008"
see "local.keys:2"
send F2
see "姓名"
send F12
exit 0
sh "echo 'unbind any F2' > $TMP/keys/local.keys"
start 80x24 ui-demo -K $TMP/keys
see "E-3008"
see "已改用内置键位"
send F12
exit 0
start 80x24 ui-demo -k vi
see "演示"
send F3
see "000020"
send jjj
row 4 "› □ 000003"
send G
see "099999"
send F12
exit 0
clean
