# the commands at the top of the tree
dist_check_SCRIPTS += %D%/run.sh
TESTS += %D%/run.sh
