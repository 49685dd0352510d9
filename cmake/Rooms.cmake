# One line per room: coworks_room(DEPENDS base json …) in src/<path>/CMakeLists.txt makes the static library
# cws_<path with underscores> from the folder's *.cpp and, from its *_test.cpp, the test program <name>_test.
# Programs say coworks_program(NAME cws DEPENDS cli).

function(coworks_room_name out)
  file(RELATIVE_PATH path ${PROJECT_SOURCE_DIR}/src ${CMAKE_CURRENT_SOURCE_DIR})
  string(REPLACE "/" "_" name ${path})
  set(${out} ${name} PARENT_SCOPE)
endfunction()

# What every service links, where each kilobyte is shipped and loaded: sections that the linker can drop, and no clones of
# functions in each object file.
set(COWORKS_WORKER_ROOMS base json interface net lambda tech)
function(coworks_keep_small target)
  target_compile_options(${target} PRIVATE -ffunction-sections -fdata-sections
    $<$<CXX_COMPILER_ID:GNU>:-fno-ipa-sra;-fno-ipa-cp>)
endfunction()

# Under sanitizers most of a build is the optimiser, for code that the tests run once: that goes without. Here the recorded
# cases and the random ones are computed, by the million steps, and recursion is deep.
set(COWORKS_HOT_ROOMS base json jsonata jsonpath asl)

# What those rooms of the local cloud read most that live in the event loop, to be precompiled.
set(COWORKS_LOOP_HEADERS <boost/asio/io_context.hpp> <boost/asio/steady_timer.hpp> <boost/beast/http/message.hpp>
  <boost/beast/http/string_body.hpp> <coworks/json.hpp> <fmt/format.h> <functional> <map> <optional> <string> <vector>)

# Sources of one target are read eight at a time, which reads their headers once: what a file keeps to itself (in its
# unnamed namespace) therefore has a name of its own within the room. clang 19's build reads each file alone and so finds
# the includes that are missing.
function(coworks_together target)
  set_target_properties(${target} PROPERTIES UNITY_BUILD ${COWORKS_UNITY} UNITY_BUILD_BATCH_SIZE 8)
endfunction()

function(coworks_room)
  cmake_parse_arguments(ARG "" "" "DEPENDS;LIBRARIES;SUBFOLDERS;PRECOMPILE" ${ARGN})
  coworks_room_name(name)
  set(patterns *.cpp)
  foreach(folder ${ARG_SUBFOLDERS})
    list(APPEND patterns ${folder}/*.cpp)
  endforeach()
  file(GLOB sources CONFIGURE_DEPENDS RELATIVE ${CMAKE_CURRENT_SOURCE_DIR} ${patterns})
  set(tests ${sources})
  list(FILTER sources EXCLUDE REGEX "(_test|_fuzz|main)\\.cpp$")
  list(FILTER tests INCLUDE REGEX "_test\\.cpp$")

  list(TRANSFORM ARG_DEPENDS PREPEND cws_)
  if(sources)
    add_library(cws_${name} STATIC ${sources})
    target_include_directories(cws_${name} PUBLIC ${PROJECT_SOURCE_DIR}/include ${PROJECT_SOURCE_DIR}/src)
    target_link_libraries(cws_${name} PRIVATE coworks_compiler PUBLIC ${ARG_DEPENDS} ${ARG_LIBRARIES})
    # Headers of others that most of the room's sources read, and that take longer to read than these.
    target_precompile_headers(cws_${name} PRIVATE ${ARG_PRECOMPILE})
    coworks_together(cws_${name})
    if(name IN_LIST COWORKS_WORKER_ROOMS)
      coworks_keep_small(cws_${name})
    endif()
    if(COWORKS_SANITIZE AND name IN_LIST COWORKS_HOT_ROOMS)
      target_compile_options(cws_${name} PRIVATE -O1)
    endif()
  else()
    add_library(cws_${name} INTERFACE)
    target_include_directories(cws_${name} INTERFACE ${PROJECT_SOURCE_DIR}/include ${PROJECT_SOURCE_DIR}/src)
    target_link_libraries(cws_${name} INTERFACE ${ARG_DEPENDS} ${ARG_LIBRARIES})
  endif()
  if(tests)
    coworks_test(${name}_test SOURCES ${tests} DEPENDS cws_${name})
  endif()
  coworks_fuzzers(cws_${name})
endfunction()

# GoogleTest's headers, precompiled once for all tests; by a program, because libraries are compiled otherwise (-fPIC).
if(COWORKS_TESTS)
  add_custom_target(unit)
  file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/test_headers.cpp CONTENT "int main() {}\n")
  add_executable(coworks_test_headers ${CMAKE_BINARY_DIR}/test_headers.cpp)
  target_link_libraries(coworks_test_headers PRIVATE coworks_compiler GTest::gtest GTest::gmock)
  # What a test itself does need not be fast, and there is much of it; what it tests is optimised as ever.
  set(COWORKS_TEST_OPTIONS $<$<CONFIG:Release>:-O0>)
  target_compile_options(coworks_test_headers PRIVATE ${COWORKS_TEST_OPTIONS})
  target_precompile_headers(coworks_test_headers PRIVATE <gmock/gmock.h> <gtest/gtest.h> <functional> <map> <memory>
    <optional> <string> <variant> <vector>)
  set_target_properties(coworks_test_headers PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
endif()

# A GoogleTest program, run by ctest as one test. The target `unit` builds those that link no SERVICES of generated code;
# `make unit` runs them.
function(coworks_test target)
  if(NOT COWORKS_TESTS)
    return()
  endif()
  cmake_parse_arguments(ARG "SERVICES" "" "SOURCES;DEPENDS" ${ARGN})
  add_executable(${target} ${ARG_SOURCES})
  target_link_libraries(${target} PRIVATE coworks_compiler ${ARG_DEPENDS} GTest::gtest GTest::gmock GTest::gtest_main)
  target_precompile_headers(${target} REUSE_FROM coworks_test_headers)
  # GoogleTest's macros are an if and an else.
  target_compile_options(${target} PRIVATE -Wno-dangling-else ${COWORKS_TEST_OPTIONS})
  set_target_properties(${target} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
  target_compile_definitions(${target} PRIVATE COWORKS_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  add_test(NAME ${target} COMMAND ${target} WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
  set(labels unit)
  if(ARG_SERVICES)
    list(APPEND labels services)
  else()
    add_dependencies(unit ${target})
  endif()
  set_tests_properties(${target} PROPERTIES LABELS "${labels}" TIMEOUT 300)
endfunction()

# Each <name>_fuzz.cpp of the folder is a libFuzzer target.
function(coworks_fuzzers library)
  if(NOT COWORKS_FUZZ)
    return()
  endif()
  file(GLOB fuzzers CONFIGURE_DEPENDS *_fuzz.cpp)
  foreach(source ${fuzzers})
    get_filename_component(stem ${source} NAME_WE)
    add_executable(${stem} ${source})
    target_link_libraries(${stem} PRIVATE coworks_compiler ${library})
    target_link_options(${stem} PRIVATE -fsanitize=fuzzer)
    set_target_properties(${stem} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/fuzz)
  endforeach()
endfunction()

# A program: the folder's main.cpp. The target `programs` builds them all, without tests and benchmarks.
add_custom_target(programs)
function(coworks_program target)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPENDS" ${ARGN})
  if(NOT ARG_SOURCES)
    set(ARG_SOURCES main.cpp)
  endif()
  list(TRANSFORM ARG_DEPENDS PREPEND cws_)
  add_executable(${target} ${ARG_SOURCES})
  target_link_libraries(${target} PRIVATE coworks_compiler ${ARG_DEPENDS})
  coworks_together(${target})
  add_dependencies(programs ${target})
endfunction()
