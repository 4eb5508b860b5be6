#!/bin/sh
# schema.sh - the schema of results is true of the samples, in both languages (TAP)
home=$srcdir/keys-example/inspector
[ -d "$home" ] || home=$srcdir
for lang in en zh; do
	./assay scan --as-of 2026-11-20 --home "$home" --jsonl --lang $lang \
		"$srcdir/samples/photos" "$srcdir/tests/codes" 2>/dev/null
done | ./schema-test "$srcdir/doc/assay-result.schema.json"
