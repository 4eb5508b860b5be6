#!/bin/sh
# table.sh - assay scan --table: many items from a spreadsheet, alone and with photos (TAP)
export LC_ALL=C
srcdir=$(cd "${srcdir:-.}" && pwd)
build=$(pwd)
tmp=$(mktemp -d "${TMPDIR:-/tmp}/assay table.XXXXXX") || exit 99
trap 'rm -rf "$tmp"' EXIT
n=0 failed=0
home=$srcdir/keys-example/inspector
cp "$srcdir/samples/photos/toy-05.jpg" "$tmp/p 1.jpg"
cp "$srcdir/samples/photos/appliance-01.jpg" "$tmp/p2.jpg"

is() { # NAME STATUS
	n=$((n + 1))
	if [ "$2" -eq 0 ]; then
		echo "ok $n - $1"
	else
		echo "not ok $n - $1"
		sed 's/^/# /' "$tmp/out" "$tmp/err" 2>/dev/null
		failed=1
	fi
}
scan() { # OPTION...
	(cd "$tmp" && "$build/assay" scan --as-of 2026-11-20 --home "$home" "$@" >out 2>err)
	status=$?
}
said() { # PATTERN, of one line of the output
	grep -q "$1" "$tmp/out"
}
told() {
	grep -q "$1" "$tmp/err"
}

cat >"$tmp/t.csv" <<'EOF'
item,file,gtin,serial,made,lot,market
shelf 3,,09521001100014,QQ7777777ZYS0D,2026年8月5日,FR2608A,CN
"b, 2",p 1.jpg,,,,PB2607C,
c,,9521001100014,DN9HE0H2VYS0D,,,
d,,6.9E+12,ＡＢ１,05/03/2026,,
EOF
scan --table t.csv --jsonl --csv out.csv
is 'photos and rows are judged, and what is adverse is said by the exit status' $((status != 1))
said '"file":"p 1.jpg".*"item":"b, 2","verdict":"LIKELY-COUNTERFEIT"'
is 'a row with a file speaks of that photo' $?
said '"file":"t.csv:2".*"item":"shelf 3","verdict":"SUSPECT"'
is 'a row by itself is an item, named by file and line' $?
said '"file":"t.csv:4".*"item":"c","verdict":"CONSISTENT"'
is 'a typed number and serial on the list agree' $?
said '"file":"t.csv:5".*"rule":"LABEL-FORM".*a spreadsheet rounded it'
is 'a number that the spreadsheet rounded is named' $?
said '"file":"t.csv:5".*perhaps=2026-03-05 or 2026-05-03'
is 'a date that can be read in two ways is named' $?
said '"file":"t.csv:5".*"rule":"LABEL-READ-AS".*changed=full-width'
is 'what was changed is noted' $?
grep -q '^"t.csv:2","","shelf 3","SUSPECT"' "$tmp/out.csv"
is 'the CSV file carries the name of the item' $?
scan --table t.csv
grep -q '^1 photo, 3 rows:' "$tmp/out" && ! grep -q unread "$tmp/out"
is 'the summary counts photos and rows' $?
scan --table t.csv --lang zh
grep -q '^1 张照片，3 行录入：' "$tmp/out"
is 'in Chinese too' $?

# a photo that an argument names is not read twice; a row without file joins it by name
printf 'item=box\n' >"$tmp/p2.jpg.label"
printf 'item,file,ccc,product\nbox,,2018010701000001,refrigerator\nb,p 1.jpg,,\n' >"$tmp/join.csv"
scan --table join.csv --jsonl "p 1.jpg" p2.jpg
test "$(grep -c assay.result "$tmp/out")" -eq 2
is 'two photos, two results' $?
said '"file":"p2.jpg".*"item":"box".*"ccc":"2018010701000001"'
is "a row speaks of the photos' item of that name" $?
rm "$tmp/p2.jpg.label"

# spreadsheets as people have them
printf '\357\273\277item;sc;made\r\nA;SC12744040400094;"2026.1.1"\r\n\r\nB;ＳＣ１２７４４０４０４０００９４；;2026-01-01\r\n' >"$tmp/bom.csv"
scan --table bom.csv --jsonl
test "$(grep -c assay.result "$tmp/out")" -eq 2 && [ "$status" -eq 0 ]
is 'BOM, semicolons, CR LF, an empty line, quotes' $?
said '"file":"bom.csv:4"'
is 'lines are counted as an editor counts them' $?
printf 'item,sc\nA,\326\320\316\304\n' >"$tmp/gb.csv"
scan --table gb.csv
told 'GB 18030' && [ "$status" -eq 2 ]
is 'GB 18030 is named as that' $?
printf 'item,serial nr\nA,1\n' >"$tmp/bad.csv"
scan --table bad.csv
told "bad.csv line 1: column 2 is called 'serial nr', which nobody knows" && [ "$status" -eq 2 ]
is 'an unknown column is named' $?
scan --table bad.csv --lang zh
told 'bad.csv 第 1 行：第 2 列名为“serial nr”，无法识别'
is 'in Chinese too' $?
printf 'item,sc,market\nA,SC12744040400094,cn\nB,SC12744040400094,China\nC,SC12744040400094,cn,x\nD,SC12744040400094,CN\n' >"$tmp/rows.csv"
scan --table rows.csv --jsonl
told 'rows.csv line 3, column market' && told 'rows.csv line 4: more cells' && [ "$status" -eq 2 ]
is 'rows with faults are told by line and column' $?
test "$(grep -c assay.result "$tmp/out")" -eq 2
is 'and the others are judged' $?
: >"$tmp/empty.csv"
scan --table empty.csv
told 'the first line names the columns' && [ "$status" -eq 2 ]
is 'an empty file says what belongs there' $?
scan --table nothing.csv
[ "$status" -eq 2 ] && told nothing.csv
is 'a missing one is named' $?
printf 'item,file\nA,no such photo.jpg\n' >"$tmp/lost.csv"
scan --table lost.csv --jsonl
said '"verdict":"UNREADABLE"' && [ "$status" -eq 3 ]
is 'a photo that is not there is UNREADABLE' $?

# the same serial on two named rows; options for all rows; thousands of rows
printf 'item,gtin,serial\nA,09521001100014,DN9HE0H2VYS0D\nB,09521001100014,DN9HE0H2VYS0D\n' >"$tmp/dup.csv"
scan --table dup.csv --jsonl
said '"rule":"DUP-SERIAL"'
is 'rows are compared with each other' $?
printf 'item,serial\nA,1\nB,2\n' >"$tmp/all.csv"
scan --table all.csv --jsonl --label lot=L7
test "$(grep -c '"lot":"L7"' "$tmp/out")" -eq 2
is '--label speaks of every row' $?
awk 'BEGIN { print "item,gtin,serial"; for (i = 0; i < 3000; i++) printf "i%d,6901234567892,S%05d\n", i, i }' >"$tmp/many.csv"
scan --table many.csv --jsonl
test "$(grep -c assay.result "$tmp/out")" -eq 3000
is 'three thousand rows' $?

# labels alone are one item
scan --label sc=SC12744040400094 --label item=x --jsonl
said '"item":"x","verdict":"PLAUSIBLE"' && [ "$status" -eq 0 ]
is 'labels without a photo are an item' $?
scan
[ "$status" -eq 2 ] && told 'no photo or folder named'
is 'nothing at all is not' $?
echo "1..$n"
exit $failed
