#!/bin/sh
# tuf.sh - the fuzz harnesses of trust metadata over their corpora
srcdir=${srcdir:-.}
n=0
bad=0
for name in json metadata; do
	n=$((n + 1))
	if out=$(./fuzz-$name "$srcdir/tests/fuzz/corpus/$name") && ! printf '%s\n' "$out" | grep -q '^not ok'; then
		echo "ok $n - fuzz-$name"
	else
		echo "not ok $n - fuzz-$name"
		printf '%s\n' "$out" | tail -n 3 | sed 's/^/# /'
		bad=1
	fi
done
echo "1..$n"
exit $bad
