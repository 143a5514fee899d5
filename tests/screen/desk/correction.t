# outcome 4 of art. 32 to its end: told once, until when it is owed, corrected, told again only with a reason
include $SRC/tests/screen/desk/login.inc
include $SRC/tests/screen/desk/newborn-notice.inc
see "已出一次性告知书(未受理) 办件号 338810 001 20261123 00001"
see "申请人在 12-07 前补正"
gone "前答复"
send a
line "› 补正收齐"
send Enter
see "收齐日期"
send Enter 1
see "已办「补正收齐」"
gone "申请表没有签字"
send Esc
see "请在 11-30 前答复"
gone "前补正"
# a second one without a reason is refused, and nothing that was said is lost
send a Down Enter
see "第几份"
send 1 Enter
see "的问题:"
type 新签的字不清
send Enter
see "空为写完"
send Enter
see "再次告知的理由"
send Enter
see "E-6407 已经告知过一次"
see "再次告知的理由"
type 只限新交的这一份
send Enter
see "新签的字不清"
see "再次告知的理由:只限新交的这一份"
send 1
see "已办「一次性告知」,德审告字〔2026〕第00002号 已排队,打印程序没有运行"
line "1 有问题 出生医学证明首次签发登记表 新签的字不清"
send Esc
see "申请人在 12-07 前补正"
snap desk/correction
clean
