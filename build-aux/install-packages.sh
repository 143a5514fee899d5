#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# install-packages.sh PACKAGE…: as root. Installs Debian packages and starts no daemon that comes with them: for that time, and only if
# the machine has none of its own, there is a policy-rc.d that forbids it.
set -eu
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
	trap 'rm -f "$policy"' EXIT
	trap 'exit 1' HUP INT TERM
	printf '#!/bin/sh\nexit 101\n' >"$policy"
	chmod 755 "$policy"
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -q </dev/null
apt-get install -q -y --no-install-recommends "$@" </dev/null
