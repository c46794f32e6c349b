# Counts the instructions of drawing one page with callgrind and compares them with the recorded
# number: an optimisation that is lost shows here on any machine, however busy.
#
#   cmake -DPROGRAM=… -DVALGRIND=… -DRECORDED=… -P costs.cmake
if(NOT VALGRIND)
    message("skipped: valgrind is not installed (script/deps test)")
    return()
endif()
execute_process(COMMAND ${VALGRIND} --tool=callgrind --callgrind-out-file=/dev/null ${PROGRAM} draw
    RESULT_VARIABLE failed ERROR_VARIABLE told)
if(failed OR NOT told MATCHES "Collected : ([0-9]+)")
    message(FATAL_ERROR "callgrind did not count:\n${told}")
endif()
set(count ${CMAKE_MATCH_1})
math(EXPR permille "${count} * 1000 / ${RECORDED}")
message("${count} instructions, ${permille} thousandths of the ${RECORDED} recorded")
if(permille GREATER 1050)
    message(FATAL_ERROR "drawing the page takes more than 5 % more instructions than recorded")
elseif(permille LESS 950)
    message(FATAL_ERROR "more than 5 % fewer instructions than recorded: write the new number into tests/station/extra.cmake")
endif()
