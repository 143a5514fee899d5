# the queue: tickets taken at the door, called and served at a window; what a guide sees
include $SRC/tests/screen/desk/login.inc
send g
see "今天还没有人取号"
send a
see "A001 号,个人一件事,前面还有 0 人"
send a
see "A002"
send b c
see "C001 号"
send v
see "属于哪类人群"
send 1
see "办哪一类"
send a
see "V001 号"
send y
see "预约的时间"
type 9点
send Enter
see "0930 或 9:30"
send C-u
type 0950
send Enter
see "办哪一类"
send c
see "Y001 号"
send n
see "取哪一类"
send Esc
see "没有取号"
snap desk/tickets
send m
see "转到哪一类"
send b
see "Y001 号转到 B 企业一件事"
send Esc
see "下一个 V001"
snap desk/home-queue
send r
see "E-6811"
see "请先按 F3 叫号"
send F3
see "请 V001 号(个人一件事)到 3 号窗口"
snap desk/home-called
send F3
see "E-6813"
see "人到了按 A;没到按 R 重呼,满 3 次按 X 过号。"
send x
see "E-6817"
see "请先按 R 重呼"
send F2
see "受理  V001"
send Esc Esc
see "受理 V001 个人一件事"
send z
see "暂停的原因"
type 打印机缺纸
send Enter
see "Z恢复"
send F3
see "E-6812"
snap desk/home-paused
send z
see "已恢复"
send t
see "转到哪一类"
send d
see "V001 号转到 D 取件"
send F3
see "请 Y001"
send a
see "Y001 号:受理"
send F3
see "Y001 号办结;请 A001 号"
send a e
see "A001 号:办结"
clean
resize 132x43
see "等候 3人"
snap desk/home-queue-132
send g
see "排队取号"
snap desk/tickets-132
send Del
see "作弃号"
send y
see "弃号"
send Esc
clean
# a guide begins here, and serves nobody
send F11
see "口令"
send C-u
type wangdao
send Enter
type Yichuang-2026
send Enter
see "排队取号"
send d
see "D001 号"
send h
see "E-6816"
see "可以:"
send F1
see "按类别的字母取号"
snap desk/tickets-help
send Esc
see "D001"
type :jh
send Enter
see "叫号"
clean
