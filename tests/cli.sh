#!/bin/sh
# cli.sh - the assay command as a person meets it: what it prints, how it ends (TAP)
#
# Runs build/assay on the small codes of tests/codes, copied under awkward names.
export LC_ALL=C TZ=UTC0
n=0 failed=0
build=$PWD
assay=$build/assay
case $srcdir in
/*) src=$srcdir ;;
*) src=$PWD/$srcdir ;;
esac
tmp=$(mktemp -d "${TMPDIR:-/tmp}/assay cli.XXXXXX") || exit 99
trap 'chmod -R u+rwx "$tmp"; rm -rf "$tmp"' EXIT
cd "$tmp" || exit 99
mkdir 'photos here' empty home
cp "$src"/tests/codes/*.png 'photos here'

ok() { # STATUS NAME: one TAP line
	n=$((n + 1))
	if [ "$1" -eq 0 ]; then
		echo "ok $n - $2"
	else
		echo "not ok $n - $2"
		sed 's/^/# out: /' out 2>/dev/null | head -20
		sed 's/^/# err: /' err 2>/dev/null | head -20
		failed=1
	fi
}
ends() { # STATUS NAME COMMAND...: the command ends with that status
	want=$1 name=$2
	shift 2
	"$@" >out 2>err
	got=$?
	[ $got -eq "$want" ]
	ok $? "$name (exit $want)"
	[ $got -eq "$want" ] || echo "# exit $got"
}
says() { # FILE PATTERN NAME
	grep -q -e "$2" "$1"
	ok $? "$3"
}
sentence() { # NAME: one line on stderr, nothing on stdout
	[ "$(wc -l <err)" -eq 1 ] && [ ! -s out ]
	ok $? "$1: one sentence, no result"
}

# ---- wrong use: exit 2 and one sentence ----
ends 2 'no command' "$assay"
ends 2 'unknown command' "$assay" frobnicate
sentence 'unknown command'
ends 0 'help' "$assay" help
says out 'scan' 'help lists the commands'
ends 0 'version' "$assay" --version
for command in scan decode explain rules plugins doctor; do
	ends 0 "$command --help" "$assay" $command --help
	says out "usage: assay $command" "$command --help shows how"
	ends 2 "$command: unknown option" "$assay" $command --frobnicate
	says err "assay $command: .*frobnicate" "$command: the option is named"
done
wrong() { # OPTION VALUE
	ends 2 "scan $1 $2" "$assay" scan --home home "$1" "$2" 'photos here/plain.png'
	says err "^assay scan: $1" "$1: the option is named"
	sentence "$1"
}
wrong --as-of yesterday
wrong --as-of 2026-02-30
wrong --lang fr
wrong --jobs 0
wrong --jobs many
wrong --effort some
wrong --timeout -1
wrong --market china
wrong --category nothing
wrong --label no-equals
wrong --label nobody_knows=1
ends 2 'scan without a photo' "$assay" scan
sentence 'scan without a photo'
ends 2 'decode without a photo' "$assay" decode
ends 2 'missing home' "$assay" scan --home nowhere 'photos here/plain.png'
sentence 'missing home'
says err 'nowhere' 'missing home is named'
ends 2 'missing plugin folder' "$assay" scan --plugins nowhere 'photos here/plain.png'
sentence 'missing plugin folder'
mkdir 'no plugins'
ends 3 'a folder without plugins' "$assay" scan --plugins "$PWD/no plugins" 'photos here/plain.png'
says err "'general' is missing" 'and what is not checked is said'
ends 2 'empty folder' "$assay" scan --home home empty
sentence 'empty folder'
ends 2 'explain of nothing known' "$assay" explain NO-SUCH-RULE
sentence 'explain of nothing known'
ends 2 'rules of an unknown category' "$assay" rules --category nothing

# ---- decode ----
ends 0 'decode --tsv' "$assay" decode --tsv 'photos here/plain.png' 'photos here/odd.png'
says out '^photos here/plain.png	HELLO ASSAY	]Q1	[0-9,-]* [0-9,-]* [0-9,-]* [0-9,-]*$' \
	'a line is FILE, PAYLOAD, SYMBOLOGY, OUTLINE'
says out '^#ms	photos here/plain.png	[0-9.]*$' 'and the time a photo took'
printf '%s' 'two\nlines\t\\ and \xE2\x80\xAE right-to-left' >want
grep -qF "$(cat want)" out
ok $? 'payloads are escaped'
ends 3 'a photo with nothing in it' "$assay" decode --tsv 'photos here/blank.png' 'photos here/plain.png'
ends 3 'a photo that is missing' "$assay" decode missing.png
ends 0 'decode for people' "$assay" decode 'photos here/plain.png'
says out '^  ]Q1  HELLO ASSAY$' 'decode for people'

# ---- decode --annotate ----
ends 0 'decode --annotate' "$assay" decode --annotate 'copies here' 'photos here/plain.png' 'photos here/odd.png'
[ -s 'copies here/0001-plain.png.png' ] && [ -s 'copies here/0002-odd.png.png' ] &&
	[ "$(ls -A 'copies here' | wc -l)" -eq 2 ]
ok $? 'a copy a photo and nothing else'
ends 0 'what is drawn can be read again' "$assay" decode 'copies here/0001-plain.png.png'
says out '^  ]Q1  HELLO ASSAY$' 'what is drawn can be read again'
ends 3 'nothing to draw on' "$assay" decode --annotate 'copies here' missing.png 'photos here/blank.png'
[ ! -e 'copies here/0001-missing.png.png' ] && [ -s 'copies here/0002-blank.png.png' ]
ok $? 'a photo that cannot be opened has no copy, an empty one has'
cp 'photos here/plain.png' 0001-a.png
cp 'photos here/plain.png' a
ends 2 'no photo is overwritten' "$assay" decode --annotate . a 0001-a.png
says err '^assay decode: ./0001-a.png is a photo to be read' 'no photo is overwritten'
cmp -s 'photos here/plain.png' 0001-a.png
ok $? 'it is as it was'
ends 2 'a folder that cannot be made' "$assay" decode --annotate no/such/folder 'photos here/plain.png'
sentence 'a folder that cannot be made'

# ---- names ----
awkward=$(printf 'photos here/new\nline \342\200\256 bidi \\ \001.png')
cp 'photos here/plain.png' "$awkward"
ends 0 'an awkward name' "$assay" decode --tsv "$awkward"
printf '%s' 'photos here/new\nline \xE2\x80\xAE bidi \\ \x01.png' >want
[ "$(grep -cF "$(cat want)	HELLO ASSAY" out)" -eq 1 ]
ok $? 'is escaped'
"$assay" scan --home home --as-of 2026-11-20 --jsonl "$awkward" >out 2>err
printf '%s' 'new\\nline \\xE2\\x80\\xAE bidi \\\\ \\x01.png' >want
grep -qF "$(cat want)" out
ok $? 'is escaped in JSON too'

# ---- scan ----
scan() {
	"$assay" scan --home home --as-of 2026-11-20 "$@"
}
ends 3 'a folder' scan --lang en 'photos here'
[ "$(grep -c '^[^ ]* [A-Z-]*  photos here/' out)" -ge 7 ]
ok $? 'a block for each photo'
tail -n 1 out | grep -q '^7 photos: '
ok $? 'the summary is the last line'
ends 3 'JSON lines' scan --jsonl 'photos here'
[ "$(grep -c '^{"schema":"assay.result/1",' out)" -eq 7 ]
ok $? 'an object for each photo'
tail -n 1 out | grep -q '^{"schema":"assay.batch/1",'
ok $? 'and one for the batch'
cp out results.jsonl
ends 0 'explain of results' "$assay" explain results.jsonl
says out 'decided by' 'says which line of the order decided'
cat results.jsonl | "$assay" explain - >out2 2>err
cmp -s out out2
ok $? 'standard input gives the same'
printf '{"schema":"assay.result/1","file":"x\\u001b[2J\\u202e","verdict":"FINE"}' >hostile
ends 0 'explain of a result that lies' "$assay" explain hostile
says out 'UNKNOWN  x\\x1B\[2J\\xE2\\x80\\xAE' 'prints nothing that moves the cursor'
echo '{"schema":' >hostile
ends 2 'explain of half a result' "$assay" explain hostile
sentence 'explain of half a result'

ends 0 'the rules' "$assay" rules --lang en
ends 0 'the labels' "$assay" rules --labels
says out '^  item ' 'labels: item is one'
ends 0 'the plugins' "$assay" plugins
rule=$("$assay" rules | sed -n 's/^  [IWSP] \([A-Z0-9-]*\).*/\1/p' | head -1)
ends 0 'explain of a rule' "$assay" explain --lang en "$rule"
says out '^  source ' 'names its source'
ends 0 'explain of a rule in Chinese' "$assay" explain --lang zh "$rule"
ends 0 'doctor' "$assay" doctor --home home
says out 'seccomp    ✔' 'doctor: readers are confined'

# ---- 80 columns, as a terminal counts them ----
for lang in en zh; do
	{
		scan --lang $lang 'photos here'
		"$assay" rules --lang $lang
		"$assay" explain --lang $lang results.jsonl
		for c in scan decode explain parse vectors list profile data key sync trust \
			rules plugins doctor; do
			LC_ALL=$lang "$assay" $c --help
		done
		for r in $("$assay" rules | sed -n 's/^  [IWSP] \([A-Z0-9-]*\).*/\1/p'); do
			"$assay" explain --lang $lang "$r"
		done
	} >out 2>err
	[ "$(LC_ALL=C.UTF-8 wc -L <out)" -le 80 ] && [ "$(grep -c 'assay trust' out)" -gt 8 ]
	ok $? "80 columns in $lang"
done

# ---- the same bytes ----
scan --jobs 1 --lang en 'photos here' >one 2>&1
scan --jobs 1 --jsonl 'photos here' >one.jsonl 2>&1
for jobs in 2 8; do
	scan --jobs $jobs --lang en 'photos here' >out 2>&1
	cmp -s one out
	ok $? "the same bytes with $jobs readers"
	scan --jobs $jobs --jsonl 'photos here' >out 2>&1
	cmp -s one.jsonl out
	ok $? "the same JSON with $jobs readers"
done
LC_ALL=de_DE.UTF-8 TZ=Asia/Shanghai scan --lang en 'photos here' >out 2>&1
cmp -s one out
ok $? 'the same bytes in another locale and time zone'
LC_ALL=zh_CN.UTF-8 scan --jsonl --lang en 'photos here' >out 2>&1
cmp -s one.jsonl out
ok $? 'the same JSON in another locale'
LC_ALL=zh_CN.UTF-8 scan 'photos here' >out 2>&1
says out '未能识读' 'the locale chooses the language'

# ---- typed values ----
printf '\357\273\277# from the label\r\nitem = fridge 7\r\nunheard_of=1\r\nno equals sign\r\nlot=L7\r\n' \
	>'photos here/plain.png.label'
ends 3 'a side file' scan --jsonl 'photos here/plain.png'
says out '"item":"fridge 7"' 'names the item'
says out '"lot":"L7"' 'gives the lot'
says err "line 3: 'unheard_of': unknown key" 'an unknown key is named by line'
says err 'line 4: no =' 'and so is a line that is none'
printf 'lot=\377\n' >'photos here/plain.png.label'
scan --jsonl --label lot=L8 'photos here/plain.png' >out 2>err
says err 'line 1: not UTF-8' 'a side file must be UTF-8'
says out '"lot":"L8"' 'a label of the command line'
printf 'lot=L9\n' >'photos here/plain.png.label'
scan --jsonl --label lot=L8 'photos here/plain.png' >out 2>err
says out '"lot":"L9"' 'the side file knows its photo better'
scan --jsonl 'photos here/plain.png' 'photos here/plain.png.label' >out 2>err
[ "$(grep -c '"file":' out)" = 1 ]
ok $? 'a side file named beside its photo is no photo'
rm 'photos here/plain.png.label'
scan --jsonl --label item=one --jobs 2 'photos here/plain.png' 'photos here/odd.png' >out 2>err
[ "$(grep -c 'HELLO ASSAY.*right-to-left\|right-to-left.*HELLO ASSAY' out)" -eq 2 ]
ok $? 'photos of one named item are judged together'

# ---- CSV ----
cp 'photos here/odd.png' '=formula.png'
ends 3 'CSV' scan --csv table.csv -- '=formula.png' 'photos here/blank.png'
head -1 table.csv | grep -q '^"file","sha256",'
ok $? 'CSV: columns'
grep -q "^\"'=formula.png\"," table.csv
ok $? 'CSV: a formula is none'
[ "$(wc -l <table.csv)" -eq 3 ] && [ -z "$(find . -name 'table.csv.*')" ]
ok $? 'CSV: one line a photo, nothing left over'
ends 2 'CSV into a folder that is not there' scan --csv nowhere/table.csv 'photos here/plain.png'

# ---- a plugin that crashes, in a build that can load it and leaves crashes to us ----
if [ -f "$build/tests/modules/crash.la" ] && ! grep -q '^#define SANITIZED' "$build/config.h"; then
	ends 2 'a plugin that crashes' scan --csv crash.csv --lang en \
		--plugins "$build/tests/modules" 'photos here/odd.png' 'photos here/plain.png'
	says err 'a plugin crashed while it judged photos here/plain.png' 'is named with the photo'
	says out 'photos here/odd.png' 'and the results before it stand'
	[ -z "$(find . -name 'crash.csv*')" ]
	ok $? 'and no half file is left'
fi

# ---- Ctrl-C ----
mkdir many
for i in 1 2 3 4 5 6 7 8 9; do
	for j in 1 2 3 4 5 6 7 8 9; do cp 'photos here/odd.png' many/$i$j.png; done
done
sh -c 'exec "$1" scan --home home --as-of 2026-11-20 --jobs 1 --csv many.csv many many many many' \
	sh "$assay" >out 2>err &
pid=$!
sleep 0.1
kill -TERM $pid 2>/dev/null
wait $pid 2>/dev/null
got=$?
[ $got -eq 143 ] || [ $got -eq 0 ] || [ $got -eq 3 ]
ok $? 'a signal ends it as signals do'
[ $got -eq 143 ] && { [ -f many.csv ] || [ -s err ]; }
[ $? -ne 0 ] && [ -z "$(find . -name 'many.csv.*')" ]
ok $? 'quietly, and no half file is left'

# ---- what goes wrong outside ----
if mkfifo fifo 2>/dev/null; then
	ends 3 'a FIFO is no photo' scan --lang en fifo
	says out 'not a regular file' 'and is told so'
fi
ends 3 'a missing photo' scan --lang en missing.png 'photos here/plain.png'
says out 'missing.png' 'is one line of the report'
mkdir locked
if [ "$(id -u)" -ne 0 ]; then
	chmod 0 locked
	ends 2 'an unreadable folder' scan locked 'photos here/plain.png'
	says err 'cannot read the folder locked' 'is named'
	says out 'photos here/plain.png' 'and the rest is done'
elif command -v setpriv >/dev/null 2>&1 && chmod 755 . && chmod 0 locked \
	&& setpriv --reuid 65534 --regid 65534 --clear-groups test -x "$assay"; then
	setpriv --reuid 65534 --regid 65534 --clear-groups "$assay" scan --home home --as-of 2026-11-20 \
		locked 'photos here/plain.png' >out 2>err
	[ $? -eq 2 ]
	ok $? 'an unreadable folder (exit 2)'
	says err 'cannot read the folder locked' 'is named'
	says out 'photos here/plain.png' 'and the rest is done'
fi
if [ -c /dev/full ]; then
	scan 'photos here' >/dev/full 2>err
	[ $? -eq 2 ]
	ok $? 'a full disk (exit 2)'
	: >out
	sentence 'a full disk'
	"$assay" decode --tsv 'photos here/plain.png' >/dev/full 2>err
	[ $? -eq 2 ]
	ok $? 'decode on a full disk (exit 2)'
	"$assay" rules >/dev/full 2>err
	[ $? -eq 2 ]
	ok $? 'rules on a full disk (exit 2)'
fi
{
	sleep 0.2
	scan --jsonl 'photos here' 'photos here' 'photos here' 2>err
	echo $? >status
} | true
[ "$(cat status)" = 2 ] && [ ! -s err ]
ok $? 'a closed pipe is quiet (exit 2)'
as_of() { # EXIT TIME: --as-of takes it, or not
	ends "$1" "--as-of $2" scan --as-of "$2" 'photos here/blank.png'
}
as_of 3 2026-11-20T12:00:00Z
as_of 3 2026-11-20T12:00:00.5+08:00
as_of 2 2026-11-20T12:00:00
as_of 2 2026-11-20T24:00:00Z
as_of 2 '2026-1 -20'
as_of 2 2026-11-20Z
as_of 2 1969-12-31
ends 2 'closed stdout' sh -c '"$1" scan --home home --as-of 2026-11-20 "photos here" >&-' sh "$assay"

# ---- the house ----
[ -z "$(grep -h '^#include "' "$src"/tools/*.[ch] | sort -u | sed 's/.*"\(.*\)".*/\1/' | while read -r h; do
	[ -f "$src/tools/$h" ] || [ "$h" = config.h ] || [ "$h" = builtin.def ] \
		|| case $h in assay*.h) [ -f "$src/core/$h" ] ;; *) false ;; esac || echo "$h"
done)" ]
ok $? 'the command includes public headers only'

echo "1..$n"
exit $failed
