# files.mk - every file of the example home; written by samples/make-world.sh
KEYS_EXAMPLE_FILES = \
	keys-example/README.md \
	keys-example/authority/list.key \
	keys-example/authority/list.key.pub \
	keys-example/frostquill/list.key \
	keys-example/frostquill/list.key.pub \
	keys-example/inspector/lists/2d6b5485d8bfde84dd421f50186d9dd9.asl \
	keys-example/inspector/lists/68bdd91c76aa88a0fd55f91c7c6eb51c.asl \
	keys-example/inspector/lists/6ca157db52068bd98fb3dee17f3c8185.asl \
	keys-example/inspector/lists/a0a1fcdc2ca8f9aed91adde4ba4e82d2.asl \
	keys-example/inspector/lists/b4452cb2dae13075b5599391778a85fe.asl \
	keys-example/inspector/lists/baea55789cb0834027eb04b37f9dfab9.asl \
	keys-example/inspector/lists/bd24fa96368e432498850c32558a8735.asl \
	keys-example/inspector/lists/c06bfcbc8285cb2bb542f014189fda7e.asl \
	keys-example/inspector/lists/c0c6db7ab94c62a7266c2376a277cbfb.asl \
	keys-example/inspector/lists/fcf5bf1c619d5cc2daa2cd9de6ae51e3.asl \
	keys-example/inspector/pins.json \
	keys-example/inspector/state.json \
	keys-example/pebblewhisk/list.key \
	keys-example/pebblewhisk/list.key.pub \
	keys-example/verdantlark/list.key \
	keys-example/verdantlark/list.key.pub
