#pragma once

#include <chrono>
#include <coworks/tech.hpp>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#define DEFAULT_LIMIT 10
#define TWICE(x) ((x) * 2)

inline constexpr int kGlobal = 7;

namespace shop {

inline constexpr int kShop = 8;
enum class Colour { red, green };

namespace deep {
inline std::string greeting() { return "hi, \"you\""; }
}  // namespace deep

struct Filter {
    int low = 0;
    int high = 100;
};

/// Default values of every kind.
class Defaults : public coworks::TechMicroservice {
    enum class Mode { slow, fast };
    static constexpr int kPrivate = 9;
    static constexpr std::chrono::year_month_day kDay{std::chrono::year(2026), std::chrono::month(3), std::chrono::day(1)};
    static int secret_default() { return 42; }

public:
    int get_numbers(int a = 1, long b = -2, unsigned c = 3u, double d = 1.5e3, float e = .5f, int f = 0x1F, int g = 1'000'000);
    int get_texts(std::string a = "world", std::string_view b = "a \"b\"\n", std::string c = R"(raw, "text")", std::string d = {});
    int get_operators(bool a = 1 < 2, int b = (8 >> 1), bool c = true && !false, int d = 1 == 1 ? 4 : 5);
    int get_names(int a = kGlobal, int b = kShop, int c = kPrivate, int d = shop::kShop, int e = ::kGlobal, int f = Defaults::kPrivate);
    int get_macros(int a = DEFAULT_LIMIT, int b = DEFAULT_LIMIT * 2, int c = TWICE(4));
    int get_enums(Colour a = Colour::green, Mode b = Mode::fast, shop::Colour c = shop::Colour::red);
    int get_calls(std::string a = deep::greeting(), int b = secret_default(), std::string c = std::string(3, 'x'));
    int get_braces(std::vector<int> a = {1, 2, 3}, std::optional<int> b = {}, std::optional<std::string> c = std::nullopt,
                   std::optional<int> d = 4);
    int post_braces(std::map<std::string, std::vector<int>> a = {{"a", {1, 2}}, {"b", {}}}, Filter b = {.low = 5},
                    std::vector<Filter> c = {{1, 2}, {}});
    int get_times(std::chrono::seconds a = std::chrono::minutes(2), std::chrono::year_month_day b = kDay);
    int get_lambda(int a = [] { return 5; }());
    int post_json(coworks::Json a = coworks::Json::object({{"x", 1}}), coworks::Json b = nullptr);

};

}  // namespace shop
