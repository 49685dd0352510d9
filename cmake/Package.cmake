# `cpack -G DEB` (`make package`) makes one package of all that `cmake --install` installs: the command and what a
# project's services are built with. The prefix is relocatable; nothing in it names the build or the source tree.

# Completion of the shells, where each of them looks for it without being told.
set(completions ${CMAKE_BINARY_DIR}/completions)
add_custom_command(OUTPUT ${completions}/cws ${completions}/_cws ${completions}/cws.fish
  COMMAND ${CMAKE_COMMAND} -E make_directory ${completions}
  COMMAND cws completion bash > ${completions}/cws
  COMMAND cws completion zsh > ${completions}/_cws
  COMMAND cws completion fish > ${completions}/cws.fish
  DEPENDS cws COMMENT "Writing the completions of the shells" VERBATIM)
add_custom_target(completions ALL DEPENDS ${completions}/cws ${completions}/_cws ${completions}/cws.fish)
add_dependencies(programs completions)
install(FILES ${completions}/cws DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions COMPONENT command)
install(FILES ${completions}/_cws DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions COMPONENT command)
install(FILES ${completions}/cws.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d COMPONENT command)

set(documentation ${CMAKE_INSTALL_DATADIR}/doc/coworks)
install(FILES README.md CHANGELOG.md DESTINATION ${documentation} COMPONENT command)
install(FILES LICENSE DESTINATION ${documentation} RENAME copyright COMPONENT command)
install(DIRECTORY docs samples DESTINATION ${documentation} COMPONENT command
  PATTERN .cws EXCLUDE PATTERN node_modules EXCLUDE PATTERN __pycache__ EXCLUDE)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME coworks)
set(CPACK_PACKAGE_VENDOR "The authors of CoWorks")
set(CPACK_PACKAGE_CONTACT "The authors of CoWorks <coworks@coworks.invalid>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY ${PROJECT_DESCRIPTION})
set(CPACK_PACKAGE_DESCRIPTION "Write a C++ class and it is a serverless microservice. `cws run` builds a project's
services and serves them on this machine behind the protocol of AWS Lambda;
the same programs run there.")
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION devel)
# What the programs load is found by dpkg-shlibdeps. The rest is what `cws` starts to build a service: compiler, CMake
# and Ninja, libclang (opened at run time, see src/entries/clang_api.cpp), and the libcrypto that services link.
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "g++ (>= 4:12), cmake (>= 3.25), ninja-build, \
libclang1-19 | libclang1-16 | libclang1-15 | libclang1-14, libssl-dev (>= 3)")
# `cws test`; `link:` with names of pkg-config; `cws run --debug`; time zones of schedules.
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "libgtest-dev, libgmock-dev, pkgconf | pkg-config, tzdata")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "gdb, awscli")
include(CPack)
