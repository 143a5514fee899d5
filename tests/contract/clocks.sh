#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Clocks against an independent oracle; needs perl with its core modules.
top=${srcdir:-.}
perl -MJSON::PP -MTime::Local -MFile::Temp -e 1 2>/dev/null || { echo "SKIP: no perl with JSON::PP"; exit 77; }
exec perl "$top/tests/contract/clocks.pl" ./contract-clocks
