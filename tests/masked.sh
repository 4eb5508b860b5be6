#!/bin/sh
# masked.sh - a product key leaves the program masked, whichever way it came in (TAP)
#
# The key of tests/data/key-qr.png (in a link) and key-code128.png is an invented one.
: "${srcdir:=.}"
tmp=$(mktemp -d "${TMPDIR:-/tmp}/assay masked.XXXXXX") || exit 99
trap 'rm -rf "$tmp"' EXIT
key=FFFFF-GGGGG-HHHHH-JJJJJ-KKKKK
person=11010519491231002X
n=0
cp "$srcdir/tests/data/key-qr.png" "$srcdir/tests/data/key-code128.png" "$tmp" || exit 99
{ echo "mskey=$key"; echo "serial=$key"; echo "maker=of $key"; } >"$tmp/key-qr.png.label"
echo "model=$person" >"$tmp/key-code128.png.label"

hides() { # WORDS, then a command: it shows the key's ends and nothing else of it
	words=$1
	shift
	"$@" >"$tmp/out" 2>&1
	status=$?
	[ $status -le 1 ] || [ $status -eq 3 ] || echo "exit status $status" >>"$tmp/out"
	n=$((n + 1))
	if [ $status -ne 2 ] && ! grep -qi 'GGGGG\|HHHHH\|JJJJJ\|19491231' "$tmp/out" &&
		grep -q 'FFFFF-[*]*-[*]*-[*]*-KKKKK' "$tmp/out"; then
		echo "ok $n - $words"
	else
		echo "not ok $n - $words"
		sed 's/^/# /' "$tmp/out"
	fi
}

qr="$tmp/key-qr.png" linear="$tmp/key-code128.png"
mkdir "$tmp/home"
for lang in en zh; do
	hides "scan, $lang" ./assay scan --home "$tmp/home" --lang $lang "$qr" "$linear"
	hides "scan --jsonl, $lang" ./assay scan --home "$tmp/home" --lang $lang --jsonl "$qr" "$linear"
done
hides 'the key of a QR code alone' ./assay scan --home "$tmp/home" --jsonl "$linear"
hides 'scan --category general' ./assay scan --home "$tmp/home" --category food "$qr" "$linear"
csv() {
	./assay scan --home "$tmp/home" --csv "$tmp/o.csv" "$qr" "$linear" >/dev/null
	cat "$tmp/o.csv"
}
hides 'scan --csv' csv
hides 'decode' ./assay decode "$qr" "$linear"
hides 'decode --tsv' ./assay decode --tsv "$qr" "$linear"
hides 'parse' ./assay parse "key $key"
hides 'parse of a number of a person in groups' ./assay parse "key $key of 110105 19491231 002X, 110105-19491231-002x"
printf 'rule\tinput\texpected\nSW-MSKEY-FORMAT\t%s\tinvalid\nDOC-CNID-CHECK\t%s\tvalid\n' \
	"$key" "$person" >"$tmp/rows.tsv"
vectors() { # one of its rows fails, as it should: status 2 would say that nothing was asked
	./assay vectors "$tmp/rows.tsv" || :
	grep -c . "$tmp/rows.tsv"
}
hides 'vectors' vectors
./assay scan --home "$tmp/home" --jsonl "$qr" "$linear" >"$tmp/o.jsonl" 2>/dev/null
hides 'explain of a result' ./assay explain "$tmp/o.jsonl"
# masked or not, two keys with the same ends are two
./assay scan --home "$tmp/home" --jsonl --label mskey=FFFFF-BBBBB-HHHHH-JJJJJ-KKKKK "$linear" >"$tmp/out" 2>/dev/null
n=$((n + 1))
if grep -q '"rule":"SW-KEY-DUP"' "$tmp/out" || ! grep -q '"rule":"SW-ENTROPY"' "$tmp/out"; then
	echo "not ok $n - keys are compared whole"
	sed 's/^/# /' "$tmp/out"
else
	echo "ok $n - keys are compared whole"
fi
echo "1..$n"
