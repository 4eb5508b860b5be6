#!/bin/sh
# sync.sh - assay sync as a person sees it: how far it has come, and Ctrl-C (TAP)
#
# A server that gives a list page by page, slowly; on a terminal and elsewhere.
export LC_ALL=C
assay=$(pwd)/assay
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill $server 2>/dev/null; rm -rf "$work"' EXIT
cd "$work" || exit 1

python=$(command -v python3 || true)
"$assay" sync http://127.0.0.1:1/ --home nowhere >out 2>&1
if [ -z "$python" ] || grep -q 'no libcurl' out; then
	echo "1..0 # SKIP no python3, or a build without libcurl"
	exit 0
fi
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
	cat out err >was
}
wrote() { # wrote SAYS PATTERN: the command before wrote it
	cp was wrote
	ok "$1" grep -q -- "$2" wrote
}
did_not() {
	cp was wrote
	ok "$1" not grep -q -- "$2" wrote
}
not() { ! "$@"; }

for key in root targets snapshot timestamp maker; do
	"$assay" key new -o $key >/dev/null
done
online='--snapshot-key snapshot --timestamp-key timestamp --as-of 2026-11-20'
# shellcheck disable=SC2086
"$assay" trust init --repo repo --root-key root --targets-key targets $online >/dev/null
# shellcheck disable=SC2086
"$assay" trust admit maker.pub --repo repo --id maker --name 'A Maker' --prefix 690123 \
	--targets-key targets $online >/dev/null
lists() { # lists NAME N: a list of N serials
	"$python" - "$2" >serials.csv <<-'EOF'
	import hashlib, sys
	print("gtin,serial")
	for i in range(int(sys.argv[1])):
	    print("6901234567892," + hashlib.sha256(b"%d" % i).hexdigest()[:16].upper())
	EOF
	"$assay" list build serials.csv -o "$1" --key maker --scope 690123 --as-of "$3" >/dev/null
}
lists small.asl 10 2026-11-19
lists large.asl 4000 2026-11-20
# shellcheck disable=SC2086
"$assay" trust publish small.asl --repo repo --key maker $online >/dev/null

cat >serve.py <<'EOF'
import functools, http.server, os, sys, time
class Slow(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args): pass
    def copyfile(self, source, to):
        pause = float(open("pause").read())
        if not self.path.startswith("/lists/") or pause == 0:
            return super().copyfile(source, to)
        while (page := source.read(4096)):
            try:
                to.write(page)
                to.flush()
            except OSError:
                return
            time.sleep(pause)
handler = functools.partial(Slow, directory=sys.argv[1])
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
print(server.server_port, flush=True)
server.serve_forever()
EOF
# run SECONDS COMMAND...: on a terminal, Ctrl-C after so long (0: never); what it showed is
# in `seen`
cat >run.py <<'EOF'
import os, pty, select, signal, sys, time
after = float(sys.argv[1])
pid, fd = pty.fork()
if pid == 0:
    os.execv(sys.argv[2], sys.argv[2:])
seen, began, struck = b"", time.time(), False
while True:
    if select.select([fd], [], [], 0.1)[0]:
        try:
            block = os.read(fd, 65536)
        except OSError:
            break
        if not block:
            break
        seen += block
    if after and not struck and time.time() - began > after:
        os.write(fd, b"\x03") # as the key does it
        struck = True
open("seen", "wb").write(seen)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
EOF
echo 0 >pause
"$python" serve.py repo >port 2>/dev/null &
server=$!
i=0
while [ ! -s port ] && [ $i -lt 50 ]; do
	sleep 0.1
	i=$((i + 1))
done
from=http://127.0.0.1:$(cat port)
sync() { "$assay" sync "$from" --home home --as-of 2026-11-20 --lang en "$@"; }
answer() { # as the device gives it
	"$assay" list lookup "$1" 6901234567892 "$2" --home home --as-of 2026-11-20
}
"$assay" trust root repo/metadata/1.root.json --home home >/dev/null
ok 'the first update' sync
did_not 'a quick one draws no bar' '[#%]'
cp -r home before
# shellcheck disable=SC2086
"$assay" trust publish large.asl --repo repo --key maker $online >/dev/null

# 15 pages, 0.3 s each
echo 0.3 >pause
ok 'Ctrl-C ends it' not "$python" run.py 2 "$assay" sync "$from" --home home --as-of 2026-11-20 --lang en
tr '\r' '\n' <seen >lines
ok 'a bar was drawn on the terminal' grep -q '\[#* *\] [0-9]*%' lines
ok 'and taken away before the last words' grep -q '\[Kassay sync: ' lines
ok 'it says that it stopped' grep -q 'stopped' lines
ok 'and how the device answers' grep -q 'answers as before' lines
ok 'the last good set is in place' cmp home/trust/set before/trust/set
part=$(ls home/trust/lists/*.part 2>/dev/null)
ok 'what came is kept' test -s "$part"
ok 'and the old list answers' "$assay" list lookup small.asl 6901234567892 \
	"$(sed -n 2p serials.csv | cut -d, -f2)" --key maker.pub --as-of 2026-11-20
ok 'elsewhere, from where it was cut' sync
did_not 'no bar is drawn' '\[#'
ok 'and now it is new' not cmp -s home/trust/set before/trust/set

# a server that has stopped giving: the key is heeded while nothing comes
rm -rf home
cp -r before home
echo 60 >pause
began=$(date +%s)
ok 'Ctrl-C while nothing comes' not "$python" run.py 2 "$assay" sync "$from" --home home --as-of 2026-11-20 --lang en
ok 'ends it long before the server does' test $(($(date +%s) - began)) -lt 30
ok 'and the last good set is in place' cmp home/trust/set before/trust/set

# a line now and then where nobody watches: from the beginning
rm -rf home
cp -r before home
echo 0.5 >pause
ok 'from the beginning, elsewhere' sync
wrote 'a line now and then' '^assay sync: [0-9]*% done$'
rm -rf home
cp -r before home
# a shell's own background processes do not heed it, so Python starts this one
cat >interrupt.py <<'EOF'
import signal, subprocess, sys, time
signal.signal(signal.SIGINT, signal.SIG_DFL)
child = subprocess.Popen(sys.argv[1:])
time.sleep(2)
child.send_signal(signal.SIGINT)
sys.exit(child.wait())
EOF
ok 'interrupted elsewhere it ends too' not "$python" interrupt.py "$assay" sync "$from" --home home \
	--as-of 2026-11-20 --lang en
wrote 'and says so' stopped
ok 'and the last good set is in place' cmp home/trust/set before/trust/set
echo 0 >pause
ok 'then it is brought up to date' sync
echo "1..$n"
