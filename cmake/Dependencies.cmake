# Libraries of Debian 12, one line each. tools/setup.sh installs what is missing here.
find_package(Threads REQUIRED)
find_path(COWORKS_FMT_INCLUDE fmt/format.h REQUIRED)
find_path(COWORKS_EXPECTED_INCLUDE tl/expected.hpp REQUIRED)
if(COWORKS_TESTS)
  find_package(GTest REQUIRED)
endif()
if(COWORKS_BENCH)
  find_package(benchmark REQUIRED)
endif()
find_package(SQLite3 3.40 REQUIRED)
# Static, because a service's program is fully static and links the same rooms as everything else.
set(OPENSSL_USE_STATIC_LIBS TRUE)
if(OPENSSL_CRYPTO_LIBRARY MATCHES "\\.so$")
  unset(OPENSSL_CRYPTO_LIBRARY CACHE)  # a build folder from before
  unset(OPENSSL_SSL_LIBRARY CACHE)
endif()
find_package(OpenSSL REQUIRED COMPONENTS Crypto SSL)
find_package(yaml-cpp REQUIRED)
set(Boost_USE_STATIC_LIBS ON)  # one library more or less to install
find_package(Boost 1.81 REQUIRED COMPONENTS url)
find_package(CLI11 REQUIRED)
