# P-15: what is typed is what is stored and printed, a name of thirty characters too, with rare ones and dots in it and full-width
# digits beside it. P-18: from the login to the receipt without a function key (many keyboards and terminals have none)
include $SRC/tests/screen/desk/login.inc
type :sl
send Enter
type kbcy
send Enter 2 5 1 1 2 1 Enter
type 安澜区欧阳·阿卜杜热合曼·买买提𠮷㐂䶮家常手擀面馆有限责任公司第二分店
send Enter Enter
type 13800138000
send Enter
type 学院路１３０号·䶮苑Ｂ座
send Enter
type 阿卜杜·𠮷䶮
send Enter
type 338810197003054218
send Enter
type 10
send Enter
type 餐饮服务
send Enter
type H6210
send Enter 3 Enter Enter
type 𠮷䶮面馆
send Enter
type 80
send Enter
see "用于事项"
send a Enter
see "核对"
send C-n
see "已受理 办件号 338810 001 20261123 00001"
sh "$BUILD/yichuang --hall $TMP/hall dossier 1 --json --reveal 核对名称 > $TMP/said; for s in 安澜区欧阳·阿卜杜热合曼·买买提𠮷㐂䶮家常手擀面馆有限责任公司第二分店 学院路１３０号·䶮苑Ｂ座 阿卜杜·𠮷䶮 𠮷䶮面馆; do grep -qF \"\\\"$s\\\"\" $TMP/said || { echo $s; exit 1; }; done"
sh "YICHUANG_DATADIR=$SRC/data $BUILD/yichuang --hall $TMP/hall document 33881000120261123000011 acceptance-notice --text | tr -d ' \n' | grep -qF 安澜区欧阳·阿卜杜热合曼·买买提𠮷㐂䶮家常手擀面馆有限责任公司第二分店"
clean
