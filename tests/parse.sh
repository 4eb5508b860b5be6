#!/bin/sh
# parse.sh - assay parse as a person or a script calls it (TAP)
#
# A row: exit status, what stdout has to hold, the payload (printf escapes).
export LC_ALL=C TZ=UTC0
n=0 failed=0
tmp=$(mktemp -d "${TMPDIR:-/tmp}/assay parse.XXXXXX") || exit 99
trap 'rm -rf "$tmp"' EXIT
ok() { # STATUS NAME
	n=$((n + 1))
	if [ "$1" -eq 0 ]; then
		echo "ok $n - $2"
	else
		echo "not ok $n - $2"
		sed 's/^/# /' "$tmp/out"
		failed=1
	fi
}

while IFS='|' read -r status holds payload; do
	text=$(printf -- "$payload.") # the dot keeps a trailing line break
	./assay parse --as-of 2026-11-20 -- "${text%.}" >"$tmp/out" 2>"$tmp/err"
	got=$?
	[ $got -eq "$status" ] && grep -aqF -e "$holds" "$tmp/out" && [ ! -s "$tmp/err" ]
	ok $? "$(printf %s "$payload")"
	cat "$tmp/out" >>"$tmp/all"
	printf -- "$payload" | ./assay parse --as-of 2026-11-20 - 2>&1 | cmp -s - "$tmp/out"
	ok $? "the same from stdin"
done <<'END'
0|{"ai":"17","name":"expiry","value":"2026-12-31","raw":"261231"}|^010952012345678817261231
0|{"ai":"21","name":"serial","value":"A1","raw":"A1"}|\035010952012345678810L\03521A1
0|"kind":"gs1"|(01)09520123456788(21)A
0|{"ai":"21","name":"serial","value":"A1","raw":"A1"}|^010952012345678810L\\x1D21A1
0|{"ai":"21","name":"serial","value":"A1","raw":"A1"}|^010952012345678810L{GS}21A1
0|{"ai":"21","name":"serial","value":"A1","raw":"A1"}|^010952012345678810L<GS>21A1
0|{"ai":"21","name":"serial","value":"A1","raw":"A1"}|(01) 09520123456788 (21) A1
0|{"ai":"21","name":"serial","value":"A1","raw":"A1"}|\357\274\21001\357\274\21109520123456788\357\274\21021\357\274\211A1
0|"symbology":"]Q3","carrier":"QR","kind":"gs1"|]Q3010952012345678821A
0|"kind":"dl"|https://example.com/01/09520123456788/21/A
0|"canonical":"https://id.gs1.org/01/09520123456788/21/A"|https://example.com/01/09520123456788/21/A
0|"kind":"link"|https://example.com/
0|"kind":"gtin"|9520123456788
0|"value":"00000000012348"|00012348
0|"kind":"epc"|urn:epc:id:sgtin:9520123.045678.1
0|"name":"sscc"|123456789012345675
0|"kind":"text"|SN 12345
0|{"ai":"","name":"text","value":"-x","raw":"-x"}|-x
0|superfluous-FNC1|^0112345678901231^
0|GS1-AI-GS-LOST|^0109520123456788211234517261231
0|\\x1B|a\033[2J
0|\\xFF|a\377
1|expected 1, found 4|^0112345678901234
1|"rule":"GS1-AI-PARSE"|^
1|"rule":"GS1-AI-PARSE"|991234
1|"rule":"GS1-DATE"|^010952012345678817261331
1|"rule":"GS1-CSET82"|^99~A
1|"rule":"GS1-DL-PARSE"|https://example.com/01/09520123456788/21/
1|"rule":"GS1-CSUM"|9520123456789
1|"rule":"GS1-CSUM"|]E402345674
END
for wrong in '' 'a b' '--frobnicate x' '--as-of never x'; do
	# shellcheck disable=SC2086 -- several arguments are meant
	./assay parse $wrong >"$tmp/out" 2>"$tmp/err"
	[ $? -eq 2 ] && [ ! -s "$tmp/out" ] && [ "$(wc -l <"$tmp/err")" -eq 1 ]
	ok $? "wrong use: parse $wrong"
done
if [ -w /dev/full ]; then
	./assay parse 9520123456788 >/dev/full 2>"$tmp/err"
	[ $? -eq 2 ] && [ -s "$tmp/err" ]
	ok $? 'a full disk is said'
fi
./schema-test "$srcdir/doc/assay-parse.schema.json" <"$tmp/all" >"$tmp/out" 2>&1
ok $? 'the schema is true of all of it'
echo "1..$n"
exit $failed
