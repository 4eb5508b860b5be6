#!/bin/sh
# tool.sh - the fuzz harness of the command's side files over its corpus (TAP)
exec ./fuzz-side "${srcdir:-.}/tests/fuzz/corpus/side"
