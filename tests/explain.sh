#!/bin/sh
# explain.sh - the innocent explanations: where each holds and where it does not, and that
# a report shows what was tried (TAP)
export LC_ALL=C
srcdir=${srcdir:-.}
tmp=$(mktemp -d "${TMPDIR:-/tmp}/assay explain.XXXXXX") || exit 99
trap 'rm -rf "$tmp"' EXIT
n=0 failed=0
rows=$srcdir/tests/data/explain.tsv
home=$srcdir/keys-example/inspector

is() { # NAME STATUS
	n=$((n + 1))
	if [ "$2" -eq 0 ]; then
		echo "ok $n - $1"
	else
		echo "not ok $n - $1"
		failed=1
	fi
}
./assay vectors --as-of 2026-11-20 --home "$home" "$rows" >"$tmp/out"
is "every row: $(tail -n 1 "$tmp/out")" $?
grep '^FAIL\|^SKIP' "$tmp/out" | sed 's/^/# /'
# both ways; the explanations that belong to several photos are rows of batch-test
for name in typing-slip look-alike misread separator-lost caps-lock leading-zeros newer-than-list \
	parallel-import neighbour-code test-code century retired-code other-pack-level; do
	grep -q "explains=$name" "$rows"
	is "$name holds somewhere" $?
	grep -q "ruled-out=$name" "$rows"
	is "$name is ruled out somewhere" $?
done

# a toy whose serial was never issued: text, JSON and the explanation of the result
scan() { # OPTION...
	./assay scan --as-of 2026-11-20 --home "$home" "$@" "$srcdir/samples/photos/toy-05.jpg"
}
scan --lang en | tr -s '\n ' ' ' >"$tmp/en"
grep -q 'ruled out: ' "$tmp/en" && grep -q 'a character misread' "$tmp/en"
is 'the report names what was ruled out' $?
scan --lang zh >"$tmp/zh"
grep -q '已排除：' "$tmp/zh" && grep -q '条码字符误读' "$tmp/zh"
is 'so does the Chinese one' $?
scan --jsonl >"$tmp/jsonl"
grep -q '"name":"misread"' "$tmp/jsonl"
is 'so does JSON' $?
./assay explain --lang en "$tmp/jsonl" >"$tmp/chain"
grep -q 'a character misread from the symbol: ruled out' "$tmp/chain" && grep -q 'look next' "$tmp/chain"
is 'the explanation of a result says each, and what to look at next' $?
echo "1..$n"
exit $failed
