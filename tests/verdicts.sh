#!/bin/sh
# verdicts.sh - the budget of false alarms on a small population, and what it taught
#
# `make bench-verdicts` is the same over 20,000.
: "${srcdir:=.}"
if ! command -v python3 >/dev/null 2>&1; then
	echo "1..0 # SKIP no python3: the population is not made"
	exit 0
fi
work=$(mktemp -d "${TMPDIR:-/tmp}/assay verdicts.XXXXXX") || exit 99
trap 'rm -rf "$work"' EXIT
count=0
result() { # status name
	count=$((count + 1))
	if [ "$1" -eq 0 ]; then echo "ok $count - $2"; else echo "not ok $count - $2"; fi
}

python3 "$srcdir/tests/bench/population.py" --assay ./assay --judge ./judge-lines \
	--items 3000 --finds 4 --quiet >"$work/out" 2>&1
status=$?
sed 's/^/# /' "$work/out"
result $status "3000 genuine items keep the budget, every kind of fake is caught"
grep -q '^LIKELY-COUNTERFEIT 0 of 3' "$work/out"
result $? "no genuine item is called a counterfeit"

# items that population.py once found accused: against the example world's lists
expect() { # verdict, name, fields...
	want=$1 name=$2
	shift 2
	{ printf 'file=a/1.jpg\tnow=1795132800'; printf '\t%s' "$@"; echo; } |
		./judge-lines "$srcdir/keys-example/inspector" >"$work/said" 2>&1
	grep -q "\"verdict\":\"$want\"" "$work/said"
	status=$?
	[ $status -eq 0 ] || sed 's/^/# /' "$work/said"
	result $status "$name"
}
gs='\x1D'
plug="sym=]Q3 0 0 010952100130001811260714210000SP9"
fridge="sym=]d2 1500 900 010952100110001410FR2611Z${gs}21K7M2QP9XW4TH"
expect UNKNOWN "a made date of one item in view dates no neighbour" "$plug" "$fridge"
expect LIKELY-COUNTERFEIT "the same serial with its own covered date was never issued" \
	"sym=]d2 0 0 01095210011000141126080510FR2608A${gs}21K7M2QP9XW4TH"
expect SUSPECT "absence by a typed lot is no proof" \
	"sym=]d2 0 0 010952100110001421K7M2QP9XW4TH" "typed=lot=FR2608A"
printf 'nonsense\n' | ./judge-lines "$srcdir/keys-example/inspector" >/dev/null 2>&1
[ $? -eq 2 ]
result $? "a line that cannot be understood ends the run with 2"
echo "1..$count"
