# Warnings, sanitizers and the linker, for every target of the project.
add_library(coworks_compiler INTERFACE)

target_compile_options(coworks_compiler INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Wold-style-cast -Wcast-align -Woverloaded-virtual
  -Wconversion -Wno-sign-conversion
  # A designated initialiser names what differs from the defaults; that is its purpose.
  -Wno-missing-field-initializers)
if(COWORKS_WERROR)
  target_compile_options(coworks_compiler INTERFACE -Werror)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # g++ 12 reports these inside its own library headers after inlining (GCC bugs 105329, 105651, 107852).
  target_compile_options(coworks_compiler INTERFACE -Wno-restrict -Wno-maybe-uninitialized -Wno-array-bounds
    -Wno-stringop-overflow -Wno-stringop-overread)
endif()
if(COWORKS_UNITY AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # Says that a header is no place for an unnamed namespace; the sources read together are no headers.
  target_compile_options(coworks_compiler INTERFACE -Wno-subobject-linkage)
endif()
if(COWORKS_SANITIZE)
  add_compile_options(-fsanitize=${COWORKS_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${COWORKS_SANITIZE})
endif()

find_program(COWORKS_LLD NAMES ld.lld-19 ld.lld)
if(COWORKS_LLD AND CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  add_link_options(--ld-path=${COWORKS_LLD})
endif()

find_program(COWORKS_CCACHE ccache)
if(COWORKS_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${COWORKS_CCACHE})
endif()
