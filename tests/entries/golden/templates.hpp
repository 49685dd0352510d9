#pragma once

#include <coworks/tech.hpp>
#include <optional>
#include <string>
#include <vector>

/// A part of a longer list.
template <class T>
struct Page {
    std::vector<T> items;       ///< of this page
    int total = 0;              ///< of all pages
    std::optional<T> first;
};

template <class A, class B = int>
struct Both {
    A a;
    B b{};
};

template <class T>
class Cache {
public:
    T get_nothing_for_you();

protected:
    T get_value();
};

class Templates : public coworks::TechMicroservice {
public:
    struct Item {
        std::string name;
    };

    Page<Item> get_items();
    Both<Page<int>, Both<bool>> get_both();
    void post_pages(std::vector<Page<Both<std::string>>> pages);
    auto get_deduced() { return std::vector<int>{1, 2}; }

    template <class T>
    T get_template(T value);

private:
    Cache<int> cache_;
};
