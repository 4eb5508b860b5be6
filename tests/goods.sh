#!/bin/sh
# goods.sh - whom the category goods belongs to: items of admitted makers that no other
# category knows (TAP)
export LC_ALL=C TZ=UTC0
assay=$PWD/assay
case $srcdir in
/*) src=$srcdir ;;
*) src=$PWD/${srcdir:-.} ;;
esac
tmp=$(mktemp -d "${TMPDIR:-/tmp}/assay goods.XXXXXX") || exit 99
trap 'rm -rf "$tmp"' EXIT
cd "$tmp" || exit 99
n=0 failed=0
mkdir photo
cp "$(ls "$src"/tests/codes/*.png | head -n 1)" photo/item.png
"$assay" key new -o maker.key --example </dev/null >out 2>err

category() { # WANT NAME LABEL PIN-OPTION...
	want=$1 name=$2 label=$3
	shift 3
	rm -rf home
	"$assay" trust pin maker.key.pub --id maker --name 'A Maker' --prefix 9521003 "$@" --home home 2>err >out
	got=$("$assay" scan --jsonl --as-of 2026-11-20 --home home --label gtin=09521003100012 \
		--label "$label" photo 2>>err | head -n 1 | sed -n 's/.*"category": *"\([a-z]*\)".*/\1/p')
	n=$((n + 1))
	if [ "$got" = "$want" ]; then
		echo "ok $n - $name"
	else
		echo "not ok $n - $name: '$got'"
		sed 's/^/# /' err
		failed=1
	fi
}
category goods 'a maker of no category' item=1
category goods 'a maker of goods' item=1 --category goods
category goods 'a maker of a category nobody knows' item=1 --category perfume
category toys 'a maker of toys' item=1 --category toys
category '' 'a maker of two categories' item=1 --category toys --category food
category pharma 'what was typed says more' pzn=00123458 --category goods
echo "1..$n"
exit $failed
