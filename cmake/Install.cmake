# What `cmake --install` and the packages contain: the public headers, one static library with everything that a service
# links, the generator, and the CMake package `coworks`. The programs add their own rules.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

# All rooms of ours that a target links, directly or not, and the libraries of others.
function(coworks_closure target rooms_var others_var)
  set(rooms ${${rooms_var}})
  set(others ${${others_var}})
  get_target_property(type ${target} TYPE)
  set(links "")
  foreach(property LINK_LIBRARIES INTERFACE_LINK_LIBRARIES)
    if(NOT (type STREQUAL "INTERFACE_LIBRARY" AND property STREQUAL "LINK_LIBRARIES"))
      get_target_property(found ${target} ${property})
      if(found)
        list(APPEND links ${found})
      endif()
    endif()
  endforeach()
  list(REMOVE_DUPLICATES links)
  foreach(link ${links})
    string(REGEX REPLACE "^\\$<LINK_ONLY:(.*)>$" "\\1" link "${link}")
    if(link MATCHES "^cws_")
      if(NOT link IN_LIST rooms)
        list(APPEND rooms ${link})
        coworks_closure(${link} rooms others)
      endif()
    elseif(NOT link STREQUAL "coworks_compiler" AND NOT link IN_LIST others)
      list(APPEND others ${link})
    endif()
  endforeach()
  set(${rooms_var} ${rooms} PARENT_SCOPE)
  set(${others_var} ${others} PARENT_SCOPE)
endfunction()

set(COWORKS_ARCHIVE_ROOMS cws_tech)
set(COWORKS_ARCHIVE_LINKS "")
coworks_closure(cws_tech COWORKS_ARCHIVE_ROOMS COWORKS_ARCHIVE_LINKS)
# Header-only libraries are inside our objects; users need neither them nor their packages.
list(FILTER COWORKS_ARCHIVE_LINKS EXCLUDE REGEX "Boost::headers|tl::expected")

set(objects "")
foreach(room ${COWORKS_ARCHIVE_ROOMS})
  get_target_property(type ${room} TYPE)
  if(type STREQUAL "STATIC_LIBRARY")
    list(APPEND objects $<TARGET_OBJECTS:${room}>)
  endif()
endforeach()
add_library(coworks_archive STATIC ${objects})
set_target_properties(coworks_archive PROPERTIES OUTPUT_NAME coworks LINKER_LANGUAGE CXX
  ARCHIVE_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/lib)

add_dependencies(programs coworks_archive)
# What `cws run` takes from this tree, and no more: the shortest way from a clone to the first answer.
add_custom_target(serving DEPENDS cws cws-entries coworks_archive)

install(TARGETS coworks_archive ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT development)
install(TARGETS cws-entries RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT development)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/coworks DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT development)

# The package twice: for an installed prefix, and for this build tree, from whose bin/ `cws` works as well.
set(COWORKS_CONFIG_DIR ${CMAKE_INSTALL_LIBDIR}/cmake/coworks)
configure_package_config_file(${PROJECT_SOURCE_DIR}/cmake/coworksConfig.cmake.in
  ${CMAKE_BINARY_DIR}/cmake/installed/coworksConfig.cmake INSTALL_DESTINATION ${COWORKS_CONFIG_DIR}
  PATH_VARS CMAKE_INSTALL_LIBDIR CMAKE_INSTALL_INCLUDEDIR CMAKE_INSTALL_BINDIR)
write_basic_package_version_file(${CMAKE_BINARY_DIR}/cmake/coworksConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_BINARY_DIR}/cmake/installed/coworksConfig.cmake ${CMAKE_BINARY_DIR}/cmake/coworksConfigVersion.cmake
  ${PROJECT_SOURCE_DIR}/cmake/CoworksService.cmake DESTINATION ${COWORKS_CONFIG_DIR}
  COMPONENT development)

set(PACKAGE_CMAKE_INSTALL_LIBDIR ${CMAKE_BINARY_DIR}/lib)
set(PACKAGE_CMAKE_INSTALL_INCLUDEDIR ${PROJECT_SOURCE_DIR}/include)
set(PACKAGE_CMAKE_INSTALL_BINDIR ${CMAKE_RUNTIME_OUTPUT_DIRECTORY})
set(PACKAGE_INIT "macro(check_required_components)\nendmacro()")
configure_file(${PROJECT_SOURCE_DIR}/cmake/coworksConfig.cmake.in ${CMAKE_BINARY_DIR}/cmake/coworksConfig.cmake @ONLY)
configure_file(${PROJECT_SOURCE_DIR}/cmake/CoworksService.cmake ${CMAKE_BINARY_DIR}/cmake/CoworksService.cmake COPYONLY)
