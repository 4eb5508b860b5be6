#!/bin/sh
# headers.sh - each public header stands alone, in C11 and in C++ (TAP)
n=0 failed=0
for h in "$srcdir"/core/assay*.h; do
	for lang in c c++; do
		n=$((n + 1))
		case $lang in
		c) set -- "${CC:-cc}" -std=c11 -Wall -Wextra -Wconversion -Wshadow -Werror ;;
		c++) set -- "${CXX:-c++}" -std=c++11 -Wall -Werror ;;
		esac
		if ! command -v "$1" >/dev/null 2>&1; then
			echo "ok $n - ${h##*/} in $lang # SKIP no $1"
		elif out=$("$@" -I"$srcdir/core" -fsyntax-only -x $lang "$h" 2>&1); then
			echo "ok $n - ${h##*/} in $lang"
		else
			echo "not ok $n - ${h##*/} in $lang"
			echo "$out" | sed 's/^/# /'
			failed=1
		fi
	done
done
echo "1..$n"
exit $failed
