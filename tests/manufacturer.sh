#!/bin/sh
# manufacturer.sh - the commands of doc/manufacturer.md, run as written, print what it shows (TAP)
#
# Each sh block runs in order in one folder; every line of the text block behind it must
# stand in what it printed.
export LC_ALL=C TZ=UTC0
srcdir=$(cd "${srcdir:-.}" && pwd)
assay=$PWD/assay
tmp=$(mktemp -d "${TMPDIR:-/tmp}/assay manufacturer.XXXXXX") || exit 99
trap 'rm -rf "$tmp"' EXIT
cd "$tmp" || exit 99
mkdir bin walk blocks
printf '#!/bin/sh\nexec "%s" "$@"\n' "$assay" >bin/assay
chmod +x bin/assay
PATH=$tmp/bin:$PATH
ln -s "$srcdir/samples" walk/samples
awk '
	/^```/ {
		if (kind != "") { kind = ""; next }
		kind = substr($0, 4)
		if (kind == "sh") n++
		next
	}
	kind == "sh" { print >("blocks/" n ".sh") }
	kind == "text" { print >("blocks/" n ".text") }
	END { print n >"blocks/count" }' "$srcdir/doc/manufacturer.md"
total=$(cat blocks/count)
n=0 failed=0
ok() {
	n=$((n + 1))
	if [ "$1" -eq 0 ]; then
		printf 'ok %d - %s\n' $n "$2"
	else
		printf 'not ok %d - %s\n' $n "$2"
		sed 's/^/# /' out
		failed=1
	fi
}
i=0
while [ $i -lt "$total" ]; do
	i=$((i + 1))
	(cd walk && sh -e "../blocks/$i.sh") >out 2>&1
	ok $? "$(head -1 blocks/$i.sh)"
	[ -f blocks/$i.text ] || continue
	while IFS= read -r line; do
		grep -q -F -e "$line" out
		ok $? "  prints: $line"
	done <blocks/$i.text
done
[ "$n" -gt 20 ]
ok $? 'the walk has all its steps'
echo "1..$n"
exit $failed
