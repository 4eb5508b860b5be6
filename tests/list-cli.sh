#!/bin/sh
# list-cli.sh - keys, pins and lists as a maker and an inspector meet them (TAP)
export LC_ALL=C TZ=UTC0
n=0 failed=0
assay=$PWD/assay
tmp=$(mktemp -d "${TMPDIR:-/tmp}/assay list cli.XXXXXX") || exit 99
trap 'chmod -R u+rwx "$tmp"; rm -rf "$tmp"' EXIT
cd "$tmp" || exit 99

ok() { # STATUS NAME
	n=$((n + 1))
	if [ "$1" -eq 0 ]; then
		echo "ok $n - $2"
	else
		echo "not ok $n - $2"
		sed 's/^/# out: /' out | head -20
		sed 's/^/# err: /' err | head -20
		failed=1
	fi
}
ends() { # STATUS NAME COMMAND...
	want=$1 name=$2
	shift 2
	"$@" >out 2>err
	got=$?
	[ $got -eq "$want" ]
	ok $? "$name (exit $want, got $got)"
}
says() { # FILE PATTERN NAME
	grep -q -e "$2" "$1"
	ok $? "$3"
}
sentence() { # NAME
	[ "$(wc -l <err)" -eq 1 ] && [ ! -s out ]
	ok $? "$1: one sentence, no result"
}

cat >serials.csv <<EOF
gtin,serial,lot,made,expiry,status
6901234567892,K7Q2M9XW4TBR,L1,2026-01-05,2028-01-05,made
6901234567892,D3VJ8NFH6YPA,L1,2026-01-05,2028-01-05,stolen
6901234567892,=1+1,L2,2026-02-05,2028-02-05,sold
EOF
printf 'gtin,lot,closed\n6901234567892,L2,yes\n' >lots.csv
printf 'gtin,serial\n6.90123E+12,A\n' >bad.csv

# ---- keys ----
ends 0 'a key' "$assay" key new -o maker
ends 2 'a key is not overwritten' "$assay" key new -o maker
sentence 'a key is not overwritten'
ends 0 'a key under a passphrase' sh -c "echo 'correct horse' | '$assay' key new -o sealed --passphrase-fd 0"
ends 0 'an example key' "$assay" key new -o example --example
ends 0 'show' "$assay" key show sealed
says out 'under a passphrase' 'show says that it is sealed'
ends 0 'show an example' "$assay" key show example.pub
says out 'WARNING: an EXAMPLE key' 'show warns of an example'
ends 2 'no key' "$assay" key show serials.csv
sentence 'no key'
! grep -q "$(cut -d' ' -f5 maker)" out err && ! "$assay" key show maker | grep -q "$(cut -d' ' -f5 maker)"
ok $? 'no secret is shown'

# ---- build ----
ends 0 'build' "$assay" list build serials.csv -o list.asl --key maker --lots lots.csv \
	--as-of 2026-11-20 --title 'Spring 春'
says out 'It does not promise: that goods are genuine' 'build says what a list is not'
ends 2 'a bad spreadsheet' "$assay" list build bad.csv -o bad.asl --key maker
says err 'bad.csv line 2, column gtin' 'the fault is named by line and column'
ends 2 'in Chinese' "$assay" list build bad.csv -o bad.asl --key maker --lang zh
says err '第 2 行 gtin 列' 'the fault in Chinese'
[ ! -e bad.asl ]
ok $? 'nothing is written then'
ends 2 'no spreadsheet' "$assay" list build none.csv -o bad.asl --key maker
sentence 'no spreadsheet'
ends 2 'a public key cannot sign' "$assay" list build serials.csv -o bad.asl --key maker.pub
sentence 'a public key cannot sign'
ends 2 'a passphrase is wanted' "$assay" list build serials.csv -o bad.asl --key sealed
sentence 'a passphrase is wanted'
ends 2 'a wrong passphrase' sh -c "echo wrong | '$assay' list build serials.csv -o bad.asl --key sealed --passphrase-fd 0"
ends 0 'the passphrase' sh -c "echo 'correct horse' | '$assay' list build serials.csv -o sealed.asl --key sealed --passphrase-fd 0"
chmod 644 maker
ends 2 'a secret that others can read' "$assay" list build serials.csv -o bad.asl --key maker
says err 'others can read the secret key' 'says so'
chmod 600 maker
ends 2 'onto the spreadsheet' "$assay" list build serials.csv -o serials.csv --key maker
sentence 'onto the spreadsheet'
ends 2 'a full disk' sh -c "ulimit -f 4; trap '' XFSZ; exec '$assay' list build serials.csv -o full.asl --key maker"
sentence 'a full disk'
ends 2 'a folder that is none' "$assay" list build serials.csv -o /dev/full/x.asl --key maker
sentence 'a folder that is none'
[ -z "$(ls | grep part)" ] && [ ! -e full.asl ]
ok $? 'nothing half written'
ends 0 'sequential serials' sh -c "printf 'gtin,serial\n6901234567892,1001\n6901234567892,1002\n6901234567892,1003\n' >seq.csv; '$assay' list build seq.csv -o seq.asl --key maker --restricted"
says out 'GUESSABLE-SERIAL' 'come with advice'
[ "$(stat -c %a seq.asl.key)" = 600 ]
ok $? 'a list key is the owner'"'"'s alone'

# ---- whom to believe ----
ends 0 'info' "$assay" list info list.asl --key maker.pub
says out 'title Spring' 'info shows the title'
ends 3 'info by another key' "$assay" list info list.asl --key sealed.pub
ends 0 'check' "$assay" list check list.asl --key maker.pub
ends 3 'check by another key' "$assay" list check list.asl --key sealed.pub
ends 2 'check of no list' "$assay" list check serials.csv --key maker.pub
sentence_err=$(wc -l <err)
[ "$sentence_err" -eq 1 ]
ok $? 'check of no list: one sentence'
cp list.asl damaged.asl
printf x | dd of=damaged.asl bs=1 seek=5000 conv=notrunc 2>/dev/null
ends 2 'check of a damaged list' "$assay" list check damaged.asl --key maker.pub
sentence 'check of a damaged list'
ends 2 'lookup in a damaged list' "$assay" list lookup damaged.asl 6901234567892 K7Q2M9XW4TBR --key maker.pub
says out 'list damaged' 'says so'

# ---- lookup ----
ask() { "$assay" list lookup list.asl "$@" --key maker.pub --as-of 2026-11-21 --lang en; }
ends 0 'issued' ask 6901234567892 K7Q2M9XW4TBR
ends 0 'GTIN-14' ask 06901234567892 K7Q2M9XW4TBR
ends 1 'stolen' ask 6901234567892 D3VJ8NFH6YPA
ends 3 'not known' ask 6901234567892 NEVERMADE
ends 1 'its lot is closed' ask 6901234567892 NEVERMADE --lot L2
ends 3 'its lot is open' ask 6901234567892 NEVERMADE --lot L1
ends 3 'another product' ask 4006381333931 X
ends 1 'no GTIN' ask 6901234567893 X
ends 2 'nothing asked' ask
ends 1 'a table' ask --csv serials.csv
says out "\"'=1+1\"" 'a formula is defused'
ends 0 'a restricted list with its key beside it' "$assay" list lookup seq.asl 6901234567892 1001 --key maker.pub
mv seq.asl.key seq.key
ends 2 'a restricted list without' "$assay" list lookup seq.asl 6901234567892 1001 --key maker.pub
sentence 'a restricted list without'
ends 0 'a restricted list, its key named' "$assay" list lookup seq.asl 6901234567892 1001 --key maker.pub --list-key seq.key

# ---- a device ----
ends 2 'no home' "$assay" list install list.asl --home home
sentence 'no home'
ends 0 'pin' "$assay" trust pin maker.pub --id maker --name 'A Maker' --prefix 690123 --category toys --host a.example --home home
ends 2 'a prefix inside' "$assay" trust pin sealed.pub --id rival --name R --prefix 6901234 --home home
sentence 'a prefix inside'
ends 2 'a shop range' "$assay" trust pin sealed.pub --id rival --name R --prefix 2001234 --home home
sentence 'a shop range'
ends 0 'install' "$assay" list install list.asl --home home
ends 3 'a list by an unpinned key' "$assay" list install sealed.asl --home home
sentence 'a list by an unpinned key'
ends 2 'a damaged list' "$assay" list install damaged.asl --home home
sentence 'a damaged list'
ends 0 'lookup by the home' "$assay" list lookup list.asl 6901234567892 K7Q2M9XW4TBR --home home
ends 0 'the next version' "$assay" list build serials.csv -o next.asl --key maker --previous list.asl --as-of 2026-11-21
ends 0 'is installed' "$assay" list install next.asl --home home
ends 3 'and the one before is not' "$assay" list install list.asl --home home
sentence 'and the one before is not'
ends 0 'an expired key' "$assay" trust pin maker.pub --id maker --not-after 2026-11-01 --home home
ends 3 'signs nothing later' "$assay" list install next.asl --home home
sentence 'signs nothing later'

# ---- what becomes of a pin ----
"$assay" trust pin maker.pub --id maker --name 'A Maker' --prefix 690123 --home dated >out 2>err
ends 0 'an admission that ended after' "$assay" trust pin maker.pub --id maker --from 2026-01-01 --to 2026-11-20 --home dated
ends 0 'lets a list of its last day in' "$assay" list install list.asl --home dated
ends 3 'and none of the day after' "$assay" list install next.asl --home dated
sentence 'and none of the day after'
ends 0 'prolonged' "$assay" trust pin maker.pub --id maker --to 2026-12-31 --home dated
ends 0 'it does' "$assay" list install next.asl --home dated
ends 2 'an admission that ends before it begins' "$assay" trust pin maker.pub --id maker --from 2026-11-20 --to 2026-11-19 --home dated
sentence 'an admission that ends before it begins'
ends 2 'stolen and retired at once' "$assay" trust revoke maker.pub --compromised-at 2026-11-20 --retire-at 2026-11-20 --home dated
ends 2 'no date' "$assay" trust revoke maker.pub --home dated
ends 2 'no time' "$assay" trust revoke maker.pub --compromised-at yesterday --home dated
ends 2 'a repository and a home' "$assay" trust revoke maker.pub --compromised-at 2026-11-20 --home dated --repo dated
sentence 'a repository and a home'
ends 2 'keys to sign with, and no repository' "$assay" trust revoke maker.pub --compromised-at 2026-11-20 --targets-key maker
says err 'say with --repo' 'asks for it'
ends 2 'a key that is not pinned' "$assay" trust revoke sealed.pub --compromised-at 2026-11-20 --home dated
sentence 'a key that is not pinned'
ends 0 'retired' "$assay" trust revoke maker.pub --retire-at 2026-11-21 --home dated
ends 0 'it keeps its list' "$assay" list lookup next.asl 6901234567892 K7Q2M9XW4TBR --home dated
ends 0 'stolen' "$assay" trust revoke maker.pub --compromised-at 2027-01-01 --home dated --lang zh
says out 泄露 'said in Chinese'
ends 3 'whatever the date' "$assay" list lookup next.asl 6901234567892 K7Q2M9XW4TBR --home dated
ends 3 'nothing of it is installed' "$assay" list install list.asl --home dated

# ---- overlays, padding, documents ----
printf 'gtin,serial,status\n6901234567892,K7Q2M9XW4TBR,recalled\n6901234567892,NEWONE12345X,\n' >week.csv
ends 2 'an overlay without its base' "$assay" list overlay week.csv -o week.asl --key maker
sentence 'an overlay without its base'
ends 0 'an overlay' "$assay" list overlay week.csv --base list.asl -o week.asl --key maker --as-of 2026-11-21
says out 'It is an overlay of version 1' 'says of what'
says out 'ADVICE: the overlay passes 5 % of its base' 'and when a new list is better'
ends 0 'info of it' "$assay" list info week.asl --key maker.pub
says out 'changes version 1, its root' 'info says of what'
ends 2 'lookup in an overlay alone' "$assay" list lookup week.asl 6901234567892 K7Q2M9XW4TBR --key maker.pub
sentence 'lookup in an overlay alone'
ends 1 'lookup through it' ask 6901234567892 K7Q2M9XW4TBR --overlay week.asl
says out 'recalled' 'the newest word counts'
ends 0 'what it adds' ask 6901234567892 NEWONE12345X --overlay week.asl
ends 1 'a table through it' ask --csv week.csv --overlay week.asl
ends 3 'over another list' "$assay" list lookup next.asl 6901234567892 K7Q2M9XW4TBR --overlay week.asl --key maker.pub
sentence 'over another list'
ends 0 'padding' "$assay" list build serials.csv -o padded.asl --key maker --padding
says out 'Random entries among them' 'padding is said'
printf 'issuer,type,number,x:holder\nregistry,licence,L-100,Ann Example\n' >doc.csv
ends 0 'documents' "$assay" list build doc.csv -o doc.asl --key maker
says out '1 documents, speaks for those issued by registry' 'are named as such'
ends 0 'a document' "$assay" list lookup doc.asl --document registry licence L-100 'Ann Example' --key maker.pub
ends 3 'another holder' "$assay" list lookup doc.asl --document registry licence L-100 'Bob Example' --key maker.pub
ends 1 'half a document' "$assay" list lookup doc.asl --document registry licence '' --key maker.pub
sentence 'half a document'

ends 0 'another home' "$assay" trust pin maker.pub --id maker --name 'A Maker' --prefix 690123 --home shelf
ends 0 'with a list' "$assay" list install list.asl --home shelf
printf 'issuer,type,number\nmaker,licence,L-7\n' >own.csv
ends 0 "a maker's own documents" "$assay" list build own.csv -o own.asl --key maker --as-of 2026-11-20
ends 0 'are installed' "$assay" list install own.asl --home shelf
ends 0 'and asked through the home' "$assay" list lookup --installed --document maker licence L-7 --home shelf --as-of 2026-11-21
ends 3 'one that is not listed' "$assay" list lookup --installed --document maker licence L-8 --home shelf
ends 0 'goods too' "$assay" list lookup --installed 6901234567892 K7Q2M9XW4TBR --home shelf --as-of 2026-11-21
ends 2 'with no list beside' "$assay" list lookup --installed 6901234567892 K7Q2M9XW4TBR --home shelf --key maker.pub
sentence 'with no list beside'
"$assay" doctor --home shelf --lang en >out 2>err
says out 'every page holds' 'doctor verifies every page'
file=$(ls -t shelf/lists/*.asl | head -1)
printf x | dd of="$file" bs=1 seek=4200 conv=notrunc 2>/dev/null
ends 2 'a damaged list of documents' "$assay" list lookup --installed --document maker licence L-7 --home shelf
says out 'list damaged' 'says so'
ends 2 'doctor' "$assay" doctor --home shelf --lang en
says out 'the list of maker for doc/maker: the list is damaged' 'names it'
ends 2 'doctor' "$assay" doctor --home shelf --lang zh
says out '涵盖 doc/maker 的清单：清单已损坏' 'in Chinese too'
rm "$file"
ends 2 'one that is gone' "$assay" list lookup --installed --document maker licence L-7 --home shelf
says out 'list damaged' 'says so too'
ends 2 'doctor' "$assay" doctor --home shelf --lang en
says out '1 of 2 cannot be used' 'counts it'

# ---- Ctrl-C ----
awk 'BEGIN { print "gtin,serial"; for (i = 0; i < 400000; i++) printf "6901234567892,Q%dX\n", i }' >many.csv
"$assay" list build many.csv -o many.asl --key maker >out 2>err &
pid=$!
sleep 0.2
kill -INT $pid 2>/dev/null
wait $pid
[ $? -ne 0 ] || [ -s many.asl ]
ok $? 'Ctrl-C ends a build, or comes too late'
[ -z "$(ls | grep -e part -e sort)" ]
ok $? 'and nothing half written is left'
echo "1..$n"
exit $failed
