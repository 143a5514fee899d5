# what the two agents say of themselves: in one line where it fits, else broken between them and not in a word of one
include $SRC/tests/screen/desk/login.inc
row 22 "分派 未运行    打印 未运行"
sh "$BUILD/desk-news $TMP/hall says dispatch 正常,待发0"
row 22 "分派 正常,待发0    打印 未运行"
# what just fits in 80 columns, and one character more
sh "$BUILD/desk-news $TMP/hall says print 没有打印机,文书存为PDF:receipts文件夹里七张,没有别的事情"
row 22 "分派 正常,待发0    打印 没有打印机,文书存为PDF:receipts文件夹里七张,没有别的事情"
sh "$BUILD/desk-news $TMP/hall says print 没有打印机,文书存为PDF:receipts文件夹里七张,没有别的事情了"
row 21 "分派 正常,待发0"
row 22 "打印 没有打印机,文书存为PDF:receipts文件夹里七张,没有别的事情了"
# a wider screen has room for it, a narrow one has not again
resize 132x43
row 41 "分派 正常,待发0    打印 没有打印机,文书存为PDF:receipts文件夹里七张,没有别的事情了"
resize 80x24
row 21 "分派 正常,待发0"
row 22 "打印 没有打印机,文书存为PDF:receipts文件夹里七张,没有别的事情了"
clean
