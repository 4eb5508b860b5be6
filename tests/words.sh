#!/bin/sh
# words.sh - what people read: 80 columns, two languages, and what a rule's explanation
# has to say (TAP)
srcdir=${srcdir:-.}
tmp=$(mktemp -d "${TMPDIR:-/tmp}/assay words.XXXXXX") || exit 99
trap 'rm -rf "$tmp"' EXIT
n=0 failed=0
home=$srcdir/keys-example/inspector
unset LC_ALL LC_MESSAGES LANG

is() { # NAME STATUS
	n=$((n + 1))
	if [ "$2" -eq 0 ]; then
		echo "ok $n - $1"
	else
		echo "not ok $n - $1"
		[ ! -s "$tmp/why" ] || sed 's/^/# /' "$tmp/why"
		failed=1
	fi
}
# the widest line, a Chinese character counted as two columns
widest() { # FILE
	LC_ALL=C.UTF-8 wc -L <"$1"
}
./assay rules --lang en | sed -n 's/^  [IWSP] \([A-Z][A-Z0-9-]*\) .*/\1/p' >"$tmp/ids"
for lang in en zh; do
	./assay rules --lang $lang >"$tmp/rules.$lang"
	./assay rules --labels --lang $lang >"$tmp/labels.$lang"
	while read -r id; do
		./assay explain --lang $lang "$id"
	done <"$tmp/ids" >"$tmp/explain.$lang"
	./assay scan --lang $lang --as-of 2026-11-20 --home "$home" "$srcdir/samples/photos/toy-05.jpg" \
		"$srcdir/samples/photos/agri-09.jpg" >"$tmp/scan.$lang" 2>/dev/null
	./assay scan --lang $lang --as-of 2026-11-20 --home "$home" --jsonl \
		"$srcdir/samples/photos/toy-05.jpg" 2>/dev/null >"$tmp/jsonl.$lang"
	./assay explain --lang $lang "$tmp/jsonl.$lang" >"$tmp/result.$lang"
	for what in rules explain scan result; do
		w=$(widest "$tmp/$what.$lang")
		echo "$w columns" >"$tmp/why"
		is "$what in $lang: 80 columns at most" $((w > 80 || w < 60))
	done
done
: >"$tmp/why"
test "$(wc -l <"$tmp/ids")" -gt 200
is 'over two hundred rules' $?
test "$(grep -c '^  look next' "$tmp/explain.en")" -eq "$(wc -l <"$tmp/ids")"
is 'each says what to look at next' $?
test "$(grep -c '^  innocent' "$tmp/explain.en")" -eq "$(wc -l <"$tmp/ids")"
is 'and what could explain it innocently' $?
test "$(grep -c '^  下一步' "$tmp/explain.zh")" -eq "$(wc -l <"$tmp/ids")"
is 'and in Chinese' $?
for key in checks severity grade where 'in force' source plugin; do
	test "$(grep -c "^  $key " "$tmp/explain.en")" -eq "$(wc -l <"$tmp/ids")" || echo "$key" >>"$tmp/why"
done
test ! -s "$tmp/why"
is 'what it checks, severity, grade, jurisdiction, dates and source' $?

# what is wrong with an option is said in the language of the locale
said() { # LANGUAGE PATTERN OPTION...
	lang=$1 pattern=$2
	shift 2
	LANG=$lang ./assay scan "$@" 2>"$tmp/why" >/dev/null
	[ $? -eq 2 ] && grep -q -e "$pattern" "$tmp/why"
}
said en_US 'no option --bogus; --help lists them' --bogus x
is 'an unknown option' $?
said zh_CN '没有选项 --bogus；--help 列出全部选项' --bogus x
is 'in Chinese' $?
said en_US '--market wants a value' x --market
is 'a value that is missing' $?
said zh_CN '--market 需要一个值' x --market
is 'in Chinese' $?
said en_US '--l=a can mean several options' --l=a x
is 'half a name' $?
said zh_CN '--jsonl=1 不带值' --jsonl=1 x
is 'a value too many, in Chinese' $?
: >"$tmp/why"

# a category: recognised, by what, who else claims the item; or chosen
./assay scan --as-of 2026-11-20 --home "$home" --label sc=SC12744040400094 \
	--label ccc=2021012202123456 --lang en >"$tmp/out" 2>/dev/null
grep -q '^  category   food (sc typed)' "$tmp/out" && grep -q '^  could be   .*toys (CCC class 2202)' "$tmp/out"
is 'the report says what recognised a category, and which others could be' $?
./assay scan --as-of 2026-11-20 --home "$home" --label sc=SC12744040400094 --category toys \
	--jsonl >"$tmp/out" 2>/dev/null
grep -q '"category":"toys","category_why":"chosen","category_also":"food (sc typed)"' "$tmp/out"
is '--category decides, and JSON says both' $?
./assay scan --as-of 2026-11-20 --home "$home" --label ce=0 --category toys --market us \
	--jsonl >"$tmp/out" 2>/dev/null
! grep -q TOY-CE-PRESENT "$tmp/out"
is 'a law of the Union says nothing on another market' $?
./assay scan --as-of 2026-11-20 --home "$home" --label ce=0 --category toys --market de \
	--jsonl >"$tmp/out" 2>/dev/null
grep -q TOY-CE-PRESENT "$tmp/out"
is 'and holds in a member state' $?
echo "1..$n"
exit $failed
