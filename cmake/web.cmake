# The web UI inside the binary: library vigie_web_assets with header web_assets.h. web/build.sh
# makes web/dist, web/pack.mjs turns it into an assembly file of .incbin and a table. With
# VIGIE_WEB=OFF nothing of Node is needed and the table is empty.
set(web_dir ${PROJECT_SOURCE_DIR}/web)
set(web_header ${web_dir}/embed/web_assets.h)

if(VIGIE_WEB)
  set(web_out ${PROJECT_BINARY_DIR}/web)
  file(GLOB_RECURSE web_sources CONFIGURE_DEPENDS ${web_dir}/src/* ${web_dir}/public/*)
  list(FILTER web_sources EXCLUDE REGEX "\\.test\\.ts$")
  foreach(name build.sh pack.mjs index.html package.json package-lock.json vite.config.ts svelte.config.js tsconfig.json)
    list(APPEND web_sources ${web_dir}/${name})
  endforeach()
  # The assembly names each file's hash in a comment: no compiler cache can miss a change.
  add_custom_command(
    OUTPUT ${web_out}/web_assets.cc ${web_out}/web_assets.S
    COMMAND sh ${web_dir}/build.sh ${web_out}
    DEPENDS ${web_sources}
    COMMENT "Building the web UI"
    VERBATIM)
  add_library(vigie_web_assets STATIC ${web_out}/web_assets.cc ${web_out}/web_assets.S ${web_header})
else()
  add_library(vigie_web_assets STATIC ${web_dir}/embed/no_web_assets.cc ${web_header})
endif()
target_include_directories(vigie_web_assets PUBLIC ${web_dir}/embed)
