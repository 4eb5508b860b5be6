#!/bin/sh
# vectors.sh - every row of tests/vectors: none may fail, and each file must ask something
srcdir=${srcdir:-.}
n=0
bad=0
for file in "$srcdir"/tests/vectors/*.tsv; do
	n=$((n + 1))
	out=$(./assay vectors --as-of 2026-11-20 "$file")
	status=$?
	last=$(printf '%s\n' "$out" | tail -n 1)
	if [ $status -eq 0 ] && [ "${last#0 passed}" = "$last" ]; then
		echo "ok $n - ${file##*/}: $last"
	else
		echo "not ok $n - ${file##*/}: $last (exit $status)"
		printf '%s\n' "$out" | grep '^FAIL' | sed 's/^/# /'
		bad=1
	fi
	printf '%s\n' "$out" | grep '^SKIP' | sed 's/^/# /'
done
# what is skipped is named, with the reason
n=$((n + 1))
unnamed=$(for file in "$srcdir"/tests/vectors/*.tsv; do ./assay vectors --as-of 2026-11-20 "$file"; done |
	sed -n 's/^SKIP	\([A-Z0-9-]*\)	.*/\1/p' | sort -u | while read -r rule; do
		grep -q "^| .*$rule" "$srcdir/doc/rules-not-checked.md" || echo "$rule"
	done)
if [ -z "$unnamed" ]; then
	echo "ok $n - every rule whose rows are skipped is named in doc/rules-not-checked.md"
else
	echo "not ok $n - skipped, and not named in doc/rules-not-checked.md: $unnamed"
	bad=1
fi
echo "1..$n"
exit $bad
