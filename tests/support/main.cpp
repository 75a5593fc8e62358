// SPDX-License-Identifier: Apache-2.0
// Runs the tests of one program.
#if defined(__SANITIZE_ADDRESS__)
// Fontconfig keeps what it has read until the process ends, where no sanitizer can see it.
extern "C" const char* __lsan_default_suppressions() { return "leak:libfontconfig\n"; }
#endif

#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_session.hpp>
int main(int argc, char** argv) { return Catch::Session().run(argc, argv); }
#else
#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>
#endif
