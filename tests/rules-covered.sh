#!/bin/sh
# rules-covered.sh - every rule of the domain is in `assay rules` or, with the reason, in
# doc/rules-not-checked.md, and none in both (TAP)
export LC_ALL=C
srcdir=${srcdir:-.}
tmp=$(mktemp -d "${TMPDIR:-/tmp}/assay rules.XXXXXX") || exit 99
trap 'rm -rf "$tmp"' EXIT
n=0 failed=0
grep -v '^#' "$srcdir/tests/data/domain-rules.txt" | sort -u >"$tmp/domain"
./assay rules | sed -n 's/^  [IWSP] \([A-Z][A-Z0-9-]*\) .*/\1/p' | sort -u >"$tmp/checked"
sed -n '/^## Rules/,/^## Test values/s/^| \([A-Z][A-Z0-9]*-[A-Z0-9-]*\) | .*/\1/p' \
	"$srcdir/doc/rules-not-checked.md" | sort -u >"$tmp/listed"

none() { # NAME: out is empty
	n=$((n + 1))
	if [ -s "$tmp/out" ]; then
		echo "not ok $n - $1"
		sed 's/^/# /' "$tmp/out"
		failed=1
	else
		echo "ok $n - $1"
	fi
}
[ "$(wc -l <"$tmp/checked")" -gt 100 ] || echo 'assay rules lists hardly any' >"$tmp/out"
none 'the program lists its rules'
sort -u "$tmp/checked" "$tmp/listed" | comm -23 "$tmp/domain" - >"$tmp/out"
none 'every rule of the domain is checked, or listed with the reason it is not'
comm -12 "$tmp/checked" "$tmp/listed" >"$tmp/out"
none 'no rule is checked and listed as not: it leaves doc/rules-not-checked.md'
comm -13 "$tmp/domain" "$tmp/listed" >"$tmp/out"
none 'nothing is listed that the domain does not know'
echo "1..$n"
exit $failed
