#!/bin/sh
# plugin-outside.sh - a plugin and an embedder built against the installed tree (TAP)
#
# Installs into a folder of its own, copies doc/examples beside it (into one with a
# space in its name; libtool cannot install into such), builds with pkg-config alone,
# and tries what must be refused.
n=0 failed=0
ok() { # ok STATUS NAME [FILE shown on failure]
	n=$((n + 1))
	if [ "$1" -eq 0 ]; then
		echo "ok $n - $2"
	else
		echo "not ok $n - $2"
		[ -z "$3" ] || sed 's/^/# /' "$3"
		failed=1
	fi
}
has() { # has FILE TEXT NAME
	grep -qF -e "$2" "$1"
	ok $? "$3" "$1"
}

srcdir=${srcdir:-.}
work=$(mktemp -d "${TMPDIR:-/tmp}/assay-outside.XXXXXX") || exit 1
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
unset MAKEFLAGS MFLAGS MAKELEVEL
make=${MAKE:-make} cc=${CC:-cc}
sanitize=
grep -q '^#define SANITIZED 1' config.h && sanitize=-fsanitize=address,undefined
# leaks are looked for elsewhere: the compiler's own make runs in here too
ASAN_OPTIONS=detect_leaks=0 && export ASAN_OPTIONS

$make -s install DESTDIR="$work/root" >"$work/log" 2>&1
ok $? "make install" "$work/log"
pc=$(find "$work/root" -name assay.pc)
libdir=${pc%/pkgconfig/assay.pc}
prefix=${libdir%/*}
assay=$prefix/bin/assay
LD_LIBRARY_PATH=$libdir${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH} && export LD_LIBRARY_PATH
[ -f "$pc" ] && [ -x "$assay" ]
ok $? "the installed tree has assay.pc and the command"
[ -z "$(find "$libdir/assay" -name '*.la')" ] && [ -f "$libdir/assay/toys.so" ]
ok $? "and plugins without .la files"

# assay.pc knows the final prefix; tell pkg-config where it lies for now
cat >"$work/pkg-config" <<END
#!/bin/sh
PKG_CONFIG_PATH='${pc%/*}' exec pkg-config --define-variable=prefix='$prefix' "\$@"
END
chmod +x "$work/pkg-config"

# ---- the example, copied and built as its Makefile says ----

cp -R "$srcdir/doc/examples" "$work/the examples" && chmod -R u+w "$work/the examples"
plugin="$work/the examples/plugin"
if ! [ -f "$plugin/example.c" ]; then # make below must not run in the build folder
	echo "Bail out! doc/examples cannot be copied"
	exit 1
fi
run() { # run MAKE-TARGET
	(cd "$plugin" && $make -s -f "$plugin/Makefile" "$1" CC="$cc" PKG_CONFIG="'$work/pkg-config'" \
		ASSAY="'$assay'" CFLAGS="-Wall -Wextra -Wconversion -Wshadow -Werror") \
		>"$work/log" 2>&1
}
run all
ok $? "the example plugin builds against the installed headers" "$work/log"
if nm -D "$plugin/example.so" >"$work/nm" 2>/dev/null; then
	! grep -q ' U assay' "$work/nm"
	ok $? "and links no symbol of the library" "$work/nm"
else
	n=$((n + 1))
	echo "ok $n - and links no symbol of the library # SKIP no nm"
fi
"$assay" plugins --plugins "$plugin" >"$work/out" 2>"$work/err"
ok $? "the installed command takes its folder" "$work/err"
has "$work/out" example "and lists it"
[ ! -s "$work/err" ]
ok $? "without a complaint" "$work/err"
"$assay" rules --plugins "$plugin" >"$work/out" 2>&1
has "$work/out" EXAMPLE-PERMIT-YEAR "its rules are known"
run check
ok $? "every row of its table holds" "$work/log"

# ---- the smallest one, out of the manual ----

mkdir "$work/small"
sed -n '/^\.\\" FILE small\.c/,/^\.\\" END/p' "$srcdir/doc/assay-plugin.3" \
	| sed '/^\.\\"/d; s/^\\&//; s/\\e/\\/g' >"$work/small/small.c"
(cd "$work/small" && $cc -std=c11 -Wall -Wextra -Wconversion -Werror -I"$prefix/include" \
	-fPIC -shared -o small.so small.c) >"$work/log" 2>&1
ok $? "the manual's plugin builds" "$work/log"
printf 'rule\tinput\texpected\nSMALL-LUHN\t18\tvalid\nSMALL-LUHN\t17\tinvalid\n' >"$work/small.tsv"
"$assay" vectors --plugins "$work/small" "$work/small.tsv" >"$work/log" 2>&1
ok $? "and judges" "$work/log"

# ---- the embedder of the manual ----

sed -n '/^\.\\" FILE judge\.c/,/^\.\\" END/p' "$srcdir/doc/assay.3" \
	| sed '/^\.\\"/d; s/^\\&//; s/\\e/\\/g' >"$work/judge.c"
# shellcheck disable=SC2046 # flags are words
$cc -std=c11 -Wall -Wextra -Wconversion -Werror $sanitize "$work/judge.c" \
	$("$work/pkg-config" --cflags --libs assay) -o "$work/judge" >"$work/log" 2>&1
ok $? "the program of assay(3) builds" "$work/log"
home=$(cd "$srcdir/keys-example/inspector" && pwd)
"$work/judge" "$libdir/assay" "$home" "$srcdir/samples/photos/appliance-01.jpg" \
	>"$work/out" 2>"$work/log"
ok $? "and judges a photo" "$work/log"
has "$work/out" '"schema":"assay.result/1"' "as JSON"

# ---- what must be refused, and why ----

variant() { # variant FOLDER FILE SED-SCRIPT: a changed example as FOLDER/FILE.so
	mkdir -p "$work/$1"
	sed "$3" "$plugin/example.c" >"$work/$1/$2.c"
	(cd "$work/$1" && $cc -std=c11 -I"$prefix/include" -fPIC -shared -o "$2.so" "$2.c") \
		>"$work/log" 2>&1 || ok 1 "$1 builds" "$work/log"
}
refused() { # refused FOLDER REASON NAME
	"$assay" plugins --plugins "$work/$1" >"$work/out" 2>"$work/err"
	has "$work/err" "$2" "refused, with the reason: $3"
}
variant abi example 's/\.abi = ASSAY_PLUGIN_ABI/& + 1/'
refused abi 'built for interface 2' "another interface"
! grep -q example "$work/out"
ok $? "and it is not listed" "$work/out"
variant symbol other 's/^$//'
refused symbol 'no symbol other_LTX_assay_plugin' "no descriptor of the file's name"
variant name example 's/\.name = "example"/.name = "other"/'
refused name 'differs from its file' "a name that is not the file's"
variant twice example 's/EXAMPLE-PERMIT-YEAR/EXAMPLE-PERMIT-CHECK/'
refused twice 'repeats a rule of its own' "a rule twice in one plugin"
variant twins example 's/^$//'
variant twins twin 's/ASSAY_PLUGIN(example)/ASSAY_PLUGIN(twin)/; s/\.name = "example"/.name = "twin"/'
refused twins 'repeats a rule of another plugin' "a rule of another plugin"
has "$work/out" example "and the other plugin stays"
mkdir "$work/text"
echo 'not a module' >"$work/text/text.so"
refused text 'text refused: it does not load' "a file that is no module"

# ---- an embedder, with assay.h alone ----

(cd "$work/the examples" && $cc -std=c11 -Wall -Wextra -Wconversion -Werror $sanitize embed.c -o embed \
	-I"$prefix/include" -L"$libdir" -lassay) >"$work/log" 2>&1
ok $? "embed.c builds against the installed library" "$work/log"
echo 'no photo' >"$work/no photo.jpg"
"$work/the examples/embed" "$libdir/assay" - "$work/no photo.jpg" >"$work/out" 2>"$work/err"
ok $? "it judges a file that is no photo" "$work/err"
has "$work/out" UNREADABLE "and says so"
"$work/the examples/embed" "$work/nowhere" - "$work/no photo.jpg" >"$work/out" 2>"$work/err"
[ $? -eq 2 ] && [ -s "$work/err" ]
ok $? "a plugin folder that is not there is an error with a reason" "$work/err"
for photo in "$srcdir"/samples/photos/*.jpg; do
	[ -f "$photo" ] || continue
	"$work/the examples/embed" "$libdir/assay" - "$photo" >"$work/out" 2>"$work/err"
	ok $? "it judges a photo of the samples" "$work/err"
	has "$work/out" 'code ]' "and shows its codes"
	break
done

$make -s uninstall DESTDIR="$work/root" >"$work/log" 2>&1
ok $? "make uninstall" "$work/log"
find "$work/root" -type f >"$work/left"
[ ! -s "$work/left" ]
ok $? "leaves no file behind" "$work/left"
echo "1..$n"
exit $failed
