# Tests of the room `report` that need more than the program: the page in Node.js and a browser, the
# workbook in LibreOffice. Each is skipped with a plain message if what it needs is missing; the
# sanitizers have nothing to say about them.
if(HOTLINE_SANITIZE)
  return()
endif()

function(hotline_page_test name kind)
  add_test(NAME "report:${name}"
           COMMAND ${HOTLINE_NODE} ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/page/run.mjs ${kind}
                   ${HOTLINE_PAGE_FOLDER} $<TARGET_FILE:hotline_program>)
  set_tests_properties("report:${name}" PROPERTIES SKIP_RETURN_CODE 77 ${ARGN})
endfunction()

if(HOTLINE_HAS_PAGE)
  hotline_page_test("the page is typed" types)
  hotline_page_test("the sources of the page are formatted" formatting)
  hotline_page_test("the page formats and reads as it should" units)
  # Time is measured in it.
  hotline_page_test("the page in a browser" browser RUN_SERIAL ON TIMEOUT 300)
else()
  message(STATUS "Without the tests of the report page: ${HOTLINE_WHY_NO_PAGE}")
endif()

add_test(NAME "report:the workbook in LibreOffice"
         COMMAND ${CMAKE_CURRENT_LIST_DIR}/workbook_test.sh $<TARGET_FILE:hotline_program>
                 ${PROJECT_SOURCE_DIR})
set_tests_properties("report:the workbook in LibreOffice"
                     PROPERTIES SKIP_RETURN_CODE 77 TIMEOUT 300)
