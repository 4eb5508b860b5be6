#!/bin/sh
# tuf.sh - assay-tuf as a person or a test suite runs it (TAP)
#
# The repository is written by tuf-test; it is read from the folder, by file:// and,
# where Python is there, over HTTP.
export LC_ALL=C
dir=$(mktemp -d "${TMPDIR:-/tmp}/assay tuf.XXXXXX")
server=
trap '[ -z "$server" ] || kill $server 2>/dev/null; rm -rf "$dir"' EXIT
n=0 failed=0

# want STATUS NAME COMMAND...
want() {
	status=$1 name=$2
	shift 2
	n=$((n + 1))
	"$@" >"$dir/out" 2>"$dir/err"
	got=$?
	if [ $got = "$status" ]; then
		echo "ok $n - $name"
	else
		echo "not ok $n - $name: exit $got"
		sed 's/^/# /' "$dir/err"
		failed=1
	fi
}

# said NAME WORD: the command before has said it
said() {
	n=$((n + 1))
	if grep -q -e "$2" "$dir/err"; then
		echo "ok $n - $1"
	else
		echo "not ok $n - $1"
		sed 's/^/# /' "$dir/err"
		failed=1
	fi
}

same() {
	[ "$(cat "$1")" = "$2" ]
}

skip() {
	n=$((n + 1))
	echo "ok $n - $1 # SKIP $2"
}

refresh() {
	./assay-tuf --metadata-dir "$dir/$1" --metadata-url "$2/metadata" refresh
}

# download NAME ADDRESS TARGET...
download() {
	to=$1 from=$2
	shift 2
	for target; do
		set -- "$@" --target-name "$target"
		shift
	done
	./assay-tuf --metadata-dir "$dir/$to" --metadata-url "$from/metadata" "$@" \
		--target-base-url "$from/targets" --target-dir "$dir/$to.targets" download
}

# The whole of it, from one address.
walk() {
	kind=$1 from=$2
	want 0 "$kind: init" ./assay-tuf --metadata-dir "$dir/$kind" init "$dir/repo/root.json"
	want 0 "$kind: the first root is kept" cmp "$dir/repo/root.json" "$dir/$kind/root.json"
	want 0 "$kind: refresh" refresh "$kind" "$from"
	for role in root timestamp snapshot targets; do
		case $role in
		root) file=2.root.json ;;
		timestamp) file=timestamp.json ;;
		*) file=1.$role.json ;;
		esac
		want 0 "$kind: $role is kept as it came" cmp "$dir/repo/metadata/$file" "$dir/$kind/$role.json"
	done
	want 0 "$kind: refresh again" refresh "$kind" "$from"
	want 0 "$kind: download" download "$kind" "$from" registry.cbor gs1/6901234/list.aslh
	want 0 "$kind: a target" same "$dir/$kind.targets/registry.cbor" "the registry"
	want 0 "$kind: a target of a delegated role" \
		same "$dir/$kind.targets/gs1%2F6901234%2Flist.aslh" "the list"
	want 0 "$kind: the delegated role is kept" \
		cmp "$dir/repo/metadata/1.maker.json" "$dir/$kind/maker.json"
	want 1 "$kind: a target that is not there" download "$kind" "$from" nowhere
	rm -r "$dir/$kind.targets"
	want 1 "$kind: the first failure stops" download "$kind" "$from" nowhere registry.cbor
	want 1 "$kind: and what comes after it is not fetched" test -e "$dir/$kind.targets/registry.cbor"
	want 1 "$kind: what came before it" download "$kind" "$from" registry.cbor nowhere
	want 0 "$kind: is there" test -e "$dir/$kind.targets/registry.cbor"
	touch -d 2001-01-01 "$dir/$kind.targets/registry.cbor"
	want 0 "$kind: download again" download "$kind" "$from" registry.cbor
	touch -d 2002-01-01 "$dir/then"
	want 0 "$kind: the same file is not written again" \
		test "$dir/$kind.targets/registry.cbor" -ot "$dir/then"
}

want 0 "a repository" ./tuf-test --write "$dir/repo"
walk folder "$dir/repo"
walk file "file://$(echo "$dir/repo" | sed 's/ /%20/g')"

python=$(command -v python3 || true)
if [ -z "$python" ]; then
	skip "http" "no python3"
elif ! grep -q '^#define HAVE_CURL' config.h; then
	want 1 "without libcurl http is answered" refresh folder http://127.0.0.1:1
	said "in one sentence" libcurl
else
	"$python" - "$dir/repo" >"$dir/port" <<-'EOF' &
	import functools, http.server, os, sys
	class Quiet(http.server.SimpleHTTPRequestHandler):
	    def log_message(self, *args): pass
	    def do_GET(self):
	        if self.path.startswith("/broken"): self.send_error(500)
	        elif self.path.startswith("/endless"): # also as an error, or while leading on
	            self.send_response({"/endless-error": 404, "/endless-way": 302}.get(
	                self.path[:self.path.index("/", 1)], 200))
	            if self.path.startswith("/endless-way/"):
	                self.send_header("Location", self.path[12:])
	            self.end_headers()
	            try:
	                while True: self.wfile.write(b" " * 65536)
	            except OSError: pass
	        elif self.path.startswith("/store/"): # what is not there is forbidden
	            self.path = self.path[6:]
	            if os.path.exists(self.translate_path(self.path)): super().do_GET()
	            else: self.send_error(403)
	        elif self.path.startswith("/gone/"):
	            self.path = self.path[5:]
	            if os.path.exists(self.translate_path(self.path)): super().do_GET()
	            else: self.send_error(410)
	        elif self.path.startswith("/moved/"):
	            self.send_response(302)
	            self.send_header("Location", self.path[6:])
	            self.end_headers()
	        elif self.path.startswith("/astray/"):
	            self.send_response(302)
	            self.send_header("Location", "file:///etc/hostname")
	            self.end_headers()
	        else: super().do_GET()
	handler = functools.partial(Quiet, directory=sys.argv[1])
	server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
	print(server.server_address[1], flush=True)
	server.serve_forever()
	EOF
	server=$!
	for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
		[ -s "$dir/port" ] || sleep 0.25
	done
	export http_proxy=http://127.0.0.1:1 # not asked on the way to this machine
	address=http://127.0.0.1:$(cat "$dir/port")
	walk http "$address"
	want 0 "http: a mirror that has moved" refresh http "$address/moved"
	want 0 "http: a store that forbids what it has not" refresh http "$address/store"
	want 0 "http: one that says gone" refresh http "$address/gone"
	want 1 "http: a target that is forbidden" download http "$address/store" nowhere
	want 1 "http: a server that fails" refresh http "$address/broken"
	said "http: is named with its number" "HTTP 500"
	want 1 "http: a server that never ends" refresh http "$address/endless"
	said "http: is cut off" "longer than"
	want 1 "http: one whose error never ends" timeout 60 ./assay-tuf --metadata-dir "$dir/http" \
		--metadata-url "$address/endless-error/metadata" refresh
	said "http: is cut off too" "longer than"
	timeout 60 ./assay-tuf --metadata-dir "$dir/http" \
		--metadata-url "$address/endless-way/metadata" refresh >"$dir/out" 2>"$dir/err"
	want 0 "http: one that leads on in an endless page is left or followed" test $? -le 1
	want 1 "http: no server, in Chinese" env LC_ALL=zh_CN.UTF-8 ./assay-tuf \
		--metadata-dir "$dir/http" --metadata-url http://127.0.0.1:1/ refresh
	said "http: says it in Chinese alone" "无法连接服务器$"
	want 1 "http: a server that leads to a file" refresh http "$address/astray"
	want 1 "http: no server" refresh http http://127.0.0.1:1
	want 0 "http: what was there is there" refresh http "$address"
fi

want 1 "an address of another kind" refresh folder gopher://example.org
want 1 "a folder that is not there" refresh folder "$dir/no repo"
want 1 "a path that climbs" refresh folder "file://$dir/x/../repo"
want 1 "no first root" refresh other "$dir/repo"
mkdir "$dir/empty"
want 1 "an empty folder" refresh empty "$dir/repo"
echo '{}' >"$dir/bad.json"
want 1 "a root that is none" ./assay-tuf --metadata-dir "$dir/bad" init "$dir/bad.json"
want 1 "and nothing is made" test -e "$dir/bad/root.json"
want 1 "no root file" ./assay-tuf --metadata-dir "$dir/bad" init
want 1 "no command" ./assay-tuf --metadata-dir "$dir/folder"
want 1 "another command" ./assay-tuf --metadata-dir "$dir/folder" dance
want 1 "an option without its value" ./assay-tuf refresh --metadata-dir
want 1 "another option" ./assay-tuf --metadata-dir "$dir/folder" --force refresh
want 1 "no address" ./assay-tuf --metadata-dir "$dir/folder" refresh
want 1 "no target" ./assay-tuf --metadata-dir "$dir/folder" --metadata-url "$dir/repo" download
want 0 "help" ./assay-tuf --help
want 1 "in Chinese" env LC_ALL=zh_CN.UTF-8 ./assay-tuf --metadata-dir "$dir/none" --metadata-url "$dir/repo" refresh
said "too" 无法

# the sanitizers want to be the first library, and so does faketime
if grep -q '^#define SANITIZED' config.h; then
	:
elif command -v faketime >/dev/null 2>&1; then
	want 0 "a clock moved, still before the expiry" faketime '2098-12-31 00:00:00' \
		./assay-tuf --metadata-dir "$dir/folder" --metadata-url "$dir/repo/metadata" refresh
	want 1 "a clock moved past it" faketime '2099-02-01 00:00:00' \
		./assay-tuf --metadata-dir "$dir/folder" --metadata-url "$dir/repo/metadata" refresh
	said "is said" expired
else
	skip "moved clocks" "no faketime"
fi

echo "1..$n"
exit $failed
