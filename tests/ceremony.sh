#!/bin/sh
# ceremony.sh - a root signed in turns: what a holder, and then the office, is refused, in
# one sentence, with nothing changed (TAP)
#
# Four machines are four folders; the stick is copied between them as a person would.
export LC_ALL=C
assay=$(pwd)/assay
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
mkdir 'machine a' 'machine b' 'machine c' 'machine d' elsewhere

n=0
ok() { # ok SAYS COMMAND...
	n=$((n + 1))
	says=$1
	shift
	if "$@" >out 2>err; then
		echo "ok $n - $says"
	else
		echo "not ok $n - $says"
		sed 's/^/# /' out err
	fi
	cp out was
}
said() { # said SAYS WORDS: the command before has said them
	cp was said
	ok "$1" grep -q -- "$2" said
	cp said was
}
# A command that ends with this status after one sentence with these words in English, and
# one in Chinese; what stands in FOLDER stays as it is.
refused() { # refused STATUS WORDS FOLDER COMMAND...
	status=$1 words=$2 folder=$3
	shift 3
	find "$folder" -type f -exec cksum {} + 2>/dev/null | sort >before
	for lang in en zh; do
		"$@" --lang $lang >out 2>$lang
		[ $? = "$status" ] || { echo "status of $lang" >&2; cat $lang >&2; return 1; }
		[ "$(wc -l <$lang)" = 1 ] || { cat $lang >&2; return 1; }
		[ ! -s out ] || return 1
	done
	grep -q -- "$words" en || { cat en >&2; return 1; }
	LC_ALL=C grep -q '[^ -~]' zh || return 1
	find "$folder" -type f -exec cksum {} + 2>/dev/null | sort >after
	cmp before after
}
carry() { # carry FROM TO: the stick goes to the next machine
	rm -rf "$2/stick"
	cp -r "$1/stick" "$2/stick"
}
fingerprint() { "$assay" trust sign "$1" --lang en | sed -n '/fingerprint/{n;p;}'; }

for key in a b c; do
	"$assay" key new -o "machine $key/root" >/dev/null
done
# the fourth holder's key is under a passphrase
echo 'a long walk' | "$assay" key new -o 'machine d/root' --passphrase-fd 0 >/dev/null
with_d() { echo "$1" | "$assay" trust sign "$2" --root-key 'machine d/root' --passphrase-fd 0 --lang en; }
wrong_d() { echo 'a short walk' | "$assay" trust sign stick-2 --root-key 'machine d/root' --passphrase-fd 0 "$@"; }
for key in targets snapshot timestamp new-timestamp; do
	"$assay" key new -o "elsewhere/$key" >/dev/null
done
"$assay" key new -o elsewhere/stranger >/dev/null
online='--snapshot-key elsewhere/snapshot --timestamp-key elsewhere/timestamp --as-of 2026-11-20'

prepare() { # prepare STICK: the first root, by public halves alone
	"$assay" trust init --threshold 2 --root-key 'machine a/root.pub' \
		--root-key 'machine b/root.pub' --root-key 'machine c/root.pub' \
		--targets-key elsewhere/targets.pub --snapshot-key elsewhere/snapshot.pub \
		--timestamp-key elsewhere/timestamp.pub --as-of 2026-11-20 --prepare "$@"
}
finish() { # shellcheck disable=SC2086
	"$assay" trust init --repo repo --targets-key elsewhere/targets $online --signed "$@"
}

ok 'machine a prepares a root without any secret key' prepare 'machine a/stick'
ok 'and no repository is made' test ! -e repo
ok 'a folder in use is not taken again' refused 2 'holds a root.json already' 'machine a' \
	prepare 'machine a/stick'
ok 'an unsigned root is refused' refused 3 '2 more of its holders must sign' 'machine a' \
	finish 'machine a/stick'
ok 'a folder without a root' refused 2 'holds no root.json' elsewhere \
	"$assay" trust sign elsewhere --root-key 'machine b/root'

carry 'machine a' 'machine b'
ok 'a look signs nothing' "$assay" trust sign 'machine b/stick' --lang en
said 'and says who must sign' '2 more of its holders must sign'
ok 'it reads in Chinese' sh -c '"$0" trust sign "machine b/stick" --lang zh | grep -q 内容指纹' "$assay"
ok 'a key of nobody here' refused 2 "none of this root's keys" 'machine b' \
	"$assay" trust sign 'machine b/stick' --root-key elsewhere/stranger
ok 'the key of another role' refused 2 "none of this root's keys" 'machine b' \
	"$assay" trust sign 'machine b/stick' --root-key elsewhere/targets
ok 'a public half' refused 2 'public key cannot sign' 'machine b' \
	"$assay" trust sign 'machine b/stick' --root-key 'machine b/root.pub'
ok 'another root than the one agreed on' refused 3 'not the one that was agreed on' 'machine b' \
	"$assay" trust sign 'machine b/stick' --root-key 'machine b/root' --fingerprint 00ff
agreed=$(fingerprint 'machine b/stick')
ok 'machine b signs what was agreed on' "$assay" trust sign 'machine b/stick' \
	--root-key 'machine b/root' --fingerprint "$agreed" --lang en
said 'one is missing' '1 more of its holders must sign'
ok 'the same key twice' refused 2 'has signed already' 'machine b' \
	"$assay" trust sign 'machine b/stick' --root-key 'machine b/root'
ok 'one signature of two is refused' refused 3 '1 more of its holders must sign' 'machine b' \
	finish 'machine b/stick'

carry 'machine b' 'machine c'
ok 'its content goes by the same fingerprint' test "$(fingerprint 'machine c/stick')" = "$agreed"
cp 'machine c/stick/root.json' kept
sed 's/"threshold":2/"threshold":1/' kept >'machine c/stick/root.json'
ok 'a root changed on the way' refused 3 'was changed after' 'machine c' \
	"$assay" trust sign 'machine c/stick' --root-key 'machine c/root'
ok 'is not taken either' refused 3 'was changed after' 'machine c' finish 'machine c/stick'
cp kept 'machine c/stick/root.json'
# somebody puts a root of their own in its place, signed by themselves alone
mkdir forged
"$assay" trust init --root-key elsewhere/stranger --targets-key elsewhere/targets.pub \
	--snapshot-key elsewhere/snapshot.pub --timestamp-key elsewhere/timestamp.pub \
	--as-of 2026-11-20 --prepare forged >/dev/null
ok 'another root in its place has other holders' refused 2 "none of this root's keys" forged \
	"$assay" trust sign forged --root-key 'machine c/root'
head -c 200 kept >'machine c/stick/root.json'
ok 'half a root' refused 2 'root.json' 'machine c' \
	"$assay" trust sign 'machine c/stick' --root-key 'machine c/root'
cp kept 'machine c/stick/root.json'
ok 'machine c signs' "$assay" trust sign 'machine c/stick' --root-key 'machine c/root' --lang en
said 'which is enough' 'enough holders have signed'

carry 'machine c' 'machine a'
ok 'keys are not given twice' refused 2 'leave root keys' 'machine a' \
	finish 'machine a/stick' --root-key 'machine a/root'
ok 'two ends at once' refused 2 'give one of them' 'machine a' \
	finish 'machine a/stick' --prepare 'machine a/other'
ok 'too late' refused 3 'expired before it was finished' 'machine a' \
	"$assay" trust init --repo repo --targets-key elsewhere/targets --snapshot-key \
	elsewhere/snapshot --timestamp-key elsewhere/timestamp --as-of 2028-01-01 --signed 'machine a/stick'
ok 'with keys that the root does not name' refused 3 'too few keys of targets' 'machine a' \
	"$assay" trust init --repo repo --targets-key elsewhere/stranger --snapshot-key \
	elsewhere/snapshot --timestamp-key elsewhere/timestamp --as-of 2026-11-20 --signed 'machine a/stick'
ok 'machine a finishes' finish 'machine a/stick'
ok 'the repository holds' "$assay" trust show --repo repo --as-of 2026-11-20
ok 'a device believes it' "$assay" trust root repo/metadata/1.root.json --home device
ok 'and syncs' "$assay" sync repo --home device --as-of 2026-11-20
ok 'a repository is begun once' refused 2 'holds a repository already' repo finish 'machine a/stick'

# c leaves, d comes: two who held it and two who will must sign
rotate() { # shellcheck disable=SC2086
	"$assay" trust rotate --repo repo $online "$@"
}
for stick in stick-2 stick-3; do
	ok "a new root is prepared in $stick" rotate --role root --threshold 2 --new-key 'machine a/root.pub' \
		--new-key 'machine b/root.pub' --new-key 'machine d/root.pub' --prepare $stick
done
ok 'nothing has changed' sh -c '! test -e repo/metadata/2.root.json'
ok 'who leaves signs' "$assay" trust sign stick-2 --root-key 'machine c/root' --lang en
said 'which counts for the old root alone' '1 more of the holders until now must sign'
ok 'not with a wrong passphrase' refused 2 passphrase stick-2 wrong_d
ok 'and who comes' with_d 'a long walk' stick-2
said 'the old root is short of one' '1 more of the holders until now'
said 'and so is the new one' '1 more of its holders'
ok 'refused below the old threshold' refused 3 '1 more of the holders until now must sign' repo \
	rotate --signed stick-2
cp stick-3/root-before.json kept
cp stick-2/root.json stick-3/root-before.json
ok 'a root that does not follow the one before' refused 2 'not the one before' stick-3 \
	"$assay" trust sign stick-3 --root-key 'machine a/root'
cp kept stick-3/root-before.json
ok 'a and b sign another copy' sh -c '"$0" trust sign stick-3 --root-key "machine a/root" &&
	"$0" trust sign stick-3 --root-key "machine b/root"' "$assay"
ok 'the office takes it' rotate --signed stick-3
ok 'the device follows' "$assay" sync repo --home device --as-of 2026-11-20
ok 'the other copy is too old now' refused 3 'where 3 comes next' repo rotate --signed stick-2

# another role, its key in two halves: the root in turns, the role's key at the office
ok 'a new timestamp key is prepared' rotate --role timestamp --new-key elsewhere/new-timestamp.pub \
	--prepare stick-4
ok 'and signed' "$assay" trust sign stick-4 --root-key 'machine a/root'
ok 'by two' with_d 'a long walk' stick-4
ok 'without the new key it is not finished' refused 3 'too few keys of timestamp' repo \
	rotate --signed stick-4
ok 'with old and new it is' rotate --signed stick-4 --timestamp-key elsewhere/new-timestamp
ok 'and the device follows' "$assay" sync repo --home device --as-of 2026-11-20
ok 'the new key signs alone' "$assay" trust publish --repo repo --snapshot-key elsewhere/snapshot \
	--timestamp-key elsewhere/new-timestamp --as-of 2026-11-21
ok 'the old one does not' refused 3 'too few keys of timestamp' repo \
	"$assay" trust publish --repo repo --snapshot-key elsewhere/snapshot \
	--timestamp-key elsewhere/timestamp --as-of 2026-11-21
echo "1..$n"
