# Real data, where it lies beside the project: VIGIE_SHARED names the folder that holds data/. Sourced by
# ./test and the gate. A test that wants the data skips without it, and fails in CI.
if [ -z "${VIGIE_SHARED:-}" ] && [ -d ../shared/data ]; then
  VIGIE_SHARED=$(cd ../shared && pwd)
  export VIGIE_SHARED
fi
[ -n "${VIGIE_SHARED:-}" ] || echo "No ../shared/data here: tests that want its data will skip, saying so."
