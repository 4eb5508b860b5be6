#!/bin/sh
# golden.sh - the example world: what is said of every photograph, and always the same
#
# Runs the main job as the README has it, from the source folder, so that names are
# stable.  Compares with samples/expected.tsv and samples/expected-batch.json, then
# asks for the same bytes with other workers, locale, time zone and system date.
build=$(pwd)
scratch=$(mktemp -d) || exit 99
trap 'rm -rf "$scratch"' EXIT
cd "${srcdir:-.}" || exit 99
points=0

point() { # status, words
	points=$((points + 1))
	if test "$1" -eq 0; then echo "ok $points - $2"; else echo "not ok $points - $2"; fi
}

scan() { # output file, options of scan...
	out=$1
	shift
	"$build/assay" scan --jsonl --as-of 2026-11-20 --home keys-example/inspector "$@" \
		samples/photos > "$scratch/$out" 2> "$scratch/$out.err"
}

same() { # output file, words
	cmp "$scratch/first" "$scratch/$1" >&2
	point $? "$2"
}

scan first --lang en --jobs 2
status=$?
test $status -eq 1
point $? "the scan finds something adverse: exit status 1, got $status"
test ! -s "$scratch/first.err" || sed 's/^/# /' "$scratch/first.err"

"$build/golden-compare" samples/expected.tsv samples/photos/ < "$scratch/first" > "$scratch/points"
while read -r line; do
	case $line in
	'ok - '*) point 0 "${line#ok - }" ;;
	'not ok - '*) point 1 "${line#not ok - }" ;;
	*) echo "$line" ;;
	esac
done < "$scratch/points"

tail -n 1 "$scratch/first" | diff -u samples/expected-batch.json - > "$scratch/diff"
point $? "the closing object is samples/expected-batch.json, to the byte"
sed 's/^/# /' "$scratch/diff"

LC_ALL=C TZ=Asia/Shanghai scan one --lang en --jobs 1
same one "one worker, locale C, time zone of Shanghai: the same bytes"

# which locales there are differs: what matters is that none is asked
LC_ALL=zh_CN.UTF-8 TZ=America/St_Johns scan eight --lang en --jobs 8
same eight "eight workers, another locale and time zone: the same bytes"

LC_ALL=C scan zh --lang zh --jobs 2
"$build/golden-compare" samples/expected.tsv samples/photos/ < "$scratch/zh" > "$scratch/zh.points"
diff "$scratch/points" "$scratch/zh.points" >&2
point $? "in Chinese: the same verdicts, flags and rules"
! cmp -s "$scratch/first" "$scratch/zh"
point $? "in Chinese: other words"

if ! command -v faketime > /dev/null; then
	echo "ok $((points += 1)) - another date # SKIP faketime is not installed"
else
	# ASan wants to be the first library loaded, before the one that moves the clock
	preload=$(faketime '2026-11-21 08:00:00' printenv LD_PRELOAD)
	if grep -q '^#define SANITIZED 1' "$build/config.h"; then
		preload="$("${CC:-cc}" -print-file-name=libasan.so) $preload"
	fi
	scan_at() { # date, output file
		date=$1
		shift
		faketime "$date" env LD_PRELOAD="$preload" "$build/assay" scan --jsonl --as-of 2026-11-20 \
			--lang en --jobs 2 --home keys-example/inspector samples/photos \
			> "$scratch/$1" 2> "$scratch/$1.err"
		same "$1" "on $date: the same bytes"
	}
	scan_at '2026-11-21 08:00:00' early
	scan_at '2036-11-21 08:00:00' late
fi
echo "1..$points"
