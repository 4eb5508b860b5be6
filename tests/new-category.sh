#!/bin/sh
# new-category.sh - the steps of doc/new-category.md, taken from the page and performed
#
# Files follow a line "<!-- file: NAME -->"; every block marked sh is run, in order, in
# one folder outside the tree.  assay and pkg-config are those of this build.
: "${srcdir:=.}"
work=$(mktemp -d "${TMPDIR:-/tmp}/assay category.XXXXXX") || exit 99
trap 'rm -rf "$work"' EXIT
build=$(pwd) source=$(cd "$srcdir" && pwd) || exit 99
count=0
result() { # status name [file shown on failure]
	count=$((count + 1))
	if [ "$1" -eq 0 ]; then
		echo "ok $count - $2"
	else
		echo "not ok $count - $2"
		[ -z "$3" ] || sed 's/^/# /' "$3"
	fi
}
mkdir "$work/bin" "$work/steps" "$work/mine"
plain=$(mktemp -d /tmp/assay-headers.XXXXXX) || exit 99 # pkg-config's flags take no space
trap 'rm -rf "$work" "$plain"' EXIT
ln -s "$source/core" "$plain/core" || exit 99
printf '#!/bin/sh\nexec "%s/assay" "$@"\n' "$build" >"$work/bin/assay"
printf '#!/bin/sh\necho -I%s/core\n' "$plain" >"$work/bin/pkg-config"
real=$(command -v "${CC:-cc}") && printf '#!/bin/sh\nexec "%s" "$@"\n' "$real" >"$work/bin/cc"
chmod +x "$work/bin/assay" "$work/bin/pkg-config" "$work/bin/cc"

awk -v files="$work/mine/" -v steps="$work/steps/" '
	/^<!-- file: .* -->$/ { name = $3; next }
	/^```/ && out != "" { close(out); out = ""; next }
	/^```/ && name != "" { out = files name; name = ""; next }
	/^```sh$/ { out = steps sprintf("%02d", ++n); next }
	/^```/ { out = "/dev/null"; next }
	out != "" { print > out }' "$source/doc/new-category.md"
[ -s "$work/mine/bicycles.c" ] && [ -s "$work/mine/bicycles.tsv" ] && [ -s "$work/steps/02" ]
result $? "the page has a plugin, rows and steps"
for step in "$work/steps"/*; do
	(cd "$work/mine" && PATH="$work/bin:$PATH" sh -e "$step") >"$work/out" 2>&1
	result $? "step ${step##*/}: $(head -n 1 "$step")" "$work/out"
	cat "$work/out" >>"$work/all"
done
grep -q bicycles "$work/all" && grep -q '车架号' "$work/all"
result $? "the category speaks both languages" "$work/all"
[ "$(grep -c '^PASS' "$work/all")" -eq 4 ] && ! grep -q '^FAIL\|^SKIP' "$work/all"
result $? "all four rows pass" "$work/all"
grep -q '^S BICYCLE-FRAME-DUP: One frame number' "$work/all"
result $? "one number on two rows of the table is said" "$work/all"
grep -q 'look next  Clean the plate' "$work/all" && grep -q '形近字符' "$work/all"
result $? "what could explain it and what to look at next" "$work/all"
# the last step: its typed value is read, and judged
printf 'no photo' >"$work/mine/a photo.jpg"
"$build/assay" scan --plugins "$work/mine/plugins" --home "$work/mine" --label frame=KT12345675 \
	--jsonl "$work/mine/a photo.jpg" >"$work/out" 2>&1
grep -q '"rule":"BICYCLE-FRAME","severity":"W"' "$work/out"
result $? "a mistyped frame number is W" "$work/out"
echo "1..$count"
