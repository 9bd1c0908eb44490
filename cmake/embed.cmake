# vigie_embed(TARGET SYMBOL FILE): builds the bytes of FILE into TARGET, as
# `std::string_view vigie::embedded::SYMBOL()`; declare it where it is used.
function(vigie_embed target symbol file)
  get_filename_component(path ${file} ABSOLUTE)
  set(source ${CMAKE_CURRENT_BINARY_DIR}/embedded_${symbol}.cc)
  file(CONFIGURE OUTPUT ${source} @ONLY CONTENT [[
#include <string_view>

asm(".pushsection .rodata\n.balign 16\n.global vigie_@symbol@_begin\nvigie_@symbol@_begin:\n"
    ".incbin \"@path@\"\n.global vigie_@symbol@_end\nvigie_@symbol@_end:\n.byte 0\n.popsection\n");
extern "C" const char vigie_@symbol@_begin[];
extern "C" const char vigie_@symbol@_end[];

namespace vigie::embedded {
std::string_view @symbol@();
std::string_view @symbol@() {
  return {vigie_@symbol@_begin, static_cast<std::size_t>(vigie_@symbol@_end - vigie_@symbol@_begin)};
}
}  // namespace vigie::embedded
]])
  set_source_files_properties(${source} PROPERTIES OBJECT_DEPENDS ${path})
  target_sources(${target} PRIVATE ${source})
endfunction()
