# SPDX-License-Identifier: Apache-2.0
# What every target of ours has in common, and how a folder becomes one.

add_library(house INTERFACE)
target_include_directories(house INTERFACE ${CMAKE_SOURCE_DIR}/include ${CMAKE_SOURCE_DIR}/src)
# no fused multiply-add: the same text has the same score on every machine
target_compile_options(house INTERFACE -ffp-contract=off -Wall -Wextra -Wpedantic -Wshadow -Wconversion
  $<$<BOOL:${NARROWCAST_WERROR}>:-Werror>
  # g++ falsely reports these when it has inlined strings, variants and optionals at -O2
  $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized -Wno-restrict -Wno-stringop-overflow -Wno-stringop-overread
    -Wno-array-bounds>)
if(NARROWCAST_SANITIZE)
  # without the checks of every pointer that is followed: they double the time to compile, and what
  # they find the address sanitizer or the machine finds, too
  target_compile_options(house INTERFACE -fsanitize=${NARROWCAST_SANITIZE}
    -fno-sanitize=vptr,null,alignment,object-size -fno-omit-frame-pointer)
  target_link_options(house INTERFACE -fsanitize=${NARROWCAST_SANITIZE})
endif()
if(NARROWCAST_FUZZ)
  if(NOT CMAKE_CXX_COMPILER_ID STREQUAL Clang)
    message(FATAL_ERROR "NARROWCAST_FUZZ needs clang: add -DCMAKE_CXX_COMPILER=clang++")
  endif()
  set(fuzz_checks -fsanitize=address,undefined -fno-sanitize-recover=undefined)
  target_compile_options(house INTERFACE ${fuzz_checks} -fsanitize=fuzzer-no-link -g1
    -D__cpp_concepts=202002L -Wno-macro-redefined)  # lets clang use g++ 12's <expected>
  target_link_options(house INTERFACE ${fuzz_checks})
endif()
target_link_libraries(house INTERFACE Threads::Threads)

# What nearly every source includes, compiled once. Not in the dev preset, which so keeps every
# source's own includes complete. Only headers of the system: ccache may hand a header compiled in one
# checkout to another, where `#pragma once` does not know our own files again.
option(NARROWCAST_PCH "precompiled headers" OFF)
if(NARROWCAST_PCH)
  file(WRITE ${CMAKE_BINARY_DIR}/pch.cpp "")
  add_library(house_pch STATIC ${CMAKE_BINARY_DIR}/pch.cpp)
  target_link_libraries(house_pch PRIVATE house)
  target_compile_options(house INTERFACE $<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>)
  target_compile_definitions(house INTERFACE _REENTRANT)  # SDL's flags define it, and all must agree
  target_precompile_headers(house_pch PRIVATE <algorithm> <chrono> <expected> <filesystem> <fstream>
    <functional> <map> <memory> <optional> <regex> <set> <string> <thread> <variant> <vector>)
endif()

# house_library(fetch SOURCES fetcher.cpp LINKS base PRIVATE_LINKS CURL::libcurl): the folder's one
# library. The links are the architecture.
function(house_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINKS;PRIVATE_LINKS" ${ARGN})
  add_library(${name} STATIC ${ARG_SOURCES})
  target_link_libraries(${name} PUBLIC house ${ARG_LINKS} PRIVATE ${ARG_PRIVATE_LINKS})
  if(NARROWCAST_PCH)
    target_precompile_headers(${name} REUSE_FROM house_pch)
  endif()
endfunction()

# house_tests(fetch SOURCES fetcher_test.cpp LINKS fetch): one program, every case a ctest case.
function(house_tests name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINKS" ${ARGN})
  add_executable(${name}_tests ${ARG_SOURCES})
  target_link_libraries(${name}_tests PRIVATE test_support ${ARG_LINKS})
  if(NARROWCAST_PCH)
    target_precompile_headers(${name}_tests REUSE_FROM test_support)
  endif()
  catch_discover_tests(${name}_tests TEST_PREFIX "${name}: " DISCOVERY_MODE PRE_TEST
    WORKING_DIRECTORY ${CMAKE_SOURCE_DIR} PROPERTIES TIMEOUT 300)
endfunction()
