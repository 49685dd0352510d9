# Installs the package, builds a project with it, and builds again after an included header has changed.
#   cmake -DBUILD=<build folder> -DSOURCE=<this folder> -P package.cmake
set(root "${BUILD}/tests/package test")
file(REMOVE_RECURSE "${root}")
file(COPY "${SOURCE}/package/" DESTINATION "${root}/project")

function(run)
  execute_process(COMMAND ${ARGV} OUTPUT_VARIABLE output ERROR_VARIABLE output RESULT_VARIABLE code)
  if(code)
    message(FATAL_ERROR "${ARGV} ended with ${code}:\n${output}")
  endif()
  set(output "${output}" PARENT_SCOPE)
endfunction()

function(expect_default value)
  run("${root}/build/shop" --describe)
  if(NOT output MATCHES "\"default\": \"${value}\"")
    message(FATAL_ERROR "the default is not \"${value}\":\n${output}")
  endif()
endfunction()

run(${CMAKE_COMMAND} --install "${BUILD}" --prefix "${root}/prefix" --component development)
run(${CMAKE_COMMAND} -G Ninja -S "${root}/project" -B "${root}/build" "-DCMAKE_PREFIX_PATH=${root}/prefix")
run(${CMAKE_COMMAND} --build "${root}/build")
expect_default(first)

file(WRITE "${root}/project/source dir/name.hpp" "#pragma once\n\ninline constexpr char const* kName = \"second\";\n")
run(${CMAKE_COMMAND} --build "${root}/build")
expect_default(second)

run(${CMAKE_COMMAND} --build "${root}/build")
if(NOT output MATCHES "no work to do")
  message(FATAL_ERROR "a build in which nothing changed does something:\n${output}")
endif()
