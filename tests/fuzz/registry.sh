#!/bin/sh
# registry.sh - the fuzz harness of the registry over its corpus (TAP)
exec ./fuzz-registry "${srcdir:-.}/tests/fuzz/corpus/registry"
