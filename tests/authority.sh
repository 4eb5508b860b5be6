#!/bin/sh
# authority.sh - the commands of doc/authority.md as they stand there, and what they must
# have done (TAP)
export LC_ALL=C
umask 022
here=$(pwd)
src=$(cd "${srcdir:-.}" && pwd)
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
cd "$work" || exit 1
mkdir "a walk" && cd "a walk" || exit 1
ln -s "$src/samples" samples
# a copy: secret keys of a public tree are readable by all, and say EXAMPLE
cp -R "$src/keys-example" keys-example
chmod -R u+w keys-example
assay() { "$here/assay" "$@"; }

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
}
not() { ! "$@"; }
verdict() { # verdict WANTED: of the refrigerator
	assay scan --home handheld --as-of 2026-11-20 --lang en --jsonl \
		samples/photos/appliance-01.jpg >result || true
	grep -q "\"verdict\":\"$1\"" result
}
tried() { assay trust admit keys-example/verdantlark/list.key.pub --repo repo --id verdantlark \
	--name Verdantlark --prefix "$1" --targets-key office/targets \
	--snapshot-key publisher/snapshot --timestamp-key publisher/timestamp --as-of 2026-11-20; }
same_after() { # the repository is as it was after a command that fails
	find repo -type f -exec cksum {} + | sort >before
	"$@" && return 1
	find repo -type f -exec cksum {} + | sort >after
	cmp before after
}

# each line of a ```sh block is a command
sed -n '/^```sh$/,/^```$/p' "$src/doc/authority.md" | grep -v '^```' >commands
revoked=no
while IFS= read -r line; do
	case $line in
	*'trust revoke'*compromised-at*)
		ok 'the refrigerator is consistent' verdict CONSISTENT
		ok 'another maker is not admitted inside a prefix' same_after tried 95210020
		ok 'nor around one' same_after tried 95210
		ok 'no update without a root' not assay sync repo --home other --as-of 2026-11-20
		;;
	*'key new -o new-frostquill'*)
		ok 'once its key is stolen, the refrigerator is unknown' verdict UNKNOWN
		ok 'and the reason is said' grep -q -i 'compromised\|stolen' result
		revoked=yes
		;;
	esac
	ok "$line" eval "$line"
	! grep -q 'version 2 in the place' out || cp out synced
done <commands
ok 'a web server of another user may read all of it' \
	sh -c '[ -n "$(find repo -name "*.aslh")" ] && [ -z "$(find repo ! -perm -o+r)" ]'
ok 'nobody else a secret key' sh -c '[ -z "$(find safe-* office publisher -type f ! -name "*.pub" -perm /077)" ]'
ok 'a stolen key was part of the walk' test $revoked = yes
ok 'a list of the old key is published no more' same_after assay trust publish \
	samples/lists/frostquill-kettles.asl --repo repo --key keys-example/frostquill/list.key \
	--snapshot-key publisher/snapshot --timestamp-key publisher/timestamp --as-of 2026-11-20
ok 'no role is signed by half its holders' same_after assay trust rotate --repo repo --role root \
	--new-key safe-1/root --root-key safe-1/root --snapshot-key publisher/snapshot \
	--timestamp-key publisher/timestamp --as-of 2026-11-20
ok 'the same in Chinese' sh -c '"$0" trust show --repo repo --as-of 2026-11-20 --lang zh |
	grep -q 已准入' "$here/assay"
ok 'a stick that is not there' not assay sync nowhere --home handheld
ok 'the toys answer still, from the list of the new key' grep -q 'list of pebblewhisk: .*version 2 in the place of 1' synced
ok 'the toys answer still' sh -c '"$0" scan --home handheld --as-of 2026-11-20 --jsonl \
	samples/photos/toy-01.* >result; grep -q "\"issuer\":\"pebblewhisk\"" result' "$here/assay"

# a stick whose files have suffered
cp -r repo 'bad stick'
for file in 'bad stick'/lists/*.asl; do
	printf X | dd of="$file" bs=1 seek=5000 conv=notrunc 2>/dev/null
done
assay trust root 'bad stick/metadata/1.root.json' --home fresh >/dev/null
ok 'a stick with a bad file' not assay sync 'bad stick' --home fresh --as-of 2026-11-20
sed -n 's|.*\(lists/[0-9a-f]*\.asl\) in the repository.*|\1|p' err >named
ok 'the file is named' sh -c 'test -s named && test -f "bad stick/$(cat named)"'
ok 'the good copy is taken then' assay sync repo --home fresh --as-of 2026-11-20

# over http, where there is a server to try it with
"$here/assay" sync http://127.0.0.1:1/ --home handheld >out 2>&1
if command -v python3 >/dev/null && ! grep -q 'no libcurl' out; then
	cat >serve.py <<'PY'
import functools, http.server, sys
handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=sys.argv[1])
server = http.server.HTTPServer(("127.0.0.1", 0), handler)
print(server.server_port, flush=True)
server.serve_forever()
PY
	python3 serve.py repo >port 2>/dev/null &
	server=$!
	i=0
	while [ ! -s port ] && [ $i -lt 50 ]; do
		sleep 0.1
		i=$((i + 1))
	done
	assay trust root repo/metadata/1.root.json --home 'far away' >/dev/null
	ok 'the same over http' assay sync "http://127.0.0.1:$(cat port)" --home 'far away' \
		--as-of 2026-11-20
	# an earlier try had come to the middle of a list
	set -- 'far away'/trust/lists/*.asl
	dd if="$1" of="$1.part" bs=4096 count=1 2>/dev/null
	rm "$1" 'far away/trust/set'
	assay trust root repo/metadata/1.root.json --home 'far away' >/dev/null
	ok 'and a list goes on where it was cut' assay sync "http://127.0.0.1:$(cat port)" \
		--home 'far away' --as-of 2026-11-20
	kill $server
else
	n=$((n + 1))
	echo "ok $n - over http # SKIP no python3, or a build without libcurl"
fi
echo "1..$n"
