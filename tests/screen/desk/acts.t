# what can be done with a dossier, by whom; asked one question after the other; what needs two people; what was done
include $SRC/tests/screen/desk/login.inc
include $SRC/tests/screen/desk/newborn.inc
send Esc End Up Up d Enter F10 F10
see "已容缺受理"
send a
see "现在可以做"
line "容缺补齐"
snap desk/acts
# Esc at any question changes nothing
send Enter
see "材料:  1 出院小结"
send Esc
see "没有办理「容缺补齐」"
# a paper that is not right is told in writing, once, and read before it is done
send Enter 1
see "出院小结(诊断证明) · 途径:"
send 1
see "出院小结(诊断证明) · 到达日期:"
# a day that cannot be is told at its own question, and changes nothing
send C-u
type 1
send Enter
see "E-6409 到达日期要在收件之日和今天之间"
see "到达日期:"
send C-u
type 1123
send Enter
see "出院小结(诊断证明) · 核对:"
send 2
see "不符合之处"
type 缺章
send Enter
see "将办「容缺补齐」"
send 1
see "已办「容缺补齐」,德审容补字〔2026〕第00001号 已排队,打印程序没有运行"
send Home
line "› 容缺补齐"
# what is of no use is not asked: no tracking number at the window, no fault of what is right
send Enter 1 1 Enter
see "核对"
send 1
see "「容缺补齐」出院小结(诊断证明)。办了不能取消"
send 1
see "已办「容缺补齐」"
gone "记提醒"
see "办理 00001  已受理"
# another's act says so
send Down
line "› 收费通知"
send Down Down
line "› 终止办理"
send Enter
see "不由你的岗位来做"
# withdrawn: the reason is wanted, the paper is numbered, what was done stands there
send Up Up Up Enter
see "书面申请"
send Enter
see "要填"
type "11-23 来件"
send Enter
type 不办了
send Enter
see "办了不能取消"
send 2
see "没有办理「申请人撤回」"
send Enter
see "书面申请"
type "11-23 来件"
send Enter
type 不办了
send Enter 1
see "已办「申请人撤回」,德审终字〔2026〕第00001号"
see "办理 00001  申请人撤回"
send End
see "终止办理通知书 德审终字〔2026〕第00001号,2 联"
snap desk/acts-done
send F1
see "帮助:办理"
send Esc Esc
see "部门任务"
send Tab
line "终止办理通知书"
resize 132x43
send a
see "办理记录"
snap desk/acts-132
resize 80x24
clean
