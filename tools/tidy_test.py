#!/usr/bin/env python3
"""Shows that tools/tidy.py finds each kind of fault, and nothing in a clean tree."""
import pathlib
import tempfile
import unittest

import tidy


class Tidy(unittest.TestCase):
    def faults(self, **files):
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            for name, text in files.items():
                path = root / name.replace("__", "/").replace("_cpp", ".cpp").replace("_hpp", ".hpp")
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text)
            return [(str(path), line, text) for path, line, text in tidy.faults(root)]

    def test_a_room_may_include_what_stands_below_it(self):
        self.assertEqual([], self.faults(src__asl__a_cpp='#include "jsonata/x.hpp"\n#include "base/y.hpp"\n'
                                                         '#include <coworks/json.hpp>\n'))

    def test_a_room_may_not_include_what_stands_above_it(self):
        found = self.faults(src__json__a_cpp='#include <string>\n#include "asl/x.hpp"\n')
        self.assertEqual([("src/json/a.cpp", 2, "room json may not include asl")], found)

    def test_the_query_languages_do_not_know_each_other(self):
        self.assertEqual(1, len(self.faults(src__jsonpath__a_cpp='#include "jsonata/x.hpp"\n')))

    def test_services_of_the_local_cloud_do_not_know_each_other(self):
        self.assertEqual(1, len(self.faults(src__local__gateway__a_cpp='#include "local/functions/x.hpp"\n')))
        self.assertEqual([], self.faults(src__local__gateway__a_cpp='#include "local/ports/x.hpp"\n'))
        self.assertEqual([], self.faults(src__local__cloud__a_cpp='#include "local/gateway/x.hpp"\n'))

    def test_the_library_that_services_link_knows_nothing_of_the_local_cloud(self):
        self.assertEqual(1, len(self.faults(src__tech__a_cpp='#include "local/ports/x.hpp"\n')))

    def test_samples_see_the_public_headers_alone(self):
        self.assertEqual(1, len(self.faults(samples__a_cpp='#include "json/parser.hpp"\n')))

    def test_public_headers_include_the_standard_library_alone(self):
        self.assertEqual(1, len(self.faults(include__coworks__a_hpp="#include <boost/url.hpp>\n")))

    def test_long_files_are_told(self):
        self.assertEqual(1, len(self.faults(src__json__a_cpp="\n" * (tidy.LINES_MAX + 1))))

    def test_banned_words_are_told_with_their_line(self):
        self.assertEqual(2, self.faults(src__json__a_cpp="int a;\n// FIX" + "ME later\n")[0][1])

    def test_a_temporary_inside_co_await_is_told(self):
        self.assertEqual(1, len(self.faults(src__net__a_cpp="co_await run([&] { go(); });\n")))
        self.assertEqual(1, len(self.faults(src__net__a_cpp="co_await run(Options{1, 2});\n")))
        self.assertEqual([], self.faults(src__net__a_cpp="co_await run(options);\n"))


if __name__ == "__main__":
    unittest.main()
