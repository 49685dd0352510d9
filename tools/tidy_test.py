#!/usr/bin/env python3
"""Shows that tools/tidy.py finds each kind of fault, and nothing in a clean tree."""
import pathlib
import tempfile
import unittest

import tidy
import tidy_functions


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
        self.assertEqual([], self.faults(src__local__cloud__a_cpp='#include "local/gateway/x.hpp"\n', src__local__gateway__x_hpp=""))

    def test_the_library_that_services_link_knows_nothing_of_the_local_cloud(self):
        self.assertEqual(1, len(self.faults(src__tech__a_cpp='#include "local/ports/x.hpp"\n')))

    def test_the_web_is_called_by_connections_alone(self):
        found = self.faults(src__local__states__a_cpp='#include "net/client/x.hpp"\n')
        self.assertEqual([("src/local/states/a.cpp", 1, "room local/states may not include net/client")], found)
        self.assertEqual(1, len(self.faults(src__lambda__a_cpp='#include "net/client/x.hpp"\n')))
        self.assertEqual(1, len(self.faults(src__net__a_cpp='#include "net/client/x.hpp"\n')))
        self.assertEqual([], self.faults(src__local__connections__a_cpp='#include "net/client/x.hpp"\n'))
        self.assertEqual([], self.faults(src__net__client__a_cpp='#include "net/x.hpp"\n#include "net/client/x.hpp"\n'))

    def test_an_unknown_room_is_told(self):
        found = self.faults(src__json__a_cpp='#include "jsno/x.hpp"\n')
        self.assertEqual([("src/json/a.cpp", 1, "jsno/x.hpp is in no room that tools/tidy_rooms.py knows")], found)
        self.assertEqual(1, len(self.faults(src__local__cloud__a_cpp='#include "local/nowhere/x.hpp"\n')))

    def test_what_all_aws_services_share_stands_below_the_interpreter_and_above_json(self):
        self.assertEqual([], self.faults(src__asl__a_cpp='#include "aws/x.hpp"\n', src__aws__b_cpp='#include "json/x.hpp"\n'))
        self.assertEqual(1, len(self.faults(src__aws__a_cpp='#include "net/x.hpp"\n')))
        self.assertEqual(1, len(self.faults(src__aws__a_cpp='#include "asl/x.hpp"\n')))
        self.assertEqual(1, len(self.faults(src__tech__a_cpp='#include "aws/x.hpp"\n')))

    def test_the_toolbox_of_emulators_knows_none_of_them(self):
        allowed = "".join(f'#include "{room}/x.hpp"\n' for room in ("local/ports", "aws", "store", "net"))
        self.assertEqual([], self.faults(src__local__emulator__a_cpp=allowed))
        self.assertEqual(1, len(self.faults(src__local__emulator__a_cpp='#include "asl/x.hpp"\n')))
        self.assertEqual(1, len(self.faults(src__local__emulator__a_cpp='#include "local/queues/x.hpp"\n',
                                            src__local__queues__x_hpp="")))

    def test_inside_a_room_of_the_local_cloud_includes_run_down(self):
        queues = lambda name, *targets: self.faults(**{
            f"src__local__queues__{name}": "".join(f'#include "{target}"\n' for target in targets)})
        own = "local/queues/"
        self.assertEqual([], queues("api__queues_cpp", own + "queues.hpp", own + "tables.hpp", own + "fifo.hpp", "local/emulator/x.hpp"))
        self.assertEqual([], queues("queues_cpp", own + "api/operations.hpp", own + "tables.hpp", own + "fifo.hpp"))
        self.assertEqual([], queues("tables_cpp", own + "fifo.hpp", "store/x.hpp"))
        self.assertEqual([], queues("fifo_cpp", own + "limits.hpp", "base/x.hpp", "aws/fault.hpp"))
        for name, target, text in (
                ("queues_hpp", own + "api/messages.hpp", "the emulator may not include the api"),
                ("tables_cpp", own + "queues.hpp", "the tables may not include the emulator"),
                ("fifo_cpp", own + "tables.hpp", "the core may not include the tables"),
                ("fifo_cpp", own + "queues.hpp", "the core may not include the emulator")):
            self.assertEqual([f"inside local/queues {text}"], [fault[2] for fault in queues(name, target)])

    def test_the_core_of_a_room_is_pure(self):
        for target in ('"store/x.hpp"', '"net/x.hpp"', '"local/emulator/x.hpp"', '"local/ports/x.hpp"',
                       "<boost/asio/steady_timer.hpp>"):
            found = self.faults(src__local__queues__fifo_cpp=f"#include {target}\n")
            self.assertEqual([f"the core of local/queues is pure and may not include {target[1:-1].removesuffix('/x.hpp')}"
                              if target[0] == '"' else f"the core of local/queues is pure and may not include {target}"],
                             [fault[2] for fault in found])

    def test_the_tests_of_a_room_may_include_all_of_it(self):
        self.assertEqual([], self.faults(src__local__queues__fifo__test_cpp="", src__local__queues__testing_hpp=
                                         '#include "local/queues/api/x.hpp"\n#include "store/x.hpp"\n'))

    def test_the_table_of_rooms_is_the_one_of_the_architecture(self):
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            (root / "src/json").mkdir(parents=True)
            told = lambda *rows: self.table(root, *rows)
            rows = ["| `include/coworks` | the standard library | x |", "| `src/json` | base | x |",
                    "| `src/local/NAME` | local/emulator, os, asl, lambda, project | x |"]
            self.assertEqual([], told(*rows))
            self.assertEqual(["json may include yaml here, and base in tools/tidy_rooms.py"],
                             told(rows[0], "| `src/json` | yaml | x |", rows[2]))
            self.assertEqual(["the table of rooms has no row for json"], told(rows[0], rows[2]))
            self.assertEqual(["tools/tidy_rooms.py has no row for attic"], told(*rows, "| `src/attic` | json | x |"))

    def table(self, root, *rows):
        (root / "ARCHITECTURE.md").write_text("\n".join(("| room | may include | what |", "|---|---|---|", *rows)))
        return [fault[2] for fault in tidy.faults(root)]

    def test_functions_fit_a_screen(self):
        longest = tidy_functions.FUNCTION_LINES_MAX
        body = lambda lines: "    ++i;\n" * (lines - 2)
        for head in ("void run() {\n", "    int A::run(int i) const noexcept {\n", "template <class T>\nvoid run(T const& i = {}) {\n",
                     "TEST(Suite, run) {\n", "A::run(int a)\n    : a_(a), b_(1) {\n"):
            lines = longest - head.count("\n") + 1
            text = "namespace a {\nclass B {\n" + head + "%s}\n};\n}\n"
            self.assertEqual([], self.faults(src__json__a_cpp=text % body(lines)), head)
            found = self.faults(src__json__a_cpp=text % body(lines + 1))
            self.assertEqual([("src/json/a.cpp", 3)], [fault[:2] for fault in found], head)
            self.assertIn(f"has {longest + 1} lines", found[0][2])

    def test_tables_and_braces_in_texts_are_no_functions(self):
        table = "constexpr auto kTable = make({\n" + "    1,\n" * 100 + "});\n"
        self.assertEqual([], self.faults(src__json__a_cpp=table))
        texts = 'void run() {\n    a("{", \'{\', R"({{{)", 1\'000);  // {\n}\n' + "int a;\n" * 100
        self.assertEqual([], self.faults(src__json__a_cpp=texts))

    def test_an_excuse_that_nobody_needs_is_told(self):
        (file, name), _ = next(iter(tidy_functions.LONG_FUNCTIONS.items()))
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, file)
            path.parent.mkdir(parents=True)
            path.write_text(f"void {name}() {{\n" + "    ++i;\n" * 100 + "}\n")
            self.assertNotIn(name, " ".join(fault[2] for fault in tidy.faults(pathlib.Path(folder))))
            path.write_text(f"void {name}() {{\n}}\n")
            self.assertIn(f"{name} is excused in tools/tidy_functions.py and needs it no more",
                          [fault[2] for fault in tidy.faults(pathlib.Path(folder))])

    def test_files_that_comments_name_exist(self):
        self.assertEqual([], self.faults(src__json__a_cpp="// see b.hpp, json/b.hpp, *_test.cpp and shop/tech/c.hpp\n",
                                         src__json__b_hpp=""))
        found = self.faults(src__json__a_cpp="int a;  // as in json/c.hpp\n")
        self.assertEqual([("src/json/a.cpp", 1, "there is no json/c.hpp")], found)
        self.assertEqual([], self.faults(src__json__a_cpp='auto a = "json/c.hpp";\n'))

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
