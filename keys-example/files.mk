# files.mk - every file of the example home; written by samples/make-world.sh
KEYS_EXAMPLE_FILES = \
	keys-example/README.md \
	keys-example/authority/list.key \
	keys-example/authority/list.key.pub \
	keys-example/frostquill/list.key \
	keys-example/frostquill/list.key.pub \
	keys-example/inspector/lists/1f6b340c31a1810918ffb05f766587be.asl \
	keys-example/inspector/lists/2e32c1746b88f25ed92a59b19d1c93d3.asl \
	keys-example/inspector/lists/2fe7616d173ab6477d3b4c98820cc77a.asl \
	keys-example/inspector/lists/4f5059ae9a9ed30bbb736eb8d8e2ce75.asl \
	keys-example/inspector/lists/a226e0fa7eb32c771175bbbbdaff42fe.asl \
	keys-example/inspector/lists/b8d8651fa03577005c06a60c792fc9b8.asl \
	keys-example/inspector/lists/ba528e5b87c7f6a1926be4ac0ec11ee1.asl \
	keys-example/inspector/lists/c1f701a8822429033c40c687e481d74b.asl \
	keys-example/inspector/lists/ca1735d06c1c6b2f2f321a45b0c3320e.asl \
	keys-example/inspector/lists/e34558c8c9f6dc2f19ca23f5ce20bc65.asl \
	keys-example/inspector/pins.json \
	keys-example/inspector/state.json \
	keys-example/pebblewhisk/list.key \
	keys-example/pebblewhisk/list.key.pub \
	keys-example/verdantlark/list.key \
	keys-example/verdantlark/list.key.pub
