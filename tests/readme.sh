#!/bin/sh
# readme.sh - the output that README.md shows of `./setup demo` is what the program prints (TAP)
srcdir=${srcdir:-.}
assay=$(pwd)/assay
out=$(mktemp "${TMPDIR:-/tmp}/assay-readme.XXXXXX") || exit 1
trap 'rm -f "$out"' EXIT
(cd "$srcdir" && "$assay" scan --as-of 2026-11-20 --lang en --home keys-example/inspector \
	samples/photos) >"$out" 2>/dev/null
sed -n '/^<!-- demo -->/,/^The second/p' "$srcdir/README.md" | sed '1,2d; /^```$/,$d' | awk -v file="$out" '
	BEGIN { while ((getline line < file) > 0) printed[++total] = line; at = 0 }
	$0 == "..." { next }
	{
		shown++
		from = at
		while (++at <= total && printed[at] != $0) ;
		if (at > total) { missing++; print "# not printed, or not in this order: " $0; at = from }
	}
	END {
		print (shown > 20 && !missing ? "ok" : "not ok") " 1 - README.md shows what the demo prints"
		print "1..1"
		exit !(shown > 20 && !missing)
	}'
