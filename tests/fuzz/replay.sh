#!/bin/sh
# replay.sh - every fuzz harness over its corpus, and simple mutations of it (TAP)
#
# A harness is tests/fuzz/fuzz-NAME.c with its corpus in tests/fuzz/corpus/NAME: one
# that was not built, or has no corpus, fails here.
srcdir=${srcdir:-.}
n=0
bad=0
for source in "$srcdir"/tests/fuzz/fuzz-*.c; do
	name=${source##*/fuzz-}
	name=${name%.c}
	n=$((n + 1))
	if out=$(./fuzz-"$name" "$srcdir/tests/fuzz/corpus/$name" 2>&1) &&
		! printf '%s\n' "$out" | grep -q '^not ok'; then
		echo "ok $n - fuzz-$name"
	else
		echo "not ok $n - fuzz-$name"
		printf '%s\n' "$out" | tail -n 12 | sed 's/^/# /'
		bad=1
	fi
done
echo "1..$n"
exit $bad
