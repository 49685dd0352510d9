#pragma once

#include <chrono>
#include <coworks/tech.hpp>
#include <cstdint>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

enum class Colour { red, green };

struct Line {
    std::string sku;
    int count = 1;
    std::optional<std::string> note;
};

struct Order {
    std::string customer;
    std::vector<Line> lines;
};

/// An entry for each rule of names, parameters and results. Every token may everything.
class Rules : public coworks::TechMicroservice {
public:
    Rules() { mount("/admin", std::make_unique<coworks::Admin>()); }

    coworks::Access token_authorizer(std::string_view) override { return true; }

    // Names to routes.
    std::string get(std::string usage = "test") { return "root " + usage; }
    std::string get_content() { return "content"; }
    std::string get_content_detail() { return "detail"; }
    std::string get_content(int id) { return "content " + std::to_string(id); }
    std::string get_content_(std::string kind, int id) { return kind + std::to_string(id); }
    std::string delete_() { return "deleted"; }
    std::string options_content() { return "options"; }
    std::string getter() { return "no entry"; }
    std::string get1() { return "no entry"; }
    COWORKS_ENTRY(path = "odd.json/{name}/x") std::string get_odd(std::string name) { return name; }
    COWORKS_ENTRY(ignore) std::string get_ignored() { return "no entry"; }

    // Scalars, from the path.
    bool get_bool(bool value) { return value; }
    int get_int8(std::int8_t value) { return value; }
    std::uint64_t get_uint64(std::uint64_t value) { return value; }
    double get_real(double value) { return value; }
    float get_float(float value) { return value; }
    std::string get_text(std::string value) { return value; }
    std::string get_view(std::string_view value) { return std::string(value); }
    Colour get_colour(Colour value) { return value; }
    std::chrono::year_month_day get_date(std::chrono::year_month_day value) { return value; }
    std::chrono::sys_seconds get_instant(std::chrono::sys_seconds value) { return value; }
    std::chrono::sys_time<std::chrono::nanoseconds> get_nanos(std::chrono::sys_time<std::chrono::nanoseconds> value) {
        return value;
    }
    std::chrono::minutes get_duration(std::chrono::minutes value) { return value; }
    std::chrono::local_seconds get_local(std::chrono::local_seconds value) { return value; }
    std::chrono::hh_mm_ss<std::chrono::seconds> get_clock(std::chrono::hh_mm_ss<std::chrono::seconds> value) {
        return value;
    }

    // Bodies.
    Order post_order(Order order) { return order; }
    int post_numbers(std::vector<int> numbers) {
        int sum = 0;
        for (int const number : numbers)
            sum += number;
        return sum;
    }
    std::map<std::string, int> post_map(std::map<std::string, int> map) { return map; }
    coworks::Json post_json(coworks::Json json) { return json; }
    coworks::Bytes post_bytes(coworks::Bytes bytes) { return bytes; }
    std::string post_variant(std::variant<int, std::string> value) {
        return value.index() == 0 ? "int " + std::to_string(std::get<0>(value)) : "text " + std::get<1>(value);
    }
    std::string post_file(coworks::File file, std::string title = "none") {
        return title + ":" + file.name + ":" + file.media_type + ":" + std::string(file.content.view());
    }
    int post_files(std::vector<coworks::File> files) { return static_cast<int>(files.size()); }
    std::string post_beside(Order order, bool dry = false) { return order.customer + (dry ? " dry" : " wet"); }

    // Defaults.
    std::string get_query(int limit = 20, std::vector<std::string> tags = {}) {
        std::string text = std::to_string(limit);
        for (auto const& tag : tags)
            text += "," + tag;
        return text;
    }
    std::string post_members(std::string name = "nobody", int value = 7) { return name + std::to_string(value); }
    int put_only(int value = 7) { return value; }
    std::string delete_query(bool hard = false) { return hard ? "hard" : "soft"; }
    std::string patch_members(std::string name = "nobody", int value = 7) { return name + std::to_string(value); }
    std::string get_optional(std::optional<int> limit) { return limit ? std::to_string(*limit) : "none"; }

    coworks::Bytes get_coded(coworks::Bytes value = {}) { return value; }

    // The request, the invocation, the rest.
    std::string get_request(coworks::Request const& request) { return request.method + " " + request.path; }
    std::string get_context(coworks::Context const& context) {
        return context.entry() + " " + context.service() + (context.remaining().count() > 0 ? " in time" : " late");
    }
    coworks::Json get_rest(coworks::Params rest, int known = 0) { return rest.json().with("known", known); }
    coworks::Json post_rest(coworks::Params const& rest, int known = 0) { return rest.json().with("known", known); }
    std::string get_key(coworks::Context const& context) { return context.idempotency_key(); }

    COWORKS_ENTRY(timeout = "50 ms") void get_slow() { std::this_thread::sleep_for(std::chrono::minutes(1)); }

    // Results.
    std::string_view get_result_view() { return "view"; }
    std::vector<Line> get_result_lines() { return {{"a", 1, std::nullopt}, {"b", 2, "soft"}}; }
    COWORKS_ENTRY(binary = "image/png") coworks::Bytes get_result_png() { return coworks::Bytes("\x89PNG"); }
    void get_result_nothing() {}
    std::optional<Line> get_result_maybe(bool there) {
        return there ? std::optional(Line{"a", 1, std::nullopt}) : std::nullopt;
    }
    std::pair<Line, int> get_result_created() { return {{"a", 1, std::nullopt}, 201}; }
    coworks::Response get_result_response() {
        return coworks::Response::text("moved", 299).header("X-Own", "yes").cookie({.name = "a", .value = "1"});
    }
    coworks::Response get_result_refused() { return coworks::Response::text("taken", 409); }
    coworks::Response get_result_redirect() { return coworks::Response::redirect("/elsewhere"); }
    coworks::Response get_result_file() {
        return coworks::Response::file({.name = "é.csv", .media_type = "text/csv", .content = coworks::Bytes("1,2")});
    }
    double get_result_infinite() { return std::numeric_limits<double>::infinity(); }
    std::chrono::sys_days get_result_late() { return std::chrono::year(10'000) / 1 / 1; }
    std::string get_result_latin() { return "\xe9t\xe9"; }
    std::vector<std::string> get_result_latin_json() { return {"\xe9"}; }

    // Exceptions.
    std::string get_missing() { throw coworks::NotFound("no such thing"); }
    std::string get_busy() { throw coworks::TooManyRequests("later").header("Retry-After", "5"); }
    std::string get_teapot() { throw coworks::HttpError(418, "short and stout"); }
    std::string get_crash() { throw std::runtime_error("the password is hunter2"); }
    std::string get_number_thrown() { throw 42; }
};
