# How every part is compiled. Third-party headers are found as system headers, so that
# warnings are errors for our own code alone.
add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor -Werror)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # GCC 12 warns of its own library's inlined strings and coroutine frames (bugs 105329, 105651).
  add_compile_options(-Wno-restrict -Wno-maybe-uninitialized)
endif()

# One binary for old and new processors: the baseline is x86-64-v2 (SSE4.2, for CRC32C); wider
# instructions are chosen at start, where they pay.
add_compile_options(-march=x86-64-v2)

find_program(CCACHE ccache)
if(CCACHE)
  # Paths count from the clone, so that a second one in another folder is built from what the first has compiled.
  set(launcher ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${PROJECT_SOURCE_DIR} CCACHE_NOHASHDIR=1 ${CCACHE})
  set(CMAKE_CXX_COMPILER_LAUNCHER ${launcher})
  set(CMAKE_C_COMPILER_LAUNCHER ${launcher})
endif()

set(VIGIE_SANITIZE "" CACHE STRING "Sanitizers to build with: address,undefined or thread")
if(VIGIE_SANITIZE)
  add_compile_options(-fsanitize=${VIGIE_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${VIGIE_SANITIZE})
endif()
