#!/bin/sh
# make-world.sh PROGRAM - keys, signed lists and the inspector's home of the samples
#
# Keys that are there stay; lists and home are built anew from samples/serials and
# samples/lists.tsv (written by make-samples.py).  Every key is marked EXAMPLE.
set -eu
program=$(cd "$(dirname "${1:?usage: make-world.sh PROGRAM}")" && pwd)/$(basename "$1")
cd "$(dirname "$0")/.."
keys="keys-example"
home=$keys/inspector
tab=$(printf '\t')

for who in authority frostquill pebblewhisk verdantlark; do
	mkdir -p "$keys/$who"
	test -f "$keys/$who/list.key" || "$program" key new --example -o "$keys/$who/list.key"
done

rm -rf "$home" samples/lists
mkdir -p "$home" samples/lists
pin() { # id, name, prefix, host, category...
	id=$1 name=$2 prefix=$3 host=$4
	shift 4
	for category; do
		shift
		set -- "$@" --category "$category"
	done
	"$program" trust pin "$keys/$id/list.key.pub" --id "$id" --name "$name" --prefix "$prefix" \
		--host "$host" "$@" --home "$home"
}
pin frostquill 'Frostquill 霜翎电器' 9521001 frostquill.example appliances
pin pebblewhisk 'Pebblewhisk 石丸丸玩具' 9521002 pebblewhisk.example toys
pin verdantlark 'Verdantlark 禾雀坞农产' 9521003 verdantlark.example food agri

while IFS=$tab read -r name maker scope issued expires complete title; do
	set -- "samples/serials/$name.csv" --lots "samples/serials/$name-lots.csv" \
		-o "samples/lists/$name.asl" --key "$keys/$maker/list.key" --scope "$scope" \
		--title "$title" --as-of "$issued" --expires "$expires"
	test "$complete" = - || set -- "$@" --complete-until "$complete"
	"$program" list build "$@"
	"$program" list install "samples/lists/$name.asl" --home "$home"
done < samples/lists.tsv

# what Frostquill signs of its own goods, and a register, which no home here holds: the
# manual for manufacturers installs the one
"$program" profile build samples/profiles/frostquill.csv -o samples/profiles/frostquill.apf \
	--key "$keys/frostquill/list.key" --as-of 2026-11-01
"$program" data build samples/profiles/certificates.csv -o samples/profiles/certificates.adp \
	--key "$keys/authority/list.key" --as-of 2026-11-01

{
	echo '# files.mk - every file of the example home; written by samples/make-world.sh'
	printf 'KEYS_EXAMPLE_FILES ='
	find "$keys" -type f ! -name files.mk ! -name '.*' | LC_ALL=C sort | while read -r file; do
		printf ' \\\n\t%s' "$file"
	done
	echo
} > "$keys/files.mk"
