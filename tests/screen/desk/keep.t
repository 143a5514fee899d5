# the home of those who keep the hall: people, windows, parameters, departments; nothing of any dossier
sh "rm -rf $TMP/hall; cp -a $BUILD/tests/screen/desk/hall $TMP/hall"
start 80x24 YICHUANG_DATADIR=$SRC/data desk-under-test $TMP/hall
send admin Enter Yichuang-2026 Enter
see "[1 人员 17]"
gone "今日本窗"
snap desk/keep-staff
# somebody new: what the hall refuses is asked again, the other answers are kept
send F2
see "新增人员 账号:"
send Enter
see "E-6403"
send jihm Enter
type 方正
send Enter D0999 Enter 9
see "初次登录的口令"
type weak
send Enter
type weaker
send Enter
see "E-6447"
type weak
send Enter
type weak
send Enter
see "E-1104"
see "初次登录的口令"
type Anquan-2026
send Enter
type Anquan-2026
send Enter
see "E-1103"
see "新增人员 账号"
send fangz Enter Enter Enter Enter Enter 9
see "初次登录的口令"
type Anquan-2026
send Enter
type Anquan-2026
send Enter
see "已添加,首次登录要改口令"
see "[1 人员 18]"
# found by a part of the name; disabled, enabled; the administrator gives no roles
send / 
type 刘洋
see "liuyang"
gone "heqing"
send Enter
see "1 改口令"
gone "改角色"
send 2
see "停用,不能再登录?"
send 1
see "刘洋(liuyang):已停用"
send Enter
see "1 启用"
send 1
see "已启用"
send Esc
# oneself is not disabled
send Home
see "系统管理员"
send Enter 2 1
see "E-1117"
send Enter Esc
see "没有办理,没有改动"
# windows
send 2
see "[2 窗口 9]"
send F2
see "新增窗口 窗口号"
send 10 Enter
type 帮办窗口
send Enter 1
see "新增窗口 已开设"
see "[2 窗口 10]"
send End Enter
see "1 改名称"
send 1
see "名称:"
type 帮办代办窗口
send Enter
see "名称已改"
send Enter 2 2
see "类别已改"
send Enter 3 1
see "已停用"
snap desk/keep-windows
# which classes a window calls, its first ones first
send Up Enter 4
see "依次叫哪些类"
send C-u
type zz
send Enter
see "E-6825"
send C-u
type zc
send Enter
see "叫号已改"
see "叫号依次看 ZC"
# classes of tickets: made, named, refused when there is one, closed and opened
send 5
see "[5 排队 7]"
send F2
see "新增排队类别 字母:"
send a Enter
type 取号
send Enter
see "E-6849"
see "字母:"
send C-u
type ww
send Enter Enter
see "E-6823"
send C-u
type w
send Enter Enter
see "已设好"
see "[5 排队 8]"
send End
see "没有窗口叫这一类"
send Enter 1
send C-u
type 帮办代办
send Enter
see "W 类:名称已改"
send Enter 2 1
see "W 类:已停用"
snap desk/keep-classes
send Enter 2
see "已启用"
send Home Down Enter 2 1
see "B 类:已停用"
send Enter 2
see "B 类:已启用"
# parameters: found, refused with the range, changed, and told who did
send 3
see "[3 参数"
send /
type k1.days
see "一次性告知期限(K1),工作日"
see "没有人改过"
send Enter
see "k1.days(1–30,Tab 填默认值)"
type 99
send Enter
see "E-3104"
send C-u
type 4
send Enter
see "已改,全大厅生效"
see "系统管理员 于 2026-11-23 09:41:00 改"
snap desk/keep-parameters
resize 132x43
snap desk/keep-parameters-132
resize 80x24
# two at once: what was shown is not what is there any more, and nothing is overwritten
send Enter
see "k1.days(1–30"
sh "$BUILD/yichuang --hall $TMP/hall config set k1.days 7 >/dev/null"
type 9
send Enter
see "E-4117"
see "改为“7”"
see "系统"
sh "$BUILD/yichuang --hall $TMP/hall config list --json | grep 'k1.days\",\"value\":\"7\"' >/dev/null"
send Enter Tab Enter
see "已改,全大厅生效"
see "现为 5"
# departments
send Esc 4
see "[4 部门"
send /
type 公安
send Enter
see "地址(https"
send C-u
type http://x
send Enter 1
see "E-3005"
see "地址(https"
send C-u
type https://ga.example.cn/yc
send Enter 2
see "已改"
see "每项任务只发一次"
snap desk/keep-departments
# which copies of the hall there are; one that was made meanwhile, and what is half of one
send Esc b
see "每 60 分钟自动备份一次"
see "还没有备份"
send Esc
sh "YICHUANG_DATADIR=$SRC/data $BUILD/yichuang --hall $TMP/hall backup >/dev/null && mkdir $TMP/hall/backups/2020-01-01-000000"
send b
line "办件 0 件 附件 0 份 最后一件 (无)"
line "2020-01-01-000000 残缺,不能用"
send Esc
send F1
see "帮助:管理"
snap desk/keep-help
send Esc Esc
send F11
see "工号"
# the security administrator: people alone, and their roles
send fangz Enter Anquan-2026 Enter
see "另取一个"
send Tab
type Anquan-2027
send Enter
type Anquan-2027
send Enter
see "[1 人员 18]"
gone "参数"
gone "换张"
send 3
see "「换张」是系统管理员的事"
send End
see "周敏"
send Enter
see "1 改角色"
gone "改口令"
send 1
see "角色:"
send 6
see "部门编号"
send xx Enter
see "E-1116"
send C-u ga Enter
see "角色已改"
see "部门         ga"
# not one's own
send Home Down Down Down Down Down
see "fangz  方正"
send Enter 1 2
see "E-1117"
snap desk/keep-secadm
clean
