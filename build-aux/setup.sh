# shellcheck shell=sh
# SPDX-License-Identifier: Apache-2.0
# What ./run and ./check share: the machine's packages and a build in ./build, which is installed into ./build/installed. Sourced with
# the current folder at the top of the tree. Each step is skipped when nothing has changed since it was done.
log=build/setup.log

say() { printf '%s: %s\n' "$me" "$*" >&2; }

# Ends with the last lines of the log; $1 says what failed.
give_up() {
	say "$1; the last lines of $log:"
	tail -n 25 "$log" >&2
	exit 1
}

# Prints the packages of the kinds given that are not installed; of a|b the first when none is.
missing_packages() {
	command -v dpkg-query >/dev/null || return 0
	wanted=$(awk -v kinds=" $* " 'NF == 2 && index(kinds, " " $1 " ") { print $2 }' build-aux/packages)
	dpkg-query -W -f '${Package} ${db:Status-Status}\n' 2>/dev/null | awk -v wanted="$wanted" '
		$2 == "installed" { have[$1] = 1 }
		END {
			count = split(wanted, row, "\n")
			for (i = 1; i <= count; i++) {
				found = 0
				choices = split(row[i], choice, "|")
				for (k = 1; k <= choices; k++)
					if (choice[k] in have)
						found = 1
				if (!found)
					print choice[1]
			}
		}'
}

# Installs what is missing of the kinds given, as root or by sudo.
install_packages() {
	packages=$(missing_packages "$@")
	[ -n "$packages" ] || return 0
	packages=$(echo $packages)      # on one line
	if [ "$(id -u)" = 0 ]; then
		as_root=
		say "installing Debian packages: $packages"
	elif command -v sudo >/dev/null; then
		as_root=sudo
		say "installing Debian packages with sudo, which may ask for your password: $packages"
	else
		say "these Debian packages are missing, and installing them needs root or sudo: $packages"
		exit 2
	fi
	mkdir -p build
	$as_root sh build-aux/install-packages.sh $packages >>"$log" 2>&1 || give_up "the packages could not be installed"
}

# Configures ./build, again when the options have changed. $@: options of configure.
configure_build() {
	wanted="--prefix=$PWD/build/installed${*:+ $*}"
	case "$(build/config.status --config 2>/dev/null | tr -d "'") " in "$wanted "*) return 0 ;; esac
	mkdir -p build
	if [ ! -x configure ] || [ configure.ac -nt configure ]; then
		autoreconf -fi >>"$log" 2>&1 || give_up "autoreconf failed"
	fi
	say "configuring ./build"
	(cd build && ../configure --prefix="$PWD/installed" "$@") >>"$log" 2>&1 || give_up "configure failed"
	make -C build clean >>"$log" 2>&1 || true      # objects of other options: folders are compiled in
	rm -f build/.installed
}

# Has anything that goes into the programs changed since they were installed?
is_built() {
	[ -e build/.installed ] &&
		[ -z "$(find build/config.status src data screens keymaps build-aux configure.ac Makefile.am -newer build/.installed -print 2>/dev/null |
			head -n 1)" ]
}

build_and_install() {
	say "building (the first time takes a minute or two)"
	before=build/.installed.new
	: >"$before"      # what is edited while we build counts as changed
	make -C build -j"$(nproc)" >>"$log" 2>&1 || give_up "the build failed"
	make -C build install >>"$log" 2>&1 || give_up "make install into ./build/installed failed"
	mv "$before" build/.installed
}
