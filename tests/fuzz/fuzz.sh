#!/bin/sh
# fuzz.sh - every harness under libFuzzer with ASan and UBSan, some seconds each
#
# usage: fuzz.sh SRCDIR SECONDS [NAME...]   (make fuzz FUZZ_SECONDS=600 FUZZ='gs1 image')
# Builds in ./fuzz with clang.  What libFuzzer finds stays in ./fuzz/found/NAME; a crash
# goes into tests/fuzz/corpus/NAME in the commit that mends it.
set -eu
srcdir=$(cd "$1" && pwd)
seconds=$2
shift 2
flags='-g -O1 -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all'
mkdir -p fuzz
cd fuzz
[ -f config.status ] || "$srcdir/configure" -q CC=clang CFLAGS="$flags" --disable-plugins
if [ $# -eq 0 ]; then
	for f in "$srcdir"/tests/fuzz/fuzz-*.c; do
		f=${f##*/fuzz-}
		set -- "$@" "${f%.c}"
	done
fi
make -s libcore.la libbuiltin.la
bad=0
for name in "$@"; do
	make -s "fuzz-$name" CPPFLAGS=-DLIBFUZZER LDFLAGS='-fsanitize=fuzzer,address,undefined'
	mkdir -p "found/$name"
	echo "fuzz-$name: $seconds s"
	"./fuzz-$name" -max_total_time="$seconds" -rss_limit_mb=2048 -timeout=20 -print_final_stats=0 \
		-verbosity=0 -artifact_prefix="found/$name-" "found/$name" \
		"$srcdir/tests/fuzz/corpus/$name" || bad=1
done
exit $bad
