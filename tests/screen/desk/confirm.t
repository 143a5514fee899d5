# step 5: everything that stands against it at once, the days explained, and the three ways to end
include $SRC/tests/screen/desk/login.inc
send F2 xse Enter 1 1 1 1 1 1 1 1
see "情形 8/8 已答"
send F10
see "一张表"
type 李小芳
send F10 F10
see "还不能受理:有 19 处要先补好"
row 5 "申请人  E-6023"
snap desk/confirm-problems
send PgDn
see "E-1030 缺15份材料"
send End
see "请申请人核对"
# what cannot be accepted is not, and says so; Enter goes to the first place that must be mended
send F10
see "E-6023"
see "本件未受理。草稿已保留。"
send Enter
see "[3 申请人]"
see "E-6023"
# what is wrong is where the work goes on, before what is empty: here and when the step is come back to
type 338810199203151021
send F10
see "E-1001"
send Esc
see "[3 申请人]"
see "E-1001"
snap desk/form-sent
send C-u
type 33881019920315102X
send F10
see "[4 材料]"
gone "E-1001"
send F10
see "还不能受理:有 18 处"
send Enter
see "[3 申请人]"
see "E-6024"
send F10
see "[4 材料]"
send F10
see "还不能受理:有 18 处"
# what can neither be accepted nor told has no papers to look at
send F8
see "E-6316"
# a notice wants something to tell, a receipt wants a paper, both want somebody: said before anything is asked
send r
see "E-6055 一份纸质材料也没有收,不能出收件凭证,本件未受理"
gone "只收件"
send Esc
see "用于事项"
send Space
see "已收 1"
send F10
see "还不能受理:有 18 处"
send r
see "E-6024 申请人 联系电话还没有填"
gone "只收件"
send n
see "E-6024 申请人 联系电话还没有填"
gone "缺的和有问题的"
see "还不能受理"
send Esc Esc Esc Esc
see "230 条"
send Esc
see "未受理。已存为草稿"
line "草稿未完 李*芳 新生儿出生 停在 事项"
snap desk/home-draft
# a draft opens where it was left
send Enter
gone "今日本窗"
send F3
see "未受理。已存为草稿"

# the whole of it: three ways to end, each from a full form
include $SRC/tests/screen/desk/login.inc
include $SRC/tests/screen/desk/newborn.inc
send F9
see "日期是怎么算的"
see "2027年日历未载入"
snap desk/confirm-explain
send PgDn
see "依据 户口登记条例第7条"
send Esc
see "承诺 21个工作日"
# all papers are there: nothing to notify
send n
see "E-6314"
# the papers before they are promised: the same templates, and no number, code or check that somebody could take for one
send F8
see "样稿:受理通知书、材料清单"
see "样稿·未受理"
see "行政许可（政务服务）受理通知书"
snap desk/specimen
send End
see "校验码样稿·未受理"
send Esc
see "承诺 21个工作日"
# deferred: the verdict says so, and what is to come
send Esc
see "用于事项"
send End Up Up d Enter
see "容缺 1"
send F10
see "容缺受理  承诺 21个工作日"
see "容缺    出院小结(诊断证明),12-04 前交"
see "容缺受理承诺书"
snap desk/confirm-deferred
send F8
see "样稿:容缺受理通知书、容缺受理承诺书、材料清单"
send Esc
resize 132x43
see "容缺    出院小结(诊断证明),12-04 前交"
snap desk/confirm-132
resize 80x24
send F10
see "已容缺受理 办件号 338810 001 20261123 00001 1"
send Tab
see "容缺受理承诺书"
snap desk/dossier-deferred
clean

# the second: a one-time notice of what is wrong and missing
send Esc
include $SRC/tests/screen/desk/newborn.inc
send Esc
see "用于事项"
# Enter goes to the paper that is not there, wherever it stands in the list
send Home Down Down u F10
see "E-1030 缺1份材料"
send Enter
see "[4 材料]"
send Space F10
gone "E-1030"
send Esc
see "用于事项"
send Home u x
type 申请表没有签字
send Enter
send F10
see "E-1030 缺2份材料"
send F8
see "样稿:一次性告知书、材料清单"
send Esc
send n 1
see "已出一次性告知书(未受理) 办件号 338810 001 20261123 00002"
line "一次性告知书 A4"
gone "部门任务"
gone "容缺受理通知书"
snap desk/dossier-notice
# the third: papers taken, nothing promised but an answer within five days
send Esc
include $SRC/tests/screen/desk/newborn.inc
send r y
see "已收件(未受理) 办件号 338810 001 20261123 00003"
line "收件凭证"
snap desk/dossier-received
send Esc
see "受理 1  容缺 1  收件 1  告知 1"
line "00002 09:41 新生儿出生 李*芳 待补正"
snap desk/home-three
clean

# F10 pressed twice, also at once, makes one dossier
include $SRC/tests/screen/desk/newborn.inc
send F10 F10 F10
see "已受理 办件号 338810 001 20261123 00004 6,不会再办一次"
send Esc
see "00004"
gone "00005"
clean
