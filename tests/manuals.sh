#!/bin/sh
# manuals.sh - every manual page is well-formed mdoc (TAP)
srcdir=${srcdir:-.}
n=0 failed=0
for page in "$srcdir"/doc/*.[1-8]; do
	n=$((n + 1))
	if ! command -v mandoc >/dev/null 2>&1; then
		echo "ok $n - ${page##*/} # SKIP no mandoc"
	elif out=$(mandoc -T lint -W warning "$page" 2>&1); then
		echo "ok $n - ${page##*/}"
	else
		echo "not ok $n - ${page##*/}"
		echo "$out" | sed 's/^/# /'
		failed=1
	fi
done
echo "1..$n"
exit $failed
