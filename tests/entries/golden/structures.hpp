#pragma once

#include <chrono>
#include <coworks/tech.hpp>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

struct Address {
    std::string street;
    std::optional<std::string> extra;
};

/// Who buys.
struct Person {
    std::string name;             ///< as on the passport
    Address home = {"Main St", {}};
    int age = 18, visits{0};
};

struct Employee : Person {
    std::chrono::year_month_day since{};
    bool active = (1 < 2);
};

/// A tree of parts.
struct Part {
    std::string id;
    std::vector<Part> parts;
    std::map<std::string, std::vector<Part>> named = {};
};

class Structures : public coworks::TechMicroservice {
public:
    enum class Status { fresh, /*!< just made */ used };

    struct Order {
        struct Line {
            std::string item;
            double price = 0.0;
            std::variant<int, std::string> tag = 0;
        };
        std::vector<Line> lines;
        Status status = Status::fresh;
        std::optional<Person> buyer;
        coworks::Json note;
        coworks::Bytes picture{};
        std::chrono::minutes patience{5};

        double total() const;
        static int count;
    };

    Order get_order(int id);
    void post_order(Order order);
    Part post_part(Part part);
    std::vector<Employee> get_employees();

private:
    struct Hidden {
        int value = 3;
    };

public:
    Hidden get_hidden();
};
