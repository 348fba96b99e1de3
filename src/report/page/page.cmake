# The page of `--report`: bundled by Node.js with packages of npm, which are fetched once into a
# folder that all presets share. Without Node.js the program is built without the page and says so.
# Sets HOTLINE_PAGE_SOURCE, and HOTLINE_HAS_PAGE for the tests.
option(HOTLINE_PAGE "Build the page of --report, which needs Node.js 18 or newer and npm" ON)
set(HOTLINE_PAGE_FOLDER "${CMAKE_BINARY_DIR}/page" CACHE PATH
    "Where the npm packages of the page are kept")
find_program(HOTLINE_NODE node)
find_program(HOTLINE_NPM npm)
mark_as_advanced(HOTLINE_NODE HOTLINE_NPM)

set(HOTLINE_PAGE_SOURCE ${CMAKE_CURRENT_BINARY_DIR}/page_bytes.cpp)
set(HOTLINE_HAS_PAGE OFF)
if(NOT HOTLINE_PAGE)
  set(HOTLINE_WHY_NO_PAGE "it was configured with HOTLINE_PAGE=OFF")
elseif(NOT HOTLINE_NODE OR NOT HOTLINE_NPM)
  set(HOTLINE_WHY_NO_PAGE "Node.js and npm were not there when it was built")
  message(STATUS "Without the report page: ${HOTLINE_WHY_NO_PAGE}")
else()
  set(HOTLINE_HAS_PAGE ON)
endif()

if(HOTLINE_HAS_PAGE)
  file(GLOB HOTLINE_PAGE_PARTS CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/*
       ${CMAKE_CURRENT_LIST_DIR}/sections/* ${CMAKE_CURRENT_LIST_DIR}/styles/*
       ${CMAKE_CURRENT_LIST_DIR}/texts/*)
  list(FILTER HOTLINE_PAGE_PARTS EXCLUDE REGEX "/(page.cmake|sections|styles|texts)$")
  # The tests' own packages come along if there are tests.
  add_custom_command(
    OUTPUT ${HOTLINE_PAGE_SOURCE}
    COMMAND ${HOTLINE_NODE} ${CMAKE_CURRENT_LIST_DIR}/build.mjs ${HOTLINE_PAGE_FOLDER}
            ${HOTLINE_PAGE_SOURCE} $<$<BOOL:${HOTLINE_BUILD_TESTS}>:--tools>
    DEPENDS ${HOTLINE_PAGE_PARTS}
    COMMENT "Bundling the report page; the first time its packages are fetched"
    VERBATIM COMMAND_EXPAND_LISTS)
  # One literal of 800 kB is more than a compiler has to take, and both take it.
  set_source_files_properties(${HOTLINE_PAGE_SOURCE} PROPERTIES
                              COMPILE_OPTIONS -Wno-overlength-strings)
else()
  configure_file(${CMAKE_CURRENT_LIST_DIR}/../page_bytes.cpp.in ${HOTLINE_PAGE_SOURCE} @ONLY)
endif()
