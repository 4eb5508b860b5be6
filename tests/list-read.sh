#!/bin/sh
# list-read.sh - a second reader, written from the format's text, answers as assay does
: "${srcdir:=.}"
if ! command -v python3 >/dev/null 2>&1; then
	echo "1..0 # SKIP no python3: the second reader of lists is not run"
	exit 0
fi
work=$(mktemp -d "${TMPDIR:-/tmp}/assay read.XXXXXX") || exit 99
trap 'rm -rf "$work"' EXIT
LC_ALL=C
export LC_ALL
count=0
result() { # status name
	count=$((count + 1))
	if [ "$1" -eq 0 ]; then echo "ok $count - $2"; else echo "not ok $count - $2"; fi
}
# rows lots: a spreadsheet with every status, and rows that stand in no list
make_rows() {
	awk -v n="$1" -v lots="$2" 'BEGIN {
		split("made sold stolen recalled destroyed", s, " ")
		print lots ? "gtin,serial,lot,made,expiry,status" : "gtin,serial"
		for (i = 0; i < n; i++)
			if (lots)
				printf "6901234567892,A%dB%d,L%d,2026-%02d-01,2028-%02d-01,%s\n", i,
					i * 7919 % 10007, i % lots, i % lots % 12 + 1, i % lots % 12 + 1, s[i % 5 + 1]
			else
				printf "6901234567892,A%dB%d\n", i, i * 7919 % 10007
	}'
}
# answers LIST ASKED KEY: what assay says, as the second reader writes it
answers() {
	./assay list lookup "$1" --csv "$2" --key "$3" \
		--as-of 2026-11-20 --lang en 2>"$work/err" | tail -n +2 | tr -d '"' | awk -F, '
		$4 ~ /^not known/ { print $2, $3, "absent"; next }
		{ n = NF; print $2, $3, $(n - 3), $(n - 2) == "" ? "-" : $(n - 2), $(n - 1), $n }' |
		awk '{ $1 = $1; print }'
}
# without what the command does not show
short() {
	awk '$3 == "absent" { print $1, $2, $3; next } { print $1, $2, $3, $4, $5, $6 }'
}
# lists that were built once, with the answers that the second reader gave then
vectors=$srcdir/tests/vectors/lists
for name in plain lots restricted; do
	short <"$vectors/$name.expect" >"$work/wanted"
	answers "$vectors/$name.asl" "$vectors/$name.csv" "$vectors/maker.pub" >"$work/first"
	diff -u "$work/wanted" "$work/first" | head -20 | sed 's/^/# /'
	cmp -s "$work/wanted" "$work/first" && [ -s "$work/first" ]
	result $? "vector $name: assay answers as it is written"
	key=
	[ ! -f "$vectors/$name.asl.key" ] || key=$vectors/$name.asl.key
	python3 "$srcdir/tests/vectors/gen/read-list.py" "$vectors/$name.asl" "$vectors/$name.csv" \
		${key:+"$key"} | cmp -s - "$vectors/$name.expect"
	result $? "vector $name: so does the second reader"
done
./assay key new -o "$work/key" >/dev/null || exit 99
for case in "1 0" "400 0" "3000 1" "3000 70" "9000 8500" "40000 500"; do
	set -- $case
	make_rows "$1" "$2" >"$work/serials.csv"
	./assay list build "$work/serials.csv" -o "$work/list.asl" --key "$work/key" \
		--as-of 2026-11-20 >/dev/null
	result $? "$1 serials in $2 lots are built"
	{ head -n 300 "$work/serials.csv" | cut -d, -f1,2
	  echo 6901234567892,NOT-THERE
	  echo 6901234567892,a0B0; } >"$work/asked.csv"
	python3 "$srcdir/tests/vectors/gen/read-list.py" "$work/list.asl" "$work/asked.csv" |
		awk '{ print $1, $2, $3, $4, $5, $6 }' >"$work/second"
	answers "$work/list.asl" "$work/asked.csv" "$work/key.pub" >"$work/first"
	short <"$work/second" >"$work/second.txt"
	diff -u "$work/first" "$work/second.txt" | head -20 | sed 's/^/# /'
	cmp -s "$work/first" "$work/second.txt" && [ -s "$work/first" ]
	result $? "both readers give the same answers"
done
# damage is seen by the second reader too
printf x | dd of="$work/list.asl" bs=1 seek=9000 conv=notrunc 2>/dev/null
! python3 "$srcdir/tests/vectors/gen/read-list.py" "$work/list.asl" "$work/serials.csv" >/dev/null 2>&1
result $? "the second reader refuses a changed page"
echo "1..$count"
