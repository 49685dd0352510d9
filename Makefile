# `make help` lists the targets. Each one installs what it needs (tools/setup.sh) and works at once when all is there.
SAMPLE ?= samples/hello
JOBS ?= $(shell nproc)
release := build/release
# What people wrote: not the golden files, the headers that are wrong on purpose, nor generated tables.
sources := git ls-files -z '*.cpp' '*.hpp' | grep -zvE '/golden/|^tests/entries/errors/|_data'

.PHONY: help build run test unit sanitize clang tsan bench fuzz soak format tidy package clean

help:  ## this list
	@sed -n 's/^\([a-z ]*\):[^#]*## /  make \1\t/p' Makefile | expand -t 40

build:  ## release build into build/release, programs in build/release/bin
	@tools/setup.sh build
	@tools/build.sh release programs COWORKS_TESTS=keep

run:  ## build what serving needs, then serve SAMPLE (default samples/hello) on http://127.0.0.1:8000
	@tools/setup.sh build
	@tools/build.sh release serving COWORKS_TESTS=keep
	@cd $(SAMPLE) && exec $(abspath $(release))/bin/cws run

test:  ## every test: unit, conformance, end to end
	@tools/setup.sh build package test
	@tools/build.sh release all COWORKS_TESTS=ON
	@ctest --test-dir $(release) --output-on-failure -j $(JOBS)

unit:  ## the unit tests that need no service built and no recorded cases: within a minute, once compiled
	@tools/setup.sh build test
	@tools/build.sh release unit COWORKS_TESTS=ON
	@ctest --test-dir $(release) -L unit -LE 'services|cases' --output-on-failure -j $(JOBS)

sanitize clang tsan:  ## the unit tests with clang 19 under ASan and UBSan, without these, with g++ under TSan
	@tools/setup.sh build test check
	@preset=$(subst sanitize,dev,$@); tools/build.sh $$preset all COWORKS_TESTS=ON && \
	    ctest --test-dir build/$$preset -L unit --output-on-failure -j $(JOBS)

bench:  ## every benchmark, side by side with its peers; results into bench/results
	@tools/setup.sh build test bench
	@tools/build.sh release all COWORKS_BENCH=ON
	@bench/run.sh

fuzz:  ## every libFuzzer target for SECONDS (default 60) each
	@tools/setup.sh build check
	@tools/build.sh fuzz all COWORKS_FUZZ=ON
	@tools/fuzz.sh build/fuzz/fuzz $(or $(SECONDS),60)

soak:  ## the long versions of the tests
	@tools/setup.sh build test
	@tools/build.sh release all COWORKS_TESTS=ON
	@COWORKS_SOAK=1 ctest --test-dir $(release) --output-on-failure -C Soak -L soak

format:  ## clang-format over every source
	@tools/setup.sh check
	@$(sources) | xargs -0 clang-format-19 -i

tidy:  ## format check, clang-tidy and the house's own rules
	@tools/setup.sh build test check
	@tools/tidy.py && python3 tools/tidy_test.py -q
	@$(sources) | xargs -0 clang-format-19 --dry-run -Werror
	@cmake --preset tidy >/dev/null && tools/clang_tidy.sh build/tidy $(JOBS)

package:  ## a .deb, into build/release
	@tools/setup.sh build package
	@tools/build.sh release programs COWORKS_TESTS=keep
	@cd $(release) && cpack -G DEB

clean:  ## remove every build
	@rm -rf build
