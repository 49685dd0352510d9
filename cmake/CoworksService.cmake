# coworks_tech_microservice(NAME HEADER h [SERVICE name] [SOURCES …] [LINK …] [DYNAMIC])
#
# Makes of the class in a header:
#   NAME           the program: started by Lambda or by `cws run` it serves, started by hand it explains itself
#   NAME_service   the class with its binding but without a main, for unit tests with coworks::TestClient
#
# HEADER   the header with the class, read by cws-entries; its folder is an include folder of both
# SERVICE  the service's name; the default is NAME
# SOURCES  the class's own sources
# LINK     what these need: targets, or anything that target_link_libraries takes
# DYNAMIC  links the program to shared libraries. Without it the program is fully static, as far as the build can
#          (COWORKS_STATIC), because then it runs on every Linux and starts in half the time.
#
# The generator runs again when the header or anything that it includes has changed.

include_guard(GLOBAL)

option(COWORKS_STATIC "Link services fully static" ON)
if(NOT TARGET coworks::tech AND TARGET cws_tech)
  # The build tree: services see the public headers alone, and link everything behind them.
  add_library(coworks_tech INTERFACE)
  target_include_directories(coworks_tech INTERFACE ${PROJECT_SOURCE_DIR}/include)
  target_link_libraries(coworks_tech INTERFACE $<LINK_ONLY:cws_tech>)
  add_library(coworks::tech ALIAS coworks_tech)
  add_executable(coworks::entries ALIAS cws-entries)
endif()

function(coworks_tech_microservice name)
  cmake_parse_arguments(PARSE_ARGV 1 ARG "DYNAMIC" "HEADER;SERVICE" "SOURCES;LINK")
  if(ARG_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "coworks_tech_microservice(${name}): unknown argument ${ARG_UNPARSED_ARGUMENTS}")
  elseif(NOT ARG_HEADER)
    message(FATAL_ERROR "coworks_tech_microservice(${name}): HEADER is missing, the header with the service's class")
  endif()
  if(NOT ARG_SERVICE)
    set(ARG_SERVICE ${name})
  endif()
  cmake_path(ABSOLUTE_PATH ARG_HEADER BASE_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR} NORMALIZE OUTPUT_VARIABLE header)
  if(NOT EXISTS ${header})
    message(FATAL_ERROR "coworks_tech_microservice(${name}): there is no header ${header}")
  endif()
  cmake_path(GET header PARENT_PATH header_folder)
  set(folder ${CMAKE_CURRENT_BINARY_DIR}/${name}.entries)
  set(library ${name}_service)

  add_library(${library} STATIC ${folder}/binding.cpp ${ARG_SOURCES})
  target_compile_features(${library} PUBLIC cxx_std_20)
  target_include_directories(${library} PUBLIC ${header_folder})
  target_link_libraries(${library} PUBLIC coworks::tech ${ARG_LINK})
  # Defaults and structures may be private; only the binding has a reason to look at them.
  set_source_files_properties(${folder}/binding.cpp PROPERTIES COMPILE_OPTIONS -fno-access-control)

  add_executable(${name} ${folder}/main.cpp)
  target_link_libraries(${name} PRIVATE ${library})
  target_link_options(${name} PRIVATE -Wl,--gc-sections)
  if(COWORKS_STATIC AND NOT ARG_DYNAMIC AND NOT COWORKS_SANITIZE)
    set_target_properties(${name} PROPERTIES COWORKS_STATIC ON)
    target_link_options(${name} PRIVATE -static -Wl,--gc-sections)
  endif()

  # What the compiler is told, as far as the generator needs it.
  set(includes $<TARGET_PROPERTY:${library},INCLUDE_DIRECTORIES>)
  set(definitions $<TARGET_PROPERTY:${library},COMPILE_DEFINITIONS>)
  set(standard 20)
  if(CMAKE_CXX_STANDARD GREATER 20)
    set(standard ${CMAKE_CXX_STANDARD})
  endif()
  add_custom_command(
    OUTPUT ${folder}/binding.cpp ${folder}/main.cpp ${folder}/interface.json
    COMMAND coworks::entries ${header} --out ${folder} --service ${ARG_SERVICE} --depfile ${folder}/entries.d
            --compiler ${CMAKE_CXX_COMPILER} -- -std=c++${standard}
            "$<$<BOOL:${includes}>:-I$<JOIN:${includes},;-I>>" "$<$<BOOL:${definitions}>:-D$<JOIN:${definitions},;-D>>"
            $<TARGET_PROPERTY:${library},COMPILE_OPTIONS>
    DEPENDS ${header} coworks::entries
    DEPFILE ${folder}/entries.d
    COMMENT "Reading the entries of ${ARG_SERVICE}"
    COMMAND_EXPAND_LISTS VERBATIM)
endfunction()
